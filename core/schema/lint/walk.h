// A migration's statements carried out one after the other on a scratch database without rows, with
// the schema known before and after each: what the rules judge.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/lint/state.h"
#include "core/schema/lint/words.h"
#include "core/schema/statement.h"
#include "core/sqlite/access.h"
#include "core/sqlite/database.h"
#include "core/sqlite/script.h"

namespace godwit {

enum class LintRole : std::uint8_t {
  kOrdinary,
  kBegin,
  kCommit,
  kForeignKeys,  // PRAGMA foreign_keys
  kPragma,       // any other
  kVacuum,
};

struct LintStep {
  const ScriptStatement* statement = nullptr;
  std::string_view sql() const { return statement->sql; }
  LintRole role = LintRole::kOrdinary;
  Tokens tokens;  // without space and comments
  StatementWords words;
  std::optional<InsertWords> insert;
  std::optional<ChangeWords> change;
  std::shared_ptr<const LintSchema> before;
  std::shared_ptr<const LintSchema> after;  // the same one where the schema stays
  std::vector<TableAccess> accesses;
  bool keys_on = true;          // foreign keys are enforced
  bool in_transaction = false;  // between a BEGIN and a COMMIT of the script's own
  std::optional<Error> failed;
  bool doubtful = false;  // an earlier one has failed, so this one is not carried out
  // It compiles only where "x" may be a string; the text that SQLite took for one.
  std::string taken_for_string;

  // The table that it is about, as it was; nullptr when there is none.
  const LintTable* Target() const { return before->Find(words.name); }
  // The tables whose rows it writes, also by a trigger or a foreign key's action.
  std::vector<const LintTable*> Written() const;
};

// A table that is there before and after the script, as itself or built anew.
struct LintPair {
  const LintTable* before = nullptr;
  const LintTable* after = nullptr;
  // By the new column's name in lower case, the old one's. A column that is new is not among them.
  std::map<std::string, std::string> columns;
  // The steps at which columns go by DROP COLUMN, by the old name.
  std::map<std::string, std::size_t> dropped;
  // Of a rebuild; the steps' indexes.
  bool rebuilt = false;
  bool renamed_first = false;  // the old table was renamed before the new one was made
  std::size_t create = 0;
  std::size_t copy = 0;
  std::size_t copies = 1;  // statements that fill it from the old table
  std::size_t drop = 0;

  const Column* OldOf(const Column& column) const;
};

// A table of the end that the script has made, changed or built anew, with how it was before
// (nullptr: it is new).
struct TouchedTable {
  const LintTable* now = nullptr;
  const LintPair* pair = nullptr;
  const Table* before() const { return pair == nullptr ? nullptr : pair->before->table.get(); }
};

struct BrokenTrigger {
  std::string trigger;  // empty = more than one is
  std::string why;
};

struct LintWalk {
  std::vector<LintStep> steps;
  std::shared_ptr<const LintSchema> start;
  std::shared_ptr<const LintSchema> end;
  std::vector<LintPair> pairs;
  std::map<int, std::size_t> pair_of_old;  // by the identity of the table before
  std::map<int, std::size_t> pair_of_new;
  std::vector<TouchedTable> touched;
  // The steps at which tables were made and dropped, by their identity.
  std::map<int, std::size_t> created;
  std::map<int, std::size_t> dropped;
  bool complete = true;  // no statement has failed
  // Of tables whose triggers worked before the script, or were not there, and do not work at its
  // end; by the table's name in lower case.
  std::map<std::string, BrokenTrigger> broken_triggers;
  // Views that do not work at the end, by name in lower case, and why.
  std::map<std::string, std::string> broken_views;

  const LintPair* PairOfOld(int id) const;
  const LintPair* PairOfNew(int id) const;
  // Whether a statement before the step writes rows of the table.
  bool WritesBefore(const LintTable& table, std::size_t step) const;
  // Made by this script, and no new form of a table that was there.
  bool IsNew(const LintTable& table) const;
};

// Takes scripts in order, each on the schema that the last one left.
class LintWalker {
 public:
  explicit LintWalker(Database& scratch) : scratch_(scratch), follower_(scratch) {}

  // `stored`: the scratch database has the schema of the user's.
  Status Begin(bool stored) { return follower_.Begin(stored); }
  // An error only for what lies outside of the SQL. Borrows the statements.
  Result<LintWalk> Walk(std::span<const ScriptStatement> statements);

 private:
  Status Do(LintStep& step, LintWalk& walk);
  Status Compile(LintStep& step);
  Status TakeForStrings(LintStep& step, Error error);
  Status Run(LintStep& step);
  // By the table's name in lower case.
  Result<std::map<std::string, BrokenTrigger>> FindBroken() const;
  Result<std::string> FindCulprit(const std::string& table, const std::string& sql) const;
  Status FindBrokenViews(LintWalk& walk) const;

  Database& scratch_;
  SchemaFollower follower_;
  bool keys_on_ = true;
  bool one_transaction_ = true;
  bool in_transaction_ = false;
};

// Which tables the script left as they were, changed or built anew: fills `pairs` and what follows
// them.
void FindPairs(LintWalk& walk);

}  // namespace godwit

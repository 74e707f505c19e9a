// A schema between two statements of a migration, cheap to keep one of for every statement: objects
// are shared, and each table keeps its identity through renames.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/shared_map.h"
#include "core/base/status.h"
#include "core/schema/model.h"
#include "core/schema/statement.h"
#include "core/sqlite/database.h"

namespace godwit {

struct LintTable {
  int id = 0;  // the same for as long as the table lives
  std::shared_ptr<const Table> table;
  // What it is called in the user's database, whatever it is renamed to since; empty = not there.
  std::string stored;
  // Columns renamed since, by their name now in lower case, as the user's database has them.
  std::map<std::string, std::string> stored_columns;
};

struct LintSchema {
  // By name in lower case.
  SharedMap<std::string, LintTable> tables;
  SharedMap<std::string, std::shared_ptr<const SchemaView>> views;
  SharedMap<std::string, std::shared_ptr<const Trigger>> triggers;
  SharedMap<int, std::string> names;  // of the tables, in lower case, by their identity

  // nullptr when there is none.
  const LintTable* Find(const std::string& name) const;
  const LintTable* FindId(int id) const;
  void Put(const std::string& lower, LintTable table);
  void Erase(const std::string& lower);
};

// Follows the schema of a scratch database from statement to statement.
class SchemaFollower {
 public:
  explicit SchemaFollower(const Database& scratch) : scratch_(scratch) {}

  // Reads all of it. `stored`: it is what the user's database has.
  Status Begin(bool stored);
  // After a statement that has run: reads what it can have changed.
  Status Follow(const StatementWords& words);
  const std::shared_ptr<const LintSchema>& now() const { return now_; }
  // The tables that the last one made, and those that it dropped.
  const std::vector<int>& appeared() const { return appeared_; }
  const std::vector<int>& gone() const { return gone_; }

 private:
  Status FollowTable(const StatementWords& words, LintSchema& schema);
  // Gone, where it is not there any more.
  Status ReadTable(const std::string& name, LintSchema& schema);
  // Those whose foreign keys lead to it.
  Status ReadChildren(const std::string& name, LintSchema& schema);
  // Views and triggers.
  Status ReadCode(LintSchema& schema);
  Status ReadAll(LintSchema& schema);
  static void Rename(const StatementWords& words, LintSchema& schema);

  const Database& scratch_;
  std::shared_ptr<const LintSchema> now_ = std::make_shared<LintSchema>();
  int next_id_ = 1;
  std::vector<int> appeared_;
  std::vector<int> gone_;
};

}  // namespace godwit

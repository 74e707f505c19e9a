#include "core/schema/lint/walk.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/schema/firing.h"
#include "core/schema/normalize.h"
#include "core/sqlite/pragma.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

using Kind = TableAccess::Kind;
using Verb = StatementWords::Verb;

LintRole RoleOf(const LintStep& step) {
  if (step.words.verb == Verb::kVacuum) return LintRole::kVacuum;
  if (step.words.verb == Verb::kPragma) {
    return LowerAscii(step.words.name) == "foreign_keys" ? LintRole::kForeignKeys
                                                         : LintRole::kPragma;
  }
  if (IsKeyword(step.tokens.front(), "begin")) return LintRole::kBegin;
  const bool ends =
      IsKeyword(step.tokens.front(), "commit") || IsKeyword(step.tokens.front(), "end");
  return ends ? LintRole::kCommit : LintRole::kOrdinary;
}

// Whether Godwit runs the script as one transaction, around which it switches foreign keys
// (core/migrate/pieces.h).
bool IsOneTransaction(std::span<const ScriptStatement> statements) {
  static constexpr std::array<std::string_view, 3> kAlone = {"journal_mode", "auto_vacuum",
                                                             "page_size"};
  std::size_t begins = 0;
  bool inside = false;
  bool outside = false;
  for (const ScriptStatement& statement : statements) {
    const std::vector<std::string> words = FirstWords(statement.sql);
    if (words.empty()) continue;
    const bool pragma = words[0] == "pragma";
    const bool alone =
        pragma && words.size() > 2 && std::ranges::find(kAlone, words[1]) != kAlone.end();
    if (words[0] == "vacuum" || alone) return false;
    if (words[0] == "begin") {
      inside = true;
      ++begins;
    } else if (words[0] == "commit" || words[0] == "end") {
      inside = false;
    } else if (!pragma) {
      outside = outside || !inside;
    }
  }
  return begins == 0 || (begins == 1 && !outside);
}

bool SwitchesKeysOff(std::span<const ScriptStatement> statements) {
  return std::ranges::any_of(statements, [](const ScriptStatement& statement) {
    return ReadForeignKeysPragma(statement.sql).off;
  });
}

bool ChangesSchema(const LintStep& step) {
  return std::ranges::any_of(step.accesses, [](const TableAccess& access) {
    return access.kind == Kind::kCreate || access.kind == Kind::kDrop ||
           access.kind == Kind::kAlter || access.kind == Kind::kIndex ||
           access.kind == Kind::kSchema;
  });
}

}  // namespace

std::vector<const LintTable*> LintStep::Written() const {
  std::vector<const LintTable*> tables;
  for (const TableAccess& access : accesses) {
    const bool writes = access.kind == Kind::kInsert || access.kind == Kind::kUpdate ||
                        access.kind == Kind::kDelete;
    const LintTable* table = writes ? before->Find(access.table) : nullptr;
    if (table != nullptr) tables.push_back(table);
  }
  return tables;
}

const Column* LintPair::OldOf(const Column& column) const {
  const auto found = columns.find(LowerAscii(column.name));
  if (found == columns.end()) return nullptr;
  const auto old = std::ranges::find_if(before->table->columns, [&](const Column& one) {
    return LowerAscii(one.name) == LowerAscii(found->second);
  });
  return old == before->table->columns.end() ? nullptr : &*old;
}

const LintPair* LintWalk::PairOfOld(int id) const {
  const auto found = pair_of_old.find(id);
  return found == pair_of_old.end() ? nullptr : &pairs[found->second];
}

const LintPair* LintWalk::PairOfNew(int id) const {
  const auto found = pair_of_new.find(id);
  return found == pair_of_new.end() ? nullptr : &pairs[found->second];
}

bool LintWalk::WritesBefore(const LintTable& table, std::size_t step) const {
  for (std::size_t at = 0; at < step && at < steps.size(); ++at) {
    for (const LintTable* written : steps[at].Written()) {
      if (written->id == table.id) return true;
    }
  }
  return false;
}

bool LintWalk::IsNew(const LintTable& table) const {
  return created.contains(table.id) && PairOfNew(table.id) == nullptr;
}

Result<LintWalk> LintWalker::Walk(std::span<const ScriptStatement> statements) {
  LintWalk walk;
  walk.start = follower_.now();
  GODWIT_ASSIGN(const auto broken, FindBroken());
  one_transaction_ = IsOneTransaction(statements);
  // A script that is one transaction has them off as a whole.
  keys_on_ = !one_transaction_ || !SwitchesKeysOff(statements);
  in_transaction_ = false;
  for (const ScriptStatement& statement : statements) {
    LintStep step;
    step.statement = &statement;
    step.tokens = SignificantTokens(statement.sql);
    if (step.tokens.empty()) continue;
    step.words = ReadStatement(statement.sql);
    step.insert = ReadInsert(statement.sql, step.tokens);
    step.change = ReadChange(statement.sql, step.tokens);
    GODWIT_TRY(Do(step, walk));
    walk.steps.push_back(std::move(step));
  }
  walk.end = follower_.now();
  GODWIT_ASSIGN(walk.broken_triggers, FindBroken());
  for (const auto& [table, trigger] : broken) walk.broken_triggers.erase(table);
  GODWIT_TRY(FindBrokenViews(walk));
  FindPairs(walk);
  return walk;
}

Result<std::map<std::string, BrokenTrigger>> LintWalker::FindBroken() const {
  std::map<std::string, BrokenTrigger> broken;
  for (const auto& [name, trigger] : follower_.now()->triggers) {
    const std::string lower = LowerAscii(trigger->table);
    const LintTable* table = follower_.now()->Find(lower);
    if (table == nullptr || broken.contains(lower)) continue;
    for (const std::string& sql : FiringStatements(*table->table)) {
      const Result<Statement> compiled = scratch_.Prepare(sql);
      if (compiled.ok()) continue;
      if (LiesOutsideSql(compiled.error())) return compiled.error();
      broken[lower].why = compiled.error().why;
      GODWIT_ASSIGN(broken[lower].trigger, FindCulprit(lower, sql));
      break;
    }
  }
  return broken;
}

// The one of the table's triggers without which the statement compiles; empty = there is none.
Result<std::string> LintWalker::FindCulprit(const std::string& table,
                                            const std::string& sql) const {
  for (const auto& [name, trigger] : follower_.now()->triggers) {
    if (LowerAscii(trigger->table) != table) continue;
    GODWIT_TRY(scratch_.Execute("SAVEPOINT lint"));
    GODWIT_TRY(scratch_.Execute("DROP TRIGGER main." + QuoteName(trigger->name)));
    const bool compiles = scratch_.Prepare(sql).ok();
    GODWIT_TRY(scratch_.Execute("ROLLBACK TO lint"));
    GODWIT_TRY(scratch_.Execute("RELEASE lint"));
    if (compiles) return trigger->name;
  }
  return std::string();
}

Status LintWalker::FindBrokenViews(LintWalk& walk) const {
  for (const auto& [name, view] : walk.end->views) {
    if (!view->columns.empty()) continue;
    const Result<Statement> compiled = scratch_.Prepare("SELECT 1 FROM main." + QuoteName(name));
    if (compiled.ok()) continue;
    if (LiesOutsideSql(compiled.error())) return compiled.error();
    walk.broken_views[name] = compiled.error().why;
  }
  return {};
}

Status LintWalker::Do(LintStep& step, LintWalk& walk) {
  step.before = follower_.now();
  step.after = step.before;
  step.role = RoleOf(step);
  step.in_transaction = in_transaction_;
  if (step.role == LintRole::kBegin) in_transaction_ = true;
  if (step.role == LintRole::kCommit) in_transaction_ = false;
  if (step.role == LintRole::kForeignKeys && !one_transaction_) {
    const ForeignKeysPragma pragma = ReadForeignKeysPragma(step.statement->sql);
    if (pragma.sets) keys_on_ = !pragma.off;
  }
  step.keys_on = keys_on_;
  step.doubtful = !walk.complete;
  if (step.role != LintRole::kOrdinary || step.doubtful) return {};
  GODWIT_TRY(Compile(step));
  if (!step.failed && ChangesSchema(step)) GODWIT_TRY(Run(step));
  if (step.failed) walk.complete = false;
  step.after = follower_.now();
  const std::size_t at = walk.steps.size();
  if (step.after == step.before) return {};
  for (const int id : follower_.appeared()) walk.created[id] = at;
  for (const int id : follower_.gone()) walk.dropped[id] = at;
  return {};
}

Status LintWalker::Compile(LintStep& step) {
  GODWIT_TRY(scratch_.SetForeignKeys(step.keys_on));
  const GuardScope guard(scratch_, ScriptGuard::kMigration);
  Result<std::vector<TableAccess>> accesses = scratch_.Accesses(step.sql());
  if (accesses.ok()) {
    step.accesses = std::move(*accesses);
    return {};
  }
  if (LiesOutsideSql(accesses.error())) return accesses.error();
  return TakeForStrings(step, accesses.error());
}

// Whether it compiles where double quotes may make strings, as they may in most SQLite there is.
Status LintWalker::TakeForStrings(LintStep& step, Error error) {
  GODWIT_TRY(scratch_.SetDoubleQuotedStrings(true));
  const Result<std::vector<TableAccess>> accesses = scratch_.Accesses(step.sql());
  GODWIT_TRY(scratch_.SetDoubleQuotedStrings(false));
  if (accesses.ok()) {
    for (const Token& token : step.tokens) {
      if (token.text.front() != '"') continue;
      const std::string name = Unquote(token.text);
      if (error.why.find("\"" + name + "\"") == std::string::npos &&
          error.why.find(": " + name) == std::string::npos) {
        continue;
      }
      step.taken_for_string = name;
      break;
    }
  }
  step.failed = std::move(error);
  return {};
}

Status LintWalker::Run(LintStep& step) {
  // There are no rows, so nothing is lost by it; and a change of schema is not to fail for keys.
  GODWIT_TRY(scratch_.SetForeignKeys(false));
  Status done;
  {
    const GuardScope guard(scratch_, ScriptGuard::kMigration);
    done = scratch_.Execute(step.sql());
  }
  if (!done.ok()) {
    if (LiesOutsideSql(done.error())) return done;
    step.failed = std::move(done).error();
    return {};
  }
  return follower_.Follow(step.words);
}

}  // namespace godwit

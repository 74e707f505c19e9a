#include "core/schema/lint/walk.h"

#include <algorithm>
#include <utility>

#include "core/schema/firing.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

using Kind = TableAccess::Kind;
using Verb = StatementWords::Verb;

bool IsOff(const Tokens& tokens) {
  const Token& last = tokens.back().text == ")" ? tokens[tokens.size() - 2] : tokens.back();
  const std::string value = LowerAscii(Unquote(last.text));
  return value == "off" || value == "no" || value == "false" || value == "0";
}

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

std::set<int> IdsOf(const LintSchema& schema) {
  std::set<int> ids;
  for (const auto& [name, table] : schema.tables) ids.insert(table.id);
  return ids;
}

bool ChangesSchema(const LintStep& step) {
  return std::ranges::any_of(step.accesses, [](const TableAccess& access) {
    return access.kind == Kind::kCreate || access.kind == Kind::kDrop ||
           access.kind == Kind::kAlter || access.kind == Kind::kIndex ||
           access.kind == Kind::kSchema;
  });
}

}  // namespace

bool LintStep::Touches(TableAccess::Kind kind, const std::string& table) const {
  const std::string lower = LowerAscii(table);
  return std::ranges::any_of(accesses, [&](const TableAccess& access) {
    return access.kind == kind && LowerAscii(access.table) == lower;
  });
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
  const auto found =
      std::ranges::find_if(pairs, [&](const LintPair& pair) { return pair.before->id == id; });
  return found == pairs.end() ? nullptr : &*found;
}

const LintPair* LintWalk::PairOfNew(int id) const {
  const auto found =
      std::ranges::find_if(pairs, [&](const LintPair& pair) { return pair.after->id == id; });
  return found == pairs.end() ? nullptr : &*found;
}

bool LintWalk::IsNew(const LintTable& table) const {
  return created.contains(table.id) && PairOfNew(table.id) == nullptr;
}

Result<LintWalk> LintWalker::Walk(std::span<const ScriptStatement> statements) {
  LintWalk walk;
  walk.start = follower_.now();
  GODWIT_ASSIGN(const auto broken, FindBroken());
  keys_on_ = true;
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
  for (const auto& [table, why] : broken) walk.broken_triggers.erase(table);
  FindPairs(walk);
  return walk;
}

Result<std::map<std::string, std::string>> LintWalker::FindBroken() const {
  std::map<std::string, std::string> broken;
  for (const auto& [name, trigger] : follower_.now()->triggers) {
    const LintTable* table = follower_.now()->Find(trigger->table);
    if (table == nullptr || broken.contains(LowerAscii(trigger->table))) continue;
    for (const std::string& sql : FiringStatements(*table->table)) {
      const Result<Statement> compiled = scratch_.Prepare(sql);
      if (compiled.ok()) continue;
      if (LiesOutsideSql(compiled.error())) return compiled.error();
      broken[LowerAscii(trigger->table)] = compiled.error().why;
      break;
    }
  }
  return broken;
}

Status LintWalker::Do(LintStep& step, LintWalk& walk) {
  step.before = follower_.now();
  step.after = step.before;
  step.role = RoleOf(step);
  step.in_transaction = in_transaction_;
  if (step.role == LintRole::kBegin) in_transaction_ = true;
  if (step.role == LintRole::kCommit) in_transaction_ = false;
  if (step.role == LintRole::kForeignKeys && step.tokens.size() > 2) {
    keys_on_ = !IsOff(step.tokens);
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
  const std::set<int> before = IdsOf(*step.before);
  const std::set<int> after = IdsOf(*step.after);
  for (const int id : after) {
    if (!before.contains(id)) walk.created[id] = at;
  }
  for (const int id : before) {
    if (!after.contains(id)) walk.dropped[id] = at;
  }
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

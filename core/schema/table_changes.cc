#include "core/schema/table_changes.h"

#include <algorithm>
#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/checked_values.h"
#include "core/schema/compare.h"
#include "core/schema/create_table.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"
#include "core/schema/rebuild.h"
#include "core/schema/risks.h"
#include "core/schema/table_text.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

std::string ColumnPart(const std::string& name) { return "column " + QuoteName(name); }

// The table itself, without what CREATE INDEX has made.
std::string TextOf(Table table) {
  std::erase_if(table.indexes,
                [](const Index& index) { return index.origin == IndexOrigin::kCreated; });
  return CanonicalTable(table);
}

bool Has(const std::vector<Check>& checks, const Check& check) {
  const std::string line = CanonicalLine(check);
  return std::ranges::any_of(checks, [&](const Check& one) { return CanonicalLine(one) == line; });
}

// What ADD COLUMN takes as a default when there are rows: a literal.
bool IsLiteral(std::string_view text) {
  std::vector<Token> tokens = SignificantTokens(text);
  while (tokens.size() > 1 && (tokens.front().text == "-" || tokens.front().text == "+")) {
    tokens.erase(tokens.begin());
    if (tokens.front().kind == TokenKind::kString) return false;
  }
  if (tokens.size() != 1) return false;
  const std::string word = LowerAscii(tokens.front().text);
  return tokens.front().kind == TokenKind::kNumber || tokens.front().kind == TokenKind::kString ||
         word == "null" || word == "true" || word == "false";
}

// Whether rows that are there already can get the column: ADD COLUMN evaluates nothing for them.
bool CanAdd(const Table& wanted, const Column& column) {
  if (column.generated == Generated::kStored) return false;
  const bool null = !column.default_value || LowerAscii(*column.default_value) == "null";
  if (column.not_null && null && column.generated == Generated::kNo) return false;
  if (!column.default_value) return true;
  if (!IsLiteral(*column.default_value)) return false;
  return null || std::ranges::none_of(wanted.foreign_keys, [&](const ForeignKey& key) {
           return std::ranges::find(key.columns, column.name) != key.columns.end();
         });
}

class Attempt {
 public:
  Attempt(const Table& now, const Table& wanted) : now_(now), wanted_(wanted) {}

  // Empty: it cannot be done in place, or nobody knows how.
  std::vector<SchemaChange> Changes() {
    DropChecks();
    DropColumns();
    NotNulls();
    AddColumns();
    AddChecks();
    return possible_ ? std::move(changes_) : std::vector<SchemaChange>();
  }
  // The first release that knows all of the statements.
  SqliteRelease needs() const { return needs_; }

 private:
  void Add(ChangeKind kind, std::string part, const std::string& action, SqliteRelease since = 0,
           std::vector<Risk> risks = {}) {
    needs_ = std::max(needs_, since);
    changes_.push_back({.kind = kind,
                        .object = ObjectName(wanted_),
                        .part = std::move(part),
                        .sql = {"ALTER TABLE " + QuoteName(wanted_.name) + " " + action},
                        .risks = std::move(risks)});
  }

  void DropChecks() {
    for (const Check& check : now_.checks) {
      if (Has(wanted_.checks, check)) continue;
      // One without a name goes with its column, or not at all.
      if (check.name.empty()) continue;
      Add(ChangeKind::kDropConstraint, "check " + QuoteName(check.name),
          "DROP CONSTRAINT " + QuoteName(check.name), kAlterConstraintSince);
    }
  }

  void DropColumns() {
    for (const Column& column : now_.columns) {
      if (FindColumn(wanted_, column.name) != nullptr) continue;
      Add(ChangeKind::kDropColumn, ColumnPart(column.name), "DROP COLUMN " + QuoteName(column.name),
          kDropColumnSince,
          column.generated == Generated::kNo ? std::vector<Risk>{LossRisk(now_, column)}
                                             : std::vector<Risk>());
    }
  }

  void NotNulls() {
    for (const Column& column : wanted_.columns) {
      const Column* old = FindColumn(now_, column.name);
      if (old == nullptr || old->not_null == column.not_null) continue;
      const std::string alter = "ALTER COLUMN " + QuoteName(column.name);
      if (column.not_null) {
        Add(ChangeKind::kSetNotNull, ColumnPart(column.name), alter + " SET NOT NULL",
            kAlterConstraintSince, {NullRisk(now_, column)});
      } else {
        Add(ChangeKind::kDropNotNull, ColumnPart(column.name), alter + " DROP NOT NULL",
            kAlterConstraintSince);
      }
    }
  }

  void AddColumns() {
    const auto definitions = ColumnDefinitions(wanted_.stored_sql);
    for (const Column& column : wanted_.columns) {
      if (FindColumn(now_, column.name) != nullptr) continue;
      const auto definition = definitions.find(LowerAscii(column.name));
      if (definition == definitions.end() || !CanAdd(wanted_, column)) {
        possible_ = false;
        return;
      }
      Add(ChangeKind::kAddColumn, ColumnPart(column.name), "ADD COLUMN " + definition->second, 0,
          AddedColumnRisks(now_, wanted_, column, ChecksOf(definition->second)));
    }
  }

  void AddChecks() {
    for (const Check& check : wanted_.checks) {
      if (Has(now_.checks, check) || ComesWithColumn(check)) continue;
      const std::string name =
          check.name.empty() ? std::string() : "CONSTRAINT " + QuoteName(check.name) + " ";
      Add(ChangeKind::kAddCheck, "check " + check.expression,
          "ADD " + name + "CHECK (" + check.expression + ")", kAlterConstraintSince,
          NewCheckRisks(now_, wanted_, check));
    }
  }

  // In the definition of a column that is added.
  bool ComesWithColumn(const Check& check) const {
    const auto definitions = ColumnDefinitions(wanted_.stored_sql);
    return std::ranges::any_of(wanted_.columns, [&](const Column& column) {
      const auto definition = definitions.find(LowerAscii(column.name));
      if (FindColumn(now_, column.name) != nullptr || definition == definitions.end()) return false;
      return Has(ChecksOf(definition->second), check);
    });
  }

  std::vector<Check> ChecksOf(const std::string& definition) const {
    NameSet names;
    for (const Column& column : wanted_.columns) names.insert(LowerAscii(column.name));
    return ParseCreateTable("CREATE TABLE t (" + definition + ")", names).checks;
  }

  const Table& now_;
  const Table& wanted_;
  SqliteRelease needs_ = 0;
  bool possible_ = true;
  std::vector<SchemaChange> changes_;
};

// Whether the statements leave the table that is wanted; if not, or not `keep`, they are taken
// back.
Result<bool> Try(Database& scratch, const std::vector<SchemaChange>& changes, const Table& wanted,
                 bool keep) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(scratch));
  for (const SchemaChange& change : changes) {
    for (const std::string& sql : change.sql) {
      const Status done = scratch.Execute(sql);
      if (!done.ok() && LiesOutsideSql(done.error())) return done.error();
      if (!done.ok()) return false;
    }
  }
  GODWIT_ASSIGN(const Schema made, InspectTables(scratch, {LowerAscii(wanted.name)}));
  if (made.tables.size() != 1 || TextOf(made.tables.front()) != TextOf(wanted)) return false;
  if (keep) GODWIT_TRY(transaction.Commit());
  return true;
}

// Of a difference, what the plan does about it.
std::string AsReason(std::string difference) {
  const auto replace = [&](std::string_view end, std::string_view by) {
    if (!difference.ends_with(end)) return;
    difference.replace(difference.size() - end.size(), end.size(), by);
  };
  replace(" is missing", " is to be added");
  replace(" is extra", " goes");
  constexpr std::string_view kNothing = "nothing of the kind";
  const std::size_t nothing = difference.find(kNothing);
  if (nothing != std::string::npos) difference.replace(nothing, kNothing.size(), "a plain table");
  return difference;
}

// What becomes of an enumeration, beside its two CHECKs.
void AddValueReasons(const Table& now, const Table& wanted, const Check& check,
                     std::vector<std::string>& reasons) {
  const auto changed = FindChangedValues(now, wanted, check);
  if (!changed) return;
  const std::string column = ColumnPart(changed->column) + ": ";
  for (const std::string& value : changed->added) {
    reasons.push_back(column + "value " + value + " is added");
  }
  for (const std::string& value : changed->gone) {
    reasons.push_back(column + "value " + value + " goes");
  }
}

std::vector<std::string> Reasons(const Table& now, const Table& wanted) {
  const SchemaSides sides = {.first = "it is to be", .second = "it is"};
  std::vector<std::string> reasons = SchemaDifferences({{ObjectName(wanted), TextOf(wanted)}},
                                                       {{ObjectName(wanted), TextOf(now)}}, sides);
  std::ranges::transform(reasons, reasons.begin(), AsReason);
  for (const Column& column : wanted.columns) {
    const Column* old = FindColumn(now, column.name);
    if (old == nullptr || old->affinity == column.affinity) continue;
    reasons.push_back(ColumnPart(column.name) +
                      ": its values are converted as SQLite does for the new type");
  }
  for (const Check& check : wanted.checks) {
    if (!Has(now.checks, check)) AddValueReasons(now, wanted, check, reasons);
  }
  return reasons;
}

}  // namespace

Result<TableChanges> PlanTable(Database& scratch, const Table& now, const Table& wanted,
                               SqliteRelease release, NamePool& names) {
  TableChanges result;
  if (TextOf(now) == TextOf(wanted)) return result;
  Attempt attempt(now, wanted);
  std::vector<SchemaChange> in_place = attempt.Changes();
  std::vector<std::string> reasons = Reasons(now, wanted);
  if (!in_place.empty()) {
    const bool is_known = attempt.needs() <= release;
    GODWIT_ASSIGN(const bool done, Try(scratch, in_place, wanted, is_known));
    if (done && is_known) {
      result.changes = std::move(in_place);
      return result;
    }
    if (done) {
      reasons.push_back("SQLite " + ReleaseText(attempt.needs()) +
                        " and later could do it in place");
    }
  }
  result.rebuilt = true;
  SchemaChange rebuild = {
      .kind = ChangeKind::kRebuildTable,
      .object = ObjectName(wanted),
      .reasons = std::move(reasons),
      .sql = RebuildStatements(now, wanted, names.Fresh(wanted.name + "_rebuilt")),
      .risks = RebuildRisks(now, wanted)};
  for (const std::string& sql : rebuild.sql) {
    Status done = scratch.Execute(sql);
    if (!done.ok()) return Unplannable(rebuild, std::move(done).error());
  }
  result.changes.push_back(std::move(rebuild));
  return result;
}

}  // namespace godwit

#include "core/schema/risks.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/checked_values.h"
#include "core/schema/conversion.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/schema/rebuild.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

std::string CountWhere(const Table& table, const std::string& condition) {
  return "SELECT count(*) FROM " + QuoteName(table.name) + " WHERE " + condition;
}

std::string PartOf(const Column& column) { return "column " + QuoteName(column.name); }

// Rows whose key leads nowhere: the run counts them before it commits.
Risk ForeignKeyRisk(const Table& table, const ForeignKey& key) {
  const std::string rows = QuoteName(table.name);
  Risk risk = {.text = "foreign key to " + QuoteName(key.table) + ": rows may point to none there",
               .count = {}};
  if (key.target_columns.size() != key.columns.size()) return risk;
  std::string some;
  std::string same;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::string column = rows + "." + QuoteName(key.columns[i]);
    some += column + " IS NOT NULL AND ";
    same +=
        (i == 0 ? "" : " AND ") + ("parent." + QuoteName(key.target_columns[i])) + " = " + column;
  }
  risk.count = CountWhere(table, some + "NOT EXISTS (SELECT 1 FROM main." + QuoteName(key.table) +
                                     " AS parent WHERE " + same + ")");
  return risk;
}

bool Has(const Table& now, const ForeignKey& key) {
  return std::ranges::any_of(now.foreign_keys, [&](const ForeignKey& old) {
    return old.columns == key.columns && LowerAscii(old.table) == LowerAscii(key.table);
  });
}

bool Has(const Table& now, const Index& index) {
  return std::ranges::any_of(
      now.indexes, [&](const Index& old) { return CanonicalLine(old) == CanonicalLine(index); });
}

// Values that a STRICT table's column does not take.
Risk TypeRisk(const Table& table, const Column& column) {
  return {.text = PartOf(column) + ": rows may hold values that " + column.type + " does not take",
          .count = CountWhere(table, Refuses(column.type, QuoteName(column.name)))};
}

void AddNewColumnRisks(const Table& now, const Table& wanted, const Column& column,
                       std::vector<Risk>& risks) {
  const bool has_value = column.default_value && LowerAscii(*column.default_value) != "null";
  if (column.not_null && !has_value && RowidColumn(wanted) != &column) {
    risks.push_back(
        {.text = PartOf(column) + ": rows that are there need a value, and it has no default",
         .count = "SELECT count(*) FROM " + QuoteName(now.name),
         .kind = Risk::Kind::kUndecided});
  } else if (has_value && wanted.strict && column.type != "ANY") {
    risks.push_back(TypeRisk(now, column));
  }
}

// Of a column that becomes the rowid: it takes integers only, each once, and a number for NULL.
void AddRowidRisks(const Table& now, const Column& column, std::vector<Risk>& risks) {
  const std::string name = QuoteName(column.name);
  const std::string refused = Refuses("INTEGER", name);
  risks.push_back({.text = PartOf(column) + ": rows may hold values that are no integers",
                   .count = CountWhere(now, refused)});
  risks.push_back({.text = PartOf(column) + ": rows that hold NULL there get numbers",
                   .count = CountWhere(now, name + " IS NULL"),
                   .kind = Risk::Kind::kLoses});
  IndexKey key;
  key.expression = "CAST(" + name + " AS NUMERIC)";
  Index index;
  index.keys = {std::move(key)};
  index.where = "NOT (" + refused + ")";
  Risk twice = DuplicateRisk(now, now, index);
  twice.text = PartOf(column) + ": rows may hold the same number twice";
  risks.push_back(std::move(twice));
}

void AddColumnRisks(const Table& now, const Table& wanted, const Column& column,
                    std::vector<Risk>& risks) {
  const Column* old = FindColumn(now, column.name);
  if (old == nullptr) return AddNewColumnRisks(now, wanted, column, risks);
  const bool becomes_rowid = RowidColumn(wanted) == &column && RowidColumn(now) != old;
  if (column.not_null && !old->not_null && !becomes_rowid) risks.push_back(NullRisk(now, column));
  if (becomes_rowid) {
    AddRowidRisks(now, column, risks);
  } else if (wanted.strict && column.type != "ANY" && (!now.strict || old->type != column.type)) {
    risks.push_back(TypeRisk(now, column));
  }
  if (column.affinity == old->affinity) return;
  const std::string changes = ChangesAs(column.affinity, QuoteName(column.name));
  if (changes.empty()) return;
  risks.push_back(
      {.text = PartOf(column) + ": rows may hold values that become others as " + column.type,
       .count = CountWhere(now, changes),
       .kind = Risk::Kind::kLoses});
}

// A generated column that must not be NULL.
void AddGeneratedRisks(const Table& now, const Column& column, std::vector<Risk>& risks) {
  const Column* old = FindColumn(now, column.name);
  if (!column.not_null || (old != nullptr && old->not_null)) return;
  risks.push_back({.text = PartOf(column) + ": rows may have NULL there",
                   .count = CountWhere(now, "(" + column.expression + ") IS NULL")});
}

// Whether a CHECK mentions a column whose values are converted, or compared otherwise.
bool ReadsConverted(const Table& now, const Table& wanted, const Check& check) {
  return std::ranges::any_of(MentionedNames(check.expression), [&](const std::string& name) {
    const Column* old = FindColumn(now, name);
    const Column* column = FindColumn(wanted, name);
    return old != nullptr && column != nullptr &&
           (old->affinity != column->affinity || old->collation != column->collation);
  });
}

// Rows that point to a table that goes.
Risk LeftRisk(const Table& table, const ForeignKey& key) {
  std::string some;
  for (const std::string& column : key.columns) {
    some += (some.empty() ? "" : " AND ") + QuoteName(column) + " IS NOT NULL";
  }
  return {.text = "rows of table " + QuoteName(table.name) + " point to it",
          .count = CountWhere(table, some)};
}

Risk CheckRisk(const Table& table, const Check& check) {
  return {.text = "CHECK (" + check.expression + "): rows may not hold to it",
          .count = CountWhere(table, "NOT (" + check.expression + ")")};
}

bool SharesColumn(const Table& now, const Table& wanted) {
  return std::ranges::any_of(wanted.columns, [&](const Column& column) {
    return column.generated == Generated::kNo && FindColumn(now, column.name) != nullptr;
  });
}

}  // namespace

Risk NullRisk(const Table& table, const Column& column) {
  return {.text = PartOf(column) + ": rows may hold NULL there",
          .count = CountWhere(table, QuoteName(column.name) + " IS NULL")};
}

Risk LossRisk(const Table& table, const Column& column) {
  return {.text = PartOf(column) + ": its values are lost",
          .count = CountWhere(table, QuoteName(column.name) + " IS NOT NULL"),
          .kind = Risk::Kind::kLoses};
}

std::vector<Risk> NewCheckRisks(const Table& now, const Table& wanted, const Check& check) {
  const std::optional<ChangedValues> changed = FindChangedValues(now, wanted, check);
  if (!changed) return {CheckRisk(now, check)};
  std::vector<Risk> risks;
  for (const std::string& value : changed->gone) {
    risks.push_back({.text = "column " + QuoteName(changed->column) + ": rows may hold " + value +
                             ", which its CHECK allows no more",
                     .count = CountWhere(now, QuoteName(changed->column) + " = " + value)});
  }
  return risks;
}

Risk DuplicateRisk(const Table& table, const Table& wanted, const Index& index) {
  std::string names;
  std::string keys;
  std::string some;
  for (const IndexKey& key : index.keys) {
    const std::string term = key.column.empty() ? key.expression : QuoteName(key.column);
    names += (names.empty() ? "" : ", ") + term;
    const Column* old = FindColumn(table, key.column);
    const Column* column = FindColumn(wanted, key.column);
    const bool converts = old != nullptr && column != nullptr && old->affinity != column->affinity;
    keys += (keys.empty() ? "" : ", ") + (converts ? ValueAs(column->affinity, term) : term) +
            " COLLATE " + key.collation;
    some += (some.empty() ? "" : " AND ") + term + " IS NOT NULL";
  }
  if (!index.where.empty()) some += " AND (" + index.where + ")";
  return {.text = "unique " + names + ": rows may hold the same values twice",
          .count = "SELECT coalesce(sum(twice.n - 1), 0) FROM (SELECT count(*) AS n FROM " +
                   QuoteName(table.name) + " WHERE " + some + " GROUP BY " + keys +
                   " HAVING count(*) > 1) AS twice"};
}

bool Converts(const Table& now, const Table& wanted, const Index& index) {
  return std::ranges::any_of(index.keys, [&](const IndexKey& key) {
    const Column* old = FindColumn(now, key.column);
    const Column* column = FindColumn(wanted, key.column);
    return old != nullptr && column != nullptr && old->affinity != column->affinity;
  });
}

void AddParentRisks(const Schema& from, const Schema& to, const Renames& renames,
                    SchemaPlan& plan) {
  for (SchemaChange& change : plan.changes) {
    if (change.kind != ChangeKind::kDropTable) continue;
    for (const Table& child : to.tables) {
      const std::optional<std::string> old = renames.tables.OldOf(child.name);
      const Table* before = old ? FindNamed(from.tables, *old) : nullptr;
      if (before == nullptr) continue;
      for (const ForeignKey& key : child.foreign_keys) {
        // Another table may get its name.
        if (FindNamed(to.tables, key.table) != nullptr) continue;
        const Table* parent = FindNamed(from.tables, key.table);
        if (parent == nullptr || ObjectName(*parent) != change.object) continue;
        change.risks.push_back(LeftRisk(*before, key));
      }
    }
  }
}

std::vector<Risk> AddedColumnRisks(const Table& now, const Table& wanted, const Column& column,
                                   const std::vector<Check>& checks) {
  std::vector<Risk> risks;
  if (column.generated == Generated::kNo) {
    AddNewColumnRisks(now, wanted, column, risks);
  } else {
    AddGeneratedRisks(now, column, risks);
  }
  for (const Check& check : checks) risks.push_back(CheckRisk(now, check));
  return risks;
}

Status CountRisks(const Database& db, SchemaPlan& plan) {
  for (SchemaChange& change : plan.changes) {
    for (Risk& risk : change.risks) {
      if (risk.count.empty()) continue;
      const Result<Value> rows = db.QueryValue(risk.count);
      if (!rows.ok() && LiesOutsideSql(rows.error())) return rows.error();
      const auto* count = rows.ok() ? std::get_if<std::int64_t>(&rows.value()) : nullptr;
      if (count != nullptr) risk.rows = *count;
    }
  }
  return {};
}

std::vector<Risk> RebuildRisks(const Table& now, const Table& wanted) {
  std::vector<Risk> risks;
  for (const Column& column : wanted.columns) {
    if (column.generated == Generated::kNo) {
      AddColumnRisks(now, wanted, column, risks);
    } else {
      AddGeneratedRisks(now, column, risks);
    }
  }
  for (const Column& column : now.columns) {
    const Column* after = FindColumn(wanted, column.name);
    const bool stays = after != nullptr && after->generated == Generated::kNo;
    if (!stays && column.generated == Generated::kNo) risks.push_back(LossRisk(now, column));
  }
  for (const Index& index : wanted.indexes) {
    const bool of_table = index.origin != IndexOrigin::kCreated;
    if (!index.unique || !of_table) continue;
    if (Has(now, index) && !Converts(now, wanted, index)) continue;
    risks.push_back(DuplicateRisk(now, wanted, index));
  }
  for (const ForeignKey& key : wanted.foreign_keys) {
    const bool of_new = std::ranges::all_of(key.columns, [&](const std::string& name) {
      const Column* column = FindColumn(wanted, name);
      return FindColumn(now, name) == nullptr && column != nullptr && !column->default_value;
    });
    if (!of_new && !Has(now, key)) risks.push_back(ForeignKeyRisk(now, key));
  }
  for (const Check& check : wanted.checks) {
    const bool is_old = std::ranges::any_of(
        now.checks, [&](const Check& old) { return old.expression == check.expression; });
    if (!is_old) {
      std::ranges::move(NewCheckRisks(now, wanted, check), std::back_inserter(risks));
    } else if (ReadsConverted(now, wanted, check)) {
      // Not counted: the rows do not have the new values yet.
      risks.push_back({.text = "CHECK (" + check.expression +
                               "): rows may not hold to it once their values are converted",
                       .count = {}});
    }
  }
  if (now.autoincrement && !wanted.autoincrement) {
    risks.push_back({.text = "AUTOINCREMENT: numbers of rows that are gone may be given again",
                     .count = {},
                     .kind = Risk::Kind::kLoses});
  }
  if (wanted.without_rowid && !SharesColumn(now, wanted)) {
    risks.push_back({.text = "no column of a row stays, and its key must not be NULL",
                     .count = "SELECT count(*) FROM " + QuoteName(now.name)});
  }
  return risks;
}

}  // namespace godwit

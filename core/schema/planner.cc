#include "core/schema/planner.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/dependents.h"
#include "core/schema/inspect.h"
#include "core/schema/rename_order.h"
#include "core/schema/replica.h"
#include "core/schema/risks.h"
#include "core/schema/table_changes.h"
#include "core/schema/table_text.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

bool HasLine(const Table& table, const Index& index) {
  const std::string line = CanonicalLine(index);
  return std::ranges::any_of(table.indexes,
                             [&](const Index& one) { return CanonicalLine(one) == line; });
}

class Planner {
 public:
  // `names`: what the whole schemas have.
  Planner(const Schema& from, const Schema& to, const Renames& renames, SqliteRelease release,
          Database& scratch, NamePool& names)
      : from_(from),
        to_(to),
        renames_(renames),
        release_(release),
        scratch_(scratch),
        names_(names) {}

  Status Run() {
    GODWIT_TRY(MakeTables(scratch_, from_));
    GODWIT_TRY(DropNamesakes());
    GODWIT_TRY(DropTables());
    GODWIT_TRY(RenameAll());
    if (renamed_.empty()) {
      now_ = from_;
    } else {
      GODWIT_ASSIGN(now_, Inspect(scratch_));
    }
    const ByName<Table> now(now_.tables);
    for (const Table& table : to_.tables) {
      if (table.kind == TableKind::kShadow) continue;
      const std::optional<std::string> old = renames_.tables.OldOf(table.name);
      const Table* before = old ? now.Find(table.name) : nullptr;
      GODWIT_TRY(before == nullptr ? CreateTable(table) : ChangeTable(*before, table));
    }
    return {};
  }

  // `all`: every view and trigger is made anew.
  PhasedPlan Plan(bool all) const {
    Dependents dependents = FindDependents(from_, to_, affected_, all);
    return {.phases = {std::move(dependents.drops), index_drops_, dropped_, renamed_, tables_,
                       index_creates_, std::move(dependents.creates)},
            .foreign_keys_off = keys_off_};
  }

 private:
  Status Do(std::vector<SchemaChange>& list, SchemaChange change) {
    for (const std::string& sql : change.sql) {
      Status done = scratch_.Execute(sql);
      if (!done.ok()) return Unplannable(change, std::move(done).error());
    }
    list.push_back(std::move(change));
    return {};
  }

  void Affect(const std::string& table) { affected_.insert(LowerAscii(table)); }

  // Indexes whose name a table is to have.
  Status DropNamesakes() {
    const ByName<Table> tables(to_.tables);
    const std::set<std::string> stay = StayingTables();
    for (const Table& table : from_.tables) {
      for (const Index& index : table.indexes) {
        if (index.origin != IndexOrigin::kCreated || tables.Find(index.name) == nullptr) continue;
        if (!stay.contains(LowerAscii(table.name))) continue;
        namesakes_.insert(LowerAscii(index.name));
        GODWIT_TRY(Do(index_drops_, {.kind = ChangeKind::kDropIndex,
                                     .object = "index " + QuoteName(index.name),
                                     .reasons = {"a table is to have its name"},
                                     .sql = {"DROP INDEX " + QuoteName(index.name)}}));
      }
    }
    return {};
  }

  Status RenameAll() {
    const std::set<std::string> there = StayingTables();
    for (const Rename& rename : InOrder(renames_.tables, there, names_)) {
      Affect(rename.from);
      Affect(rename.to);
      GODWIT_TRY(Do(renamed_, {.kind = ChangeKind::kRenameTable,
                               .object = "table " + QuoteName(rename.from),
                               .sql = {"ALTER TABLE " + QuoteName(rename.from) + " RENAME TO " +
                                       QuoteName(rename.to)}}));
    }
    const ByName<Table> before(from_.tables);
    const ByName<Table> after(to_.tables);
    for (const auto& [lower, columns] : renames_.columns) {
      const Table* table = after.Find(lower);
      const std::optional<std::string> name =
          table == nullptr ? std::nullopt : renames_.tables.OldOf(table->name);
      const Table* old = name ? before.Find(*name) : nullptr;
      if (old != nullptr) GODWIT_TRY(RenameColumns(*old, *table, columns));
    }
    return {};
  }

  Status RenameColumns(const Table& old, const Table& table, const NameChanges& changes) {
    std::set<std::string> there;
    for (const Column& column : old.columns) there.insert(LowerAscii(column.name));
    NamePool names;
    names.Add(old);
    names.Add(table);
    Affect(table.name);
    Affect(old.name);
    for (const Rename& rename : InOrder(changes, there, names)) {
      Status done =
          Do(renamed_, {.kind = ChangeKind::kRenameColumn,
                        .object = ObjectName(table),
                        .part = "column " + QuoteName(rename.from),
                        .sql = {"ALTER TABLE " + QuoteName(table.name) + " RENAME COLUMN " +
                                QuoteName(rename.from) + " TO " + QuoteName(rename.to)}});
      if (done.ok()) {
        column_renames_[LowerAscii(table.name)].push_back(rename);
        continue;
      }
      Error error = std::move(done).error();
      if (!LiesOutsideSql(error)) {
        // As to "rowid".
        error.code = ErrorCode::kRefused;
        error.what = "column " + QuoteName(rename.from) + " of " + ObjectName(table) +
                     " cannot be renamed to " + QuoteName(rename.to);
        error.next = "choose another name, or write this migration by hand";
      }
      return error;
    }
    return {};
  }

  // The old names of those that the new schema has, in lower case.
  std::set<std::string> StayingTables() const {
    std::set<std::string> stay;
    for (const Table& table : to_.tables) {
      if (const auto old = renames_.tables.OldOf(table.name)) stay.insert(LowerAscii(*old));
    }
    return stay;
  }

  Status DropTables() {
    const std::set<std::string> stay = StayingTables();
    for (const Table& table : from_.tables) {
      if (table.kind == TableKind::kShadow || stay.contains(LowerAscii(table.name))) continue;
      keys_off_ = true;
      Affect(table.name);
      GODWIT_TRY(Do(dropped_, {.kind = ChangeKind::kDropTable,
                               .object = ObjectName(table),
                               .reasons = {"it is gone from the new schema"},
                               .sql = {"DROP TABLE " + QuoteName(table.name)},
                               .risks = {{.text = "its rows are lost",
                                          .count = "SELECT count(*) FROM " + QuoteName(table.name),
                                          .kind = Risk::Kind::kLoses}}}));
    }
    return {};
  }

  Status CreateTable(const Table& table) {
    GODWIT_TRY(Do(tables_, {.kind = ChangeKind::kCreateTable,
                            .object = ObjectName(table),
                            .reasons = {"it is new"},
                            .sql = {table.stored_sql}}));
    for (const Index& index : table.indexes) {
      if (index.origin == IndexOrigin::kCreated) CreateIndex(index, "its table is new", {});
    }
    return {};
  }

  void CreateIndex(const Index& index, std::string reason, std::vector<Risk> risks) {
    index_creates_.push_back({.kind = ChangeKind::kCreateIndex,
                              .object = "index " + QuoteName(index.name),
                              .reasons = {std::move(reason)},
                              .sql = {index.stored_sql},
                              .risks = std::move(risks)});
  }

  // The column's name before all renames, which may have been several.
  std::string WasCalled(const std::string& table, std::string column) const {
    const auto renames = column_renames_.find(LowerAscii(table));
    if (renames == column_renames_.end()) return column;
    for (auto back = renames->second.rbegin(); back != renames->second.rend(); ++back) {
      if (back->to == column) column = back->from;
    }
    return column;
  }

  // The columns that are copied as they are: a value changes with its column's affinity only. What
  // says so is a line, so names with line ends are left out.
  std::string Keeps(const Table& now, const Table& wanted) const {
    std::string names;
    std::string before;
    const auto fits = [](const std::string& name) {
      return name.find_first_of("\r\n") == std::string::npos;
    };
    const auto add = [](std::string& list, const std::string& name) {
      list += (list.empty() ? "" : ", ") + QuoteName(name);
    };
    for (const Column& column : wanted.columns) {
      const Column* old = FindColumn(now, column.name);
      if (old == nullptr || column.generated != Generated::kNo) continue;
      if (old->generated != Generated::kNo || old->affinity != column.affinity) continue;
      const std::string was = WasCalled(now.name, old->name);
      if (!fits(column.name) || !fits(was)) continue;
      add(names, column.name);
      add(before, was);
    }
    const std::string table = renames_.tables.OldOf(now.name).value_or(now.name);
    if (names.empty() || !fits(wanted.name) || !fits(table)) return {};
    const std::string is = QuoteName(wanted.name) + " (" + names + ")";
    const std::string was = QuoteName(table) + " (" + before + ")";
    return is == was ? is : is + " was " + was;
  }

  // Risks are counted in the schema before the plan, where what is renamed has its old name, and
  // what is new is not there: rows will have its default.
  void CountAsBefore(const Table& now, const Table& wanted, std::vector<Risk>& risks) const {
    const std::string old = renames_.tables.OldOf(now.name).value_or(now.name);
    bool same = old == now.name && !column_renames_.contains(LowerAscii(now.name));
    std::string names;
    std::string before;
    const auto add = [&](const std::string& name, const std::string& value) {
      names += (names.empty() ? "" : ", ") + QuoteName(name);
      before += (before.empty() ? "" : ", ") + value;
    };
    for (const Column& column : now.columns) {
      add(column.name, QuoteName(WasCalled(now.name, column.name)));
    }
    for (const Column& column : wanted.columns) {
      if (FindColumn(now, column.name) != nullptr || column.generated != Generated::kNo) continue;
      add(column.name, column.default_value.value_or("NULL"));
      same = false;
    }
    if (same) return;
    for (Risk& risk : risks) {
      if (risk.count.empty()) continue;
      risk.count = "WITH " + QuoteName(now.name) + " (" + names + ") AS (SELECT " + before +
                   " FROM main." + QuoteName(old) + ") " + risk.count;
    }
  }

  Status ChangeTable(const Table& now, const Table& wanted) {
    if (CanonicalTable(now) == CanonicalTable(wanted)) return {};
    if (now.kind == TableKind::kVirtual || wanted.kind == TableKind::kVirtual) {
      return Error{.code = ErrorCode::kRefused,
                   .what = "virtual " + ObjectName(wanted) + " differs",
                   .why = "what it holds can be carried over only by who knows its module",
                   .next = "write this migration by hand"};
    }
    std::vector<SchemaChange> drops;
    for (const Index& index : now.indexes) {
      if (index.origin != IndexOrigin::kCreated || HasLine(wanted, index)) continue;
      if (namesakes_.contains(LowerAscii(index.name))) continue;
      GODWIT_TRY(Do(drops, {.kind = ChangeKind::kDropIndex,
                            .object = "index " + QuoteName(index.name),
                            .reasons = {"it differs, or is gone from the new schema"},
                            .sql = {"DROP INDEX " + QuoteName(index.name)}}));
    }
    GODWIT_ASSIGN(TableChanges changes, PlanTable(scratch_, now, wanted, release_, names_));
    // What only adds to a table leaves alone what reads it.
    const bool takes = std::ranges::any_of(changes.changes, [](const SchemaChange& change) {
      return change.kind == ChangeKind::kRebuildTable || change.kind == ChangeKind::kDropColumn;
    });
    if (takes) Affect(wanted.name);
    keys_off_ = keys_off_ || changes.rebuilt;
    for (SchemaChange& change : changes.changes) {
      CountAsBefore(now, wanted, change.risks);
      if (change.kind == ChangeKind::kRebuildTable) change.keeps = Keeps(now, wanted);
    }
    if (!changes.rebuilt) std::ranges::move(drops, std::back_inserter(index_drops_));
    std::ranges::move(changes.changes, std::back_inserter(tables_));
    for (const Index& index : wanted.indexes) {
      if (index.origin != IndexOrigin::kCreated) continue;
      const bool there = HasLine(now, index);
      if (there && !changes.rebuilt) continue;
      std::vector<Risk> risks;
      if (index.unique && (!there || Converts(now, wanted, index))) {
        risks.push_back(DuplicateRisk(now, wanted, index));
      }
      CountAsBefore(now, wanted, risks);
      CreateIndex(index, there ? "its table is rebuilt" : "it is new, or differs",
                  std::move(risks));
    }
    return {};
  }

  const Schema& from_;
  const Schema& to_;
  const Renames& renames_;
  SqliteRelease release_;
  Database& scratch_;
  NamePool& names_;
  Schema now_;  // after renames
  std::set<std::string> affected_;
  std::set<std::string> namesakes_;  // indexes that are gone first, in lower case
  bool keys_off_ = false;
  std::map<std::string, std::vector<Rename>> column_renames_;  // by the new table's name, in order
  std::vector<SchemaChange> index_drops_;
  std::vector<SchemaChange> renamed_;
  std::vector<SchemaChange> dropped_;
  std::vector<SchemaChange> tables_;
  std::vector<SchemaChange> index_creates_;
};

}  // namespace

SchemaPlan PhasedPlan::Joined() const {
  SchemaPlan plan;
  plan.foreign_keys_off = foreign_keys_off;
  for (const std::vector<SchemaChange>& phase : phases) {
    plan.changes.insert(plan.changes.end(), phase.begin(), phase.end());
  }
  return plan;
}

void PhasedPlan::Append(PhasedPlan other) {
  foreign_keys_off = foreign_keys_off || other.foreign_keys_off;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    std::ranges::move(other.phases[i], std::back_inserter(phases[i]));
  }
}

Result<std::array<PhasedPlan, 2>> PlanChanges(const PlanParts& parts, SqliteRelease release,
                                              Database& scratch, NamePool& names) {
  Planner planner(parts.from, parts.to, parts.renames, release, scratch, names);
  GODWIT_TRY(planner.Run());
  return std::array<PhasedPlan, 2>{planner.Plan(false), planner.Plan(true)};
}

}  // namespace godwit

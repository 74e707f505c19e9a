#include "core/migrate/findings.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/base/words.h"
#include "core/migrate/execute.h"
#include "core/migrate/targets.h"
#include "core/schema/firing.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

using Level = Finding::Level;

std::string Rows(std::int64_t count) { return Counted(count, "row"); }

std::string Values(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " value" : " values");
}

std::string NamedRows(const TableChange& change) {
  std::string text;
  for (const std::vector<Value>& key : change.deleted_keys) {
    text += (text.empty() ? ": " : "; ") + ShowKey(change.key, key);
  }
  const bool more = change.deleted > static_cast<std::int64_t>(change.deleted_keys.size());
  return text.empty() || !more ? text : text + " …";
}

class Finder {
 public:
  void Add(Level level, std::string kind, const std::string& table, std::string text) {
    findings_.push_back({level, std::move(kind), table, std::move(text)});
  }

  void Judge(const TableChange& change, const TableNames& names) {
    const std::string table = "table " + QuoteName(change.name);
    if (change.kind == TableChange::Kind::kDropped) {
      if (change.rows_before > 0) {
        Add(Level::kWarning, "table-dropped", change.name,
            table + " goes, with " + Rows(change.rows_before));
      }
      return;
    }
    if (change.kind == TableChange::Kind::kAdded) return;
    const bool touched = change.inserted + change.deleted + change.updated > 0;
    if (touched && !names.contains(LowerAscii(change.name))) {
      Add(Level::kError, "bystander", change.name,
          table + " is written by no statement, and yet " + Rows(change.inserted) +
              " would be inserted, " + std::to_string(change.updated) + " changed and " +
              std::to_string(change.deleted) + " deleted (by a foreign key's action or a trigger)" +
              NamedRows(change));
    } else if (change.deleted > 0) {
      Add(Level::kWarning, "rows-deleted", change.name,
          table + " loses " + Rows(change.deleted) + NamedRows(change));
    }
    for (const ColumnChange& column : change.dropped_columns) {
      if (column.emptied == 0) continue;
      Add(Level::kWarning, "column-dropped", change.name,
          table + ": column " + QuoteName(column.name) + " goes, with " + Values(column.emptied));
    }
    for (const ColumnChange& column : change.columns) {
      if (column.emptied > 0) {
        Add(Level::kWarning, "values-emptied", change.name,
            table + ": " + Values(column.emptied) + " of column " + QuoteName(column.name) +
                " would become NULL");
      }
      if (column.retyped > 0) {
        Add(Level::kWarning, "values-retyped", change.name,
            table + ": " + Values(column.retyped) + " of column " + QuoteName(column.name) +
                " would change type");
      }
    }
  }

  // Those whose rows came out as they were all the same, or went later.
  void JudgeBystanders(const BystanderList& bystanders) {
    for (const Bystander& bystander : bystanders) {
      const auto told = [&](const Finding& finding) {
        return finding.kind == "bystander" &&
               LowerAscii(finding.table) == LowerAscii(bystander.table);
      };
      if (std::any_of(findings_.begin(), findings_.end(), told)) continue;
      Add(Level::kError, "bystander", bystander.table,
          "rows that no statement names would be written, by a foreign key's action or a "
          "trigger: " +
              Describe(bystander));
    }
  }

  // Rows that point nowhere, where they did not before.
  Status JudgeOrphans(const Database& before, const Database& after) {
    const Result<Violations> old = CountForeignKeyViolations(before);
    const Result<Violations> fresh = CountForeignKeyViolations(after);
    if (!old.ok() && LiesOutsideSql(old.error())) return old.error();
    if (!fresh.ok()) {
      if (LiesOutsideSql(fresh.error())) return fresh.error();
      if (old.ok()) Add(Level::kError, "orphans", "", fresh.error().why);
      return {};
    }
    for (const auto& [table, count] : *fresh) {
      const std::int64_t known = old.ok() && old->contains(table) ? old->at(table) : 0;
      if (count <= known) continue;
      Add(Level::kError, "orphans", table,
          "table " + QuoteName(table) + " would have " + Rows(count - known) +
              " whose foreign key leads nowhere");
    }
    return {};
  }

  Status JudgeSchema(Database& before, Database& after) {
    GODWIT_ASSIGN(const Schema old, Inspect(before));
    GODWIT_ASSIGN(const Schema fresh, Inspect(after));
    for (const Table& table : old.tables) JudgeTable(table, fresh);
    for (const SchemaView& view : old.views) {
      if (Has(fresh.views, view.name)) continue;
      Add(Level::kWarning, "view-dropped", view.name, "view " + QuoteName(view.name) + " goes");
    }
    for (const Trigger& trigger : old.triggers) {
      if (Has(fresh.triggers, trigger.name) || !Has(fresh.tables, trigger.table)) continue;
      Add(Level::kWarning, "trigger-dropped", trigger.table,
          "table " + QuoteName(trigger.table) + " loses trigger " + QuoteName(trigger.name));
    }
    for (const SchemaView& view : fresh.views) {
      const auto known = std::find_if(old.views.begin(), old.views.end(),
                                      [&](const SchemaView& one) { return one.name == view.name; });
      const bool worked = known == old.views.end() || !known->columns.empty();
      if (!view.columns.empty() || !worked) continue;
      Add(Level::kError, "view-broken", view.name,
          "view " + QuoteName(view.name) + " would no longer work");
    }
    for (const Trigger& trigger : fresh.triggers) {
      GODWIT_TRY(JudgeTrigger(before, after, fresh, trigger));
    }
    return {};
  }

  std::vector<Finding> Take() {
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return std::pair(a.level, a.table) < std::pair(b.level, b.table);
    });
    return std::move(findings_);
  }

 private:
  template <typename T>
  static bool Has(const std::vector<T>& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(), [&](const T& one) { return one.name == name; });
  }

  // What a rebuild forgets most easily: a table that stays and loses an index or a constraint.
  void JudgeTable(const Table& old, const Schema& schema) {
    const auto found = std::find_if(schema.tables.begin(), schema.tables.end(),
                                    [&](const Table& one) { return one.name == old.name; });
    if (found == schema.tables.end()) return;
    const Table& fresh = *found;
    const auto lose = [&](const char* kind, const std::string& what) {
      Add(Level::kWarning, kind, old.name, "table " + QuoteName(old.name) + " loses " + what);
    };
    for (const Index& index : old.indexes) {
      if (index.origin == IndexOrigin::kCreated && !Has(fresh.indexes, index.name)) {
        lose("index-dropped", "index " + QuoteName(index.name));
      }
    }
    const auto uniques = [](const Table& table) {
      return std::count_if(table.indexes.begin(), table.indexes.end(),
                           [](const Index& index) { return index.origin == IndexOrigin::kUnique; });
    };
    const auto fewer = [&](std::ptrdiff_t before, std::ptrdiff_t after, const char* what) {
      if (after < before) lose("constraint-dropped", std::to_string(before - after) + " " + what);
    };
    fewer(uniques(old), uniques(fresh), "UNIQUE");
    fewer(std::ssize(old.checks), std::ssize(fresh.checks), "CHECK");
    fewer(std::ssize(old.foreign_keys), std::ssize(fresh.foreign_keys), "FOREIGN KEY");
    fewer(old.autoincrement ? 1 : 0, fresh.autoincrement ? 1 : 0, "AUTOINCREMENT");
    for (const Column& column : old.columns) {
      const auto same = std::find_if(fresh.columns.begin(), fresh.columns.end(),
                                     [&](const Column& one) { return one.name == column.name; });
      if (same == fresh.columns.end()) continue;
      const std::string of = " of column " + QuoteName(column.name);
      if (column.not_null && !same->not_null) lose("constraint-dropped", "NOT NULL" + of);
      if (column.default_value && !same->default_value) lose("constraint-dropped", "DEFAULT" + of);
    }
  }

  // SQLite compiles a table's triggers together with a statement that would fire them.
  Status JudgeTrigger(const Database& before, const Database& after, const Schema& schema,
                      const Trigger& trigger) {
    const auto table = std::find_if(schema.tables.begin(), schema.tables.end(),
                                    [&](const Table& one) { return one.name == trigger.table; });
    if (table == schema.tables.end() || table->columns.empty()) return {};
    const std::string name = QuoteName(trigger.table);
    for (const std::string& sql : FiringStatements(*table)) {
      const Result<Statement> compiled = after.Prepare(sql);
      if (compiled.ok()) continue;
      if (LiesOutsideSql(compiled.error())) return compiled.error();
      const Result<Statement> compiled_before = before.Prepare(sql);
      if (!compiled_before.ok()) {
        if (LiesOutsideSql(compiled_before.error())) return compiled_before.error();
        continue;
      }
      if (!broken_.insert(trigger.table).second) return {};
      Add(Level::kError, "trigger-broken", trigger.table,
          "a trigger of table " + name + " would no longer work: " + compiled.error().why);
      return {};
    }
    return {};
  }

  std::vector<Finding> findings_;
  std::set<std::string> broken_;  // tables whose triggers were told about
};

}  // namespace

Result<std::vector<Finding>> FindLosses(Database& before, Database& after,
                                        const std::vector<TableChange>& changes,
                                        const std::vector<const Migration*>& migrations,
                                        const BystanderList& bystanders) {
  Finder finder;
  TableNames named;
  for (const Migration* migration : migrations) named.merge(TablesNamedBy(*migration));
  // Named by one migration and changed behind the back of another.
  for (const Bystander& bystander : bystanders) named.erase(LowerAscii(bystander.table));
  for (const TableChange& change : changes) finder.Judge(change, named);
  finder.JudgeBystanders(bystanders);
  GODWIT_TRY(finder.JudgeOrphans(before, after));
  GODWIT_TRY(finder.JudgeSchema(before, after));
  return finder.Take();
}

}  // namespace godwit

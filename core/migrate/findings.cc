#include "core/migrate/findings.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/migrate/execute.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

using Level = Finding::Level;

std::string Rows(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " row" : " rows");
}

std::string Values(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " value" : " values");
}

// Every name that a script mentions, in lower case: whoever is named there is no bystander.
void AddNames(std::set<std::string>& names, std::string_view sql) {
  for (const Token& token : Tokenize(sql)) {
    if (token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName) {
      names.insert(LowerAscii(Unquote(token.text)));
    }
  }
}

std::set<std::string> NamesIn(const std::vector<const Migration*>& migrations) {
  std::set<std::string> names;
  for (const Migration* migration : migrations) {
    for (const ScriptStatement& statement : migration->up.statements) {
      AddNames(names, statement.sql);
    }
    for (const std::string& table : migration->touches) names.insert(LowerAscii(table));
    for (const DataStep& step : migration->data_steps) {
      names.insert(LowerAscii(step.table));
      AddNames(names, step.sql);
    }
  }
  return names;
}

std::string NamedRows(const TableChange& change) {
  std::string text;
  for (const std::vector<Value>& key : change.deleted_keys) {
    text += text.empty() ? ": " : "; ";
    for (std::size_t i = 0; i < key.size() && i < change.key.size(); ++i) {
      text += (i == 0 ? "" : ", ") + QuoteName(change.key[i]) + " = " + Show(View(key[i]));
    }
  }
  const bool more = change.deleted > static_cast<std::int64_t>(change.deleted_keys.size());
  return text.empty() || !more ? text : text + " …";
}

class Finder {
 public:
  void Add(Level level, std::string kind, const std::string& table, std::string text) {
    findings_.push_back({level, std::move(kind), table, std::move(text)});
  }

  void Judge(const TableChange& change, const std::set<std::string>& names) {
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
          table + " is named by no statement, and yet " + Rows(change.inserted) +
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

  // Rows that point nowhere, where they did not before.
  void JudgeOrphans(const Database& before, const Database& after) {
    const Result<Violations> old = CountForeignKeyViolations(before);
    const Result<Violations> fresh = CountForeignKeyViolations(after);
    if (!fresh.ok()) {
      if (old.ok()) Add(Level::kError, "orphans", "", fresh.error().why);
      return;
    }
    for (const auto& [table, count] : *fresh) {
      const std::int64_t known = old.ok() && old->contains(table) ? old->at(table) : 0;
      if (count <= known) continue;
      Add(Level::kError, "orphans", table,
          "table " + QuoteName(table) + " would have " + Rows(count - known) +
              " whose foreign key leads nowhere");
    }
  }

  Status JudgeSchema(Database& before, Database& after) {
    GODWIT_ASSIGN(const Schema old, Inspect(before));
    GODWIT_ASSIGN(const Schema fresh, Inspect(after));
    for (const SchemaView& view : fresh.views) {
      const auto known = std::find_if(old.views.begin(), old.views.end(),
                                      [&](const SchemaView& one) { return one.name == view.name; });
      const bool worked = known == old.views.end() || !known->columns.empty();
      if (!view.columns.empty() || !worked) continue;
      Add(Level::kError, "view-broken", view.name,
          "view " + QuoteName(view.name) + " would no longer work");
    }
    for (const Trigger& trigger : fresh.triggers) JudgeTrigger(before, after, fresh, trigger);
    return {};
  }

  std::vector<Finding> Take() {
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return std::pair(a.level, a.table) < std::pair(b.level, b.table);
    });
    return std::move(findings_);
  }

 private:
  // SQLite compiles a table's triggers together with a statement that would fire them.
  void JudgeTrigger(const Database& before, const Database& after, const Schema& schema,
                    const Trigger& trigger) {
    const auto table = std::find_if(schema.tables.begin(), schema.tables.end(),
                                    [&](const Table& one) { return one.name == trigger.table; });
    if (table == schema.tables.end() || table->columns.empty()) return;
    const std::string name = QuoteName(trigger.table);
    const std::string column = QuoteName(table->columns.front().name);
    for (const std::string& sql :
         {"DELETE FROM main." + name, "INSERT INTO main." + name + " DEFAULT VALUES",
          "UPDATE main." + name + " SET " + column + " = " + column}) {
      const Result<Statement> compiled = after.Prepare(sql);
      if (compiled.ok() || !before.Prepare(sql).ok()) continue;
      if (!broken_.insert(trigger.table).second) return;
      Add(Level::kError, "trigger-broken", trigger.table,
          "a trigger of table " + name + " would no longer work: " + compiled.error().why);
      return;
    }
  }

  std::vector<Finding> findings_;
  std::set<std::string> broken_;  // tables whose triggers were told about
};

}  // namespace

Result<std::vector<Finding>> FindLosses(Database& before, Database& after,
                                        const std::vector<TableChange>& changes,
                                        const std::vector<const Migration*>& migrations) {
  Finder finder;
  const std::set<std::string> names = NamesIn(migrations);
  for (const TableChange& change : changes) finder.Judge(change, names);
  finder.JudgeOrphans(before, after);
  GODWIT_TRY(finder.JudgeSchema(before, after));
  return finder.Take();
}

}  // namespace godwit

#include "core/migrate/execute.h"

#include <algorithm>
#include <utility>

#include "core/base/words.h"
#include "core/migrate/directives.h"
#include "core/migrate/rows_in_the_way.h"

namespace godwit {
namespace {

// Moves a place within a statement to the script it comes from.
SourcePlace InScript(const Script& script, const ScriptStatement& statement,
                     const SourcePlace& inner) {
  SourcePlace place{.file = script.path, .line = statement.line, .column = statement.column};
  if (inner.line > 1) {
    place.line += inner.line - 1;
    place.column = inner.column;
  } else if (inner.line == 1) {
    place.column += inner.column - 1;
  }
  return place;
}

constexpr std::string_view kOwnNames =
    "SELECT group_concat(name) FROM (SELECT name FROM main.sqlite_schema "
    "WHERE name LIKE 'godwit\\_%' ESCAPE '\\' ORDER BY name)";

// What the authorizer cannot see while a script runs: a table renamed to one of Godwit's names, and
// temporary objects, which would outlive the transaction and stand before the real ones.
Status CheckLeftovers(Database& db, const std::string& subject, const Value& names_before) {
  GODWIT_ASSIGN(const Value names, db.QueryValue(kOwnNames));
  if (names != names_before) {
    return Error{.code = ErrorCode::kFailed,
                 .what = subject,
                 .why = "it makes or renames an object whose name begins with godwit_",
                 .next = "choose another name; these belong to Godwit"};
  }
  GODWIT_ASSIGN(const Value temporary, db.QueryValue("SELECT min(name) FROM sqlite_temp_schema"));
  if (std::holds_alternative<Null>(temporary)) return {};
  return Error{.code = ErrorCode::kFailed,
               .what = subject,
               .why = "it leaves the temporary object " + Show(View(temporary)) + " behind",
               .next = "drop it at the end of the script"};
}

Status RunStatement(Database& db, const ScriptStatement& statement,
                    std::optional<std::int64_t> rows, std::int64_t& changed) {
  const GuardScope guard(db, ScriptGuard::kMigration);
  GODWIT_ASSIGN(Statement compiled, db.Prepare(statement.sql));
  if (compiled.ParameterCount() > 0) {
    const int parameter = compiled.ParameterIndex(":rows");
    if (!rows || parameter == 0 || compiled.ParameterCount() > 1) {
      return Error{.code = ErrorCode::kFailed,
                   .what = "the statement",
                   .why = "it has a parameter that nothing is bound to",
                   .next = "only volume.sql may have one, :rows"};
    }
    GODWIT_TRY(compiled.Bind(parameter, ValueView(*rows)));
  }
  const std::int64_t before = db.TotalChanges();
  GODWIT_TRY(compiled.Run());
  changed += db.TotalChanges() - before;
  return {};
}

// As Violations; nullopt where SQLite cannot check: the key leads to what is not unique there.
using Checked = std::map<std::string, std::optional<std::int64_t>>;

// One table that cannot be checked keeps SQLite from checking all at once.
Result<Checked> CheckForeignKeys(const Database& db) {
  const Result<Violations> all = CountForeignKeyViolations(db);
  if (all.ok()) return Checked(all->begin(), all->end());
  if (LiesOutsideSql(all.error())) return all.error();
  Checked counts;
  GODWIT_ASSIGN(Statement tables,
                db.Prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'"));
  while (true) {
    GODWIT_ASSIGN(const bool row, tables.Step());
    if (!row) return counts;
    const std::string name(tables.Text(0));
    const Result<Value> count =
        db.QueryValue("SELECT count(*) FROM pragma_foreign_key_check(" + QuoteText(name) + ")");
    if (!count.ok() && LiesOutsideSql(count.error())) return count.error();
    const auto* rows = count.ok() ? std::get_if<std::int64_t>(&*count) : nullptr;
    counts[name] = rows == nullptr ? std::nullopt : std::optional(*rows);
  }
}

std::int64_t Unchecked(const Checked& counts) {
  return std::count_if(counts.begin(), counts.end(), [](const auto& one) { return !one.second; });
}

// An error when a table breaks more foreign keys than before, or cannot be checked any more.
Status CompareForeignKeys(const Database& db, const Checked& before, const std::string& subject) {
  GODWIT_ASSIGN(const Checked after, CheckForeignKeys(db));
  const bool more_unchecked = Unchecked(after) > Unchecked(before);
  for (const auto& [table, count] : after) {
    const auto known = before.find(table);
    const auto old = known == before.end() ? std::optional<std::int64_t>(0) : known->second;
    if (!count && old && more_unchecked) {
      return Error{.code = ErrorCode::kFailed,
                   .what = subject,
                   .why = "it leaves table \"" + table +
                          "\" with a foreign key to what is not unique there, so that no row of "
                          "it can be written",
                   .next = "point it to the parent's primary key, or make that unique"};
    }
    if (!count || !old || *count <= *old) continue;
    return Error{.code = ErrorCode::kFailed,
                 .what = subject,
                 .why = "it leaves " + Counted(*count - *old, "row") + " of table \"" + table +
                        "\" whose foreign key leads nowhere",
                 .next = "`PRAGMA foreign_key_check` on a copy lists them"};
  }
  return {};
}

}  // namespace

Result<Violations> CountForeignKeyViolations(const Database& db) {
  Violations counts;
  GODWIT_ASSIGN(Statement select, db.Prepare("SELECT \"table\", count(*) FROM "
                                             "pragma_foreign_key_check GROUP BY \"table\""));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return counts;
    counts[std::string(select.Text(0))] = select.Int(1);
  }
}

Result<ScriptResult> ExecuteScript(Database& db, const Script& script, const std::string& subject,
                                   std::optional<std::int64_t> rows, const ScriptPiece* piece) {
  GODWIT_ASSIGN(const Value names_before, db.QueryValue(kOwnNames));
  ScriptResult result;
  const std::size_t first = piece == nullptr ? 0 : piece->first;
  const std::size_t count = piece == nullptr ? script.statements.size() : piece->count;
  for (std::size_t at = first; at < first + count; ++at) {
    const ScriptStatement& statement = script.statements[at];
    if (statement.sql.empty() || ReadForeignKeysPragma(statement.sql).is_one) continue;
    Status status = RunStatement(db, statement, rows, result.rows);
    if (status.ok()) {
      ++result.statements;
      continue;
    }
    Error error = std::move(status).error();
    const std::string rows_that = RowsInTheWay(db, statement.sql, error);
    if (!rows_that.empty()) error.why += ": " + rows_that;
    return StatementError(script, at, subject, std::move(error));
  }
  GODWIT_TRY(CheckLeftovers(db, subject, names_before));
  return result;
}

Error StatementError(const Script& script, std::size_t at, const std::string& subject,
                     Error error) {
  error.what = subject + ", statement " + std::to_string(at + 1) + " of " +
               std::to_string(script.statements.size());
  error.place = InScript(script, script.statements[at], error.place);
  return error;
}

Result<ScriptResult> ExecuteChange(Database& db, const Script& script, bool foreign_keys_off,
                                   const std::string& subject, const ScriptPiece* piece) {
  if (!foreign_keys_off) return ExecuteScript(db, script, subject, std::nullopt, piece);
  GODWIT_ASSIGN(const Checked before, CheckForeignKeys(db));
  GODWIT_ASSIGN(const ScriptResult result, ExecuteScript(db, script, subject, std::nullopt, piece));
  GODWIT_TRY(CompareForeignKeys(db, before, subject));
  return result;
}

ForeignKeysOff::ForeignKeysOff(Database& db, bool wanted) : db_(nullptr) {
  if (wanted && db.SetForeignKeys(false).ok()) db_ = &db;
}

ForeignKeysOff::~ForeignKeysOff() {
  if (db_ != nullptr) (void)db_->SetForeignKeys(true);
}

}  // namespace godwit

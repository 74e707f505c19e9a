// The rebuild of a large table as `diff` plans it beside the same steps written by hand, the proofs
// that `up` adds, and how long reading and comparing schemas of many tables take.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "bench/measure/jobs.h"
#include "core/base/sha256.h"
#include "core/digest/digest.h"
#include "core/migrate/execute.h"
#include "core/migrate/keeps.h"
#include "core/schema/diff.h"
#include "core/schema/inspect.h"
#include "core/schema/print.h"
#include "core/sqlite/database.h"
#include "core/sqlite/script.h"

namespace godwit::measure {
namespace {

// A table whose rows point to each other, with an index; one column gets another type.
constexpr std::string_view kOld =
    "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, age TEXT, score REAL, "
    "chief INTEGER REFERENCES person (id));"
    "CREATE INDEX person_name ON person (name);";
constexpr std::string_view kNew =
    "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, score REAL, "
    "chief INTEGER REFERENCES person (id));"
    "CREATE INDEX person_name ON person (name);";
// The steps of sqlite.org/lang_altertable.html, for this table.
constexpr std::string_view kByHand =
    "CREATE TABLE new_person (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, score REAL, "
    "chief INTEGER REFERENCES person (id));"
    "INSERT INTO new_person (id, name, age, score, chief) "
    "SELECT id, name, age, score, chief FROM person;"
    "DROP TABLE person;"
    "ALTER TABLE new_person RENAME TO person;"
    "CREATE INDEX person_name ON person (name);";
constexpr std::string_view kFill =
    "INSERT INTO person (id, name, age, score, chief) "
    "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?1) "
    "SELECT i, 'row ' || i, i % 90, i / 7.0, NULLIF(i / 10, 0) FROM n";

Result<Database> Empty() { return Database::Open({}, {.mode = OpenMode::kMemory}); }

Status RunAll(Database& db, std::string_view sql) {
  for (const ScriptStatement& statement : SplitScript(sql)) GODWIT_TRY(db.Execute(statement.sql));
  return {};
}

Result<Schema> SchemaOf(std::string_view sql) {
  GODWIT_ASSIGN(Database db, Empty());
  GODWIT_TRY(RunAll(db, sql));
  return Inspect(db);
}

Result<Script> Planned() {
  GODWIT_ASSIGN(const Schema from, SchemaOf(kOld));
  GODWIT_ASSIGN(const Schema to, SchemaOf(kNew));
  GODWIT_ASSIGN(const SchemaDiff diff, DiffSchemas(from, to, {.open_scratch = &Empty}));
  Script script{.path = "plan", .text = PlanScript(diff.forward), .statements = {}};
  script.statements = SplitScript(script.text);
  return script;
}

Result<Database> Filled(std::int64_t rows) {
  GODWIT_ASSIGN(Database db, Empty());
  GODWIT_TRY(RunAll(db, kOld));
  GODWIT_TRY(db.Execute(kFill, ValueView(rows)));
  return db;
}

// All of it in one transaction, as `up` and the shell run it; the PRAGMAs stand outside.
Status Rebuild(Database& db, const std::vector<ScriptStatement>& statements) {
  GODWIT_TRY(db.SetForeignKeys(false));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
  for (const ScriptStatement& statement : statements) {
    if (!statement.sql.starts_with("PRAGMA")) GODWIT_TRY(db.Execute(statement.sql));
  }
  return transaction.Commit();
}

Status MeasureKeptRows(const Database& db, const Script& script, nlohmann::json& result) {
  const Stopwatch watch;
  GODWIT_ASSIGN(const KeptRows kept, KeptRows::Start(db, script));
  GODWIT_TRY(kept.Check(db, script.path));
  watch.AddTo(result);
  return {};
}

Status MeasureForeignKeys(const Database& db, nlohmann::json& result) {
  const Stopwatch watch;
  GODWIT_ASSIGN(const Violations before, CountForeignKeyViolations(db));
  GODWIT_ASSIGN(const Violations after, CountForeignKeyViolations(db));
  watch.AddTo(result);
  if (before == after) return {};
  return Error{.what = "foreign keys", .why = "they were counted differently"};
}

// Six columns, two indexes and a foreign key each; the type of one column of the middle table is
// given.
std::string ManyTables(std::int64_t count, std::string_view type) {
  std::string sql = "BEGIN;";
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string name = "t" + std::to_string(i);
    sql += "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x', b ";
    sql += i == count / 2 ? type : "INT";
    sql += " CHECK (b > 0), c REAL, d INTEGER REFERENCES t0 (id), e DATETIME, UNIQUE (a, b));";
    sql += "CREATE INDEX " + name + "_c ON " + name + " (c, lower(a)) WHERE c > 1;";
  }
  return sql + "COMMIT;";
}

}  // namespace

Result<nlohmann::json> MeasureRebuild(Options& options) {
  GODWIT_ASSIGN(const std::int64_t rows, options.Number("rows"));
  GODWIT_ASSIGN(const std::string way, options.Text("way"));
  GODWIT_TRY(options.CheckAllUsed());
  const bool by_hand = way == "hand";
  if (!by_hand && way != "plan") {
    return Error{.code = ErrorCode::kUsage,
                 .what = "option --way",
                 .why = "\"" + way + "\" is neither hand nor plan",
                 .next = "see `godwit-measure help`"};
  }
  GODWIT_ASSIGN(const Script plan, Planned());
  GODWIT_ASSIGN(Database db, Filled(rows));
  nlohmann::json result = {{"rows", rows}};
  const std::vector<ScriptStatement> by_hand_statements = SplitScript(kByHand);
  const Stopwatch watch;
  GODWIT_TRY(Rebuild(db, by_hand ? by_hand_statements : plan.statements));
  watch.AddTo(result);
  if (!by_hand) {
    // Of the table as it is now: it has the columns that the plan says it keeps.
    GODWIT_TRY(MeasureKeptRows(db, plan, result["keptRows"]));
    GODWIT_TRY(MeasureForeignKeys(db, result["foreignKeys"]));
  }
  GODWIT_ASSIGN(const TableDigest digest,
                RowDigests(db, "person", [](const RowDigest&) { return Status(); }));
  result["sha256"] = Hex(digest.sha256);
  return result;
}

Result<nlohmann::json> MeasureSchemas(Options& options) {
  GODWIT_ASSIGN(const std::int64_t tables, options.Number("tables"));
  GODWIT_TRY(options.CheckAllUsed());
  GODWIT_ASSIGN(Database db, Empty());
  GODWIT_TRY(RunAll(db, ManyTables(tables, "INT")));
  GODWIT_ASSIGN(const Schema to, SchemaOf(ManyTables(tables, "TEXT")));
  nlohmann::json result = {{"tables", tables}};
  // The connection's first statement reads the schema: that is SQLite's own start.
  GODWIT_TRY(db.QueryValue("SELECT count(*) FROM sqlite_schema"));
  const Stopwatch inspecting;
  GODWIT_ASSIGN(const Schema from, Inspect(db));
  inspecting.AddTo(result["inspect"]);
  const Stopwatch diffing;
  GODWIT_ASSIGN(const SchemaDiff diff, DiffSchemas(from, to, {.open_scratch = &Empty}));
  diffing.AddTo(result["diff"]);
  result["sha256"] = Hex(Sha256Of(PlanScript(diff.forward)));
  return result;
}

}  // namespace godwit::measure

#include "core/migrate/push.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/base/snapshot_shelf.h"
#include "core/migrate/execute.h"
#include "core/migrate/ledger.h"
#include "core/migrate/schema_script.h"
#include "core/migrate/snapshot.h"
#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "core/schema/internal.h"
#include "core/schema/normalize.h"
#include "core/schema/print.h"
#include "core/schema/risks.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

constexpr const char* kWhat = "godwit push";

Status RefuseLedger(const Database& db) {
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(db));
  if (ledger.entries.empty() && ledger.failed.empty() && !ledger.begun) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = kWhat,
               .why = "the database has a ledger: migrations say what it gets",
               .next = "`godwit new NAME` writes the migration that leads to schema.sql"};
}

constexpr std::string_view kTables =
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name";
constexpr std::string_view kColumns = "SELECT name FROM pragma_table_xinfo(?1) ORDER BY cid";

Result<std::vector<std::string>> ReadColumns(const Database& db, const std::string& table) {
  std::vector<std::string> columns;
  GODWIT_ASSIGN(Statement select, db.Prepare(kColumns));
  GODWIT_TRY(select.Bind(1, Value(table)));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return columns;
    columns.emplace_back(select.Text(0));
  }
}

// Another tool's migrations say what the database gets.
Status RefuseOtherLedgers(const Database& db) {
  GODWIT_ASSIGN(Statement tables, db.Prepare(kTables));
  while (true) {
    GODWIT_ASSIGN(const bool more, tables.Step());
    if (!more) return {};
    const std::string table(tables.Text(0));
    if (LowerAscii(table).starts_with("sqlite_")) continue;
    GODWIT_ASSIGN(const std::vector<std::string> columns, ReadColumns(db, table));
    if (!IsInternalTable(table, columns)) continue;
    GODWIT_ASSIGN(const Value filled,
                  db.QueryValue("SELECT EXISTS (SELECT 1 FROM main." + QuoteName(table) + ")"));
    if (filled == Value(std::int64_t{0})) continue;
    return Error{
        .code = ErrorCode::kRefused,
        .what = kWhat,
        .why = "table " + QuoteName(table) + " lists migrations: the database is no throw-away one",
        .next = "name a database that may be lost with --db"};
  }
}

// What goes for good, a sentence each: values and rows, and objects that are not made again.
std::vector<std::string> Losses(const SchemaPlan& plan) {
  std::vector<std::string> losses;
  const auto is_made = [&plan](const SchemaChange& dropped, ChangeKind kind) {
    return std::ranges::any_of(plan.changes, [&](const SchemaChange& other) {
      return other.kind == kind && other.object == dropped.object;
    });
  };
  for (const SchemaChange& change : plan.changes) {
    for (const Risk& risk : change.risks) {
      if (risk.kind != Risk::Kind::kLoses) continue;
      const std::string text = RiskText(risk);
      losses.push_back(change.object + ": " +
                       (text.empty() ? risk.text + " (there are none)" : text));
    }
    const bool gone =
        (change.kind == ChangeKind::kDropIndex && !is_made(change, ChangeKind::kCreateIndex)) ||
        (change.kind == ChangeKind::kDropView && !is_made(change, ChangeKind::kCreateView)) ||
        (change.kind == ChangeKind::kDropTrigger && !is_made(change, ChangeKind::kCreateTrigger));
    if (gone) losses.push_back(change.object + ": it is dropped");
  }
  return losses;
}

// What the rows that are there do not allow without a word of the user's.
Status CheckRisks(const SchemaPlan& plan, bool may_lose) {
  for (const SchemaChange& change : plan.changes) {
    for (const Risk& risk : change.risks) {
      if (risk.rows == 0 || risk.kind != Risk::Kind::kUndecided) continue;
      return Error{.code = ErrorCode::kRefused,
                   .what = kWhat,
                   .why = change.object + ": " + RiskText(risk),
                   .next = "give the column a default in schema.sql"};
    }
  }
  const std::vector<std::string> losses = Losses(plan);
  if (losses.empty() || may_lose) return {};
  std::string all;
  for (const std::string& loss : losses) all += (all.empty() ? "" : "; ") + loss;
  return Error{.code = ErrorCode::kUsage,
               .what = kWhat,
               .why = std::move(all),
               .next = "say --yes if that is wanted; nothing was touched"};
}

// The snapshot goes with what it was taken before, unless nobody knows whether that took effect.
Status Settled(const RunContext& context, const SnapshotReport& snapshot, Status done) {
  if (snapshot.path.empty()) return done;
  if (done.ok()) {
    context.snapshots->Prune(context.db.path());
    return done;
  }
  Error error = std::move(done).error();
  if (!error.uncertain) {
    context.snapshots->Forget(snapshot.path);
  } else {
    error.next += "; what was there before it is kept in " + snapshot.path;
  }
  return error;
}

}  // namespace

Result<Pushed> PushSchema(const RunContext& context, const DiffOptions& options, bool may_lose) {
  Database& db = context.db;
  GODWIT_TRY(RefuseLedger(db));
  GODWIT_TRY(RefuseOtherLedgers(db));
  GODWIT_ASSIGN(Database scratch, options.open_scratch());
  GODWIT_ASSIGN(const Schema wanted, ReadSchemaScript(*context.project.schema, scratch));
  GODWIT_ASSIGN(const Schema there, Inspect(db));
  GODWIT_ASSIGN(const Renames renames, FindRenames(there, wanted));
  Pushed pushed;
  SchemaPlan& plan = pushed.plan;
  GODWIT_ASSIGN(plan, PlanSchema(there, wanted, renames, options));
  if (plan.empty()) return pushed;
  Script script{.path = "the plan", .text = PlanScript(plan), .statements = {}};
  script.statements = SplitScript(script.text);
  const ForeignKeysOff keys_off(db, plan.foreign_keys_off);
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
  GODWIT_ASSIGN(const Schema now, Inspect(db));
  if (CanonicalSchema(now) != CanonicalSchema(there)) {
    return Error{.code = ErrorCode::kRefused,
                 .what = kWhat,
                 .why = "another process has changed the schema meanwhile",
                 .next = "run it again"};
  }
  GODWIT_TRY(CountRisks(db, plan));
  GODWIT_TRY(CheckRisks(plan, may_lose));
  if (IsDestructive(script)) {
    GODWIT_ASSIGN(pushed.snapshot, TakeSnapshotBefore(context, "push"));
  }
  const auto change = [&]() -> Status {
    GODWIT_TRY(ExecuteChange(db, script, plan.foreign_keys_off, kWhat));
    return transaction.Commit();
  };
  GODWIT_TRY(Settled(context, pushed.snapshot, change()));
  return pushed;
}

}  // namespace godwit

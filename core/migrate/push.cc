#include "core/migrate/push.h"

#include <string>

#include "core/migrate/execute.h"
#include "core/migrate/ledger.h"
#include "core/migrate/schema_script.h"
#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "core/schema/print.h"
#include "core/schema/risks.h"

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

// What the rows that are there do not allow without a word of the user's.
Status CheckRisks(const SchemaPlan& plan, bool may_lose) {
  for (const SchemaChange& change : plan.changes) {
    for (const Risk& risk : change.risks) {
      const std::string text = change.object + ": " + RiskText(risk);
      if (risk.rows == 0) continue;
      if (risk.kind == Risk::Kind::kUndecided) {
        return Error{.code = ErrorCode::kRefused,
                     .what = kWhat,
                     .why = text,
                     .next = "give the column a default in schema.sql"};
      }
      if (risk.kind == Risk::Kind::kLoses && !may_lose) {
        return Error{.code = ErrorCode::kUsage,
                     .what = kWhat,
                     .why = text,
                     .next = "say --yes if that is wanted; nothing was touched"};
      }
    }
  }
  return {};
}

}  // namespace

Result<SchemaPlan> PushSchema(Database& db, const Script& schema, const DiffOptions& options,
                              bool may_lose) {
  GODWIT_TRY(RefuseLedger(db));
  GODWIT_ASSIGN(Database scratch, options.open_scratch());
  GODWIT_ASSIGN(const Schema wanted, ReadSchemaScript(schema, scratch));
  GODWIT_ASSIGN(const Schema there, Inspect(db));
  GODWIT_ASSIGN(const Renames renames, FindRenames(there, wanted));
  GODWIT_ASSIGN(SchemaPlan plan, PlanSchema(there, wanted, renames, options));
  if (plan.empty()) return plan;
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
  GODWIT_TRY(ExecuteChange(db, script, plan.foreign_keys_off, kWhat));
  GODWIT_TRY(transaction.Commit());
  return plan;
}

}  // namespace godwit

#include "core/migrate/drift.h"

#include <utility>

#include "core/migrate/schema_record.h"
#include "core/migrate/targets.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"
#include "core/schema/watch.h"

namespace godwit {

Result<DriftSearch> DriftSearch::Start(const RunContext& context, Database& scratch) {
  GODWIT_ASSIGN(const Transaction reading, Transaction::BeginRead(context.db));
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context.db));
  const std::string why = WhySchemaUnknown(context.project, ledger);
  if (!why.empty() && !ledger.entries.empty()) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "drift",
                 .why = "which schema is meant is not known: " + why,
                 .next = "`godwit status` tells how the ledger and the project stand"};
  }
  GODWIT_ASSIGN(Schema there, Inspect(context.db));
  DriftSearch search(std::move(there), scratch);
  std::vector<std::string> names;
  for (const LedgerEntry& entry : ledger.entries) names.push_back(entry.name);
  search.build_ = std::make_unique<SchemaBuild>(context, scratch, names);
  return search;
}

Result<std::vector<DriftItem>> DriftSearch::Find(const DiffOptions& options) const {
  GODWIT_ASSIGN(const Schema meant, Inspect(scratch_));
  return FindDrift(meant, there_, options);
}

Result<SchemaDiff> DriftSearch::Explain(const DiffOptions& options) const {
  GODWIT_ASSIGN(const Schema meant, Inspect(scratch_));
  SchemaDiff diff;
  GODWIT_ASSIGN(diff.forward, PlanSchema(meant, there_, {}, options));
  GODWIT_ASSIGN(diff.back, PlanSchema(there_, meant, {}, options));
  return diff;
}

Result<bool> StandsAsRecorded(const Database& db, const Ledger& ledger) {
  if (ledger.entries.empty()) return false;
  GODWIT_ASSIGN(const std::string recorded, RecordedSchemaDigest(db, ledger.entries.back().name));
  if (recorded.empty()) return false;
  SchemaWatch now;
  GODWIT_TRY(now.Refresh(db));
  return now.digest() == recorded;
}

std::string DriftSentence(const DriftItem& item) {
  std::string text = item.object;
  switch (item.state) {
    case DriftItem::State::kExtra:
      text += " is of no migration";
      break;
    case DriftItem::State::kMissing:
      text += " is gone, and the migrations have made it";
      break;
    case DriftItem::State::kDifferent:
      text += " is not as the migrations have made it";
      break;
  }
  return text;
}

Status CheckDriftInTheWay(const std::vector<DriftItem>& items, const Project& project,
                          const std::vector<std::string>& pending,
                          std::vector<std::string>& warnings) {
  for (const DriftItem& item : items) {
    for (const std::string& name : pending) {
      const Migration* migration = project.Find(name);
      if (migration == nullptr || item.table.empty()) continue;
      for (const std::string& table : TablesNamedBy(*migration)) {
        if (LowerAscii(table) != LowerAscii(item.table)) continue;
        return Error{.code = ErrorCode::kRefused,
                     .what = "migration \"" + name + "\" changes what has drifted",
                     .why = DriftSentence(item),
                     .next =
                         "`godwit drift` tells what differs, and the SQL that mends it; `godwit "
                         "drift --adopt` writes the migration that explains it"};
      }
    }
    warnings.push_back(DriftSentence(item) + " (`godwit drift` tells more)");
  }
  return {};
}

}  // namespace godwit

#include "core/migrate/paranoid.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/schema/normalize.h"

namespace godwit {

Result<Fingerprint> FingerprintBystanders(const RunContext& context, const TableNames& named) {
  GODWIT_ASSIGN(FingerprintRun run, FingerprintRun::Start(context.db));
  while (true) {
    context.listener.OnProgress(ProgressOf(run.digest()));
    GODWIT_ASSIGN(const bool more, run.Step());
    if (!more) break;
  }
  Fingerprint all = std::move(run).Finish();
  std::erase_if(all.tables, [&](const TableFingerprint& table) {
    return named.contains(LowerAscii(table.digest.name));
  });
  // Only the tables count here: the schema may change.
  all.schema = {};
  all.data = {};
  return all;
}

Status CheckBystanders(const RunContext& context, const TableNames& named,
                       const Fingerprint& before, const std::string& subject) {
  GODWIT_ASSIGN(Fingerprint after, FingerprintBystanders(context, named));
  std::erase_if(after.tables, [&](const TableFingerprint& table) {
    return before.Find(table.digest.name) == nullptr;
  });
  GODWIT_ASSIGN(const std::optional<std::string> difference,
                DescribeDifference(context.db, after, before));
  if (!difference) return {};
  return Error{.code = ErrorCode::kFailed,
               .what = subject,
               .why = "it changes a table that no statement of it names: " + *difference,
               .next =
                   "if that is meant, say `-- godwit: touches TABLE` at the top of "
                   "migration.sql"};
}

}  // namespace godwit

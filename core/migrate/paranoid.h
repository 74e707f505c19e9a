// `up --paranoid`: what every table that a migration does not name holds, before and after, whoever
// may have written it. Reads the whole database twice a migration; the guard of bystanders.h sees
// the same as it happens and costs next to nothing, so this is its cross-check.
#pragma once

#include <string>

#include "core/base/status.h"
#include "core/digest/fingerprint.h"
#include "core/migrate/run.h"
#include "core/migrate/targets.h"

namespace godwit {

// Of the tables that are not named. REQUIRES: a transaction.
Result<Fingerprint> FingerprintBystanders(const RunContext& context, const TableNames& named);

// An error (kFailed) when one of `before`'s tables is not what it was.
Status CheckBystanders(const RunContext& context, const TableNames& named,
                       const Fingerprint& before, const std::string& subject);

}  // namespace godwit

// `up` held to a receipt: everything in one transaction, which is committed only when start, plan
// and end are the rehearsal's.
#pragma once

#include <memory>

#include "core/base/status.h"
#include "core/migrate/receipt.h"
#include "core/migrate/run.h"

namespace godwit {

// Refused (kRefused) before anything is written when versions, plan or starting digest differ, and
// after everything is rolled back when the end does; the error names the first table, row and
// column. REQUIRES: the context's clock stands at the receipt's time.
Result<std::unique_ptr<Run>> StartExpectedUp(const RunContext& context, Receipt receipt);

}  // namespace godwit

// The line of `--log` that tells how a check has ended.
#pragma once

#include "core/migrate/report.h"
#include "core/migrate/verify.h"

namespace godwit {

void LogCheck(const CheckResult& check, Listener& listener);

}  // namespace godwit

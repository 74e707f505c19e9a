#include "core/migrate/check_log.h"

#include <string>

namespace godwit {

void LogCheck(const CheckResult& check, Listener& listener) {
  listener.OnLog({"check",
                  {{"name", check.name},
                   {"state", std::string(CheckStateName(check.state))},
                   {"violations", check.violations}}});
}

}  // namespace godwit

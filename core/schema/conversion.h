// What becomes of values whose column gets another type, as conditions over the rows before.
//
// SQLite converts by the column's affinity, which is not what CAST does: a text that is no number
// stays a text (sqlite.org/datatype3.html §3, stricttables.html).
#pragma once

#include <string>

#include "core/schema/model.h"

namespace godwit {

// `name`: of the column, quoted.

// What a STRICT column of the type refuses.
std::string Refuses(const std::string& type, const std::string& name);
// What is not the same value any more as the affinity has it: '007' is 7 as a number,
// 9007199254740993 is 9007199254740992.0 as a REAL. Empty: nothing is.
std::string ChangesAs(Affinity affinity, const std::string& name);

// The value as the affinity has it.
std::string ValueAs(Affinity affinity, const std::string& name);

}  // namespace godwit

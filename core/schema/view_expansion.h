// Views that read views: SQLite writes a view's statement out wherever it is read, so that of views
// which each read the one before twice, the sixteenth is 65,536 statements long. There SQLite stops
// (it counts references to a table in 16 bits), but only after a second, and PRAGMA table_list lets
// it try again and again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/schema/stored_object.h"

namespace godwit {

// More statements than this are not compiled. SQLite would compile a few more.
inline constexpr std::int64_t kMostExpansions = 50'000;

// The names that a SELECT reads rows from, in lower case and as often as it reads them. A name that
// its WITH makes is among them.
std::vector<std::string> RelationsRead(std::string_view sql);

// An error (kRefused) for the first view of `objects` that is longer. Has to be asked before PRAGMA
// table_list or table_xinfo is, for they compile it.
Status CheckViewExpansion(const std::vector<StoredObject>& objects);

}  // namespace godwit

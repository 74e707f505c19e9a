// Counts what C++ takes from the heap by `new`: the core's own memory, without SQLite's (which
// calls malloc) and without the C library's reserves.
#pragma once

#include <cstdint>

namespace godwit::measure {

// The most that was held at once since the process began.
std::int64_t PeakHeapBytes();

}  // namespace godwit::measure

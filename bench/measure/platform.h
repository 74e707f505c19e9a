// What only the operating system, or node, can tell about this process.
#pragma once

#include <cstdint>

namespace godwit::measure {

// "native", "node".
const char* PlatformName();
// Processor time of all threads since the process began.
std::int64_t CpuMicros();
// The most memory that was resident at once since the process began.
std::int64_t PeakResidentBytes();

}  // namespace godwit::measure

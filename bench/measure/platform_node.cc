// Asks node: the C library's own clocks under Emscripten tell wall time and no memory.
#include "bench/measure/platform.h"

// platform_node.js
extern "C" {
double godwit_measure_cpu_micros();
double godwit_measure_peak_resident_bytes();
}

namespace godwit::measure {

const char* PlatformName() { return "node"; }

std::int64_t CpuMicros() { return static_cast<std::int64_t>(godwit_measure_cpu_micros()); }

std::int64_t PeakResidentBytes() {
  return static_cast<std::int64_t>(godwit_measure_peak_resident_bytes());
}

}  // namespace godwit::measure

#include <sys/resource.h>

#include "bench/measure/platform.h"

namespace godwit::measure {
namespace {

rusage Usage() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

std::int64_t Micros(const timeval& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_usec;
}

}  // namespace

const char* PlatformName() { return "native"; }

std::int64_t CpuMicros() {
  const rusage usage = Usage();
  return Micros(usage.ru_utime) + Micros(usage.ru_stime);
}

// Linux counts in units of 1024 bytes.
std::int64_t PeakResidentBytes() { return static_cast<std::int64_t>(Usage().ru_maxrss) * 1024; }

}  // namespace godwit::measure

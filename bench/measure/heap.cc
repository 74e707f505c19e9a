// Replaces the global `operator new` and `delete`; those with an alignment of their own stay the
// library's, and nothing here uses them.
#include "bench/measure/heap.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace godwit::measure {
namespace {

// Keeps the block behind it aligned as malloc aligned this one.
struct alignas(std::max_align_t) Header {
  std::size_t size;
};

std::atomic<std::int64_t> held_bytes = 0;
std::atomic<std::int64_t> peak_bytes = 0;

}  // namespace

std::int64_t PeakHeapBytes() { return peak_bytes.load(); }

static void* Allocate(std::size_t size) {
  auto* header = static_cast<Header*>(std::malloc(sizeof(Header) + size));
  if (header == nullptr) throw std::bad_alloc();
  header->size = size;
  const auto bytes = static_cast<std::int64_t>(size);
  const std::int64_t held = held_bytes.fetch_add(bytes, std::memory_order_relaxed) + bytes;
  // One thread allocates; a lost race would cost a little of the peak, never more.
  if (held > peak_bytes.load(std::memory_order_relaxed)) {
    peak_bytes.store(held, std::memory_order_relaxed);
  }
  return header + 1;
}

static void Release(void* block) {
  if (block == nullptr) return;
  Header* header = static_cast<Header*>(block) - 1;
  held_bytes.fetch_sub(static_cast<std::int64_t>(header->size), std::memory_order_relaxed);
  std::free(header);
}

}  // namespace godwit::measure

void* operator new(std::size_t size) { return godwit::measure::Allocate(size); }
void* operator new[](std::size_t size) { return godwit::measure::Allocate(size); }
void operator delete(void* block) noexcept { godwit::measure::Release(block); }
void operator delete[](void* block) noexcept { godwit::measure::Release(block); }
void operator delete(void* block, std::size_t) noexcept { godwit::measure::Release(block); }
void operator delete[](void* block, std::size_t) noexcept { godwit::measure::Release(block); }

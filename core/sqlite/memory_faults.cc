#include "core/sqlite/memory_faults.h"

#include <sqlite3.h>

namespace godwit {
namespace {

// What SQLite reserves for each connection unless told otherwise (SQLITE_DEFAULT_LOOKASIDE).
constexpr int kLookasideBytes = 1200;
constexpr int kLookasideSlots = 40;

// sqlite3_mem_methods has no room for a context.
struct Door {
  sqlite3_mem_methods real;
  std::int64_t until_fault = 0;  // 0 = none is due
  bool for_good = false;
  bool failed = false;
};

Door& TheDoor() {
  static Door door;
  return door;
}

bool Fails() {
  Door& door = TheDoor();
  if (door.until_fault == 0) return false;
  if (door.until_fault > 1) {
    --door.until_fault;
    return false;
  }
  if (!door.for_good) door.until_fault = 0;
  door.failed = true;
  return true;
}

void* Allocate(int bytes) { return Fails() ? nullptr : TheDoor().real.xMalloc(bytes); }

void* Reallocate(void* block, int bytes) {
  return Fails() ? nullptr : TheDoor().real.xRealloc(block, bytes);
}

}  // namespace

MemoryFaults::MemoryFaults() {
  sqlite3_shutdown();
  Door& door = TheDoor();
  door = Door();
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &door.real);
  sqlite3_mem_methods methods = door.real;
  methods.xMalloc = &Allocate;
  methods.xRealloc = &Reallocate;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
}

MemoryFaults::~MemoryFaults() {
  sqlite3_shutdown();
  sqlite3_config(SQLITE_CONFIG_MALLOC, &TheDoor().real);
  sqlite3_config(SQLITE_CONFIG_LOOKASIDE, kLookasideBytes, kLookasideSlots);
}

void MemoryFaults::FailFrom(std::int64_t allocation, bool for_good) {
  Door& door = TheDoor();
  door.until_fault = allocation;
  door.for_good = for_good;
  door.failed = false;
}

void MemoryFaults::Heal() { TheDoor().until_fault = 0; }
bool MemoryFaults::failed() const { return TheDoor().failed; }

}  // namespace godwit

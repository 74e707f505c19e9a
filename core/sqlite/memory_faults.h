// Memory that runs out when told to, for tests of what happens then.
//
// SQLite takes its memory through one door for the whole process, which can be exchanged only while
// nothing of SQLite is in use. While one of these lives, connections have no memory of their own
// set aside, so that every allocation passes the door. Never linked into a program that does not
// name it.
#pragma once

#include <cstdint>

namespace godwit {

class MemoryFaults {
 public:
  // REQUIRES, as does the destructor: no connection is open in this process, and no other
  // MemoryFaults is there.
  MemoryFaults();
  ~MemoryFaults();
  MemoryFaults(const MemoryFaults&) = delete;
  MemoryFaults& operator=(const MemoryFaults&) = delete;

  // The n-th allocation from now on (1 = the next) fails, and with `for_good` all that follow.
  void FailFrom(std::int64_t allocation, bool for_good);
  // None fails any more.
  void Heal();
  // Whether one has failed since FailFrom.
  bool failed() const;
};

}  // namespace godwit

// Taken before SQLite opens a database file and held until it has closed it: keeps builds of Godwit
// that cannot see each other's locks off the same file (claims.h says why).
//
// Two implementations, chosen by CMake. guard_posix.cc: SQLite's locks are real, so other native
// processes may share the file; only claims are honoured. web/node/guard_node.cc: the file is
// claimed, and refused when any other process has it open or locked.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/status.h"

namespace godwit {

enum class Access : std::uint8_t {
  kRead,
  kWrite,   // the file exists
  kCreate,  // made when missing
};

class DatabaseGuard {
 public:
  virtual ~DatabaseGuard() = default;
  // Asked between two slices of work, and once after the last: an error once another program has
  // come to a file that cannot be shared with it.
  virtual Status StillAlone(bool last) = 0;
  // A file taken for reading is going to be written after all: what a crash left is rolled back.
  virtual void ExpectWrites() = 0;
};

// `tell` is given a sentence when the guard begins to wait.
Result<std::unique_ptr<DatabaseGuard>> GuardDatabase(
    const std::string& path, Access access, const std::function<void(const std::string&)>& tell);

}  // namespace godwit

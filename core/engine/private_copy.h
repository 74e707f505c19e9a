// The empty database that a copy of another one is made in: in memory or, where the host finds the
// original too large for that, in a file that goes with the object, whatever the end is.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/base/scratch_space.h"
#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

class PrivateCopy {
 public:
  // `options`: what holds besides where it lies. Borrows all; `original` (nullptr: there is none)
  // and `space` (nullptr: memory is all there is) may be missing.
  static Result<std::unique_ptr<PrivateCopy>> Make(const Database* original, ScratchSpace* space,
                                                   OpenOptions options);
  ~PrivateCopy();
  PrivateCopy(const PrivateCopy&) = delete;
  PrivateCopy& operator=(const PrivateCopy&) = delete;

  Database& database() { return *database_; }
  // Empty: in memory.
  const std::string& file() const { return file_; }

 private:
  explicit PrivateCopy(ScratchSpace* space) : space_(space) {}

  ScratchSpace* space_;
  std::string file_;
  std::optional<Database> database_;
};

}  // namespace godwit

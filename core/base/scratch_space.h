// Where private copies of databases lie that are too large for memory: folders, names and free
// space are the host's business.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/status.h"

namespace godwit {

class ScratchSpace {
 public:
  virtual ~ScratchSpace() = default;
  // Makes an empty file, nobody else's, for a copy of `database` that takes `bytes`. Empty: the
  // copy is to be held in memory. An error (kRefused) when there is no room for it, or no file can
  // be made.
  virtual Result<std::string> Begin(const std::string& database, std::int64_t bytes) = 0;
  // The file goes, with whatever SQLite has put beside it. REQUIRES: it is closed.
  virtual void End(const std::string& path) = 0;
};

}  // namespace godwit

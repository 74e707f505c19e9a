// Where snapshots lie: folders, names and free space are the host's business.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/status.h"

namespace godwit {

class SnapshotShelf {
 public:
  virtual ~SnapshotShelf() = default;
  // A new, empty file to write the snapshot of `database` to. An error (kRefused)
  // when the disk has less room than `bytes`.
  virtual Result<std::string> Begin(const std::string& database, const std::string& label,
                                    std::int64_t bytes) = 0;
  // What was written there is whole and synced: it gets its name, which is returned.
  virtual Result<std::string> Keep(const std::string& part) = 0;
  // It did not become whole.
  virtual void Discard(const std::string& part) = 0;
  // What Keep returned guards nothing after all: what it was taken before did not happen.
  virtual void Forget(const std::string& path) = 0;
  // Old snapshots that were taken before migrations may go: the newest one has come to stand for
  // something.
  virtual void Prune(const std::string& database) = 0;

  // Whether this file is one of the database's own: what lies there was taken of it.
  virtual bool Holds(const std::string& database, const std::string& path) const = 0;

  struct Size {
    std::int64_t files = 0;
    std::int64_t bytes = 0;
  };
  // All of them go.
  virtual Result<Size> Clear(const std::string& database) = 0;
};

}  // namespace godwit

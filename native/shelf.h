// Snapshots on disk: `app.db.godwit/0001-before-20260102000000_b.db` beside `app.db`.
#pragma once

#include <string>

#include "core/base/snapshot_shelf.h"

namespace godwit {

class FolderShelf final : public SnapshotShelf {
 public:
  // How many snapshots taken before migrations are kept, the newest ones. Those that somebody asked
  // for, and those taken before a restore, stay until Clear.
  static constexpr std::size_t kKept = 3;

  Result<std::string> Begin(const std::string& database, const std::string& label,
                            std::int64_t bytes) override;
  Result<std::string> Keep(const std::string& part) override;
  void Discard(const std::string& part) override;
  void Forget(const std::string& path) override { Discard(path); }
  void Prune(const std::string& database) override;
  bool Holds(const std::string& database, const std::string& path) const override;
  Result<Size> Clear(const std::string& database) override;
};

// The newest snapshot of a database; empty when there is none.
std::string NewestSnapshot(const std::string& database);

}  // namespace godwit

// Where a rehearsal's copy lies: in memory, or in a file beside the database or in a folder of the
// user's choice, `app.db-godwit-copy-<process>`.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "core/base/scratch_space.h"

namespace godwit {

class FolderScratch final : public ScratchSpace {
 public:
  // Larger databases are not copied in memory.
  static constexpr std::int64_t kMostInMemory = std::int64_t{256} << 20;

  // All copies go there, whatever their size. Empty: beside the database, large ones only.
  // Where SQLite's memory is capped (`heap_bytes`; 0 = it is not) most of it is left to the run.
  void Use(std::string folder, std::int64_t heap_bytes = 0) {
    folder_ = std::move(folder);
    most_in_memory_ = heap_bytes > 0 ? std::min(kMostInMemory, heap_bytes / 4) : kMostInMemory;
  }

  Result<std::string> Begin(const std::string& database, std::int64_t bytes) override;
  void End(const std::string& path) override;

 private:
  std::string folder_;
  std::int64_t most_in_memory_ = kMostInMemory;
};

}  // namespace godwit

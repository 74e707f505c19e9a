// A Merkle tree over a list of hashes, built while the list streams by.
//
// Its shape depends on the number of leaves alone: sixteen neighbours share a parent, the last
// parent of a level may have fewer children, and levels are added until one hash is left. So two
// lists are compared by walking down where hashes differ. docs/digest.md specifies it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/sha256.h"

namespace godwit {

// A row's hash: SHA-256 of a zero byte and its encoded values.
Sha256Digest LeafHash(std::string_view encoded_values);

class DigestTree {
 public:
  static constexpr std::size_t kFanOut = 16;

  void Add(const Sha256Digest& leaf) { AddTo(0, leaf); }
  // Leaves so far.
  std::uint64_t size() const { return levels_.empty() ? 0 : levels_[0].total; }
  // The root; all zero bytes for no leaves. The tree must not be used afterwards.
  Sha256Digest Finish();

 private:
  // The children that wait for their parent's hash.
  struct Level {
    std::array<Sha256Digest, kFanOut> waiting;
    std::size_t count = 0;
    std::uint64_t total = 0;  // hashes that ever came to this level
  };

  void AddTo(std::size_t level, const Sha256Digest& hash);
  void Close(std::size_t level);

  std::vector<Level> levels_;
};

}  // namespace godwit

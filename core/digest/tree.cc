#include "core/digest/tree.h"

namespace godwit {
namespace {

// A row's encoding can never be taken for a node's children, nor the other way round.
constexpr std::string_view kLeaf{"\0", 1};
constexpr std::string_view kNode{"\1", 1};

}  // namespace

Sha256Digest LeafHash(std::string_view encoded_values) {
  Sha256 hash;
  hash.Update(kLeaf);
  hash.Update(encoded_values);
  return hash.Finish();
}

void DigestTree::AddTo(std::size_t level, const Sha256Digest& hash) {
  if (level == levels_.size()) levels_.emplace_back();
  Level& at = levels_[level];
  at.waiting[at.count++] = hash;
  ++at.total;
  if (at.count == kFanOut) Close(level);
}

void DigestTree::Close(std::size_t level) {
  Sha256 hash;
  hash.Update(kNode);
  for (std::size_t i = 0; i < levels_[level].count; ++i) {
    const Sha256Digest& child = levels_[level].waiting[i];
    hash.Update({reinterpret_cast<const char*>(child.data()), child.size()});
  }
  levels_[level].count = 0;
  AddTo(level + 1, hash.Finish());
}

Sha256Digest DigestTree::Finish() {
  if (levels_.empty()) return {};
  std::size_t level = 0;
  while (levels_[level].total > 1) {
    if (levels_[level].count > 0) Close(level);
    ++level;
  }
  return levels_[level].waiting[0];
}

}  // namespace godwit

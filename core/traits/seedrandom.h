// The default generator of the npm package seedrandom 3.0.5 (ARC4), bit for bit.
//
// Seeds are strings as JavaScript sees them: of every UTF-16 code unit the low eight bits count, so
// seeds that agree in those are equal, and short periodic seeds collide ("ab" = "abab"). That is a
// property of the original and stays. All arithmetic is on integers; a draw never rounds.
//
// Not for secrets: the stream is predictable.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace godwit {

// The bytes that key the cipher, one to 256 of them.
struct SeedKey {
  std::array<std::uint8_t, 256> bytes;
  int length;
};

// The key of a UTF-8 string, its characters taken as UTF-16 code units. Lone surrogates in WTF-8
// (ED A0..BF xx) are taken as the code units they are; any other malformed byte counts as U+FFFD,
// as JavaScript would have decoded it.
void MakeSeedKey(std::string_view text, SeedKey& key);
void MakeSeedKey(std::u16string_view units, SeedKey& key);

class SeedRandom {
 public:
  // Without a key the object holds no generator yet: Seed or SeedMany must come first.
  SeedRandom() = default;
  explicit SeedRandom(std::string_view text);
  explicit SeedRandom(std::u16string_view units);

  void Seed(const SeedKey& key);
  // Seeds generators[i] with keys[i], several side by side: each step of the cipher waits for the
  // one before, and independent chains fill each other's waits. REQUIRES: spans of equal length.
  static void SeedMany(std::span<const SeedKey> keys, std::span<SeedRandom> generators);

  // rng(): a double in (0, 1), as its IEEE 754 bits.
  std::uint64_t NextBits();
  double Next() { return std::bit_cast<double>(NextBits()); }
  // rng.int32()
  std::int32_t Int32();
  // rng.quick(): 32 bits of randomness as a double in [0, 1).
  double Quick();

 private:
  // Enough for a pet's eleven draws and the extra bytes they rarely take.
  static constexpr std::size_t kAhead = 80;

  template <std::size_t... Lane>
  static void SeedLanes(const SeedKey* keys, SeedRandom* generators, std::index_sequence<Lane...>);

  std::uint8_t NextByte() {
    if (next_ == kAhead) [[unlikely]]
      Refill();
    return ahead_[next_++];
  }
  void Refill();

  // Bytes, in words: a third faster than bytes in bytes on the processors measured.
  std::array<std::uint32_t, 256> s_;
  std::array<std::uint8_t, kAhead> ahead_;  // the stream's next bytes, from next_ on
  std::size_t next_ = kAhead;
  std::uint32_t i_ = 0;
  std::uint32_t j_ = 0;
};

}  // namespace godwit

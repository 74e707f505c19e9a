#include "core/traits/seedrandom.h"

#include <algorithm>
#include <cstring>

#include "core/json/utf8.h"

namespace godwit {
namespace {

constexpr std::array<std::uint32_t, 256> kIdentity = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) table[i] = i;
  return table;
}();

// seedrandom's mixkey: the first 256 code units stand as they are, later ones are smeared over
// them.
class KeyMixer {
 public:
  explicit KeyMixer(SeedKey& key) : key_(key) {}

  void Add(std::uint32_t unit) {
    std::uint8_t& place = key_.bytes[units_ % 256];
    if (units_ >= 256) smear_ = static_cast<std::uint8_t>(smear_ ^ (19 * place));
    place = static_cast<std::uint8_t>(smear_ + unit);
    ++units_;
  }

  void Finish() {
    if (units_ == 0) Add(0);
    key_.length = static_cast<int>(std::min<std::size_t>(units_, 256));
  }

 private:
  SeedKey& key_;
  std::size_t units_ = 0;
  std::uint8_t smear_ = 0;
};

// One step of the cipher: the byte it puts out.
inline std::uint8_t Step(std::uint32_t* s, std::size_t i, std::uint32_t& j) {
  const std::uint32_t t = s[i];
  j = (j + t) & 255;
  const std::uint32_t u = s[j];
  s[i] = u;
  s[j] = t;
  return static_cast<std::uint8_t>(s[(t + u) & 255]);
}

}  // namespace

void MakeSeedKey(std::string_view text, SeedKey& key) {
  // Most ids are short and plain: their bytes are the key.
  if (!text.empty() && text.size() <= key.bytes.size()) {
    unsigned bits = 0;
    for (const char c : text) bits |= static_cast<std::uint8_t>(c);
    if (bits < 0x80) {
      std::memcpy(key.bytes.data(), text.data(), text.size());
      key.length = static_cast<int>(text.size());
      return;
    }
  }
  KeyMixer mixer(key);
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p < end) {
    const int length = Utf8Length(p, end);
    if (length == 0) {
      const bool surrogate = IsWtf8Surrogate(p, end);
      mixer.Add(surrogate ? Utf8CodePoint(p, 3) : 0xfffd);
      p += surrogate ? 3 : 1;
      continue;
    }
    const char32_t code_point = Utf8CodePoint(p, length);
    if (length == 4) {
      mixer.Add((code_point - 0x10000) >> 10);
      mixer.Add(code_point - 0x10000);
    } else {
      mixer.Add(code_point);
    }
    p += length;
  }
  mixer.Finish();
}

void MakeSeedKey(std::u16string_view units, SeedKey& key) {
  KeyMixer mixer(key);
  for (const char16_t unit : units) mixer.Add(unit);
  mixer.Finish();
}

SeedRandom::SeedRandom(std::string_view text) {
  SeedKey key;
  MakeSeedKey(text, key);
  Seed(key);
}

SeedRandom::SeedRandom(std::u16string_view units) {
  SeedKey key;
  MakeSeedKey(units, key);
  Seed(key);
}

void SeedRandom::Seed(const SeedKey& key) { SeedLanes(&key, this, std::index_sequence<0>()); }

void SeedRandom::SeedMany(std::span<const SeedKey> keys, std::span<SeedRandom> generators) {
  constexpr std::size_t kLanes = 8;
  std::size_t i = 0;
  for (; i + kLanes <= keys.size(); i += kLanes) {
    SeedLanes(&keys[i], &generators[i], std::make_index_sequence<kLanes>());
  }
  for (; i < keys.size(); ++i) generators[i].Seed(keys[i]);
}

// ARC4's key schedule, then 256 bytes thrown away, then the first bytes drawn ahead. Each fold is
// one step of every lane, written out, so that a lane's j stays in a register.
template <std::size_t... Lane>
void SeedRandom::SeedLanes(const SeedKey* keys, SeedRandom* generators,
                           std::index_sequence<Lane...>) {
  std::array<std::array<std::uint8_t, 256>, sizeof...(Lane)> cycle;  // the keys, repeated
  const auto begin = [&](const SeedKey& key, std::size_t lane) {
    const auto length = static_cast<std::size_t>(key.length);
    for (std::size_t at = 0; at < 256; at += length) {
      std::copy_n(key.bytes.data(), std::min(length, 256 - at), cycle[lane].data() + at);
    }
    generators[lane].s_ = kIdentity;
  };
  (begin(keys[Lane], Lane), ...);

  std::array<std::uint32_t, sizeof...(Lane)> j{};
  const auto mix = [](std::uint32_t* s, std::size_t i, std::uint32_t add, std::uint32_t& at) {
    const std::uint32_t t = s[i];
    at = (at + t + add) & 255;
    s[i] = s[at];
    s[at] = t;
  };
  for (std::size_t i = 0; i < 256; ++i) {
    (mix(generators[Lane].s_.data(), i, cycle[Lane][i], j[Lane]), ...);
  }
  j = {};
  for (std::size_t i = 1; i <= 256; ++i) {
    (mix(generators[Lane].s_.data(), i & 255, 0, j[Lane]), ...);
  }
  for (std::size_t i = 1; i <= kAhead; ++i) {
    ((generators[Lane].ahead_[i - 1] = Step(generators[Lane].s_.data(), i, j[Lane])), ...);
  }
  const auto end = [&](SeedRandom& generator, std::uint32_t at) {
    generator.i_ = kAhead;
    generator.j_ = at;
    generator.next_ = 0;
  };
  (end(generators[Lane], j[Lane]), ...);
}

void SeedRandom::Refill() {
  for (std::uint8_t& byte : ahead_) {
    i_ = (i_ + 1) & 255;
    byte = Step(s_.data(), i_, j_);
  }
  next_ = 0;
}

// The original builds (n + x) / d in doubles: 48 bits, then whole bytes until n reaches 2^52, then
// bits given back until it is below 2^53. Nothing rounds on the way, so integers do the same.
std::uint64_t SeedRandom::NextBits() {
  std::uint64_t n = 0;
  if (next_ + 6 <= kAhead) [[likely]] {
    for (std::size_t byte = 0; byte < 6; ++byte) n = n << 8 | ahead_[next_ + byte];
    next_ += 6;
  } else {
    for (int byte = 0; byte < 6; ++byte) n = n << 8 | NextByte();
  }
  std::uint64_t exponent = 48;  // of the divisor
  // n is a multiple of 256 plus the last byte x throughout; at least one byte is drawn.
  while (n < std::uint64_t{1} << 52) {
    n = n << 8 | NextByte();
    exponent += 8;
  }
  while (n >= std::uint64_t{1} << 53) {
    n >>= 1;
    --exponent;
  }
  return (1075 - exponent) << 52 | (n - (std::uint64_t{1} << 52));
}

std::int32_t SeedRandom::Int32() {
  std::uint32_t word = 0;
  for (int byte = 0; byte < 4; ++byte) word = word << 8 | NextByte();
  return static_cast<std::int32_t>(word);
}

double SeedRandom::Quick() {
  return static_cast<double>(static_cast<std::uint32_t>(Int32())) / 4294967296.0;
}

}  // namespace godwit

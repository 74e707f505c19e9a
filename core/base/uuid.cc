#include "core/base/uuid.h"

#include <algorithm>
#include <bit>

namespace godwit {
namespace {

constexpr std::size_t kTextSize = 36;
constexpr std::string_view kHexDigits = "0123456789abcdef";

bool HyphenAt(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// SHA-1 (FIPS 180-4), of texts that fit in memory at once.
constexpr std::size_t kBlock = 64;
using Sha1State = std::array<std::uint32_t, 5>;

struct Round {
  std::uint32_t mix;
  std::uint32_t constant;
};

Round RoundOf(std::size_t step, const Sha1State& s) {
  const std::uint32_t parity = s[1] ^ s[2] ^ s[3];
  if (step < 20) return {(s[1] & s[2]) | (~s[1] & s[3]), 0x5a827999};
  if (step < 40) return {parity, 0x6ed9eba1};
  if (step < 60) return {(s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3]), 0x8f1bbcdc};
  return {parity, 0xca62c1d6};
}

void HashBlock(std::string_view block, Sha1State& state) {
  std::array<std::uint32_t, 80> words{};
  for (std::size_t i = 0; i < kBlock; ++i) {
    words[i / 4] = words[i / 4] << 8 | static_cast<std::uint8_t>(block[i]);
  }
  for (std::size_t i = 16; i < words.size(); ++i) {
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  Sha1State s = state;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto [mix, constant] = RoundOf(i, s);
    const std::uint32_t next = std::rotl(s[0], 5) + mix + s[4] + constant + words[i];
    s = {next, s[0], std::rotl(s[1], 30), s[2], s[3]};
  }
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += s[i];
}

Sha1State Sha1Of(std::string message) {
  const std::uint64_t bits = static_cast<std::uint64_t>(message.size()) * 8;
  message += '\x80';
  while (message.size() % kBlock != kBlock - 8) message += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(bits >> shift & 0xff);
  Sha1State state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  for (std::size_t at = 0; at < message.size(); at += kBlock) {
    HashBlock(std::string_view(message).substr(at, kBlock), state);
  }
  return state;
}

}  // namespace

std::optional<Uuid> ParseUuid(std::string_view text) {
  if (text.size() != kTextSize) return std::nullopt;
  Uuid uuid{};
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (HyphenAt(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int digit = HexDigit(text[i]);
    if (digit < 0) return std::nullopt;
    uuid[digits / 2] = static_cast<std::uint8_t>(uuid[digits / 2] << 4 | digit);
    ++digits;
  }
  return uuid;
}

std::string FormatUuid(const Uuid& uuid) {
  std::string text;
  for (const std::uint8_t byte : uuid) {
    if (HyphenAt(text.size())) text += '-';
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

Uuid Uuid5(const Uuid& name_space, std::string_view name) {
  std::string message(name_space.begin(), name_space.end());
  message += name;
  const Sha1State hash = Sha1Of(std::move(message));
  Uuid uuid{};
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    uuid[i] = static_cast<std::uint8_t>(hash[i / 4] >> (24 - i % 4 * 8));
  }
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0f) | 0x50);
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3f) | 0x80);
  return uuid;
}

}  // namespace godwit

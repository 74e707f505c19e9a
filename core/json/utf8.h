// UTF-8 (RFC 3629) one sequence at a time: no overlong forms, no surrogates, nothing above
// U+10FFFF.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace godwit {

inline bool IsContinuation(char byte) { return (static_cast<std::uint8_t>(byte) & 0xc0) == 0x80; }

// Bytes (1..4) of the well-formed sequence at `p`, 0 when there is none. REQUIRES: p < end.
inline int Utf8Length(const char* p, const char* end) {
  const auto at = [p](int i) { return static_cast<std::uint8_t>(p[i]); };
  const std::uint8_t lead = at(0);
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return end - p >= 2 && IsContinuation(p[1]) ? 2 : 0;
  if (lead < 0xf0) {
    if (end - p < 3 || !IsContinuation(p[1]) || !IsContinuation(p[2])) return 0;
    if (lead == 0xe0 && at(1) < 0xa0) return 0;    // overlong
    return lead == 0xed && at(1) >= 0xa0 ? 0 : 3;  // a surrogate
  }
  if (lead > 0xf4 || end - p < 4) return 0;
  if (!IsContinuation(p[1]) || !IsContinuation(p[2]) || !IsContinuation(p[3])) return 0;
  if (lead == 0xf0 && at(1) < 0x90) return 0;  // overlong
  return lead == 0xf4 && at(1) >= 0x90 ? 0 : 4;
}

// The code point of a well-formed sequence of `length` bytes.
inline char32_t Utf8CodePoint(const char* p, int length) {
  const auto at = [p](int i) { return static_cast<char32_t>(static_cast<std::uint8_t>(p[i])); };
  switch (length) {
    case 1:
      return at(0);
    case 2:
      return (at(0) & 0x1f) << 6 | (at(1) & 0x3f);
    case 3:
      return (at(0) & 0x0f) << 12 | (at(1) & 0x3f) << 6 | (at(2) & 0x3f);
    default:
      return (at(0) & 0x07) << 18 | (at(1) & 0x3f) << 12 | (at(2) & 0x3f) << 6 | (at(3) & 0x3f);
  }
}

// Three bytes at `p` that spell a lone surrogate as WTF-8 does (ED A0..BF 80..BF).
inline bool IsWtf8Surrogate(const char* p, const char* end) {
  return end - p >= 3 && static_cast<std::uint8_t>(p[0]) == 0xed &&
         static_cast<std::uint8_t>(p[1]) >= 0xa0 && IsContinuation(p[1]) && IsContinuation(p[2]);
}

inline bool ValidUtf8(std::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p < end) {
    const int length = Utf8Length(p, end);
    if (length == 0) return false;
    p += length;
  }
  return true;
}

// Appends a code point; a surrogate comes out as WTF-8 writes it.
inline void AppendUtf8(char32_t code_point, std::string& out) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3f));
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
}

}  // namespace godwit

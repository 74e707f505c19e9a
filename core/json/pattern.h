// Regular expressions in time linear in the text: the part of ECMA-262's syntax that needs no
// backtracking.
//
// Supported: characters, `.`, classes `[a-z]` `[^…]`, \d \D \w \W \s \S, \t \n \r \v \f \0 \cX \xhh
// \uhhhh (a pair of halves is one character), escaped punctuation, `^`, `$`, groups `(…)` and
// `(?:…)`,
// `|`, and the quantifiers `*` `+` `?` `{m}` `{m,}` `{m,n}`, lazy ones included, up to 1,000.
// Refused with a reason: back references, look-around, \b and \B, named groups, \p{…}. As in JSON
// Schema a pattern is not anchored; characters are code points (the `u` flag).
//
// Method: the pattern becomes a small program whose states are run side by side over the text
// (K. Thompson, "Regular Expression Search Algorithm", CACM 11, 1968).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/status.h"

namespace godwit {

class Pattern {
 public:
  static Result<Pattern> Compile(std::string_view source);

  // Does the pattern match anywhere in the text? Malformed bytes count as U+FFFD.
  bool Matches(std::string_view text) const;

  const std::string& source() const { return source_; }

  enum class Op : std::uint8_t { kSet, kSplit, kJump, kBegin, kEnd, kMatch };
  struct Step {
    Op op = Op::kMatch;
    std::uint32_t first = 0;   // kSet: index of the set; kSplit, kJump: a target
    std::uint32_t second = 0;  // kSplit: the other target
  };
  // Ranges of code points, bounds included.
  using Set = std::vector<std::pair<char32_t, char32_t>>;

 private:
  std::string source_;
  std::vector<Step> steps_;
  std::vector<Set> sets_;
};

}  // namespace godwit

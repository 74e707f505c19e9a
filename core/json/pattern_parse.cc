// Pattern::Compile: the syntax of patterns.
#include <algorithm>
#include <optional>

#include "core/json/pattern.h"
#include "core/json/utf8.h"

namespace godwit {
namespace {

using Op = Pattern::Op;
using Step = Pattern::Step;
using Set = Pattern::Set;

constexpr char32_t kLast = 0x10ffff;
constexpr std::uint32_t kMaxRepeat = 1000;
constexpr std::size_t kMaxSteps = 20'000;
constexpr int kMaxGroups = 100;  // nested

Set Complement(Set set) {
  std::sort(set.begin(), set.end());
  Set result;
  char32_t next = 0;
  for (const auto& [low, high] : set) {
    if (low > next) result.emplace_back(next, low - 1);
    next = std::max<char32_t>(next, high + 1);
  }
  if (next <= kLast) result.emplace_back(next, kLast);
  return result;
}

const Set kDigits = {{'0', '9'}};
const Set kWords = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
// WhiteSpace and LineTerminator of ECMA-262.
const Set kSpaces = {{9, 13},          {32, 32},         {0xa0, 0xa0},     {0x1680, 0x1680},
                     {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f},
                     {0x3000, 0x3000}, {0xfeff, 0xfeff}};
const Set kLineEnds = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

std::optional<Set> ClassEscape(char32_t letter) {
  switch (letter) {
    case 'd':
      return kDigits;
    case 'D':
      return Complement(kDigits);
    case 'w':
      return kWords;
    case 'W':
      return Complement(kWords);
    case 's':
      return kSpaces;
    case 'S':
      return Complement(kSpaces);
    default:
      return std::nullopt;
  }
}

std::u32string Decode(std::string_view text) {
  std::u32string result;
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p < end) {
    const int length = Utf8Length(p, end);
    result += length > 0 ? Utf8CodePoint(p, length) : U'\xfffd';
    p += std::max(length, 1);
  }
  return result;
}

// Recursive descent over the pattern; each construct appends its steps, whose targets are relative
// to the steps' own place so that a repeated part can be copied.
class Parser {
 public:
  explicit Parser(std::string_view source) : source_(Decode(source)) {}

  // False: error() says why.
  bool Parse(std::vector<Step>& steps) {
    steps = Alternatives(0);
    if (error_.empty() && at_ < source_.size()) Fail("a closing bracket has no opening one");
    steps.push_back({});
    return error_.empty();
  }

  const std::string& error() const { return error_; }
  std::vector<Set>& sets() { return sets_; }

 private:
  using Steps = std::vector<Step>;

  bool Done() const { return at_ >= source_.size() || !error_.empty(); }
  char32_t Peek() const { return at_ < source_.size() ? source_[at_] : U'\0'; }
  bool Take(char32_t c) {
    if (Done() || source_[at_] != c) return false;
    ++at_;
    return true;
  }
  void Fail(std::string why) {
    if (error_.empty()) error_ = std::move(why) + " (character " + std::to_string(at_ + 1) + ")";
  }

  static Step Jump(std::size_t distance) {
    return {Op::kJump, static_cast<std::uint32_t>(distance), 0};
  }
  static Step Split(std::int64_t first, std::int64_t second) {
    return {Op::kSplit, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(second)};
  }
  static std::int64_t Size(const Steps& steps) { return static_cast<std::int64_t>(steps.size()); }
  void Append(Steps& to, const Steps& part) {
    to.insert(to.end(), part.begin(), part.end());
    if (to.size() > kMaxSteps)
      Fail("the pattern is too large once its repetitions are written out");
  }

  Steps Alternatives(int depth) {
    Steps steps = Sequence(depth);
    while (Take('|')) {
      const Steps other = Sequence(depth);
      Steps both = {Split(1, Size(steps) + 2)};
      Append(both, steps);
      both.push_back(Jump(other.size() + 1));
      Append(both, other);
      steps = std::move(both);
    }
    return steps;
  }

  Steps Sequence(int depth) {
    Steps steps;
    while (!Done() && Peek() != '|' && Peek() != ')') {
      if (Take('^')) {
        steps.push_back({Op::kBegin, 0, 0});
      } else if (Take('$')) {
        steps.push_back({Op::kEnd, 0, 0});
      } else {
        const Steps atom = Atom(depth);
        Append(steps, Quantified(atom));
      }
    }
    return steps;
  }

  Steps Atom(int depth) {
    if (Take('(')) return Group(depth + 1);
    if (Take('[')) return One(Class());
    if (Take('.')) return One(Complement(kLineEnds));
    if (Take('\\')) {
      if (auto set = ClassEscape(Peek())) {
        ++at_;
        return One(*std::move(set));
      }
      const char32_t c = CharacterEscape();
      return One({{c, c}});
    }
    const char32_t c = source_[at_];
    if (c == '*' || c == '+' || c == '?' || c == '{' || c == '}' || c == ']') {
      Fail("this character must be escaped here, or has nothing to repeat");
      return {};
    }
    ++at_;
    return One({{c, c}});
  }

  Steps Group(int depth) {
    if (depth > kMaxGroups) Fail("groups are nested too deeply");
    if (Take('?') && !Take(':')) {
      Fail("look-around and named groups are not supported");
    }
    if (!error_.empty()) return {};
    Steps steps = Alternatives(depth);
    if (!Take(')')) Fail("an opening bracket is never closed");
    return steps;
  }

  Steps One(Set set) {
    sets_.push_back(std::move(set));
    return {{Op::kSet, static_cast<std::uint32_t>(sets_.size() - 1), 0}};
  }

  Set Class() {
    const bool negated = Take('^');
    Set set;
    while (!Done() && Peek() != ']') {
      Set low = ClassAtom();
      const bool range =
          !low.empty() && at_ + 1 < source_.size() && Peek() == '-' && source_[at_ + 1] != ']';
      if (!range) {
        set.insert(set.end(), low.begin(), low.end());
        continue;
      }
      ++at_;
      const Set high = ClassAtom();
      if (high.empty()) break;
      const bool single = low.size() == 1 && low[0].first == low[0].second && high.size() == 1 &&
                          high[0].first == high[0].second;
      if (!single || low[0].first > high[0].first) {
        Fail("a range in a class needs a lower and a higher character");
        break;
      }
      set.emplace_back(low[0].first, high[0].first);
    }
    if (!Take(']')) Fail("a class is never closed");
    return negated ? Complement(std::move(set)) : set;
  }

  Set ClassAtom() {
    if (Take('\\')) {
      if (Take('b')) return {{'\b', '\b'}};
      if (Take('-')) return {{'-', '-'}};
      if (auto set = ClassEscape(Peek())) {
        ++at_;
        return *std::move(set);
      }
      const char32_t c = CharacterEscape();
      return {{c, c}};
    }
    const char32_t c = source_[at_++];
    return {{c, c}};
  }

  // What follows a backslash and means one character.
  char32_t CharacterEscape() {
    static constexpr std::u32string_view kLetters = U"tnrvf";
    static constexpr std::u32string_view kMeanings = U"\t\n\r\v\f";
    if (Done()) {
      Fail("the pattern ends in a backslash");
      return 0;
    }
    const char32_t c = source_[at_++];
    if (const auto letter = kLetters.find(c); letter != kLetters.npos) return kMeanings[letter];
    if (c == '0' && !(Peek() >= '0' && Peek() <= '9')) return 0;
    if (c == 'x') return Hex(2);
    if (c == 'u') return UnicodeEscape();
    const bool letter = (Peek() >= 'a' && Peek() <= 'z') || (Peek() >= 'A' && Peek() <= 'Z');
    if (c == 'c' && letter) return source_[at_++] % 32;
    if (std::u32string_view(U"^$\\.*+?()[]{}|/-").find(c) != std::u32string_view::npos) return c;
    if (c >= '1' && c <= '9') {
      Fail("back references are not supported");
    } else if (c == 'b' || c == 'B') {
      Fail("word boundaries (\\b, \\B) are not supported");
    } else if (c == 'p' || c == 'P') {
      Fail("Unicode properties (\\p) are not supported");
    } else {
      Fail("this escape is not known");
    }
    return 0;
  }

  char32_t UnicodeEscape() {
    if (Peek() == '{') {
      Fail("\\u{…} is not supported; write the character itself");
      return 0;
    }
    const char32_t unit = Hex(4);
    const bool pair = unit >= 0xd800 && unit < 0xdc00 && Peek() == '\\' &&
                      at_ + 1 < source_.size() && source_[at_ + 1] == 'u';
    if (!pair) return unit;
    at_ += 2;
    const char32_t low = Hex(4);
    if (low < 0xdc00 || low >= 0xe000) Fail("an escape names half a surrogate pair");
    return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }

  char32_t Hex(int digits) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      const char32_t c = Peek();
      if (c >= '0' && c <= '9') {
        value = value * 16 + (c - '0');
      } else if ((c | 32) >= 'a' && (c | 32) <= 'f') {
        value = value * 16 + ((c | 32) - 'a' + 10);
      } else {
        Fail("an escape lacks hex digits");
        return 0;
      }
      ++at_;
    }
    return value;
  }

  Steps Quantified(const Steps& atom) {
    std::uint32_t low = 1;
    std::optional<std::uint32_t> high = 1;
    if (Take('*')) {
      low = 0;
      high = std::nullopt;
    } else if (Take('+')) {
      high = std::nullopt;
    } else if (Take('?')) {
      low = 0;
    } else if (Peek() == '{') {
      ++at_;
      low = Count();
      high = low;
      if (Take(',')) high = Peek() == '}' ? std::nullopt : std::optional(Count());
      if (!Take('}')) Fail("a repetition {m,n} is malformed");
      if (high && *high < low) Fail("a repetition's bounds are the wrong way round");
    } else {
      return atom;
    }
    Take('?');  // lazy: the same for the question whether it matches
    return Repeat(atom, low, high);
  }

  std::uint32_t Count() {
    std::uint32_t count = 0;
    if (!(Peek() >= '0' && Peek() <= '9')) Fail("a repetition needs a number");
    for (; Peek() >= '0' && Peek() <= '9' && count <= kMaxRepeat; ++at_) {
      count = count * 10 + static_cast<std::uint32_t>(Peek() - '0');
    }
    if (count > kMaxRepeat) Fail("a repetition goes up to 1000");
    return count;
  }

  Steps Repeat(const Steps& atom, std::uint32_t low, std::optional<std::uint32_t> high) {
    Steps steps;
    for (std::uint32_t i = 0; i < low && error_.empty(); ++i) Append(steps, atom);
    if (!high) {  // L1: split +1, end; atom; jump L1
      steps.push_back(Split(1, Size(atom) + 2));
      Append(steps, atom);
      steps.push_back(Split(-Size(atom) - 1, 1));
      return steps;
    }
    for (std::uint32_t i = low; i < *high && error_.empty(); ++i) {
      const std::int64_t left = *high - i;
      steps.push_back(Split(1, left * (Size(atom) + 1)));
      Append(steps, atom);
    }
    return steps;
  }

  std::u32string source_;
  std::size_t at_ = 0;
  std::string error_;
  std::vector<Set> sets_;
};

}  // namespace

Result<Pattern> Pattern::Compile(std::string_view source) {
  Parser parser(source);
  Pattern pattern;
  pattern.source_ = source;
  if (!parser.Parse(pattern.steps_)) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "pattern /" + pattern.source_ + "/",
                 .why = parser.error(),
                 .next = "see core/json/pattern.h for what a pattern may hold"};
  }
  pattern.sets_ = std::move(parser.sets());
  return pattern;
}

}  // namespace godwit

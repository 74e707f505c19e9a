#include "core/json/string.h"

#include "core/json/scanner.h"
#include "core/json/utf8.h"

namespace godwit {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The code unit of the four hex digits at `p`, -1 when there are not four.
int CodeUnit(const char* p, const char* end) {
  if (end - p < 4) return -1;
  int unit = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = HexDigit(p[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool IsHighSurrogate(int unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool IsLowSurrogate(int unit) { return unit >= 0xdc00 && unit < 0xe000; }

// The character of a one-letter escape, NUL when there is no such escape.
char Unescape(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '"':
    case '\\':
    case '/':
      return letter;
    default:
      return '\0';
  }
}

char EscapeLetter(char c) {
  switch (c) {
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    case '"':
    case '\\':
      return c;
    default:
      return '\0';
  }
}

void AppendUnicodeEscape(std::uint32_t unit, std::string& out) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[unit >> shift & 15];
}

std::string_view FaultWords(StringFault fault) {
  switch (fault) {
    case StringFault::kUnterminated:
      return "the text ends inside a string";
    case StringFault::kControl:
      return "a control character in a string must be escaped";
    case StringFault::kEscape:
      return "a backslash in a string begins no escape that JSON knows";
    case StringFault::kUtf8:
      return "the string is not valid UTF-8";
    case StringFault::kLoneSurrogate:
      return "an escape names half a surrogate pair";
    case StringFault::kNone:
      break;
  }
  return "";
}

Error StringError(std::string_view why, std::size_t offset) {
  return {.code = ErrorCode::kUsage,
          .what = "not a JSON string",
          .why = std::string(why) + " (byte " + std::to_string(offset) + ")",
          .next = "give one string in double quotes, as JSON.stringify writes it"};
}

}  // namespace

void AppendJsonString(std::string_view text, std::string& out) {
  out += '"';
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p < end) {
    if (const char letter = EscapeLetter(*p); letter != '\0') {
      out += '\\';
      out += letter;
      ++p;
    } else if (static_cast<std::uint8_t>(*p) < 0x20) {
      AppendUnicodeEscape(static_cast<std::uint8_t>(*p++), out);
    } else if (const int length = Utf8Length(p, end); length > 0) {
      out.append(p, static_cast<std::size_t>(length));
      p += length;
    } else if (IsWtf8Surrogate(p, end)) {
      AppendUnicodeEscape(Utf8CodePoint(p, 3), out);
      p += 3;
    } else {
      AppendUtf8(0xfffd, out);
      ++p;
    }
  }
  out += '"';
}

void DecodeJsonString(std::string_view inside, std::string& out) {
  out.clear();
  const char* p = inside.data();
  const char* const end = p + inside.size();
  while (p < end) {
    if (*p != '\\') {
      out += *p++;
      continue;
    }
    if (p[1] != 'u') {
      out += Unescape(p[1]);
      p += 2;
      continue;
    }
    const int unit = CodeUnit(p + 2, end);
    p += 6;
    auto code_point = static_cast<char32_t>(unit);
    if (IsHighSurrogate(unit) && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
      const int low = CodeUnit(p + 2, end);
      if (IsLowSurrogate(low)) {
        code_point = 0x10000 + (static_cast<char32_t>(unit - 0xd800) << 10) +
                     static_cast<char32_t>(low - 0xdc00);
        p += 6;
      }
    }
    AppendUtf8(code_point, out);
  }
}

Result<std::string> ParseJsonString(std::string_view text) {
  JsonScanner scanner(text);
  scanner.SkipSpace();
  if (scanner.Peek() != '"') {
    return StringError("it must begin with a double quote", scanner.OffsetOf(scanner.at()));
  }
  const ScannedString string = scanner.TakeString();
  if (string.fault != StringFault::kNone && string.fault != StringFault::kLoneSurrogate) {
    return StringError(FaultWords(string.fault), scanner.OffsetOf(string.where));
  }
  scanner.SkipSpace();
  if (scanner.at() != scanner.end()) {
    return StringError("something follows the string", scanner.OffsetOf(scanner.at()));
  }
  std::string value;
  DecodeJsonString(string.inside, value);
  return value;
}

ScannedString JsonScanner::TakeHardString(const char* first) {
  ScannedString string;
  const auto note = [&string](StringFault fault, const char* where) {
    if (string.fault == StringFault::kNone) {
      string.fault = fault;
      string.where = where;
    }
  };
  while (p_ < end_ && *p_ != '"') {
    const auto byte = static_cast<std::uint8_t>(*p_);
    const char* const where = p_;
    if (byte == '\\') {
      string.escaped = true;
      const StringFault fault = TakeEscape();
      if (fault != StringFault::kNone) note(fault, where);
      if (fault == StringFault::kEscape) return {.fault = fault, .where = p_ = where};
    } else if (byte < 0x20) {
      return {.fault = StringFault::kControl, .where = p_};
    } else if (const int length = Utf8Length(p_, end_); length > 0) {
      p_ += length;
    } else {
      note(StringFault::kUtf8, where);
      ++p_;
    }
  }
  if (p_ == end_) return {.fault = StringFault::kUnterminated, .where = p_};
  string.inside = {first, static_cast<std::size_t>(p_++ - first)};
  return string;
}

// REQUIRES: a backslash at the cursor.
StringFault JsonScanner::TakeEscape() {
  if (end_ - p_ < 2) return StringFault::kEscape;
  if (p_[1] != 'u') {
    if (Unescape(p_[1]) == '\0') return StringFault::kEscape;
    p_ += 2;
    return StringFault::kNone;
  }
  const int unit = CodeUnit(p_ + 2, end_);
  if (unit < 0) return StringFault::kEscape;
  p_ += 6;
  if (IsLowSurrogate(unit)) return StringFault::kLoneSurrogate;
  if (!IsHighSurrogate(unit)) return StringFault::kNone;
  if (end_ - p_ < 6 || p_[0] != '\\' || p_[1] != 'u' || !IsLowSurrogate(CodeUnit(p_ + 2, end_))) {
    return StringFault::kLoneSurrogate;
  }
  p_ += 6;
  return StringFault::kNone;
}

}  // namespace godwit

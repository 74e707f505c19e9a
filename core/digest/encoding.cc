#include "core/digest/encoding.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace godwit {
namespace {

enum Tag : char { kNull = 0, kInteger = 1, kReal = 2, kText = 3, kBlob = 4 };

constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kLengthBytes = 4;

void AppendBigEndian(std::string& bytes, std::uint64_t number, std::size_t count) {
  char buffer[kNumberBytes];
  for (std::size_t i = 0; i < count; ++i) {
    buffer[i] = static_cast<char>(number >> (8 * (count - 1 - i)));
  }
  bytes.append(buffer, count);
}

struct Appender {
  std::string& bytes;

  void operator()(Null) const { bytes += kNull; }
  void operator()(std::int64_t integer) const {
    bytes += kInteger;
    AppendBigEndian(bytes, static_cast<std::uint64_t>(integer), kNumberBytes);
  }
  void operator()(double real) const {
    if (std::isnan(real)) {
      bytes += kNull;
      return;
    }
    bytes += kReal;
    AppendBigEndian(bytes, std::bit_cast<std::uint64_t>(real), kNumberBytes);
  }
  void operator()(std::string_view text) const { Sized(kText, text); }
  void operator()(const BlobView& blob) const { Sized(kBlob, blob.bytes); }

  void Sized(Tag tag, std::string_view content) const {
    bytes += tag;
    AppendBigEndian(bytes, content.size(), kLengthBytes);
    bytes += content;
  }
};

// Takes values off the front of its bytes.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool AtEnd() const { return bytes_.empty(); }

  Result<Value> Next() {
    GODWIT_ASSIGN(const std::string_view tag, Take(1));
    switch (tag[0]) {
      case kNull:
        return Value(Null{});
      case kInteger: {
        GODWIT_ASSIGN(const std::uint64_t bits, Number(kNumberBytes));
        return Value(static_cast<std::int64_t>(bits));
      }
      case kReal: {
        GODWIT_ASSIGN(const std::uint64_t bits, Number(kNumberBytes));
        const auto real = std::bit_cast<double>(bits);
        if (std::isnan(real)) return Malformed("a real number is NaN, which SQLite never stores");
        return Value(real);
      }
      case kText: {
        GODWIT_ASSIGN(const std::string_view text, Sized());
        return Value(std::string(text));
      }
      case kBlob: {
        GODWIT_ASSIGN(const std::string_view content, Sized());
        return Value(Blob{std::string(content)});
      }
      default:
        return Malformed("a value has an unknown type tag");
    }
  }

  static Error Malformed(std::string why) {
    return {.code = ErrorCode::kRefused, .what = "encoded values", .why = std::move(why)};
  }

 private:
  Result<std::string_view> Take(std::size_t count) {
    if (bytes_.size() < count) return Malformed("the bytes end in the middle of a value");
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  Result<std::uint64_t> Number(std::size_t count) {
    GODWIT_ASSIGN(const std::string_view bytes, Take(count));
    std::uint64_t number = 0;
    for (const char byte : bytes) number = number << 8 | static_cast<std::uint8_t>(byte);
    return number;
  }

  Result<std::string_view> Sized() {
    GODWIT_ASSIGN(const std::uint64_t size, Number(kLengthBytes));
    return Take(static_cast<std::size_t>(size));
  }

  std::string_view bytes_;
};

}  // namespace

void AppendValue(std::string& bytes, const ValueView& value) { std::visit(Appender{bytes}, value); }

std::string EncodeValue(const ValueView& value) {
  std::string bytes;
  AppendValue(bytes, value);
  return bytes;
}

std::string EncodeValues(std::span<const Value> values) {
  std::string bytes;
  for (const Value& value : values) AppendValue(bytes, View(value));
  return bytes;
}

Result<Value> DecodeValue(std::string_view bytes) {
  Reader reader(bytes);
  GODWIT_ASSIGN(Value value, reader.Next());
  if (!reader.AtEnd()) return Reader::Malformed("bytes are left over after the value");
  return value;
}

Result<std::vector<Value>> DecodeValues(std::string_view bytes) {
  std::vector<Value> values;
  for (Reader reader(bytes); !reader.AtEnd();) {
    GODWIT_ASSIGN(Value value, reader.Next());
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace godwit

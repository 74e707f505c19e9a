#include "core/sqlite/value.h"

#include <array>
#include <charconv>

namespace godwit {
namespace {

template <typename... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overload(Cases...) -> Overload<Cases...>;

// The longest prefix of at most `limit` bytes that does not end inside a UTF-8 sequence.
std::string_view Cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0) == 0x80) --limit;
  return text.substr(0, limit);
}

std::string ShowReal(double value) {
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  std::string text(buffer.data(), end);
  // A real that happens to be whole must not look like an integer.
  if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
  return text;
}

std::string ShowText(std::string_view text, std::size_t limit) {
  std::string shown = "'";
  const std::string_view head = Cut(text, limit);
  for (const char c : head) {
    if (c == '\'') shown += '\'';
    shown += c;
  }
  return shown + (head.size() < text.size() ? "…'" : "'");
}

std::string ShowBlob(std::string_view bytes, std::size_t limit) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string shown = "x'";
  const std::string_view head = bytes.substr(0, limit / 2);
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    shown += kDigits[byte >> 4];
    shown += kDigits[byte & 15];
  }
  return shown + (head.size() < bytes.size() ? "…'" : "'");
}

std::string Quote(std::string_view text, char quote) {
  std::string quoted(1, quote);
  for (const char c : text) {
    if (c == quote) quoted += quote;
    quoted += c;
  }
  return quoted + quote;
}

}  // namespace

Value Own(const ValueView& value) {
  return std::visit(Overload{[](std::string_view text) -> Value { return std::string(text); },
                             [](BlobView blob) -> Value { return Blob{std::string(blob.bytes)}; },
                             [](auto plain) -> Value { return plain; }},
                    value);
}

void Assign(const ValueView& value, Value& target) {
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (auto* owned = std::get_if<std::string>(&target)) {
      owned->assign(*text);
      return;
    }
  }
  if (const auto* blob = std::get_if<BlobView>(&value)) {
    if (auto* owned = std::get_if<Blob>(&target)) {
      owned->bytes.assign(blob->bytes);
      return;
    }
  }
  target = Own(value);
}

ValueView View(const Value& value) {
  return std::visit(
      Overload{[](const std::string& text) -> ValueView { return std::string_view(text); },
               [](const Blob& blob) -> ValueView { return BlobView{blob.bytes}; },
               [](auto plain) -> ValueView { return plain; }},
      value);
}

std::string Show(const ValueView& value, std::size_t limit) {
  return std::visit(Overload{[](Null) -> std::string { return "NULL"; },
                             [](std::int64_t integer) { return std::to_string(integer); },
                             [](double real) { return ShowReal(real); },
                             [&](std::string_view text) { return ShowText(text, limit); },
                             [&](BlobView blob) { return ShowBlob(blob.bytes, limit); }},
                    value);
}

std::string_view TypeName(const ValueView& value) {
  static constexpr std::array<std::string_view, 5> kNames = {"null", "integer", "real", "text",
                                                             "blob"};
  return kNames[value.index()];
}

std::string QuoteName(std::string_view name) { return Quote(name, '"'); }

std::string QuoteText(std::string_view text) { return Quote(text, '\''); }

std::string ShowKey(std::span<const std::string> names, std::span<const Value> key) {
  std::string text;
  for (std::size_t i = 0; i < key.size() && i < names.size(); ++i) {
    text += (i == 0 ? "" : ", ") + QuoteName(names[i]) + " = " + Show(View(key[i]));
  }
  return text;
}

}  // namespace godwit

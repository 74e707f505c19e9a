// SQLite values as C++ data.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace godwit {

struct Null {
  bool operator==(const Null&) const = default;
};

// Bytes that are not text. Kept apart from std::string so that text and blob cannot be confused.
struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

struct BlobView {
  std::string_view bytes;
};

// An owned value of one of SQLite's five storage classes.
using Value = std::variant<Null, std::int64_t, double, std::string, Blob>;

// The same, borrowing text and blobs from a row or an argument list; valid as long as those are.
using ValueView = std::variant<Null, std::int64_t, double, std::string_view, BlobView>;

Value Own(const ValueView& value);
// target = Own(value), into the memory that the target's text or blob already has.
void Assign(const ValueView& value, Value& target);
ValueView View(const Value& value);

// How messages and tables of rows show a value: NULL, 42, 1.5, 'text', x'00ff'. Long text and blobs
// are cut to about `limit` bytes at a character's boundary and end in an ellipsis.
std::string Show(const ValueView& value, std::size_t limit = 80);

// Like View on the name of a storage class: "null", "integer", "real", "text", "blob".
std::string_view TypeName(const ValueView& value);

// "name" in SQL's double quotes, with quotes inside doubled.
std::string QuoteName(std::string_view name);
// 'text' as SQL's string, with quotes inside doubled.
std::string QuoteText(std::string_view text);

// `"id" = 'u1', "part" = 2`: a row's key for people. What is beyond the shorter of the two is left
// out.
std::string ShowKey(std::span<const std::string> names, std::span<const Value> key);

}  // namespace godwit

#include "core/migrate/new_migration.h"

#include <charconv>
#include <cstddef>
#include <utility>

#include "core/base/clock.h"
#include "core/base/script_names.h"
#include "core/schema/print.h"

namespace godwit {
namespace {

constexpr std::size_t kLongest = 100;

// "2026-01-22T09:30:00.000Z" -> "20260122093000"
std::string Timestamp(std::int64_t millis) {
  std::string digits;
  for (const char c : FormatTime(millis)) {
    if (c >= '0' && c <= '9' && digits.size() < kTimestampDigits) digits += c;
  }
  return digits;
}

// Of the second after it.
std::string After(const std::string& timestamp) {
  const auto part = [&](std::size_t at, std::size_t length) {
    return timestamp.substr(at, length);
  };
  const Result<std::int64_t> millis =
      ParseTime(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) + ":" +
                part(10, 2) + ":" + part(12, 2) + "Z");
  if (millis.ok()) return Timestamp(*millis + 1000);
  // No time, but digits: the next number.
  std::int64_t number = 0;
  std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), number);
  return std::to_string(number + 1);
}

constexpr std::string_view kEmptyUp =
    "-- What changes, as SQL. `godwit plan` shows what it will do, `godwit rehearse` does it on a "
    "copy.\n";
constexpr std::string_view kEmptyDown =
    "-- What takes migration.sql back. Without this file there is no way back.\n";

}  // namespace

Result<std::string> NameMigration(const Project& project, std::string_view words,
                                  std::int64_t millis) {
  std::string slug;
  bool fits = !words.empty() && words.size() <= kLongest;
  for (const char c : words) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    fits = fits && (letter || digit || c == '_' || c == '-' || c == ' ');
    slug += c == ' ' ? '_' : c;
  }
  if (!fits) {
    return Error{.code = ErrorCode::kUsage,
                 .what = "the name \"" + std::string(words) + "\"",
                 .why = "a migration's name is made of letters, digits, - and _, at most " +
                        std::to_string(kLongest),
                 .next = "say what changes, as in add_email"};
  }
  std::string timestamp = Timestamp(millis);
  if (!project.migrations.empty()) {
    const std::string last = project.migrations.back().name.substr(0, kTimestampDigits);
    if (timestamp <= last) timestamp = After(last);
  }
  return timestamp + "_" + slug;
}

NewMigration WriteMigration(const Project& project, std::string name, const SchemaPlan& forward,
                            const SchemaPlan& back) {
  NewMigration migration{.name = std::move(name), .folder = {}, .up = {}, .down = {}};
  migration.folder = project.folder + "/" + migration.name;
  migration.up = forward.empty() ? std::string(kEmptyUp) : PlanScript(forward);
  migration.down = forward.empty() ? std::string(kEmptyDown) : PlanScript(back);
  return migration;
}

}  // namespace godwit

#include "core/schema/changes.h"

#include <array>
#include <charconv>
#include <cstddef>

#include "core/sqlite/database.h"

namespace godwit {

std::string_view ChangeKindName(ChangeKind kind) {
  static constexpr std::string_view kNames[] = {
      "drop-trigger", "drop-view",     "drop-index",  "rename-table",  "rename-column",
      "drop-table",   "create-table",  "drop-column", "drop-not-null", "drop-constraint",
      "add-column",   "set-not-null",  "add-check",   "rebuild-table", "create-index",
      "create-view",  "create-trigger"};
  return kNames[static_cast<std::size_t>(kind)];
}

Error Unplannable(const SchemaChange& change, Error error) {
  if (LiesOutsideSql(error)) return error;
  error.code = ErrorCode::kRefused;
  error.what = std::string(ChangeKindName(change.kind)) + " " + change.object;
  error.next = "write this migration by hand";
  error.place = {};
  return error;
}

std::string ReleaseText(SqliteRelease release) {
  const int patch = release % 1000;
  return std::to_string(release / 1000000) + "." + std::to_string(release / 1000 % 1000) +
         (patch == 0 ? "" : "." + std::to_string(patch));
}

std::optional<SqliteRelease> ParseRelease(std::string_view text) {
  std::array<int, 3> numbers = {};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [stop, error] = std::from_chars(at, end, numbers[i]);
    if (error != std::errc() || numbers[i] < 0 || numbers[i] > 999) return std::nullopt;
    at = stop;
    if (at == end && i > 0) break;
    if (at == end || i == 2 || *at != '.') return std::nullopt;
    ++at;
  }
  const SqliteRelease release = numbers[0] * 1000000 + numbers[1] * 1000 + numbers[2];
  return numbers[0] < 3 ? std::nullopt : std::optional(release);
}

}  // namespace godwit

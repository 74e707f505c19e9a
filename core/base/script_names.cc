#include "core/base/script_names.h"

#include <algorithm>
#include <iterator>

namespace godwit {
namespace {

constexpr std::string_view kEnd = ".sql";
constexpr std::string_view kScripts[] = {"migration.sql", "down.sql", "backfill.sql",
                                         "verify.sql",    "seed.sql", "volume.sql"};

// In any case, as `Down.SQL` is what somebody meant to run.
bool EndsAsScript(std::string_view name) {
  return name.size() >= kEnd.size() &&
         std::ranges::equal(name.substr(name.size() - kEnd.size()), kEnd, [](char c, char end) {
           return c == end || (c >= 'A' && c <= 'Z' && c - 'A' + 'a' == end);
         });
}

}  // namespace

bool IsMigrationName(std::string_view name) {
  return name.size() > kTimestampDigits + 1 && name[kTimestampDigits] == '_' &&
         name.find_first_not_of("0123456789") == kTimestampDigits;
}

Result<bool> IsMigrationScript(const std::string& path, std::string_view name) {
  if (std::ranges::find(kScripts, name) != std::end(kScripts)) return true;
  if (name.starts_with("seed-") && name.ends_with(kEnd)) return true;
  if (!EndsAsScript(name) || name.find('/') != std::string_view::npos) return false;
  return Error{.code = ErrorCode::kRefused,
               .what = "script \"" + std::string(name) + "\"",
               .why = "no script of this name is known, so it would never run",
               .next =
                   "name it migration.sql, down.sql, backfill.sql, verify.sql, seed.sql, "
                   "seed-NAME.sql or volume.sql, or put it elsewhere",
               .place = {.file = path}};
}

}  // namespace godwit

#include "core/engine/release_param.h"

namespace godwit {
namespace {

constexpr const char* kTooOld = "it is no release from 3.25 on, the first that renames columns";

Result<std::optional<SqliteRelease>> Given(Params& params) {
  std::string text;
  GODWIT_TRY(params.Text("sqliteVersion", text));
  if (text.empty()) return std::optional<SqliteRelease>();
  const std::optional<SqliteRelease> release = ParseRelease(text);
  if (release && *release >= kRenameColumnSince) return release;
  return Error{.code = ErrorCode::kUsage,
               .what = "SQLite \"" + text + "\"",
               .why = kTooOld,
               .next = "name one as in 3.35"};
}

}  // namespace

Result<SqliteRelease> ReadRelease(Params& params) {
  GODWIT_ASSIGN(const std::optional<SqliteRelease> given, Given(params));
  return given.value_or(kNewestRelease);
}

Result<SqliteRelease> ReadRelease(Params& params, const Project& project) {
  GODWIT_ASSIGN(const std::optional<SqliteRelease> given, Given(params));
  if (given) return *given;
  return ReleaseOf(project);
}

Result<SqliteRelease> ReleaseOf(const Project& project) {
  const SqliteRelease release = project.oldest_sqlite;
  if (release == 0) return kNewestRelease;
  if (release >= kRenameColumnSince) return release;
  return Error{.code = ErrorCode::kRefused,
               .what = "\"sqlite\" in godwit.json, " + ReleaseText(release),
               .why = kTooOld,
               .next = "raise it, or write the migration by hand: `godwit new NAME --empty`"};
}

}  // namespace godwit

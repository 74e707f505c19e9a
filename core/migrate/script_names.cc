#include "core/migrate/script_names.h"

#include <algorithm>
#include <iterator>

#include "core/migrate/directives.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kEnd = ".sql";
constexpr std::string_view kScripts[] = {"migration.sql", "down.sql", "backfill.sql",
                                         "verify.sql",    "seed.sql", "volume.sql"};

}  // namespace

Result<bool> IsMigrationScript(const std::string& path, std::string_view name) {
  if (std::ranges::find(kScripts, name) != std::end(kScripts)) return true;
  if (name.starts_with("seed-") && name.ends_with(".sql")) return true;
  if (!LowerAscii(name).ends_with(kEnd) || name.find('/') != std::string_view::npos) return false;
  return ProjectError({.file = path}, "script \"" + std::string(name) + "\"",
                      "no script of this name is known, so it would never run",
                      "name it migration.sql, down.sql, backfill.sql, verify.sql, seed.sql, "
                      "seed-NAME.sql or volume.sql, or put it elsewhere");
}

}  // namespace godwit

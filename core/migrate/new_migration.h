// A migration to begin with: what is different between the end of a project's migrations and its
// schema.sql, there and back; without a difference, an empty one to be filled in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/schema/changes.h"

namespace godwit {

struct NewMigration {
  std::string name;    // its folder's
  std::string folder;  // relative to the project
  std::string up;      // the texts of migration.sql and down.sql
  std::string down;
};

// `20260122093000_add_email`: the time in UTC, or a second after the last migration's where that is
// later. An error (kUsage) when `words` cannot be part of a name.
Result<std::string> NameMigration(const Project& project, std::string_view words,
                                  std::int64_t millis);

// The texts. Without changes they hold no statement, and no run gets past them.
NewMigration WriteMigration(const Project& project, std::string name, const SchemaPlan& forward,
                            const SchemaPlan& back);

}  // namespace godwit

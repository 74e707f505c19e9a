// Which files of a project are its scripts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/status.h"

namespace godwit {

// Beside godwit.json; may be missing.
inline constexpr std::string_view kSchemaFile = "schema.sql";
inline constexpr std::string_view kQueriesFile = "queries.sql";

inline constexpr std::size_t kTimestampDigits = 14;
// `20250901090000_users`: what a migration's folder is called.
bool IsMigrationName(std::string_view name);

// Whether a file in a migration's folder is one of its scripts. An error (kRefused) when it is a
// script under a name that means nothing here: it would never run, and nobody would know. `path` is
// for the message.
Result<bool> IsMigrationScript(const std::string& path, std::string_view name);

}  // namespace godwit

// Reads from disk what the engine is given: it never opens a project's files itself.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/base/status.h"

namespace godwit {

// A project folder's files by path relative to the folder, `/` between names.
struct ProjectFolder {
  std::map<std::string, std::string> files;
  // godwit.json's default database, relative to the current folder; empty when it names none.
  std::string database;
};

// No script is larger, nor all of a project together.
inline constexpr std::size_t kMaxProjectFile = std::size_t{32} << 20;
inline constexpr std::size_t kMaxProject = std::size_t{256} << 20;

// Reads godwit.json, schema.sql, queries.sql, the migrations' files that Godwit knows and the JSON
// Schemas that godwit.json names; symbolic links are followed. Nothing is judged that the engine
// judges: a malformed godwit.json is handed over as it is. An error (kRefused) names the file.
Result<ProjectFolder> ReadProjectFolder(const std::string& folder);

// Writes a whole file: under a name of the process's own in the same folder first, then, synced,
// under its own name, so that nobody ever sees half of it.
// An error (kFailed) says why not.
Status WriteFile(const std::string& path, std::string_view bytes);

// Only godwit.json's default database, empty when it names none. An error (kRefused) when the file
// cannot be read or is no JSON object.
Result<std::string> ReadDefaultDatabase(const std::string& folder);

bool IsFolder(const std::string& path);
// Also true for what cannot be looked at.
bool Exists(const std::string& path);
// What there is instead of a file: "it is a folder", "it is not a file" (a pipe, a device). Empty
// for a file, for nothing, and for what cannot be looked at.
std::string WhyNoFile(const std::string& path);

// A whole file; an error (kRefused) says why not.
Result<std::string> ReadFile(const std::string& path, std::size_t limit);
// A file of at most a few kilobytes, empty when it cannot be read. For files that the system or
// Godwit itself made.
std::string ReadSmallFile(const std::string& path);

// "permission denied", "there is no such file": our own words, for a C library's differ.
std::string ErrnoText(int code);

// "12 MiB", rounded up.
std::string InMebibytes(std::int64_t bytes);

}  // namespace godwit

// Database files that mean nothing without the process that makes them: a rehearsal's copy, a
// snapshot that is not whole yet.
//
// The name says whose the file is, `STEM-<process>`: number and start of the process, and which
// machine and which start of the machine it belongs to. So no two processes ever share a name, and
// what a killed one has left is known as such by whoever comes next.
#pragma once

#include <string>
#include <string_view>

#include "native/host.h"

namespace godwit {

// `STEM-<process>` of this process.
std::string OwnedName(const std::string& stem);

// Makes this process's file, empty and its owner's alone. Returns 0 or an errno.
int MakeOwnedFile(const std::string& stem, std::string& path);

// kUnknown as well where the name does not tell.
host::Liveness OwnerOf(const std::string& path);

// The file, and what SQLite puts beside one: journal, write-ahead log and its index.
void RemoveDatabaseFiles(const std::string& path);

// Removes the files of a folder with `-<process>` behind this word whose processes have gone.
void RemoveAbandoned(const std::string& folder, std::string_view word);

// The name without what SQLite puts behind it for a companion.
std::string_view WithoutCompanion(std::string_view name);

}  // namespace godwit

// What the files of core/sqlite share about one connection. Private to this folder.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/status.h"
#include "core/sqlite/database.h"

struct sqlite3;
struct sqlite3_value;

namespace godwit {

// SQLite's default file system with another source of time. Registered under a name of its own for
// as long as the object lives.
class ClockVfs {
 public:
  explicit ClockVfs(Clock& clock);
  ~ClockVfs();
  ClockVfs(const ClockVfs&) = delete;
  ClockVfs& operator=(const ClockVfs&) = delete;

  const char* name() const;

 private:
  struct Vfs;
  std::unique_ptr<Vfs> vfs_;
};

struct Database::Impl {
  // Order matters: the connection closes before its file system goes.
  std::unique_ptr<ClockVfs> vfs;
  sqlite3* handle = nullptr;
  std::string path;
  ScriptGuard guard = ScriptGuard::kNone;
  std::function<bool()> interrupt;
  // Why the authorizer said no, for SQLite itself only says "not authorized".
  std::string denied;
  // What a C++ function failed with, whole: SQLite carries only a message.
  std::optional<Error> function_error;

  ~Impl();
};

// The one place where SQLite's codes become errors. `what` names the thing that failed. `sql`,
// where given, locates the error in it.
Error SqliteError(Database::Impl& db, int code, std::string what, std::string_view sql = {});

// SQLite's value in our terms, borrowed from it.
ValueView ViewOf(sqlite3_value* value);

// Switches everything on that database.h promises, and installs the authorizer.
Status Harden(Database::Impl& db);

}  // namespace godwit

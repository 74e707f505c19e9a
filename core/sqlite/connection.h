// What the files of core/sqlite share about one connection. Private to this folder.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/status.h"
#include "core/sqlite/access.h"
#include "core/sqlite/database.h"
#include "core/sqlite/file_system.h"
#include "core/sqlite/limits.h"

struct sqlite3;
struct sqlite3_value;

namespace godwit {

// What SQLite asks the system for on behalf of one connection: the time of `clock` and the files of
// `files`, where given, and the operating system's otherwise. Borrows both. Registered under a name
// of its own for as long as the object lives.
class ConnectionVfs {
 public:
  ConnectionVfs(Clock* clock, FileSystem* files);
  ~ConnectionVfs();
  ConnectionVfs(const ConnectionVfs&) = delete;
  ConnectionVfs& operator=(const ConnectionVfs&) = delete;

  const char* name() const;

  struct Vfs;  // connection_vfs.cc only

 private:
  std::unique_ptr<Vfs> vfs_;
};

struct Database::Impl {
  // Order matters: the connection closes before its file system goes.
  std::unique_ptr<ConnectionVfs> vfs;  // nullptr: all is the operating system's
  sqlite3* handle = nullptr;
  std::string path;
  ScriptGuard guard = ScriptGuard::kNone;
  std::function<bool()> interrupt;
  Limits limits;
  Clock* stopwatch = nullptr;
  // When, by the stopwatch, the statement of a script that is at work has to end.
  std::optional<std::int64_t> ends_at;
  // Whether it was ended because of that.
  bool expired = false;
  // Why the authorizer said no, for SQLite itself only says "not authorized".
  std::string denied;
  // What a C++ function failed with, whole: SQLite carries only a message.
  std::optional<Error> function_error;
  // Where Accesses wants to know what the authorizer is asked; nullptr = nobody does.
  std::vector<TableAccess>* recorder = nullptr;
  std::vector<ColumnAccess>* column_recorder = nullptr;  // the same for ColumnAccesses

  ~Impl();
};

// The one place where SQLite's codes become errors. `what` names the thing that failed. `sql`,
// where given, locates the error in it.
Error SqliteError(Database::Impl& db, int code, std::string what, std::string_view sql = {});

// SQLite's value in our terms, borrowed from it.
ValueView ViewOf(sqlite3_value* value);

// Tells `db.recorder`, if there is one, what the authorizer is asked.
void RecordAccess(Database::Impl& db, int action, std::string_view first, std::string_view second);

// The same for `db.column_recorder`. REQUIRES: there is one.
void RecordColumn(Database::Impl& db, int action, std::string_view table, std::string_view column,
                  std::string_view within);

// Whether a table is Godwit's, by its name.
bool IsOwnTable(std::string_view name);

// Gives the connection its limits.
void ApplyLimits(Database::Impl& db);
// Has SQLite look at the interrupt and the deadline from time to time, where there is either.
void WatchProgress(Database::Impl& db);
// Says which limit was exceeded and what raises it, if that is why it failed. `compiling`: the
// statement did not run yet.
void ExplainLimit(Database::Impl& db, Error& error, bool compiling);

// While a statement of a script works: ends it where it has worked for longer than the limits
// allow.
class DeadlineScope {
 public:
  // `worked_micros`: for how long it has worked already, counted on. nullptr = it is no script's.
  DeadlineScope(Database::Impl& db, std::int64_t* worked_micros);
  ~DeadlineScope();
  DeadlineScope(const DeadlineScope&) = delete;
  DeadlineScope& operator=(const DeadlineScope&) = delete;

 private:
  Database::Impl& db_;
  std::int64_t* worked_;
  std::int64_t begin_ = 0;
  std::optional<std::int64_t> outer_;
};

// Switches everything on that database.h promises, and installs the authorizer.
Status Harden(Database::Impl& db);

}  // namespace godwit

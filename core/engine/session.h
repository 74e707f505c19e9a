// What the engine holds between requests: one project and one database.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/scratch_space.h"
#include "core/base/status.h"
#include "core/engine/private_copy.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"
#include "core/migrate/validators.h"
#include "core/sqlite/database.h"

namespace godwit {

class Session {
 public:
  // What the engine's host gives; everything is borrowed (Engine::Host says more).
  struct Outside {
    Clock* clock;
    std::function<bool()> interrupted = {};
    SnapshotShelf* snapshots = nullptr;
    const RunOwner* owner = nullptr;
    ScratchSpace* scratch = nullptr;
    FileSystem* files = nullptr;
  };
  explicit Session(Outside outside) : outside_(std::move(outside)) {}

  // An empty one with the same outside, and no limits.
  std::unique_ptr<Session> Sibling() const { return std::make_unique<Session>(outside_); }

  // For the databases that are opened from now on. The engine holds the cap on memory.
  void SetLimits(const Limits& limits) { limits_ = limits; }
  const Limits& limits() const { return limits_; }

  // Reads and compiles; the database, if one is open, is closed first.
  Status OpenProject(ProjectFiles files, std::optional<std::int64_t> now);
  Status OpenDatabase(const std::string& path, OpenMode mode);
  Status OpenBytes(std::string_view bytes);
  // None, in place of a file that is not there.
  void OpenNone(const std::string& path) { absent_ = path; }
  void Close();
  // What was asked for has failed: a connection to a file, and with it all that it holds in memory,
  // is closed where disk, memory or a statement may be why. The next request opens the file anew.
  // REQUIRES: nobody uses the connection.
  void DropAfter(const Error& error);

  Clock& clock() { return fixed_ ? static_cast<Clock&>(*fixed_) : *outside_.clock; }
  // Whatever time the project, the request or a receipt fixes.
  Clock& real_clock() { return *outside_.clock; }
  // nullptr when there is none.
  const Project* project() const { return project_ ? &*project_ : nullptr; }
  // nullptr when none is open; one that DropAfter has closed is opened again, or the error why not.
  Result<Database*> FindDatabase();
  // REQUIRES: FindDatabase has given one.
  Database* database() { return &*database_; }

  // Adds a sentence where the database is a file that is not there: what is told of it is told of
  // an empty one.
  void WarnIfAbsent(std::vector<std::string>& warnings) const;

  // Errors (kUsage) when there is none.
  Result<const Project*> NeedProject() const;
  Result<Database*> NeedDatabase();
  Status NeedBoth();
  // What the project was read from.
  Result<const ProjectFiles*> NeedFiles() const;
  SnapshotShelf* snapshots() { return outside_.snapshots; }
  const RunOwner* owner() const { return outside_.owner; }
  // REQUIRES: both are there.
  RunContext Context(Listener& listener);
  // The same project on another database. REQUIRES: a project is open.
  RunContext ContextOf(Database& db, Clock& clock, Listener& listener) const;
  // An empty private database with the project's functions. Borrows the clock.
  Result<Database> OpenScratch(Clock& clock) const;
  // The same, with room for a copy of the database; nullptr = of an empty one.
  Result<std::unique_ptr<PrivateCopy>> OpenCopy(const Database* original, Clock& clock);

 private:
  // `checked`: what errors call a file that is refused where it is damaged; empty = not asked.
  Status Accept(Result<Database> database, const std::string& checked);
  OpenOptions Opening(OpenMode mode, Clock& clock) const;
  // The interrupt, and the functions that SQL may use.
  Status Equip(Database& db) const;

  Outside outside_;
  Limits limits_;
  std::optional<FixedClock> fixed_;
  ProjectFiles files_;
  std::optional<Project> project_;
  Validators validators_;
  std::optional<Database> database_;
  // How to open a file again; empty = it is in memory, or nothing is open.
  std::string path_;
  OpenMode mode_ = OpenMode::kReadOnly;
  std::string absent_;  // the file that a database was expected in; empty = none was
};

}  // namespace godwit

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
  // Borrows all; the shelf, the owner and the space for copies may be nullptr.
  Session(Clock& real, std::function<bool()> interrupted, SnapshotShelf* snapshots,
          const RunOwner* owner, ScratchSpace* scratch)
      : real_(real),
        interrupted_(std::move(interrupted)),
        snapshots_(snapshots),
        owner_(owner),
        scratch_(scratch) {}

  // An empty one with the same clock and interrupt.
  std::unique_ptr<Session> Sibling() const {
    return std::make_unique<Session>(real_, interrupted_, snapshots_, owner_, scratch_);
  }

  // Reads and compiles; the database, if one is open, is closed first.
  Status OpenProject(const ProjectFiles& files, std::optional<std::int64_t> now);
  Status OpenDatabase(const std::string& path, OpenMode mode);
  Status OpenBytes(std::string_view bytes);
  // None, in place of a file that is not there.
  void OpenNone(const std::string& path) { absent_ = path; }
  void Close();

  Clock& clock() { return fixed_ ? static_cast<Clock&>(*fixed_) : real_; }
  // Whatever time the project, the request or a receipt fixes.
  Clock& real_clock() { return real_; }
  // nullptr when there is none.
  const Project* project() const { return project_ ? &*project_ : nullptr; }
  Database* database() { return database_ ? &*database_ : nullptr; }

  // Adds a sentence where the database is a file that is not there: what is told of it is told of
  // an empty one.
  void WarnIfAbsent(std::vector<std::string>& warnings) const;

  // Errors (kUsage) when there is none.
  Result<const Project*> NeedProject() const;
  Result<Database*> NeedDatabase();
  // What the project was read from.
  Result<const ProjectFiles*> NeedFiles() const;
  SnapshotShelf* snapshots() { return snapshots_; }
  const RunOwner* owner() const { return owner_; }
  // REQUIRES: both are there.
  RunContext Context(Listener& listener);
  // The same project on another database. REQUIRES: a project is open.
  RunContext ContextOf(Database& db, Clock& clock, Listener& listener) const;
  // An empty private database with the project's functions. Borrows the clock.
  Result<Database> OpenScratch(Clock& clock) const;
  // The same, with room for a copy of the open database, if one is open.
  Result<std::unique_ptr<PrivateCopy>> OpenCopy(Clock& clock);

 private:
  Status Accept(Result<Database> database);
  // The interrupt, and the functions that SQL may use.
  Status Equip(Database& db) const;

  Clock& real_;
  std::function<bool()> interrupted_;
  SnapshotShelf* snapshots_;
  const RunOwner* owner_;
  ScratchSpace* scratch_;
  std::optional<FixedClock> fixed_;
  ProjectFiles files_;
  std::optional<Project> project_;
  Validators validators_;
  std::optional<Database> database_;
  std::string absent_;  // the file that a database was expected in; empty = none was
};

}  // namespace godwit

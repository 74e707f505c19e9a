// What runs on a connection, told and taken back: the SQL of each statement that runs while this
// lives, and no transaction that ends. SQLite is told to roll every commit back that has something
// to write (its commit hook), so that the file stays as it is; the COMMIT itself, or the statement
// that stands alone, then fails.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

class DryRun {
 public:
  // One at a time on a connection. Borrows it. REQUIRES: no transaction is open.
  explicit DryRun(Database& db);
  ~DryRun();
  DryRun(const DryRun&) = delete;
  DryRun& operator=(const DryRun&) = delete;

  // Each once, in the order in which they first ran; without those that only begin and end
  // transactions, and without what triggers do.
  const std::vector<std::string>& statements() const { return recorded_->statements; }

  // Whether this is how a transaction ends under it.
  static bool IsTakenBack(const Error& error);

  struct Recorded {
    std::vector<std::string> statements;
  };

 private:
  Database& db_;
  std::unique_ptr<Recorded> recorded_;
};

}  // namespace godwit

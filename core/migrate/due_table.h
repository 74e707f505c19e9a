// The rows of a slice as a table that a data step's parts can join: temporary, called `due`, with
// the columns of the step's SELECT.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// A row that a data step's SELECT listed.
struct DueRow {
  std::vector<Value> key;
  std::vector<Value> values;  // the columns behind the key
};

inline constexpr std::string_view kDueTable = "due";

class DueTable {
 public:
  // An error (kRefused) when the database has a table or view of that name, which would be hidden.
  static Result<std::unique_ptr<DueTable>> Make(Database& db,
                                                const std::vector<std::string>& columns);
  // Drops it. REQUIRES: statements that read it are gone.
  ~DueTable();
  DueTable(const DueTable&) = delete;
  DueTable& operator=(const DueTable&) = delete;

  // Replaces what it holds.
  Status Fill(std::span<const DueRow> rows);

 private:
  explicit DueTable(Database& db) : db_(db) {}
  Status TellPlanner();
  Database& db_;
  std::unique_ptr<Statement> clear_;
  std::unique_ptr<Statement> insert_;
};

}  // namespace godwit

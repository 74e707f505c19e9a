// Temporary tables that a data step's parts can join: `due`, the rows of a slice with the columns
// of the step's SELECT, and what its `let` parts make of them.
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

class StepTable {
 public:
  // An error (kRefused) when the database has a table or view of that name, which would be hidden.
  static Result<std::unique_ptr<StepTable>> Make(Database& db, const std::string& name,
                                                 const std::vector<std::string>& columns);
  // Drops it. REQUIRES: statements that read it are gone.
  ~StepTable();
  StepTable(const StepTable&) = delete;
  StepTable& operator=(const StepTable&) = delete;

  // Both replace what it holds.
  Status Fill(std::span<const DueRow> rows);
  // What `insert`, an INSERT into it, selects.
  Status Fill(Statement& insert);

  // `temp."name"`
  std::string QualifiedName() const { return "temp." + QuoteName(name_); }

 private:
  StepTable(Database& db, std::string name) : db_(db), name_(std::move(name)) {}
  Status TellPlanner();

  Database& db_;
  std::string name_;
  std::unique_ptr<Statement> clear_;
  std::unique_ptr<Statement> insert_;
};

}  // namespace godwit

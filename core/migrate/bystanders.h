// No bystander rows: while a migration or a data step writes, rows of the tables that it does not
// name (core/migrate/targets.h) must stay as they are. What a foreign key's action or a trigger
// writes elsewhere passes every check that SQLite has; here it is seen as it happens.
//
// Tables that are made meanwhile, and bookkeeping, are no bystanders. A virtual table is judged by
// the shadow table that holds its rows; an index over another table's rows (content=…) is not.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/targets.h"
#include "core/sqlite/database.h"
#include "core/sqlite/row_watch.h"

namespace godwit {

// Rows of one table that changed although nothing names it.
struct Bystander {
  std::string table;
  std::int64_t inserted = 0;
  std::int64_t updated = 0;
  std::int64_t deleted = 0;
  std::vector<std::string> keys;  // of the first rows: `"id" = 7`; empty where there is no key

  std::int64_t Rows() const { return inserted + updated + deleted; }
  void Count(RowOperation operation);
};

// How many rows of a bystander are named.
inline constexpr std::size_t kNamedBystanders = 5;

// `table "child": 2 rows deleted: "id" = 10; "id" = 11`
std::string Describe(const Bystander& bystander);

// Where bystanders are told instead of refused: a rehearsal goes on and makes findings of them.
using BystanderList = std::vector<Bystander>;

// The table that stands for a changed one that is not named: itself; where it is a shadow table
// that holds a virtual table's rows, the virtual table; empty where it is judged by nothing.
Result<std::string> JudgedTable(const Database& db, const TableNames& named,
                                const std::string& table);

// nullopt when there is none. `subject` is what wrote; the error's code is kFailed.
std::optional<Error> BystanderError(const std::string& subject, const BystanderList& bystanders);

// An error when there is any; where `told` is given they are added there instead.
Status SettleBystanders(BystanderList list, const std::string& subject, BystanderList* told);

// Watches from Start to Finish. REQUIRES: a write transaction; the database outlives the guard.
class BystanderGuard {
 public:
  static Result<BystanderGuard> Start(Database& db, TableNames named);
  BystanderGuard(BystanderGuard&&) noexcept;
  BystanderGuard& operator=(BystanderGuard&&) = delete;
  ~BystanderGuard();

  // What was seen so far. After a savepoint was rolled back, Rewind forgets what came behind: those
  // rows are as they were.
  struct Mark;
  std::shared_ptr<const Mark> SetMark() const;
  void Rewind(const Mark& mark);

  // Sorted by table.
  Result<BystanderList> Finish() &&;
  // Finish and SettleBystanders.
  Status Settle(const std::string& subject, BystanderList* told) &&;

 private:
  struct Seen;
  BystanderGuard(Database& db, std::unique_ptr<Seen> seen);
  Database* db_;
  std::unique_ptr<Seen> seen_;
  std::unique_ptr<RowWatch> watch_;
};

}  // namespace godwit

// Which tables a statement touches, as SQLite tells its authorizer while it compiles the statement:
// triggers, views, foreign keys and their cascades are looked through.
#pragma once

#include <cstdint>
#include <string>

namespace godwit {

struct TableAccess {
  enum class Kind : std::uint8_t {
    kRead,
    kInsert,
    kUpdate,
    kDelete,
    kCreate,  // a table, virtual or not
    kDrop,
    kAlter,
    kIndex,   // an index of the table is built
    kScan,    // every row is looked at: a constraint is checked, an index rebuilt, ANALYZE
    kSchema,  // something else of the schema: a view, a trigger, an index dropped
  };
  Kind kind = Kind::kRead;
  std::string table;  // or the view

  bool operator==(const TableAccess&) const = default;
};

// The same by column, and with who asks.
struct ColumnAccess {
  TableAccess::Kind kind = TableAccess::Kind::kRead;  // kRead, kInsert, kUpdate or kDelete
  std::string table;                                  // or the view
  std::string column;  // empty = the table as such: rows are inserted, deleted or counted
  std::string
      within;  // the innermost trigger or view; empty = the statement itself, or a foreign key

  bool operator==(const ColumnAccess&) const = default;
};

}  // namespace godwit

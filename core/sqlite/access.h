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

}  // namespace godwit

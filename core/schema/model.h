// A database's schema as plain data.
//
// Texts are structural: expressions and statements are normalised (core/schema/normalize.h), so
// that layout, quoting and the case of keywords make no difference. Lists whose order means nothing
// to SQLite are sorted; columns and the keys of an index keep theirs. Two schemas are equal when
// their canonical texts are (core/schema/canonical.h). What is called stored_sql is there to make
// the object again as its author wrote it, and takes no part in comparisons.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace godwit {

// sqlite.org/datatype3.html §3.1; kBlob is also called "none".
enum class Affinity : std::uint8_t { kBlob, kText, kNumeric, kInteger, kReal };

enum class Generated : std::uint8_t { kNo, kVirtual, kStored };

enum class TableKind : std::uint8_t {
  kTable,
  kVirtual,
  kShadow,  // storage of a virtual table, written by its module only
};

// The name and the ON CONFLICT clause that a constraint may carry. Both empty when there are none;
// ABORT is the default and left empty too. The clause is one lower-case word.
struct ConstraintInfo {
  std::string name;
  std::string conflict;
};

struct Column {
  std::string name;           // as written
  std::string declared_type;  // as SQLite reports it; empty = none
  std::string type;           // the same in capitals, space only between words: "VARCHAR(10)"
  Affinity affinity = Affinity::kBlob;
  bool not_null = false;
  ConstraintInfo not_null_info;
  std::optional<std::string> default_value;  // a normalised expression
  std::string collation = "BINARY";          // in capitals
  Generated generated = Generated::kNo;
  std::string expression;  // of a generated column
  bool hidden = false;     // of a virtual table
  int primary_key = 0;     // position in the key, from 1; 0 = no part of it
};

// Also what a column's own CHECK becomes: SQLite makes no difference.
struct Check {
  std::string name;  // empty = unnamed
  std::string expression;
};

struct ForeignKey {
  std::string name;  // empty = unnamed
  std::vector<std::string> columns;
  std::string table;
  std::vector<std::string> target_columns;  // empty = the target's primary key
  std::string on_update = "NO ACTION";
  std::string on_delete = "NO ACTION";
  std::string match;      // parsed by SQLite, without effect; empty = SIMPLE
  bool deferred = false;  // DEFERRABLE INITIALLY DEFERRED; every other form is immediate
};

enum class IndexOrigin : std::uint8_t { kCreated, kUnique, kPrimaryKey };

struct IndexKey {
  std::string column;      // empty when it is an expression
  std::string expression;  // empty when it is a column
  std::string collation = "BINARY";
  bool descending = false;
};

struct Index {
  std::string name;         // empty unless origin is kCreated
  std::string stored_name;  // as sqlite_schema has it: sqlite_autoindex_… for constraints
  IndexOrigin origin = IndexOrigin::kCreated;
  bool unique = false;
  ConstraintInfo constraint;  // of UNIQUE constraints
  std::vector<IndexKey> keys;
  std::string where;       // empty = not partial
  std::string stored_sql;  // as sqlite_schema has it; empty unless origin is kCreated
};

struct Table {
  std::string name;
  TableKind kind = TableKind::kTable;
  bool strict = false;
  bool without_rowid = false;
  bool autoincrement = false;
  ConstraintInfo primary_key;            // of the PRIMARY KEY constraint
  std::string module;                    // of a virtual table, in lower case
  std::string arguments;                 // its arguments, normalised in space only
  std::vector<Column> columns;           // as declared; empty when the module is not there
  std::vector<Check> checks;             // sorted
  std::vector<ForeignKey> foreign_keys;  // sorted
  std::vector<Index> indexes;            // sorted
  std::string stored_sql;                // as sqlite_schema has it, comments and all
};

struct SchemaView {
  std::string name;
  std::vector<std::string> columns;  // empty when SQLite cannot resolve the view
  std::string sql;                   // normalised
  std::string stored_sql;
  // Of each column, in capitals: its declared type where it is a table's column, else what SQLite
  // takes the expression for. No part of comparisons, for it follows from the rest.
  std::vector<std::string> column_types = {};
};

struct Trigger {
  std::string name;
  std::string table;  // or view
  std::string sql;    // normalised
  std::string stored_sql;
};

// Everything sorted by name, bytewise.
struct Schema {
  std::vector<Table> tables;
  std::vector<SchemaView> views;
  std::vector<Trigger> triggers;
};

}  // namespace godwit

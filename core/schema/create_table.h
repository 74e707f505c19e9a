// Reads from a stored CREATE TABLE or CREATE INDEX what SQLite's PRAGMAs do not tell: CHECKs,
// constraint names, ON CONFLICT clauses, columns' collations, generated expressions, deferral of
// foreign keys, expressions of indexes.
//
// Not a validator: the statement comes from sqlite_schema, so SQLite's own parser has accepted it.
// Given anything else the result is unspecified, but reading it is safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/schema/model.h"
#include "core/schema/normalize.h"

namespace godwit {

struct ParsedColumn {
  std::string name;
  std::string collation;  // in capitals, empty = none given
  ConstraintInfo not_null;
  std::string expression;  // of a generated column
};

struct ParsedKey {
  bool primary = false;
  ConstraintInfo info;
  std::vector<std::string> columns;
};

struct ParsedTable {
  bool autoincrement = false;
  std::vector<ParsedColumn> columns;
  std::vector<ParsedKey> keys;  // PRIMARY KEY and UNIQUE
  std::vector<Check> checks;
  std::vector<ForeignKey> foreign_keys;
};

// `names` are the table's columns.
ParsedTable ParseCreateTable(std::string_view sql, const NameSet& names);

struct ParsedIndex {
  std::vector<std::string> keys;  // normalised, without COLLATE, ASC and DESC
  std::string where;
};
ParsedIndex ParseCreateIndex(std::string_view sql, const NameSet& names);

struct ParsedModule {
  std::string module;     // in lower case
  std::string arguments;  // tokens as written, joined by single spaces
};
ParsedModule ParseCreateVirtualTable(std::string_view sql);

}  // namespace godwit

// What the rows of a schema's tables and views are, as types: the analysis that the generators of
// C++ (core/schema/types_cpp.h) and TypeScript (core/schema/types_ts.h) share.
//
// SQLite promises a type in STRICT tables only. Elsewhere a column is taken to hold what its
// declared type says; what does not is found when a row is read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/json_shape.h"
#include "core/schema/model.h"

namespace godwit {

enum class RowValue : std::uint8_t {
  kInteger,
  kReal,
  kNumber,   // NUMERIC affinity: an integer or a real
  kBoolean,  // stored as 0 and 1
  kText,
  kBlob,
  kAny,     // any of SQLite's values
  kChoice,  // one of some texts
  kJson,    // a text that is JSON of a known shape
};

struct RowColumn {
  std::string name;
  std::string declared_type;
  RowValue value = RowValue::kAny;
  bool nullable = true;
  bool generated = false;                 // never written
  bool optional = false;                  // an INSERT may leave it out
  std::vector<std::string> choices = {};  // of kChoice, as in the CHECK, each once
  std::string document = {};              // of kJson: the validator's name
};

struct RowType {
  std::string name;
  bool view = false;
  std::vector<RowColumn> columns = {};
};

struct RowTypes {
  std::vector<RowType> rows;            // by name: tables, then views
  std::vector<JsonDocument> documents;  // by name; those that a column has
  std::vector<std::string> left_out;    // a sentence each: what has no columns that could be known
};

// A validator of JSON documents, and the columns that hold them: "Table.column".
struct JsonColumns {
  std::string name;
  std::string schema;  // JSON Schema, draft 7
  std::vector<std::string> columns;
};

// An error (kRefused) names the validator whose schema cannot be read.
Result<RowTypes> FindRowTypes(const Schema& schema, const std::vector<JsonColumns>& documents);

// Whether SQLite lets no NULL into the column: NOT NULL, the rowid under another name, a key of a
// table WITHOUT ROWID or STRICT. Other keys may be NULL, which SQLite keeps for compatibility's
// sake.
bool IsNeverNull(const Table& table, const Column& column);

}  // namespace godwit

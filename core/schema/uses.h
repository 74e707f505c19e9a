// What a schema's views and triggers use, as SQLite itself resolves it: it compiles them, and tells
// its authorizer every table and column that they touch.
//
// Direct uses only: what a view reads through another view is among the other one's. What a trigger
// reads includes NEW and OLD, and the columns of foreign keys that SQLite checks for what it
// writes. A view or trigger that SQLite cannot compile keeps its error, and the rest is found all
// the same. Apart from Inspect, which has to be cheap.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

// Names as declared. No columns: rows are counted, or looked for by nothing.
struct TableUse {
  std::string table;                 // or a view
  std::vector<std::string> columns;  // sorted; "rowid" where it has no name of its own
  bool operator==(const TableUse&) const = default;
};

struct ViewUses {
  std::string view;
  std::string error = {};  // why SQLite cannot compile it; empty = it can
  std::vector<TableUse> reads = {};
};

enum class TriggerTiming : std::uint8_t { kBefore, kAfter, kInsteadOf };
enum class TriggerEvent : std::uint8_t { kInsert, kUpdate, kDelete };
// "before", "after", "instead-of"; "insert", "update", "delete".
std::string_view TriggerTimingName(TriggerTiming timing);
std::string_view TriggerEventName(TriggerEvent event);

// What the statement says before ON.
struct TriggerHead {
  TriggerTiming timing = TriggerTiming::kBefore;  // SQLite's default
  TriggerEvent event = TriggerEvent::kInsert;
  std::vector<std::string> update_of;  // as written; empty = any column
};
TriggerHead ReadTriggerHead(std::string_view stored_sql);

struct TriggerUses {
  std::string trigger;
  TriggerHead head;
  std::string error = {};  // as a view's
  std::vector<TableUse> reads = {};
  std::vector<TableUse> updates = {};
  std::vector<std::string> inserts = {};  // into these tables
  std::vector<std::string> deletes = {};  // from these
};

// What sqlite_sequence keeps for a table with AUTOINCREMENT.
struct SequenceValue {
  std::string table;
  std::int64_t value = 0;
};

// In the order of the schema; sequences by table.
struct SchemaUses {
  std::vector<ViewUses> views;
  std::vector<TriggerUses> triggers;
  std::vector<SequenceValue> sequences;
};

// `schema` is what Inspect says of `db`. `open_scratch` gives an empty private database with the
// same functions: where several triggers fire on the same event and one of them is broken, each is
// tried alone there.
Result<SchemaUses> FindUses(const Database& db, const Schema& schema,
                            const std::function<Result<Database>()>& open_scratch);

}  // namespace godwit

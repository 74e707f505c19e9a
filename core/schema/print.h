// A plan as SQL for people and for migration files: each change with its reasons, and with what it
// means for rows, as comments above its statements.
#pragma once

#include <string>
#include <string_view>

#include "core/schema/changes.h"

namespace godwit {

inline constexpr std::string_view kForeignKeysOff =
    "-- Outside the transaction: within one it would do nothing, and DROP TABLE would take along "
    "what cascades.\nPRAGMA foreign_keys = OFF;\n";
inline constexpr std::string_view kForeignKeysOn = "PRAGMA foreign_keys = ON;\n";

// Ends in a line feed; empty for a plan without changes. What only the author can decide is a line
// `-- godwit: undecided WHAT`, with which no project is read.
std::string PlanScript(const SchemaPlan& plan);
// One change. `before_drop` is put before a DROP TABLE of it.
std::string ChangeText(const SchemaChange& change, const std::string& before_drop = {});

// The plan's notes as comments, with an empty line behind them; empty when there are none.
std::string NotesText(const SchemaPlan& plan);

// `set-not-null table "Pet" column "traits"`
std::string ChangeTitle(const SchemaChange& change);
// `12 rows: column "c": rows may hold NULL there`; empty when it was counted and is nobody's.
std::string RiskText(const Risk& risk);

}  // namespace godwit

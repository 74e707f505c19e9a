// Parts of inspecting a table that need no database.
#pragma once

#include "core/schema/create_table.h"
#include "core/schema/model.h"
#include "core/schema/normalize.h"

namespace godwit {

NameSet ColumnNames(const Table& table);

// What only the statement's text says of its columns.
void MergeColumns(Table& table, const ParsedTable& parsed);

// Of the UNIQUE constraint that made the index.
ConstraintInfo UniqueInfo(const Index& index, const ParsedTable& parsed);

}  // namespace godwit

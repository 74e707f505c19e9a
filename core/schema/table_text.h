// A stored CREATE TABLE as text: pieces of it for statements that make the same again, in its
// author's own words, with comments.
//
// The statement comes from sqlite_schema, as in core/schema/create_table.h.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace godwit {

// The same statement for a table called `to`, which is to get the name in the text at the end
// (ALTER TABLE … RENAME TO). What names the table inside, as in CHECK (t.a > 0), goes along; a
// foreign key to the table itself keeps the old name, which is the one it will be found under.
std::string WithTableName(std::string_view sql, std::string_view to);

// What stands between the commas for each column, by its name in lower case: `"name" TEXT NOT
// NULL`.
std::map<std::string, std::string> ColumnDefinitions(std::string_view sql);

// A `-- godwit: WORDS` comment in the statement.
struct TableDirective {
  std::string words;
  std::size_t offset = 0;  // in the statement
  // In lower case, what it belongs to: the column on whose line it stands, else the next one. "" =
  // the table: before its first column. nullopt = nothing, as at a constraint of the table.
  std::optional<std::string> column;
};
std::vector<TableDirective> TableDirectives(std::string_view sql);

// The words by what they belong to; of several, the first.
std::map<std::string, std::string> ColumnDirectives(std::string_view sql);

// The statement without these comments, which say something once and to Godwit alone.
std::string WithoutDirectives(std::string_view sql);

}  // namespace godwit

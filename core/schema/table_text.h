// A stored CREATE TABLE as text: pieces of it for statements that make the same again, in its
// author's own words, with comments.
//
// The statement comes from sqlite_schema, as in core/schema/create_table.h.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace godwit {

// The same statement for a table called `to`, which is to get the name in the text at the end
// (ALTER TABLE … RENAME TO). What names the table inside, as in CHECK (t.a > 0), goes along; a
// foreign key to the table itself keeps the old name, which is the one it will be found under.
std::string WithTableName(std::string_view sql, std::string_view to);

// What stands between the commas for each column, by its name in lower case: `"name" TEXT NOT
// NULL`.
std::map<std::string, std::string> ColumnDefinitions(std::string_view sql);

// `-- godwit: WORDS` comments inside the statement, by the column they belong to: the one on whose
// line they stand, else the next one. "" = the table: before its first column.
std::map<std::string, std::string> ColumnDirectives(std::string_view sql);

// The statement without these comments, which say something once and to Godwit alone.
std::string WithoutDirectives(std::string_view sql);

}  // namespace godwit

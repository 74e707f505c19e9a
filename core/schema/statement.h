// A statement's first words, read without a database: enough to say what it does, and to write the
// statement that takes it back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sqlite/script.h"

namespace godwit {

struct StatementWords {
  enum class Verb : std::uint8_t {
    kOther,
    kCreate,
    kDrop,
    kAddColumn,
    kDropColumn,
    kRenameTable,
    kRenameColumn,
    kAlter,  // another ALTER TABLE
    kInsert,
    kUpdate,
    kDelete,
    kPragma,
    kVacuum,
  };
  Verb verb = Verb::kOther;
  std::string object;  // of CREATE and DROP: "table", "index", "view", "trigger", or empty
  std::string name;    // of the object, table or PRAGMA, without quotes; "?" where there is none
  std::string table;   // CREATE INDEX and CREATE TRIGGER: the table they are on
  std::string column;
  std::string to;            // the new name
  bool conditional = false;  // IF EXISTS, IF NOT EXISTS
};

// A WITH clause is skipped: the statement is what follows it.
StatementWords ReadStatement(std::string_view sql);

// Where the statement's verb stands among its tokens without space and comments: 0, or behind a
// WITH clause; the end where there is none.
std::size_t BehindWith(const std::vector<Token>& tokens);

// `creates table "Pet"`, `adds column "traits" to table "Pet"`: what a statement does, in words.
std::string DescribeStatement(std::string_view sql);

// The statement that takes it back, where its words alone tell: a new table, index, view, trigger
// or column is dropped, a new name is taken back.
std::optional<std::string> ReverseOf(const StatementWords& words);

}  // namespace godwit

// PRAGMAs as a script says them, read without a database.
#pragma once

#include <string>
#include <vector>

namespace godwit {

// The statement's first eight tokens without space, comments and a PRAGMA's schema name, in lower
// case.
std::vector<std::string> FirstWords(const std::string& sql);

// `PRAGMA foreign_keys`, with or without a schema's name and a value.
struct ForeignKeysPragma {
  bool is_one = false;
  bool sets = false;  // it has a value
  bool off = false;   // it asks for enforcement to end
};
ForeignKeysPragma ReadForeignKeysPragma(const std::string& sql);
// The same of FirstWords.
ForeignKeysPragma ReadForeignKeysPragma(const std::vector<std::string>& words);

}  // namespace godwit

// Things by their names, which SQLite compares without regard to the case of ASCII letters.
#pragma once

#include <set>
#include <string>
#include <unordered_map>

#include "core/schema/model.h"
#include "core/schema/normalize.h"

namespace godwit {

// Borrows the schema.
class TableIndex {
 public:
  explicit TableIndex(const Schema& schema) {
    for (const Table& table : schema.tables) tables_.emplace(LowerAscii(table.name), &table);
  }
  // nullptr when there is none.
  const Table* Find(const std::string& name) const {
    const auto found = tables_.find(LowerAscii(name));
    return found == tables_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string, const Table*> tables_;  // never iterated
};

const Column* FindColumn(const Table& table, const std::string& name);

// Names that must not be used twice.
class NamePool {
 public:
  // Of its tables, indexes, views and triggers.
  void Add(const Schema& schema);
  // Of its columns.
  void Add(const Table& table);
  // `stem`, or with a number behind it, such that nothing is called so; taken from then on.
  std::string Fresh(const std::string& stem);

 private:
  std::set<std::string> taken_;  // in lower case
};

}  // namespace godwit

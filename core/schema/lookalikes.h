// What is gone and what is new, and may be the same under another name: by evidence alone, which
// is enough to ask and never enough to act.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/schema/model.h"

namespace godwit {

// A column keeps its affinity or its place, or is the only one. What is computed loses nothing.
// `lone`: of the table, one column is gone and one is new.
bool ColumnsLookAlike(const Table& from, const std::string& old, const Table& to,
                      const std::string& fresh, bool lone);

// Of two schemas' tables. Columns that many tables have, as an id or the time of creation, tell
// nothing.
class TableEvidence {
 public:
  TableEvidence(const Schema& from, const Schema& to);
  // They have the same columns, or at least half of the telling ones of one. `lone`: one table is
  // gone and one is new; then any column that both have is enough.
  bool LookAlike(const Table& old, const Table& fresh, bool lone) const;

 private:
  // Columns by name and affinity.
  struct Shapes {
    std::set<std::string> all;
    std::set<std::string> telling;
  };
  using ShapesByTable = std::map<std::string, Shapes>;  // by the name in lower case

  ShapesByTable old_;
  ShapesByTable fresh_;
};

// An object that is gone and one that is new, by names alone.
struct Lookalike {
  std::string table;  // of columns, as the first schema calls it; empty = they are tables
  std::string old;
  std::string fresh;
};

std::vector<Lookalike> FindLookalikes(const Schema& from, const Schema& to);

// `column "a" of table "t" may be "b", renamed`
std::string LookalikeText(const Lookalike& lookalike);

}  // namespace godwit

// Of two schemas, what can have to do with one object of them: so that a plan for that object takes
// time with it, and not with all there is.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/schema/lookup.h"
#include "core/schema/members.h"
#include "core/schema/model.h"

namespace godwit {

// Borrows the schemas.
class Neighbours {
 public:
  Neighbours(const Schema& first, const Schema& second);
  // What `taken` lends has to stay where it is.
  Neighbours(const Neighbours&) = delete;
  Neighbours& operator=(const Neighbours&) = delete;

  struct Parts {
    Schema first;
    Schema second;
  };
  // The object and the table that it is on, what mentions them, what that mentions in turn, the
  // tables that foreign keys tie to them, and a table with an index of the name; besides what
  // stops SQLite from renaming anything: views that cannot be resolved, and triggers that name what
  // is not there.
  Parts Around(const std::string& name, const std::string& table) const;
  // All names of both, for those that a plan chooses.
  const NamePool& taken() const { return taken_; }

 private:
  void Read(const Schema& schema);

  SchemaNames first_;
  SchemaNames second_;
  // By a name in lower case.
  std::map<std::string, Members> readers_;
  std::map<std::string, std::set<std::string>> tied_;    // tables, by foreign keys
  std::map<std::string, std::set<std::string>> owners_;  // tables, by their indexes
  Members broken_;
  NamePool taken_;
};

}  // namespace godwit

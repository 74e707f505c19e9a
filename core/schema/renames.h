// Which tables and columns of one schema are which of another.
//
// A name that both have is the same thing. Of a name that only the new one has, nobody but the
// author knows whether it is new or an old thing renamed, and a wrong guess drops data. So the
// author says it, in the new schema's own text:
//
//   CREATE TABLE "Person" (  -- godwit: renamed from User
//     "fullName" TEXT,       -- godwit: renamed from name
//     "born" TEXT            -- godwit: new
//   )
//
// and is asked where the evidence allows both.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/base/status.h"
#include "core/schema/model.h"

namespace godwit {

// Old names and new ones, which SQLite compares without regard to case. A change of case alone is a
// rename as well.
class NameChanges {
 public:
  struct Change {
    std::string from;
    std::string to;
  };

  void Add(const std::string& from, const std::string& to);
  // What was called so before; nullopt when that is another thing, which has got a new name.
  std::optional<std::string> OldOf(const std::string& name) const;
  // By the new name in lower case.
  const std::map<std::string, Change>& changes() const { return by_new_; }
  NameChanges Reversed() const;

 private:
  std::map<std::string, Change> by_new_;
  std::map<std::string, std::string> by_old_;
};

struct Renames {
  NameChanges tables;
  std::map<std::string, NameChanges> columns;  // by the new table's name in lower case
};

// What the hints in `to` say. A hint whose old name is gone has been carried out, and says nothing.
// Errors (kRefused): two hints with one old name, or one whose two names are both there; a table or
// column that is gone beside a new one that looks like it, where no hint says which it is.
Result<Renames> FindRenames(const Schema& from, const Schema& to);

// The same backwards.
Renames Reverse(const Renames& renames);

}  // namespace godwit

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
// and is asked where the evidence allows both (core/schema/lookalikes.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

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

// A hint's words. `renamed from X`: X; `new`: ""; anything else: nullopt.
std::optional<std::string> ReadRenameHint(std::string_view words);

// What the hints in `to` say. One that has been carried out, its new name being there, says nothing
// any more, and neither does one of a thing's own name, nor one that the old schema's text has too.
// Errors (kRefused): hints that give things each other's names; two with one old name; one whose
// old name stays, without a word of what has it then, or whose two names are both in `from` and one
// of them goes; one with a name that `from` does not have, where something is gone; a table or
// column that is gone beside a new one that may be it, where no hint says which it is.
// `to_is_text`: its author can answer in it.
Result<Renames> FindRenames(const Schema& from, const Schema& to, bool to_is_text = true);

// The same backwards.
Renames Reverse(const Renames& renames);

}  // namespace godwit

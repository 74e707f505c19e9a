// How a database's schema has come to differ from the one that was meant: object by object, with
// the SQL that would make it meant, and the SQL that would take it away.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/diff.h"
#include "core/schema/model.h"

namespace godwit {

struct DriftItem {
  enum class State : std::uint8_t { kExtra, kMissing, kDifferent };
  State state = State::kDifferent;
  std::string object = {};                // `table "Pet"`, `index "i" on table "Pet"`
  std::string name = {};                  // the object's own
  std::string table = {};                 // that it is, or is on; empty of a view
  std::vector<std::string> details = {};  // a sentence each, of what differs
  std::string note = {};                  // what it most likely is; may be empty
  // Something in it may be another under a new name, as `note` says: no script is right then.
  bool renamed = false;
  // Scripts, where they were asked for; empty where it has to be written by hand. `adopt` makes the
  // schema that was meant have it, `remove` takes it out of the database, or puts it back there.
  std::string adopt = {};
  std::string remove = {};
};

// By kind and name. `meant` and `there` are whole schemas; what looks renamed is told, and left to
// who knows. `options`: how the scripts are made; nullptr = none is, which saves two plans an item.
Result<std::vector<DriftItem>> FindDrift(const Schema& meant, const Schema& there,
                                         const DiffOptions* options);

// "extra", "missing", "different".
std::string_view DriftStateName(DriftItem::State state);

}  // namespace godwit

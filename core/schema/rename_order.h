// Renames as statements: one after the other.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/schema/lookup.h"
#include "core/schema/renames.h"

namespace godwit {

struct Rename {
  std::string from;
  std::string to;
};

// In an order in which no name is there twice at any time. `there`: the old names, in lower case.
// What has a name that another is to get, and is none of the renamed, is going to be dropped: it
// makes room, under a name out of `names`.
std::vector<Rename> InOrder(const NameChanges& changes, const std::set<std::string>& there,
                            NamePool& names);

}  // namespace godwit

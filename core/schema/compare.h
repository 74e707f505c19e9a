// Two schemas side by side: the first thing in which they differ, in words.
#pragma once

#include <optional>
#include <string>

#include "core/schema/model.h"

namespace godwit {

// How messages name the two: "the migrations make", "the database has".
struct SchemaSides {
  std::string first;
  std::string second;
};

// Tables first, then views, then triggers, each by name: `table "a", column "x": the migrations
// make x TEXT not-null, the database has x TEXT`. Nothing when the two are equal, which is when
// their canonical texts are.
std::optional<std::string> FirstDifference(const Schema& first, const Schema& second,
                                           const SchemaSides& sides);

}  // namespace godwit

// Two schemas side by side: what is missing, extra or different, in words.
#pragma once

#include <string>
#include <vector>

#include "core/schema/canonical.h"

namespace godwit {

// How messages name the two: "the migrations make", "the database has".
struct SchemaSides {
  std::string first;
  std::string second;
};

// A sentence each: `table "a" is missing`, `index "i" on table "a" is extra`, `column "x" of table
// "a" is different: the migrations make x TEXT not-null, the database has x TEXT`. What the second
// lacks is missing, what it alone has is extra. None when the two are equal, which is when their
// canonical texts are. Tables first, then triggers, then views, each by name; of a table, what is
// missing or different before what is extra.
std::vector<std::string> SchemaDifferences(const SchemaObjects& first, const SchemaObjects& second,
                                           const SchemaSides& sides);

// The first of them and how many there are besides: `table "a" is missing (and 2 more)`. REQUIRES:
// not empty.
std::string FirstOfDifferences(const std::vector<std::string>& differences);

// Whether one is what the other is: of a view also when its columns are not called alike, which
// its normalised text does not tell where they differ in case. Other differences of its columns
// follow from the tables.
bool IsSame(const SchemaView& a, const SchemaView& b);
bool IsSame(const Trigger& a, const Trigger& b);

}  // namespace godwit

// The pets' SQL functions, as data for Database::Register.
//
//   pet_traits(id)              the trait text that the id gives
//   pet_traits_class(id, text)  'exact', '16-digit' or 'other': what a stored text is beside it
//
// NULL in any argument gives NULL. An id must be TEXT in valid UTF-8; anything else is an error,
// for a pet must not change its looks with the way its id happens to be stored. A stored text that
// is not TEXT is 'other'.
#pragma once

#include <vector>

#include "core/sqlite/database.h"

namespace godwit {

std::vector<Function> PetFunctions();

}  // namespace godwit

// The one text form of a schema: what its digest hashes, and what decides whether two schemas are
// equal. Its lines are specified in docs/digest.md.
#pragma once

#include <string>

#include "core/schema/model.h"

namespace godwit {

// Shadow tables are left out: they are storage that follows from their virtual table.
std::string CanonicalSchema(const Schema& schema);

// The lines of one table, for a comparison table by table.
std::string CanonicalTable(const Table& table);

// The line of one part; also the order in which Inspect sorts parts.
std::string CanonicalLine(const Check& check);
std::string CanonicalLine(const ForeignKey& key);
std::string CanonicalLine(const Index& index);

// "blob", "text", "numeric", "integer", "real".
std::string_view AffinityName(Affinity affinity);

}  // namespace godwit

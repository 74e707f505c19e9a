// The one text form of a schema: what its digest hashes, and what decides whether two schemas are
// equal. Its lines are specified in docs/digest.md.
#pragma once

#include <map>
#include <string>

#include "core/schema/model.h"

namespace godwit {

// Shadow tables are left out: they are storage that follows from their virtual table.
std::string CanonicalSchema(const Schema& schema);

// The same in pieces: the lines of each table, view and trigger by what it is and its name in
// quotes, such as `table "Pet"`; a table's lines have its indexes.
using SchemaObjects = std::map<std::string, std::string>;
SchemaObjects CanonicalObjects(const Schema& schema);

// How a table is called there.
std::string ObjectName(const Table& table);

// Where two of an object's texts differ first: ` column "name"`, or nothing more precise (empty).
std::string FirstDifferentColumn(const std::string& a, const std::string& b);

// The lines of one table, for a comparison table by table.
std::string CanonicalTable(const Table& table);

// The line of one part; also the order in which Inspect sorts parts.
std::string CanonicalLine(const Check& check);
std::string CanonicalLine(const ForeignKey& key);
std::string CanonicalLine(const Index& index);

// "blob", "text", "numeric", "integer", "real".
std::string_view AffinityName(Affinity affinity);

}  // namespace godwit

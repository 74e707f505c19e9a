// Parts of schemas, by the names of what is in them.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/schema/lookup.h"
#include "core/schema/model.h"

namespace godwit {

// Of one schema, everything by its name. Borrows it.
struct SchemaNames {
  explicit SchemaNames(const Schema& schema)
      : tables(schema.tables), views(schema.views), triggers(schema.triggers) {}

  ByName<Table> tables;
  ByName<SchemaView> views;
  ByName<Trigger> triggers;
};

// Names in lower case.
struct Members {
  std::set<std::string> tables;
  std::set<std::string> views;
  std::set<std::string> triggers;
};

// Adds what the views and triggers among them mention, down to the tables, in any of the schemas.
void AddMentioned(Members& members, const std::vector<const SchemaNames*>& schemas);

// Those of them that the schema has.
Schema CopyMembers(const Members& members, const SchemaNames& names);

void SortByName(Schema& schema);

}  // namespace godwit

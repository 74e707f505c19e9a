// A project to begin with: its godwit.json and its schema.sql, empty or as a database has it.
#pragma once

#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/schema/diff.h"
#include "core/schema/model.h"

namespace godwit {

// A project's name out of its folder's. An error (kRefused) when that cannot be one.
Result<std::string> NameProject(std::string_view folder);
// An error (kUsage) when `name` cannot be a project's.
Status CheckProjectName(std::string_view name);

// The text of godwit.json. `database`: the default one, relative to the project; empty = none.
std::string NewProjectSettings(const std::string& name, const std::string& database);

// The text of a schema.sql without a statement: an example to be written over.
std::string EmptySchemaScript();
// Everything that the schema has, in its author's own words and in an order in which it can be
// made; proven: read again, it is the same schema. Errors: DiffSchemas's; (kRefused) what a
// schema.sql cannot declare.
Result<std::string> SchemaScript(const Schema& schema, const DiffOptions& options);

}  // namespace godwit

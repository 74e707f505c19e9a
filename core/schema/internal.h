// Which tables are bookkeeping: SQLite's own, Godwit's own, and other migration tools' ledgers.
// They are no part of a schema that is compared, nor of a digest.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace godwit {

// sqlite_*, godwit_*, and ledgers whose names no application would choose. Case does not matter,
// as in SQLite.
bool IsInternal(std::string_view name);

// IsInternal, or a ledger with a name that an application might choose as well (schema_migrations,
// migrations …): there the columns must be exactly those that the tool makes.
bool IsInternalTable(std::string_view name, std::span<const std::string> columns);

}  // namespace godwit

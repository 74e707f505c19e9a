#include "core/schema/firing.h"

#include "core/sqlite/value.h"

namespace godwit {

std::vector<std::string> FiringStatements(const Table& table) {
  if (table.columns.empty()) return {};
  const std::string name = "main." + QuoteName(table.name);
  const std::string column = QuoteName(table.columns.front().name);
  return {"DELETE FROM " + name, "INSERT INTO " + name + " DEFAULT VALUES",
          "UPDATE " + name + " SET " + column + " = " + column};
}

}  // namespace godwit

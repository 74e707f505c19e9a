#include "core/schema/internal.h"

#include <vector>

#include <gtest/gtest.h>

namespace godwit {
namespace {

TEST(Internal, KnowsLedgersByNameAndGenericOnesByColumns) {
  const struct {
    std::string_view name;
    std::vector<std::string> columns;
    bool internal;
  } rows[] = {
      {"sqlite_sequence", {}, true},
      {"GODWIT_migrations", {}, true},
      {"_prisma_migrations", {}, true},
      {"__EFMigrationsHistory", {}, true},
      {"DATABASECHANGELOG", {}, true},
      {"knex_migrations_lock", {}, true},
      {"sequelizemeta", {}, true},
      {"godwit", {}, false},
      {"my_godwit_migrations", {}, false},
      {"Pet", {"id"}, false},
      {"schema_migrations", {"version"}, true},
      {"schema_migrations", {"Dirty", "Version"}, true},
      {"schema_migrations", {"version", "dirty", "note"}, false},
      {"schema_migrations", {}, false},
      {"migrations", {"id", "timestamp", "name"}, true},
      {"migrations", {"id", "name"}, false},
      {"data_migrations", {"version"}, true},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(IsInternalTable(row.name, row.columns), row.internal) << row.name;
  }
}

}  // namespace
}  // namespace godwit

#include "core/schema/internal.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kPrefixes[] = {"sqlite_", "godwit_"};

// In lower case.
constexpr std::string_view kLedgers[] = {
    "__diesel_schema_migrations",  // diesel
    "__drizzle_migrations",        // Drizzle
    "__efmigrationshistory",       // EF Core
    "__efmigrationslock",          // EF Core 9
    "_prisma_ledger",              // Prisma Next
    "_prisma_marker",              // Prisma Next
    "_prisma_migrations",          // Prisma
    "_sqlite_migrations",          // sqlite-utils
    "_sqlx_migrations",            // sqlx
    "alembic_version",             // Alembic
    "ar_internal_metadata",        // Rails
    "atlas_schema_revisions",      // Atlas
    "d1_migrations",               // wrangler
    "databasechangelog",
    "databasechangeloglock",  // Liquibase
    "django_migrations",      // Django
    "flyway_schema_history",  // Flyway
    "goose_db_version",       // goose
    "grdb_migrations",        // GRDB
    "knex_migrations",
    "knex_migrations_lock",     // Knex
    "refinery_schema_history",  // refinery
    "sequelizemeta",            // umzug, Sequelize
};

static_assert(std::ranges::is_sorted(kLedgers));

struct GenericLedger {
  std::string_view name;
  std::array<std::string_view, 3> columns;  // sorted; empty = none
};

constexpr GenericLedger kGenericLedgers[] = {
    {"schema_migrations", {"version"}},           // dbmate, Rails
    {"schema_migrations", {"dirty", "version"}},  // golang-migrate
    {"data_migrations", {"version"}},             // data_migrate
    {"migrations", {"id", "name", "timestamp"}},  // TypeORM
};

bool Matches(const GenericLedger& ledger, const std::vector<std::string>& sorted) {
  const auto end = std::find(ledger.columns.begin(), ledger.columns.end(), std::string_view());
  return std::equal(ledger.columns.begin(), end, sorted.begin(), sorted.end());
}

}  // namespace

bool IsInternal(std::string_view name) {
  const std::string lower = LowerAscii(name);
  return std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                     [&](std::string_view prefix) { return lower.starts_with(prefix); }) ||
         std::binary_search(std::begin(kLedgers), std::end(kLedgers), lower);
}

bool IsInternalTable(std::string_view name, std::span<const std::string> columns) {
  if (IsInternal(name)) return true;
  const std::string lower = LowerAscii(name);
  std::vector<std::string> sorted;
  for (const GenericLedger& ledger : kGenericLedgers) {
    if (ledger.name != lower) continue;
    if (sorted.empty()) {
      for (const std::string& column : columns) sorted.push_back(LowerAscii(column));
      std::sort(sorted.begin(), sorted.end());
    }
    if (Matches(ledger, sorted)) return true;
  }
  return false;
}

}  // namespace godwit

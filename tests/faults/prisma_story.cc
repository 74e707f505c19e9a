#include "tests/faults/story.h"

namespace godwit {
namespace {

using Kind = Command::Kind;

const std::map<std::string, std::string> kProject = {
    {"/godwit.json", R"({"name": "app", "ledger": "prisma"})"},
    {"20260101000000_base/migration.sql",
     "CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT NOT NULL);"},
    {"20260101000000_base/down.sql", "DROP TABLE item;"},
    {"20260102000000_size/migration.sql", "ALTER TABLE item ADD COLUMN size INTEGER;"},
    {"20260102000000_size/down.sql", "ALTER TABLE item DROP COLUMN size;"},
    {"20260102000000_size/backfill.sql",
     "-- godwit: data-step size\n-- godwit: table item\n-- godwit: batch 16\n"
     "SELECT id, length(note) AS size FROM item WHERE size IS NULL;"},
    // Its way back forgets a table.
    {"20260103000000_more/migration.sql",
     "CREATE TABLE more (id INTEGER PRIMARY KEY); CREATE TABLE rest (id INTEGER PRIMARY KEY);"},
    {"20260103000000_more/down.sql", "DROP TABLE more;"},
    {"20260104000000_index/migration.sql", "CREATE INDEX item_size ON item (size);"},
    {"20260104000000_index/down.sql", "DROP INDEX item_size;"},
};

constexpr const char* kSize = "20260102000000_size";
constexpr const char* kIndex = "20260104000000_index";

// What an application had made.
constexpr const char* kFound =
    "CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT NOT NULL);"
    "ALTER TABLE item ADD COLUMN size INTEGER;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
    "INSERT INTO item (id, note) SELECT i, 'a note on item ' || i FROM n";
// What Prisma leaves of a migration that failed halfway: its row, begun and not ended.
constexpr const char* kFailed =
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, started_at, "
    "applied_steps_count) VALUES ('x', 'y', '20260104000000_index', 'no', "
    "'2026-01-15T12:00:00.000+00:00', 0)";

std::string Exists(const std::string& what) { return "SELECT EXISTS (SELECT 1 FROM " + what + ")"; }
std::string Event(const std::string& name, int times) {
  return "SELECT " + std::to_string(times) +
         " = (SELECT count(*) FROM godwit_events WHERE event = '" + name + "')";
}

}  // namespace

Story PrismaStory() {
  return {.files = kProject,
          .commands = {
              {.kind = Kind::kWrite,
               .name = kFound,
               .done = Exists("sqlite_schema WHERE name = 'item'")},
              {.kind = Kind::kBaseline,
               .name = kSize,
               .done = Exists("_prisma_migrations"),
               .resumes = false},
              {.kind = Kind::kUp, .name = "20260103000000_more"},
              {.kind = Kind::kWrite,
               .name = kFailed,
               .done = Exists("_prisma_migrations WHERE id = 'x'"),
               .resumes = false},
              {.kind = Kind::kUp, .ends_in = "failed", .resumes = false},
              {.kind = Kind::kResolveRolledBack,
               .name = kIndex,
               .done = Event("resolve-rolled-back", 1),
               .resumes = false},
              {.kind = Kind::kUp},
              {.kind = Kind::kResolveRolledBack,
               .name = kIndex,
               .done = Event("resolve-rolled-back", 2)},
              {.kind = Kind::kResolveApplied, .name = kIndex, .done = Event("resolve-applied", 1)},
              {.kind = Kind::kDown, .name = "20260103000000_more"},
              {.kind = Kind::kDown, .name = kSize, .ends_in = "rest"},
              {.kind = Kind::kWrite, .name = "DROP TABLE IF EXISTS rest"},
              {.kind = Kind::kDown, .name = "20260101000000_base"},
          }};
}

}  // namespace godwit

#include "tests/faults/story.h"

namespace godwit {
namespace {

using Kind = Command::Kind;

const std::map<std::string, std::string> kProject = {
    {"20260101000000_base/migration.sql",
     "CREATE TABLE owner (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
     "CREATE TABLE item (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES owner (id), "
     "note TEXT NOT NULL);\n"
     "CREATE TABLE part (id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) "
     "ON DELETE CASCADE, label TEXT NOT NULL);"},
    {"20260101000000_base/down.sql", "DROP TABLE part; DROP TABLE item; DROP TABLE owner;"},
    {"20260101000000_base/seed.sql",
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) "
     "INSERT INTO owner SELECT i, 'owner ' || i FROM n WHERE true ON CONFLICT DO NOTHING;\n"
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
     "INSERT INTO item SELECT i, 1 + i % 4, 'a note of some length on item ' || i FROM n "
     "WHERE true ON CONFLICT DO NOTHING;\n"
     "INSERT INTO part SELECT id, id, 'of ' || id FROM item WHERE true ON CONFLICT DO NOTHING;"},
    // Each row's score is kept by a trigger: a batch done twice would leave its rows there twice.
    {"20260102000000_score/migration.sql",
     "ALTER TABLE item ADD COLUMN score INTEGER;\n"
     "CREATE TABLE history (id INTEGER PRIMARY KEY, item INTEGER NOT NULL, score INTEGER);\n"
     "CREATE TRIGGER kept AFTER UPDATE OF score ON item WHEN new.score > 0 BEGIN "
     "INSERT INTO history (item, score) VALUES (new.id, new.score); END;"},
    {"20260102000000_score/down.sql",
     "DROP TRIGGER kept; DROP TABLE history; ALTER TABLE item DROP COLUMN score;"},
    {"20260102000000_score/backfill.sql",
     "-- godwit: data-step score\n-- godwit: table item\n-- godwit: touches history\n"
     "-- godwit: batch 12\n"
     "SELECT id, length(note) + owner AS score FROM item WHERE score IS NULL;"},
    {"20260103000000_strict/migration.sql",
     "PRAGMA foreign_keys = OFF;\n"
     "CREATE TABLE new_item (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES owner (id), "
     "note TEXT NOT NULL, score INTEGER CHECK (score > 0)) STRICT;\n"
     "INSERT INTO new_item SELECT id, owner, note, score FROM item;\n"
     "DROP TABLE item;\n"
     "ALTER TABLE new_item RENAME TO item;\n"
     "CREATE INDEX item_owner ON item (owner);\n"
     "CREATE TRIGGER kept AFTER UPDATE OF score ON item WHEN new.score > 0 BEGIN "
     "INSERT INTO history (item, score) VALUES (new.id, new.score); END;\n"
     "PRAGMA foreign_keys = ON;"},
    {"20260103000000_strict/down.sql",
     "PRAGMA foreign_keys = OFF;\n"
     "CREATE TABLE old_item (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES owner (id), "
     "note TEXT NOT NULL, score INTEGER);\n"
     "INSERT INTO old_item SELECT id, owner, note, score FROM item;\n"
     "DROP TABLE item;\n"
     "ALTER TABLE old_item RENAME TO item;\n"
     "CREATE TRIGGER kept AFTER UPDATE OF score ON item WHEN new.score > 0 BEGIN "
     "INSERT INTO history (item, score) VALUES (new.id, new.score); END;"},
    {"20260104000000_index/migration.sql",
     "CREATE INDEX part_label ON part (label);\nALTER TABLE part ADD COLUMN mark TEXT;"},
    {"20260104000000_index/down.sql", "DROP INDEX part_label; ALTER TABLE part DROP COLUMN mark;"},
    {"20260104000000_index/backfill.sql",
     "-- godwit: data-step mark\n-- godwit: table part\n-- godwit: batch 40\n"
     "SELECT id, upper(label) AS mark FROM part WHERE mark IS NULL;"},
};

// An application at work between two runs.
constexpr const char* kWrite = "UPDATE item SET score = NULL WHERE id % 3 = 0";

constexpr const char* kBase = "20260101000000_base";
constexpr const char* kScore = "20260102000000_score";

}  // namespace

Story LifeStory() {
  return {.files = kProject,
          .commands = {
              {.kind = Kind::kUp, .name = kBase},
              {.kind = Kind::kDown},  // the ledger comes and goes
              {.kind = Kind::kUp, .name = kBase},
              {.kind = Kind::kSeed},
              {.kind = Kind::kUp},
              {.kind = Kind::kWrite, .name = kWrite},
              {.kind = Kind::kBackfill},
              {.kind = Kind::kDown, .name = kScore},
          }};
}

}  // namespace godwit

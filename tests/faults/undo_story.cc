#include "tests/faults/story.h"

namespace godwit {
namespace {

using Kind = Command::Kind;

// A table with a key of its own, one without a rowid, and what a trigger writes.
const std::map<std::string, std::string> kProject = {
    {"20260101000000_base/migration.sql",
     "CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT NOT NULL);\n"
     "CREATE TABLE place (shelf TEXT, slot INTEGER, item INTEGER, PRIMARY KEY (shelf, slot)) "
     "WITHOUT ROWID;\n"
     "CREATE TABLE history (id INTEGER PRIMARY KEY, item INTEGER NOT NULL);"},
    {"20260101000000_base/down.sql", "DROP TABLE history; DROP TABLE place; DROP TABLE item;"},
    {"20260101000000_base/seed.sql",
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) "
     "INSERT INTO item SELECT i, 'a note on item ' || i FROM n WHERE true ON CONFLICT DO NOTHING;\n"
     "INSERT INTO place SELECT 'shelf ' || (id % 3), id, id FROM item WHERE id < 21 "
     "ON CONFLICT DO NOTHING;"},
    {"20260102000000_score/migration.sql",
     "ALTER TABLE item ADD COLUMN score INTEGER;\nALTER TABLE place ADD COLUMN note TEXT;\n"
     "CREATE TRIGGER kept AFTER UPDATE OF score ON item BEGIN "
     "INSERT INTO history (item) VALUES (new.id); END;"},
    {"20260102000000_score/down.sql",
     "DROP TRIGGER kept; ALTER TABLE place DROP COLUMN note; ALTER TABLE item DROP COLUMN score;"},
    {"20260102000000_score/backfill.sql",
     "-- godwit: data-step score\n-- godwit: table item\n-- godwit: touches history\n"
     "-- godwit: batch 12\n"
     "SELECT id, length(note) AS score FROM item WHERE score IS NULL;\n"
     "-- godwit: data-step move\n-- godwit: each place\n-- godwit: batch 7\n"
     "SELECT shelf, slot, item FROM place WHERE note IS NULL;\n"
     "-- godwit: write note\n"
     "UPDATE place SET note = 'of ' || item WHERE slot IN (SELECT slot FROM due);\n"
     "-- godwit: write gone\n"
     "DELETE FROM history WHERE item IN (SELECT item FROM due WHERE item % 5 = 0);"},
};

constexpr const char* kNothingLeft = "SELECT NOT EXISTS (SELECT 1 FROM godwit_undo)";
constexpr const char* kMoveUndone =
    "SELECT NOT EXISTS (SELECT 1 FROM godwit_undo WHERE step = 'move')";
constexpr const char* kEdit =
    "UPDATE item SET score = -1 WHERE id IN (4, 17); DELETE FROM place WHERE slot = 9";
// A trigger counts each edit: a second one would be another.
constexpr const char* kEdited = "SELECT count(*) = 2 FROM item WHERE score = -1";

}  // namespace

Story UndoStory() {
  return {.files = kProject,
          .commands = {
              {.kind = Kind::kUp, .name = "20260101000000_base"},
              {.kind = Kind::kSeed},
              {.kind = Kind::kUp},
              {.kind = Kind::kWrite, .name = kEdit, .done = kEdited},
              {.kind = Kind::kUndo, .ends_in = "changed since by others", .resumes = false},
              {.kind = Kind::kUndo, .done = kNothingLeft, .resumes = false, .skip_edited = true},
              {.kind = Kind::kBackfill},
              {.kind = Kind::kUndo, .name = "move", .done = kMoveUndone, .resumes = false},
              {.kind = Kind::kDown, .resumes = false},
          }};
}

}  // namespace godwit

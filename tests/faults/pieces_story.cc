#include "tests/faults/story.h"

namespace godwit {
namespace {

using Kind = Command::Kind;

const std::map<std::string, std::string> kProject = {
    {"20260101000000_base/migration.sql",
     "CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT NOT NULL);\n"
     "INSERT INTO item WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
     "40) SELECT i, 'a note on item ' || i FROM n;"},
    {"20260101000000_base/down.sql", "DROP TABLE item;"},
    {"20260102000000_pieces/migration.sql",
     "BEGIN;\nALTER TABLE item ADD COLUMN score INTEGER;\n"
     "UPDATE item SET note = note || '!' WHERE id % 3 = 0;\nCOMMIT;\n"
     "DELETE FROM item WHERE id > 30;\nPRAGMA auto_vacuum = FULL;\nVACUUM;\n"
     "INSERT INTO item (id, note) VALUES (99, 'new');\nVACUUM;"},
    {"20260102000000_pieces/down.sql", "ALTER TABLE item DROP COLUMN score;"},
    {"20260102000000_pieces/backfill.sql",
     "-- godwit: data-step score\n-- godwit: table item\n-- godwit: batch 20\n"
     "SELECT id, length(note) AS score FROM item WHERE score IS NULL;"},
};

}  // namespace

Story PiecesStory() {
  return {.files = kProject,
          .commands = {
              {.kind = Kind::kUp},
              {.kind = Kind::kBackfill},
              {.kind = Kind::kDown, .resumes = false},
          }};
}

}  // namespace godwit

#include "tests/faults/story.h"

namespace godwit {
namespace {

using Kind = Command::Kind;

// Two of the rows cannot be made: one fails in the last statement after the first has written, one
// in the first. The step that may fail is the last one that a command runs: a step that ended with
// such rows is tried again by each resume.
const std::map<std::string, std::string> kProject = {
    {"20260101000000_base/migration.sql",
     "CREATE TABLE old (id INTEGER PRIMARY KEY, said TEXT NOT NULL);"},
    {"20260101000000_base/down.sql", "DROP TABLE old;"},
    {"20260101000000_base/seed.sql",
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24) "
     "INSERT INTO old (id, said) SELECT i, CASE i WHEN 3 THEN 'rotten' WHEN 20 THEN 'say 29' "
     "ELSE 'say ' || (i + 10) END FROM n WHERE true ON CONFLICT DO NOTHING;"},
    {"20260102000000_made/migration.sql",
     "CREATE TABLE made (id INTEGER PRIMARY KEY, said TEXT NOT NULL CHECK (said <> 'rotten'));\n"
     "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\n"
     "ALTER TABLE old ADD COLUMN size INTEGER CHECK (size > 5);"},
    {"20260102000000_made/down.sql",
     "ALTER TABLE old DROP COLUMN size; DROP TABLE tag; DROP TABLE made;"},
    {"20260102000000_made/backfill.sql",
     "-- godwit: data-step size\n-- godwit: table old\n-- godwit: batch 16\n"
     "-- godwit: on-error record\n"
     "SELECT id, length(said) AS size FROM old WHERE size IS NULL;\n"
     "-- godwit: data-step make\n-- godwit: each old\n-- godwit: batch 8\n"
     "-- godwit: on-error quarantine\n"
     "SELECT id, said FROM old WHERE id NOT IN (SELECT id FROM made);\n"
     "-- godwit: write tags\nINSERT INTO tag (id, name) SELECT id, said FROM due;\n"
     "-- godwit: write made\nINSERT INTO made (id, said) SELECT id, said FROM due;\n"
     "-- godwit: collect odd show id\n"
     "SELECT json_object('id', id, 'said', said) FROM due WHERE id % 7 = 0 ORDER BY id;\n"
     "-- godwit: count letters\nSELECT length(said) FROM due;\n"
     "-- godwit: count all\nSELECT count(*) FROM made;"},
};

// What status tells when a step has ended with rows that it could not do.
std::string Left(const std::string& step, int rows) {
  return "SELECT state = 'due' AND " + std::to_string(rows) +
         " = (SELECT count(*) FROM godwit_quarantine WHERE step = '" + step +
         "') FROM godwit_data_steps WHERE name = '" + step + "'";
}

constexpr const char* kMend = "UPDATE old SET said = 'good ' || id WHERE id IN (3, 20)";
constexpr const char* kSpoil = "UPDATE old SET said = 'no', size = NULL WHERE id IN (5, 6, 23)";
constexpr const char* kMendAgain = "UPDATE old SET said = 'better ' || id WHERE size IS NULL";

}  // namespace

Story PartsStory() {
  const std::string failed = "could not be done";
  return {.files = kProject,
          .commands =
              {
                  {.kind = Kind::kUp},
                  {.kind = Kind::kSeed},
                  {.kind = Kind::kPause, .name = "make", .done = Left("make", 2)},
                  {.kind = Kind::kResume, .ends_in = failed, .done = Left("make", 2)},
                  {.kind = Kind::kWrite, .name = kMend, .resumes = false},
                  {.kind = Kind::kBackfill},
                  {.kind = Kind::kWrite, .name = kSpoil},
                  {.kind = Kind::kBackfill, .ends_in = failed, .done = Left("size", 3)},
                  {.kind = Kind::kWrite, .name = kMendAgain, .resumes = false},
                  {.kind = Kind::kBackfill},
                  {.kind = Kind::kDown},
              },
          .resume_ends_in = failed};
}

}  // namespace godwit

#include "core/migrate/project.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/validators.h"
#include "core/schema/statement.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

const FileMap kGood = {{"20260101000000_a/migration.sql", "CREATE TABLE a (x);"}};

FileMap With(const FileMap& more) {
  FileMap files = kGood;
  for (const auto& [path, text] : more) files[path] = text;
  return files;
}

TEST(Collect, ReadsTheWholeLayout) {
  const Result<Project> project = CollectProject(Files({
      {"/godwit.json", R"({"name": "app", "title": "App", "now": "2026-01-15", "database": "x.db",
         "opensBefore": "20260102000000_b",
         "validators": [{"name": "v", "schema": "schemas/v.json", "columns": ["a.j"]}]})"},
      {"/schemas/v.json", R"({"type": "object"})"},
      {"/schema.sql",
       "BEGIN TRANSACTION;\n-- What we want.\nCREATE TABLE a (x);\nCREATE INDEX i ON a(x);\n"
       "COMMIT;"},
      {"migration_lock.toml", "provider = \"sqlite\""},
      {"20260102000000_b/migration.sql",
       "-- godwit: optional only some need it\nPRAGMA foreign_keys=OFF;\nDROP TABLE a;"},
      {"20260101000000_a/migration.sql", "CREATE TABLE a (x);"},
      {"20260101000000_a/down.sql", "DROP TABLE a;"},
      {"20260101000000_a/README.md", "left alone"},
      {"20260101000000_a/seed.sql", "INSERT INTO a VALUES (1);"},
      {"20260101000000_a/backfill.sql",
       "-- godwit: data-step s\n-- godwit: table \"a b\"\"c\"\n-- godwit: validate j v\n"
       "-- godwit: batch 7\n-- godwit: log x, y\nSELECT 1;"},
      {"20260101000000_a/verify.sql",
       "-- godwit: check one\nSELECT 1;-- godwit: info two\nSELECT 2"},
  }));
  ASSERT_TRUE(project.ok()) << Describe(project.error());
  ASSERT_TRUE(project->schema.has_value());
  EXPECT_EQ(project->schema->path, "app/schema.sql");
  EXPECT_EQ(project->schema->statements.size(), 4U);
  ASSERT_EQ(project->migrations.size(), 2U);
  const Migration& a = project->migrations[0];
  EXPECT_EQ(a.name, "20260101000000_a");
  EXPECT_EQ(a.checksum, "5d4dfde3b9ddf0a46b24120bb95e8ec12aaf6782f4c94912c492152df44fac27");
  ASSERT_EQ(a.data_steps.size(), 1U);
  EXPECT_EQ(a.data_steps[0].table, "a b\"c");
  EXPECT_EQ(a.data_steps[0].batch, 7);
  EXPECT_EQ(a.data_steps[0].log, "x, y");
  EXPECT_EQ(a.data_steps[0].place.line, 6);
  ASSERT_EQ(a.checks.size(), 2U);
  EXPECT_EQ(a.checks[1].name, "two");
  EXPECT_TRUE(a.checks[1].info);
  const Migration& b = project->migrations[1];
  EXPECT_TRUE(b.optional);
  EXPECT_EQ(b.reason, "only some need it");
  EXPECT_TRUE(b.foreign_keys_off);
  EXPECT_FALSE(b.down.has_value());
  EXPECT_EQ(project->now, 1'768'435'200'000);
}

TEST(Collect, NamesWhatIsWrongAndWhere) {
  const struct {
    FileMap files;
    std::string_view error;
  } rows[] = {
      {With({{"/godwit.json", "{\"name\": \"app\",\n \"title\" 1}"}}),
       "app/godwit.json:2:10: godwit.json: it is not valid JSON from here on"},
      {With({{"/godwit.json", "[]"}}), "app/godwit.json: godwit.json: it must be an object"},
      {With({{"/godwit.json", "{}"}}), "app/godwit.json: godwit.json at /name: it is missing"},
      {With({{"/godwit.json", R"({"name": "a b"})"}}),
       "app/godwit.json: godwit.json at /name: it must be made of letters, digits, - and _"},
      {With({{"/godwit.json", R"({"name": "a", "nme": 1})"}}),
       "app/godwit.json: godwit.json at /nme: this key is not known"},
      {With({{"/godwit.json", "{\"name\": \"a\",\n \"nam\\u0065\": \"b\"}"}}),
       "app/godwit.json: godwit.json at /name: the key appears twice"},
      {With({{"/godwit.json", "{\"name\": \"a\" // the name\n}"}}),
       "app/godwit.json:1:14: godwit.json: it is not valid JSON from here on"},
      {With({{"/godwit.json", R"({"name": "a", "validators": [{}, {"name": 1, "name": 1}]})"}}),
       "app/godwit.json: godwit.json at /validators/1/name: the key appears twice"},
      {With({{"20260102000000_\xe9t\xe9/migration.sql", "SELECT 1"}}),
       "app/migrations/20260102000000_\xe9t\xe9/migration.sql: file "
       "\"migrations/20260102000000_\xef\xbf\xbdt\xef\xbf\xbd/migration.sql\": its name is not "
       "UTF-8"},
      {With({{"20260101000000_a/seed-\xe9.sql", "SELECT 1"}}),
       "app/migrations/20260101000000_a/seed-\xe9.sql: file "
       "\"migrations/20260101000000_a/seed-\xef\xbf\xbd.sql\": its name is not UTF-8"},
      {With({{"20260101000000_a/verify.sql", "SELECT 1;\n -- godwit: check \xe9\nSELECT 1"}}),
       "app/migrations/20260101000000_a/verify.sql:2:2: directive: it is not UTF-8"},
      {With({{"/godwit.json", R"({"name": "a", "now": "soon"})"}}),
       "app/godwit.json: godwit.json at /now: it is not an ISO 8601 date or time"},
      {With({{"/godwit.json", R"({"name": "a", "opensBefore": "x"})"}}),
       "app/godwit.json: godwit.json at /opensBefore: there is no migration \"x\""},
      {With({{"/godwit.json", R"({"name": "a", "validators": [{"name": "v"}]})"}}),
       "app/godwit.json: godwit.json at /validators/0/schema: it is missing"},
      {With({{"/godwit.json",
              R"({"name": "a", "validators": [{"name": "v", "schema": "no.json"}]})"}}),
       "app/godwit.json: godwit.json at /validators/0/schema: the file \"no.json\" is not there"},
      {{}, "project \"app\": the folder \"app/migrations\" has no migrations"},
      {With({{"first/migration.sql", "SELECT 1"}}),
       "app/migrations/first: migration \"first\": its folder's name is not <14 digits>_<name>"},
      {With({{"20260101000000_b/migration.sql", "SELECT 1"}}),
       "app/migrations/20260101000000_b: migration \"20260101000000_b\": \"20260101000000_a\" has "
       "the same timestamp"},
      {With({{"20260102000000_b/down.sql", "SELECT 1"}}),
       "app/migrations/20260102000000_b: migration \"20260102000000_b\": it has no migration.sql"},
      {With({{"20260102000000_b/migration.sql", "-- nothing\n;\n"}}),
       "app/migrations/20260102000000_b/migration.sql: migration \"20260102000000_b\": it has no "
       "statement"},
      {With({{"20260102000000_b/migration.sql", "SELECT 1;\n  COMMIT;"}}),
       "app/migrations/20260102000000_b/migration.sql:2:3: statement COMMIT: Godwit runs the "
       "script "
       "in a transaction of its own"},
      {With({{"20260102000000_b/migration.sql", "SELECT 1; /* x */ vacuum into 'x'"}}),
       "app/migrations/20260102000000_b/migration.sql:1:19: statement VACUUM: VACUUM cannot run "
       "inside a transaction"},
      {With({{"20260102000000_b/migration.sql", "-- godwit: optionl\nSELECT 1"}}),
       "app/migrations/20260102000000_b/migration.sql:1:1: directive \"optionl\": it is not known "
       "here"},
      {With({{"20260102000000_b/migration.sql", "SELECT 1;\n-- godwit: optional later\n"}}),
       "app/migrations/20260102000000_b/migration.sql:2:1: directives at the end of the file: no "
       "statement follows them"},
      {With({{"20260101000000_a/down.sql", "ATTACH 'x' AS y;"}}),
       "app/migrations/20260101000000_a/down.sql:1:1: statement ATTACH: a migration works on its "
       "own database only"},
      {With({{"20260101000000_a/backfill.sql", "SELECT 1"}}),
       "app/migrations/20260101000000_a/backfill.sql:1:1: data step: it has no name"},
      {With({{"20260101000000_a/backfill.sql", "-- godwit: data-step s\nSELECT 1"}}),
       "app/migrations/20260101000000_a/backfill.sql:2:1: data step \"s\": it does not say which "
       "table it writes, or whose rows it goes through"},
      {With({{"20260101000000_a/backfill.sql",
              "-- godwit: data-step s\n-- godwit: table a\n-- godwit: batch 0\nSELECT 1"}}),
       "app/migrations/20260101000000_a/backfill.sql:3:1: directive \"batch 0\": it takes a number "
       "from 1 to 1000000"},
      {With({{"20260101000000_a/backfill.sql",
              "-- godwit: data-step s\n-- godwit: table a\n-- godwit: on-error skip\nSELECT 1"}}),
       "app/migrations/20260101000000_a/backfill.sql:3:1: directive \"on-error skip\": it takes "
       "stop, record or quarantine"},
      {With({{"20260101000000_a/backfill.sql",
              "-- godwit: data-step s\n-- godwit: each a\nSELECT id FROM a"}}),
       "app/migrations/20260101000000_a/backfill.sql:3:1: data step \"s\": it writes nothing"},
      {With({{"20260101000000_a/backfill.sql",
              "-- godwit: data-step s\n-- godwit: each a\n-- godwit: table b\nSELECT id FROM a"}}),
       "app/migrations/20260101000000_a/backfill.sql:3:1: directive \"table\": it stands "
       "beside one that excludes it"},
      {With({{"20260101000000_a/backfill.sql", "-- godwit: write w\nDELETE FROM a"}}),
       "app/migrations/20260101000000_a/backfill.sql:1:1: directive \"write\": no data step with "
       "`each` stands before it"},
      {With({{"20260101000000_a/backfill.sql",
              "-- godwit: data-step s\n-- godwit: each a\nSELECT id FROM a;\n"
              "-- godwit: collect c hide x\nSELECT 1"}}),
       "app/migrations/20260101000000_a/backfill.sql:4:1: directive \"collect\": \"hide x\" after "
       "its name is not understood"},
      {With({{"20260101000000_a/verify.sql",
              "-- godwit: check c\n-- godwit: until 20990101000000_z\nSELECT 1"}}),
       "app/migrations/20260101000000_a/verify.sql:2:1: check \"c\": there is no migration "
       "\"20990101000000_z\" until which it holds"},
      {With({{"20260101000000_a/backfill.sql",
              "-- godwit: data-step s\n-- godwit: table a\n-- godwit: validate x v\nSELECT 1"}}),
       "app/migrations/20260101000000_a/backfill.sql:3:1: data step \"s\": there is no validator "
       "\"v\""},
      {With({{"20260101000000_a/backfil.sql", "SELECT 1"}}),
       "app/migrations/20260101000000_a/backfil.sql: script \"backfil.sql\": no script of this "
       "name "
       "is known, so it would never run"},
      {With({{"20260101000000_a/Down.SQL", "SELECT 1"}}),
       "app/migrations/20260101000000_a/Down.SQL: script \"Down.SQL\": no script of this name is "
       "known, so it would never run"},
      {With({{"20260101000000_a/verify.sql",
              "-- godwit: check c\n  SELECT 1; /* \xed\x95\x9c */ -- godwit: chek d\nSELECT 1"}}),
       "app/migrations/20260101000000_a/verify.sql:2:21: directive \"chek\": it is not known here"},
      {With({{"20260101000000_a/backfill.sql",
              "-- godwit: data-step s\n-- godwit: validate x v\n-- godwit: each a\nSELECT id FROM "
              "a"}}),
       "app/migrations/20260101000000_a/backfill.sql:2:1: directive \"validate\": a step with "
       "`each` writes by statements of its own"},
      {With({{"20260101000000_a/backfill.sql",
              "-- godwit: data-step s\n-- godwit: table a\n-- godwit: batch 5\n-- godwit: batch 6\n"
              "SELECT 1"}}),
       "app/migrations/20260101000000_a/backfill.sql:4:1: directive \"batch\": it stands there "
       "twice"},
      {With({{"20260101000000_a/verify.sql",
              "-- godwit: check x\nSELECT 1;\n-- godwit: check x\nSELECT 2"}}),
       "app/migrations/20260101000000_a/verify.sql:4:1: check \"x\": another one of the file has "
       "this name"},
      {With({{"20260101000000_a/verify.sql", "SELECT 1"}}),
       "app/migrations/20260101000000_a/verify.sql:1:1: check: it has no name"},
      {With({{"20260101000000_a/verify.sql", "SELECT 1;\nSELECT 2 -- godwit: check two\n;"}}),
       "app/migrations/20260101000000_a/verify.sql:2:10: directive: it stands inside a statement, "
       "where it would do nothing"},
  };
  for (const auto& row : rows) {
    const Result<Project> project = CollectProject(Files(row.files));
    ASSERT_FALSE(project.ok()) << row.error;
    EXPECT_EQ(Describe(project.error()), row.error);
    EXPECT_EQ(project.error().code, ErrorCode::kRefused);
  }
}

TEST(Collect, WithoutSettingsIsNoProject) {
  const Result<Project> project = CollectProject({.origin = "app", .files = {}});
  ASSERT_FALSE(project.ok());
  EXPECT_EQ(Describe(project.error()), "project \"app\": it has no godwit.json");
}

TEST(Validators, NameTheSchemaThatDoesNotCompile) {
  const Result<Project> project = CollectProject(Files(
      With({{"/godwit.json", R"({"name": "a", "validators": [{"name": "v", "schema": "v.json"}]})"},
            {"/v.json", "{\"type\": \"objet\"}"}})));
  ASSERT_TRUE(project.ok());
  const Result<Validators> validators = Validators::Compile(*project);
  ASSERT_FALSE(validators.ok());
  EXPECT_EQ(validators.error().what, "validator \"v\"");
  EXPECT_EQ(validators.error().place.file, "v.json");
}

TEST(Describe, SaysWhatAStatementDoes) {
  const struct {
    std::string_view sql;
    std::string_view words;
  } rows[] = {
      {"CREATE TABLE IF NOT EXISTS \"Pet\" (id)", "creates table \"Pet\""},
      {"create unique index i on main.Pet (id)", "creates index \"i\" on table \"Pet\""},
      {"CREATE TRIGGER t AFTER INSERT ON \"Pet\" BEGIN SELECT 1; END",
       "creates trigger \"t\" on table \"Pet\""},
      {"ALTER TABLE \"Pet\" ADD COLUMN \"traits\" TEXT", "adds column \"traits\" to table \"Pet\""},
      {"ALTER TABLE Pet ADD traits", "adds column \"traits\" to table \"Pet\""},
      {"ALTER TABLE Pet DROP COLUMN traits",
       "drops column \"traits\" of table \"Pet\" with its values"},
      {"ALTER TABLE Pet RENAME TO Animal", "renames table \"Pet\" to \"Animal\""},
      {"ALTER TABLE Pet RENAME a TO b", "renames column \"a\" of table \"Pet\" to \"b\""},
      {"DROP TABLE IF EXISTS Pet", "drops table \"Pet\" with its rows"},
      {"DROP INDEX i", "drops index \"i\""},
      {"INSERT OR IGNORE INTO Pet VALUES (1)", "inserts rows into table \"Pet\""},
      {"UPDATE Pet SET a = 1", "changes rows of table \"Pet\""},
      {"DELETE FROM Pet", "deletes rows of table \"Pet\""},
      {"PRAGMA user_version = 3", "sets PRAGMA \"user_version\""},
      {"SELECT 1", "runs a statement"},
  };
  for (const auto& row : rows) EXPECT_EQ(DescribeStatement(row.sql), row.words);
}

}  // namespace
}  // namespace godwit

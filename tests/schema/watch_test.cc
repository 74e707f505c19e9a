// A schema read again and again is the schema read anew, whatever has happened in between.
#include "core/schema/watch.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/canonical.h"
#include "core/schema/inspect.h"

namespace godwit {
namespace {

Database Memory() { return std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value(); }

std::map<std::string, std::string> Anew(const Database& db) {
  const Result<Schema> schema = Inspect(db);
  EXPECT_TRUE(schema.ok());
  return CanonicalObjects(*schema);
}

TEST(SchemaWatch, TellsWhatHasChanged) {
  Database db = Memory();
  SchemaWatch watch;
  ASSERT_TRUE(watch.Refresh(db).ok());
  const std::string empty = watch.digest();
  // The child's key is spelt as its parent is, once there is one.
  ASSERT_TRUE(db.Execute("CREATE TABLE c (id, p REFERENCES PARENT (ID))").ok());
  const auto first = watch.Refresh(db);
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first->size(), 1U);
  EXPECT_FALSE(first->at("table \"c\"").before);
  const std::string one = watch.digest();
  ASSERT_TRUE(db.Execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)").ok());
  const auto second = watch.Refresh(db);
  ASSERT_TRUE(second.ok());
  ASSERT_EQ(second->size(), 2U);
  EXPECT_NE(second->at("table \"c\"").before, second->at("table \"c\"").after);
  EXPECT_EQ(watch.objects(), Anew(db));
  EXPECT_TRUE(watch.Refresh(db)->empty());
  ASSERT_TRUE(db.Execute("DROP TABLE parent").ok());
  ASSERT_TRUE(watch.Refresh(db).ok());
  EXPECT_EQ(watch.digest(), one);
  ASSERT_TRUE(db.Execute("DROP TABLE c").ok());
  ASSERT_TRUE(watch.Refresh(db).ok());
  EXPECT_EQ(watch.digest(), empty);
}

// Statements that may fail, for the object is there or is not.
TEST(SchemaWatch, IsWhatReadingAnewGives) {
  std::mt19937 random(20260115);
  for (const bool with_views : {false, true}) {
    Database db = Memory();
    SchemaWatch watch;
    int done = 0;
    for (int round = 0; round < 300; ++round) {
      const auto pick = [&](std::uint32_t most) { return std::to_string(random() % most); };
      const std::string a = "t" + pick(5);
      const std::string b = (random() % 2 == 0 ? "T" : "t") + pick(5);
      std::vector<std::string> statements = {
          "CREATE TABLE " + a + " (id INTEGER PRIMARY KEY, n" + pick(3) +
              " TEXT UNIQUE, r REFERENCES " + b + " (ID))",
          "CREATE TABLE " + b + " (id INT, x DEFAULT " + pick(9) + ", CHECK (x <> id))",
          "DROP TABLE " + a,
          "CREATE INDEX i" + pick(9) + " ON " + b + " (id)",
          "CREATE UNIQUE INDEX i" + pick(9) + " ON " + a + " (id, rowid)",
          "DROP INDEX i" + pick(9),
          "ALTER TABLE " + a + " RENAME TO t" + pick(6),
          "ALTER TABLE " + a + " ADD COLUMN y" + pick(4) + " REFERENCES " + b,
          "ALTER TABLE " + a + " RENAME COLUMN id TO Id"};
      if (with_views) {
        statements.push_back("CREATE VIEW v" + pick(3) + " AS SELECT * FROM " + a);
        statements.push_back("DROP VIEW v" + pick(3));
        statements.push_back("CREATE TRIGGER g" + pick(3) + " AFTER INSERT ON " + a +
                             " BEGIN SELECT \"id\"; END");
        statements.push_back("DROP TRIGGER g" + pick(3));
        statements.push_back("CREATE VIRTUAL TABLE f" + pick(2) + " USING fts5 (x)");
        statements.push_back("DROP TABLE f" + pick(2));
      }
      const std::string& sql = statements[random() % statements.size()];
      done += db.SetForeignKeys(false).ok() && db.Execute(sql).ok() ? 1 : 0;
      ASSERT_TRUE(watch.Refresh(db).ok());
      ASSERT_EQ(watch.objects(), Anew(db)) << round << ": " << sql;
      SchemaWatch fresh;
      ASSERT_TRUE(fresh.Refresh(db).ok());
      ASSERT_EQ(watch.digest(), fresh.digest());
    }
    EXPECT_GT(done, 100);
  }
}

}  // namespace
}  // namespace godwit

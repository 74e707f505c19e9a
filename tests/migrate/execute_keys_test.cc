// A change of schema with foreign keys off, where SQLite cannot check the keys of every table.
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "core/migrate/execute.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

std::string Change(Database& db, const std::string& sql) {
  const Script script{.path = "s.sql", .text = sql, .statements = SplitScript(sql)};
  const auto done = ExecuteChange(db, script, true, "s.sql");
  return done.ok() ? "" : Describe(done.error());
}

Database Mismatched() {
  Database db = std::move(Database::Open("", {.mode = OpenMode::kMemory})).value();
  EXPECT_TRUE(db.SetForeignKeys(false).ok());
  for (const char* sql :
       {"CREATE TABLE p (a INTEGER)", "CREATE TABLE c (x REFERENCES p (a))",
        "CREATE TABLE q (id INTEGER PRIMARY KEY)", "CREATE TABLE d (x REFERENCES q)"}) {
    EXPECT_TRUE(db.Execute(sql).ok());
  }
  return db;
}

TEST(ExecuteChange, PassesOverKeysThatCannotBeChecked) {
  Database db = Mismatched();
  EXPECT_EQ(Change(db, "ALTER TABLE d ADD COLUMN y"), "");
  EXPECT_EQ(Change(db, "CREATE UNIQUE INDEX i ON p (a)"), "");
}

TEST(ExecuteChange, StillCountsTheOthers) {
  Database db = Mismatched();
  EXPECT_EQ(Change(db, "INSERT INTO d (x) VALUES (7)"),
            "s.sql: it leaves 1 row of table \"d\" whose foreign key leads nowhere");
  EXPECT_EQ(Change(db, "CREATE TABLE e (x REFERENCES p (a))"),
            "s.sql: it leaves table \"e\" with a foreign key to what is not unique there, so that "
            "no row of it can be written");
}

}  // namespace
}  // namespace godwit

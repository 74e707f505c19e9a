// schema.sql and other declared schemas: what is taken, and what is refused and where.
#include "core/migrate/schema_script.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/canonical.h"
#include "core/schema/table_text.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

Result<Schema> Read(const std::string& text) {
  Database scratch = std::move(Database::Open("", {.mode = OpenMode::kMemory})).value();
  Script script{.path = "schema.sql", .text = text, .statements = SplitScript(text)};
  return ReadSchemaScript(script, scratch);
}

TEST(SchemaScript, TakesWhatTheShellPrints) {
  const auto schema = Read(
      "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n"
      "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, -- godwit: renamed from b\n c TEXT);\n"
      "CREATE TABLE sqlite_sequence(name,seq);\n"
      "CREATE VIEW v AS SELECT a FROM t\n/* v(a) */;\nCREATE INDEX i ON t (c);\nCOMMIT;\n");
  ASSERT_TRUE(schema.ok()) << Describe(schema.error());
  ASSERT_EQ(schema->tables.size(), 1U);
  EXPECT_EQ(schema->tables.front().indexes.size(), 1U);
  EXPECT_EQ(schema->views.size(), 1U);
}

struct Refused {
  std::string text;
  std::string error;
};

TEST(SchemaScript, SaysWhatIsWrongAndWhere) {
  const std::vector<Refused> rows = {
      {"CREATE TABLE t (a);\nCREATE TABEL u (a)",
       "schema.sql:2:8: the declared schema, statement 2 of 2: near \"TABEL\": syntax error"},
      {"CREATE TABLE t (a);\n  INSERT INTO t VALUES (1)",
       "schema.sql:2:3: statement INSERT: a declared schema has tables, indexes, views and "
       "triggers, "
       "no rows"},
      {"ATTACH 'x' AS y", "schema.sql:1:1: statement ATTACH: a declared schema is of one database"},
      {"CREATE TEMP TABLE t (a)",
       "schema.sql:1:1: statement CREATE: what is temporary is part of no schema"},
      {"VACUUM", "schema.sql:1:1: statement VACUUM: it declares nothing"},
      {"CREATE VIRTUAL TABLE t USING spellfix1",
       "schema.sql:1:1: the declared schema, statement 1 of 1: no such module: spellfix1"},
      {"CREATE TABLE t (id SERIAL PRIMARY KEY)",
       "schema.sql:1:20: the declared schema is SQL of PostgreSQL: `SERIAL` gives it away"},
      {"CREATE TABLE t (a timestamp with time zone)",
       "schema.sql:1:34: the declared schema is SQL of PostgreSQL: `time zone` gives it away"},
      {"CREATE TABLE t (a text DEFAULT 'x'::text)",
       "schema.sql:1:35: the declared schema is SQL of PostgreSQL: `::` gives it away"},
      {"CREATE TYPE mood AS ENUM ('sad')",
       "schema.sql:1:1: the declared schema is SQL of PostgreSQL: `CREATE TYPE` gives it away"},
      {"CREATE INDEX i ON t USING btree (a)",
       "schema.sql:1:21: the declared schema is SQL of PostgreSQL: `USING btree` gives it away"},
      {"CREATE TABLE `t` (`id` INT AUTO_INCREMENT)",
       "schema.sql:1:28: the declared schema is SQL of MySQL: `AUTO_INCREMENT` gives it away"},
      {"CREATE TABLE t (a INT) ENGINE=InnoDB",
       "schema.sql:1:22: the declared schema is SQL of MySQL: `) ENGINE=` gives it away"},
      {"CREATE TABLE t (a enum('x'))",
       "schema.sql:1:19: the declared schema is SQL of MySQL: `enum(` gives it away"},
      {"CREATE TABLE dbo.t (a INT IDENTITY(1,1))",
       "schema.sql:1:14: the declared schema is SQL of SQL Server: `dbo.` gives it away"},
      {"CREATE TABLE t (a TEXT, -- godwit: rename from b\n c)",
       "schema.sql:1:25: `godwit: rename from b`: it is no hint"},
      {"CREATE TABLE t (a TEXT -- godwit: renamed from\n)",
       "schema.sql:1:24: `godwit: renamed from`: it is no hint"},
      {"-- godwit: renamed from u\nCREATE TABLE t (a)",
       "schema.sql:1:1: `godwit: renamed from u`: it is outside of a table's parentheses"},
      {"CREATE TABLE t (a); -- godwit: renamed from u",
       "schema.sql:1:21: `godwit: renamed from u`: it is outside of a table's parentheses"},
      {"CREATE TABLE t (\n  a\n) -- godwit: renamed from u\n STRICT",
       "schema.sql:3:3: `godwit: renamed from u`: it belongs to no column"},
      {"CREATE TABLE t (a);\nCREATE INDEX i ON t (a -- godwit: new\n)",
       "schema.sql:2:24: `godwit: new`: it is outside of a table's parentheses"},
      {"CREATE TABLE t (a TEXT, UNIQUE (a) -- godwit: renamed from b\n)",
       "schema.sql:1:36: `godwit: renamed from b`: it belongs to no column"},
      {"CREATE TABLE t (a TEXT, -- godwit: new\n -- godwit: renamed from c\n b TEXT -- godwit: "
       "new\n)",
       "schema.sql:3:9: `godwit: new`: it is the second one of its column or table"},
      {"CREATE TABLE t (a TEXT /* godwit: renamed from b */)",
       "schema.sql:1:24: `godwit: renamed from b`: only a `--` comment is a hint"},
  };
  for (const Refused& row : rows) {
    const auto schema = Read(row.text);
    ASSERT_FALSE(schema.ok()) << row.text;
    EXPECT_EQ(Describe(schema.error()), row.error);
    EXPECT_EQ(schema.error().code, ErrorCode::kRefused) << row.text;
  }
}

TEST(SchemaScript, HintsBelongToTheirTableOrColumn) {
  const auto schema = Read(
      "CREATE TABLE t -- a comment\n-- godwit: renamed from u\n(\n  a TEXT, -- godwit: new\n"
      "  -- godwit: renamed from c\n  b TEXT,\n  UNIQUE (a)\n);");
  ASSERT_TRUE(schema.ok()) << Describe(schema.error());
  const auto hints = ColumnDirectives(schema->tables.front().stored_sql);
  const std::map<std::string, std::string> expected = {
      {"", "renamed from u"}, {"a", "new"}, {"b", "renamed from c"}};
  EXPECT_EQ(hints, expected);
}

// As .schema prints them, in another case and without types too; not a table of another make.
TEST(SchemaScript, PassesOverTheTablesOfAVirtualTable) {
  const std::string table = "CREATE VIRTUAL TABLE f USING fts5(x);\n";
  for (const char* text : {
           "CREATE TABLE 'f_data'(id INTEGER PRIMARY KEY, block BLOB);\n"
           "CREATE TABLE 'f_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
           "CREATE TABLE F_DATA (ID, \"block\")",
       }) {
    const auto schema = Read(table + text);
    EXPECT_TRUE(schema.ok()) << text << ": " << Describe(schema.error());
  }
  for (const char* text : {
           "CREATE TABLE f_data (totally different)",
           "CREATE TABLE f_data (id, block, more)",
           "CREATE TABLE f_data (id)",
           "CREATE TABLE f_data AS SELECT 1 AS id, 2 AS block",
       }) {
    const auto schema = Read(table + text);
    ASSERT_FALSE(schema.ok()) << text;
    EXPECT_EQ(Describe(schema.error()),
              "schema.sql:2:1: the declared schema, statement 2 of 2: object name "
              "reserved for internal use: f_data")
        << text;
  }
}

// What looks like another database's and is not.
TEST(SchemaScript, TakesNamesForNames) {
  for (const char* text : {
           "CREATE TABLE t (serial TEXT, \"engine\" TEXT, charset TEXT CHECK (charset = 'utf8'))",
           "CREATE TABLE t (engine TEXT, CHECK (engine = 'x'))",
           "CREATE TABLE t (a INTEGER, enum TEXT, auto_increment INTEGER)",
           "CREATE TABLE t (a TEXT DEFAULT 'SERIAL :: ENGINE=') -- id SERIAL",
           "CREATE TABLE \"select\" (\"a b\" INT, \"\"\"\" INT, [x y] INT, \"\xf0\x9f\x90\xa6\" "
           "INT)",
       }) {
    const auto schema = Read(text);
    EXPECT_TRUE(schema.ok()) << text << ": " << Describe(schema.error());
  }
}

}  // namespace
}  // namespace godwit

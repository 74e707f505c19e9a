#include "core/schema/inspect.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/schema/canonical.h"
#include "core/schema/create_table.h"
#include "tests/digest/databases.h"

namespace godwit {
namespace {

Schema InspectSql(std::string_view sql) {
  Database db = Make(sql);
  Result<Schema> schema = Inspect(db);
  EXPECT_TRUE(schema.ok()) << Describe(schema.error());
  return schema.ok() ? std::move(schema).value() : Schema{};
}

TEST(Inspect, ReadsColumns) {
  const Schema schema = InspectSql(
      "CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT, a \"VarChar\" ( 10 ), "
      "b double  precision NOT NULL ON CONFLICT FAIL DEFAULT (1+2) COLLATE rtrim, "
      "c TEXT AS (a || 'X') STORED, d AS (a))");
  ASSERT_EQ(schema.tables.size(), 1u);
  const Table& table = schema.tables[0];
  EXPECT_TRUE(table.autoincrement);
  EXPECT_FALSE(table.strict);
  ASSERT_EQ(table.columns.size(), 5u);
  EXPECT_EQ(table.columns[0].type, "INTEGER");
  EXPECT_EQ(table.columns[0].declared_type, "INTEGER");  // SQLite's own spelling of common types
  EXPECT_EQ(table.columns[0].primary_key, 1);
  EXPECT_EQ(table.columns[1].affinity, Affinity::kText);
  const Column& b = table.columns[2];
  EXPECT_EQ(b.declared_type, "double  precision");
  EXPECT_EQ(b.type, "DOUBLE PRECISION");
  EXPECT_EQ(b.affinity, Affinity::kReal);
  EXPECT_TRUE(b.not_null);
  EXPECT_EQ(b.not_null_info.conflict, "fail");
  EXPECT_EQ(b.default_value, "1 + 2");
  EXPECT_EQ(b.collation, "RTRIM");
  EXPECT_EQ(table.columns[3].generated, Generated::kStored);
  EXPECT_EQ(table.columns[3].expression, "a || 'X'");
  EXPECT_EQ(table.columns[4].generated, Generated::kVirtual);
  EXPECT_EQ(table.columns[4].default_value, std::nullopt);
}

TEST(Inspect, TellsKindsOfTables) {
  const Schema schema = InspectSql(
      "CREATE TABLE s (a ANY, b INT) STRICT; CREATE TABLE w (a PRIMARY KEY) WITHOUT ROWID;"
      "CREATE VIRTUAL TABLE f USING FTS5(a, tokenize='porter');");
  std::vector<std::string> shadows;
  for (const Table& table : schema.tables) {
    if (table.kind == TableKind::kShadow) shadows.push_back(table.name);
    if (table.name == "s") {
      EXPECT_TRUE(table.strict);
      EXPECT_EQ(table.columns[0].affinity, Affinity::kBlob);
      EXPECT_EQ(table.columns[1].affinity, Affinity::kInteger);
    }
    if (table.kind == TableKind::kTable) {
      EXPECT_EQ(table.without_rowid, table.name == "w");
    }
    if (table.name == "f") {
      EXPECT_EQ(table.kind, TableKind::kVirtual);
      EXPECT_EQ(table.module, "fts5");
      EXPECT_EQ(table.arguments, "a , tokenize = 'porter'");
    }
  }
  EXPECT_EQ(shadows,
            (std::vector<std::string>{"f_config", "f_content", "f_data", "f_docsize", "f_idx"}));
}

// What a table's SQL says about foreign keys, beside what SQLite understood.
TEST(Inspect, ReadsForeignKeysAsSqliteDoes) {
  constexpr std::string_view kTables[] = {
      "CREATE TABLE t (a REFERENCES t, b REFERENCES t(b) ON DELETE CASCADE NOT NULL)",
      "CREATE TABLE t (a, b, FOREIGN KEY (a, b) REFERENCES p (x, y) ON UPDATE SET DEFAULT ON "
      "DELETE "
      "SET NULL DEFERRABLE INITIALLY DEFERRED, CONSTRAINT c FOREIGN KEY (b) REFERENCES q)",
      "CREATE TABLE t (a INT CONSTRAINT c REFERENCES p(x) MATCH FULL ON DELETE RESTRICT NOT "
      "DEFERRABLE CHECK (a > (1)) DEFAULT (1), b REFERENCES \"q r\" (\"x y\") DEFERRABLE UNIQUE)",
      "CREATE TABLE t (a CHECK (a <> ')'), b DEFAULT -1 REFERENCES p CHECK (b IN (1, 2)), FOREIGN "
      "KEY (a) REFERENCES p(a) FOREIGN KEY (b) REFERENCES p(b))"};
  for (const std::string_view sql : kTables) {
    Database db = Make(sql);
    Result<Statement> list = db.Prepare(
        "SELECT \"table\", \"from\", coalesce(\"to\", ''), on_update, on_delete "
        "FROM pragma_foreign_key_list('t') ORDER BY 1, 2, 3");
    ASSERT_TRUE(list.ok());
    std::vector<std::string> expected;
    while (*list->Step()) {
      std::string row;
      for (int i = 0; i < 5; ++i) row += std::string(list->Text(i)) + "|";
      expected.push_back(row);
    }
    std::vector<std::string> found;
    const Schema schema = *Inspect(db);
    for (const ForeignKey& key : schema.tables[0].foreign_keys) {
      for (std::size_t i = 0; i < key.columns.size(); ++i) {
        const std::string to = key.target_columns.empty() ? "" : key.target_columns[i];
        found.push_back(key.table + "|" + key.columns[i] + "|" + to + "|" + key.on_update + "|" +
                        key.on_delete + "|");
      }
    }
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(found, expected) << sql;
    EXPECT_FALSE(expected.empty()) << sql;
  }
}

TEST(Inspect, ReadsIndexes) {
  const Schema schema = InspectSql(
      "CREATE TABLE t (a, b TEXT COLLATE NOCASE, UNIQUE (b, a) ON CONFLICT IGNORE);"
      "CREATE INDEX z ON t (b DESC, max(a, (1)) COLLATE RTRIM DESC, a) WHERE a > 1");
  ASSERT_EQ(schema.tables[0].indexes.size(), 2u);
  const Index& z = schema.tables[0].indexes[0];
  EXPECT_EQ(z.name, "z");
  EXPECT_EQ(z.where, "a > 1");
  ASSERT_EQ(z.keys.size(), 3u);
  EXPECT_EQ(z.keys[0].column, "b");
  EXPECT_EQ(z.keys[0].collation, "NOCASE");
  EXPECT_TRUE(z.keys[0].descending);
  EXPECT_EQ(z.keys[1].expression, "max ( a , ( 1 ) )");
  EXPECT_EQ(z.keys[1].collation, "RTRIM");
  EXPECT_EQ(z.keys[2].column, "a");
  const Index& unique = schema.tables[0].indexes[1];
  EXPECT_EQ(unique.name, "");
  EXPECT_EQ(unique.origin, IndexOrigin::kUnique);
  EXPECT_EQ(unique.constraint.conflict, "ignore");
}

TEST(Inspect, SurvivesWhatSqliteCannotResolve) {
  const Schema schema = InspectSql(
      "CREATE TABLE t (a); CREATE VIEW v AS SELECT * FROM gone; CREATE VIEW w AS SELECT * FROM v;"
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO missing VALUES (1); END;"
      "CREATE TABLE c (x REFERENCES nowhere(here))");
  EXPECT_EQ(schema.tables.size(), 2u);
  EXPECT_EQ(schema.views.size(), 2u);
  EXPECT_TRUE(schema.views[0].columns.empty());
  EXPECT_EQ(schema.triggers.size(), 1u);
}

// ALTER TABLE rewrites the stored SQL; what it leaves must read like the table written anew.
TEST(Inspect, ReadsWhatAlterTableLeaves) {
  EXPECT_EQ(CanonicalSchema(InspectSql(
                "CREATE TABLE old (a, \"x\" INT, gone, CHECK (x > 0)); CREATE INDEX i ON old (x);"
                "CREATE TABLE c (p REFERENCES old(a)); CREATE VIEW v AS SELECT x FROM old;"
                "ALTER TABLE old RENAME TO \"new t\"; ALTER TABLE \"new t\" RENAME x TO \"y z\";"
                "ALTER TABLE \"new t\" DROP COLUMN gone;"
                "ALTER TABLE \"new t\" ADD COLUMN d TEXT NOT NULL DEFAULT 'q' CHECK (d <> '')")),
            CanonicalSchema(InspectSql(
                "CREATE TABLE \"new t\" (a, \"y z\" INT, d TEXT DEFAULT 'q' NOT NULL, "
                "CHECK (d <> ''), CHECK (\"y z\" > 0)); CREATE INDEX i ON \"new t\" (\"y z\");"
                "CREATE TABLE c (p REFERENCES \"new t\"(a));"
                "CREATE VIEW v AS SELECT \"y z\" FROM \"new t\"")));
}

// The parser is given what SQLite accepted; on anything else it still has to end.
TEST(CreateTable, EndsOnEveryPrefix) {
  constexpr std::string_view kSql =
      "CREATE TABLE t (a INT CONSTRAINT n NOT NULL ON CONFLICT FAIL CHECK (a > (1)) DEFAULT (-1), "
      "b "
      "GENERATED ALWAYS AS (a) STORED COLLATE x REFERENCES t (a) ON DELETE SET NULL NOT DEFERRABLE "
      "INITIALLY DEFERRED, PRIMARY KEY (a DESC AUTOINCREMENT) ON CONFLICT ABORT, UNIQUE (a), "
      "FOREIGN "
      "KEY (a) REFERENCES t, CHECK (1)) STRICT";
  for (std::size_t size = 0; size <= kSql.size(); ++size) {
    const ParsedTable table = ParseCreateTable(kSql.substr(0, size), {});
    EXPECT_LE(table.columns.size(), 3u);  // a keyword cut short reads as a name
    (void)ParseCreateIndex(kSql.substr(0, size), {});
    (void)ParseCreateVirtualTable(kSql.substr(0, size));
  }
  const ParsedTable whole = ParseCreateTable(kSql, {});
  EXPECT_TRUE(whole.autoincrement);
  EXPECT_EQ(whole.keys.size(), 2u);
  EXPECT_EQ(whole.checks.size(), 2u);
  EXPECT_EQ(whole.foreign_keys.size(), 2u);
  EXPECT_FALSE(whole.foreign_keys[0].deferred);
}

TEST(Affinity, FollowsSqlitesRules) {
  const struct {
    std::string_view type;
    Affinity affinity;
  } rows[] = {{"INT", Affinity::kInteger},
              {"CHARINT", Affinity::kInteger},
              {"floating point", Affinity::kInteger},  // it contains INT
              {"VARCHAR(255)", Affinity::kText},
              {"clob", Affinity::kText},
              {"BLOB", Affinity::kBlob},
              {"", Affinity::kBlob},
              {"REAL", Affinity::kReal},
              {"float", Affinity::kReal},
              {"DOUBLE", Affinity::kReal},
              {"STRING", Affinity::kNumeric},
              {"DATETIME", Affinity::kNumeric},
              {"ANY", Affinity::kNumeric}};
  for (const auto& row : rows) EXPECT_EQ(AffinityOf(row.type), row.affinity) << row.type;
}

}  // namespace
}  // namespace godwit

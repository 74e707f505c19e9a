// What the pages of docs/lint/ do not show: counts from a database, what is no finding although it
// looks like one, the edges of single rules.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/lint/words.h"
#include "core/schema/normalize.h"
#include "tests/schema/lint/cases.h"
#include "tests/schema/lint/page.h"

namespace godwit {
namespace {

const LintCase kCases[] = {
    {"a dropped column's values are counted",
     kFamily,
     "ALTER TABLE a DROP COLUMN x;",
     true,
     {"GW102 warning drops column \"x\" of table \"a\" with 2 non-null values"}},
    {"also under the table's new name",
     kFamily,
     "ALTER TABLE a RENAME TO z; ALTER TABLE z RENAME COLUMN x TO y; ALTER TABLE z DROP COLUMN y;",
     true,
     {"GW201 warning renames table \"a\" to \"z\"",
      "GW102 warning drops column \"x\" of table \"a\" with 2 non-null values"}},
    {"a dropped table's rows are counted",
     kFamily,
     "DROP TABLE c;",
     true,
     {"GW101 warning drops table \"c\" with 3 rows"}},
    {"a cascade is counted through all levels",
     kFamily,
     "DELETE FROM a WHERE id <= 2;",
     true,
     {"GW104 warning DELETE from table \"a\" cascades to 2 tables, 5 rows (\"b\", \"c\")"}},
    {"without WHERE as well",
     kFamily,
     "DELETE FROM a;",
     true,
     {"GW104 warning DELETE from table \"a\" cascades to 2 tables, 7 rows (\"b\", \"c\")"}},
    {"no cascade where nothing is deleted", kFamily, "DELETE FROM a WHERE id > 9;", true, {}},
    {"no cascade with foreign keys off",
     kFamily,
     "PRAGMA foreign_keys = OFF; DELETE FROM a WHERE id = 1;",
     true,
     {}},
    {"an alias hides the count, not the finding",
     kFamily,
     "DELETE FROM a AS q WHERE q.id = 1;",
     true,
     {"GW104 warning DELETE from table \"a\" cascades to 2 tables (\"b\", \"c\")"}},
    {"a rebuild's harm is counted",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT, n INTEGER);"
     "INSERT INTO n (id, x, n) SELECT id, x, n FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;",
     true,
     {"GW401 error DROP TABLE in the rebuild of table \"a\" deletes 4 rows of table \"b\" (ON "
      "DELETE CASCADE)"}},
    {"where no row holds NULL, NOT NULL is no finding",
     kFamily,
     "PRAGMA foreign_keys = OFF;"
     "CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT, n INTEGER NOT NULL);"
     "INSERT INTO n (id, x, n) SELECT id, x, n FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;",
     true,
     {}},
    {"what a copy computes is not what was there",
     kFamily,
     "PRAGMA foreign_keys = OFF;"
     "CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT, n INTEGER CHECK (n < 3));"
     "INSERT INTO n (id, x, n) SELECT id, x, min(n, 2) FROM a; DROP TABLE a; ALTER TABLE n RENAME "
     "TO a;",
     true,
     {}},
    {"duplicates are counted",
     kFamily,
     "CREATE UNIQUE INDEX a_n ON a (n);",
     true,
     {"GW303 error makes \"n\" unique in table \"a\", which fails where rows hold the same: 1 row "
      "too many"}},
    {"where there are none, unique is no finding",
     kFamily,
     "CREATE UNIQUE INDEX a_x ON a (x);",
     true,
     {}},
    {"unique behind a unique key is no news",
     kFamily,
     "CREATE UNIQUE INDEX a_nid ON a (n, id);",
     false,
     {}},
    {"on an empty table it is a warning",
     "CREATE TABLE e (id INTEGER PRIMARY KEY);",
     "ALTER TABLE e ADD COLUMN x TEXT NOT NULL;",
     true,
     {"GW301 warning column \"x\" of table \"e\" is NOT NULL without a default, and SQLite adds no "
      "such column to a table with rows (here it has none)"}},
    {"a table of the script's own may get any column",
     "",
     "CREATE TABLE e (id INTEGER PRIMARY KEY); ALTER TABLE e ADD COLUMN x TEXT NOT NULL;",
     false,
     {}},
    {"what is made and dropped is nobody's loss",
     kFamily,
     "CREATE TABLE t (x TEXT); INSERT INTO t (x) SELECT x FROM a; DROP TABLE t;",
     true,
     {}},
    {"words in strings and comments are no statements",
     kFamily,
     "INSERT INTO a (x) VALUES ('DROP TABLE b; -- godwit: allow X'); /* DELETE FROM a; */",
     true,
     {}},
    {"a table that is made again without its rows",
     kFamily,
     "DROP TABLE c; CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER);",
     true,
     {"GW101 warning drops table \"c\" with 3 rows; the one of that name"}},
    {"a rename in a rebuild's copy",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, bb INTEGER REFERENCES b (id) ON DELETE CASCADE);"
     "INSERT INTO n (id, bb) SELECT id, b FROM c; DROP TABLE c; ALTER TABLE n RENAME TO c;"
     "CREATE INDEX c_b ON c (bb);",
     true,
     {"GW202 warning renames column \"b\" of table \"c\" to \"bb\""}},
    {"a rebuild by way of a second table is one",
     kFamily,
     "CREATE TABLE s (id INTEGER PRIMARY KEY, b INTEGER); INSERT INTO s (id, b) SELECT id, b FROM "
     "c; DROP TABLE c; CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON "
     "DELETE CASCADE); INSERT INTO c (id, b) SELECT id, b FROM s; DROP TABLE s; CREATE INDEX c_b "
     "ON c (b);",
     true,
     {}},
    {"ALTER TABLE … SET NOT NULL",
     kFamily,
     "ALTER TABLE a ALTER COLUMN x SET NOT NULL;",
     true,
     {"GW302 error makes column \"x\" of table \"a\" NOT NULL, which fails where a row holds NULL: "
      "1 row does"}},
    {"ALTER TABLE … ADD CHECK",
     kFamily,
     "ALTER TABLE a ADD CHECK (n < 3);",
     true,
     {"GW305 error adds CHECK (n < 3) to table \"a\", which fails where a row does not hold to it: "
      "1 row does not"}},
    {"a primary key's own index serves",
     "CREATE TABLE p (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY "
     "KEY (a, b));",
     "CREATE INDEX p_a ON p (a);",
     false,
     {"GW801 warning index \"p_a\" of table \"p\" costs space and time for nothing: the primary "
      "key's index serves"}},
    {"a partial index serves no other",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT);",
     "CREATE INDEX p_a ON p (a) WHERE a > 'm'; CREATE INDEX p_b ON p (a);",
     false,
     {}},
    {"one of two that are alike",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT);",
     "CREATE INDEX p_a ON p (a); CREATE INDEX p_b ON p (a);",
     false,
     {"GW801 warning index \"p_b\""}},
    {"a statement that fails ends the judging",
     kFamily,
     "DROP TABLE nowhere; ALTER TABLE a DROP COLUMN x; DELETE FROM a;",
     true,
     {"GW903 error the statement fails on the schema that the migration finds: no such table: "
      "nowhere"}},
    {"names with quotes, spaces and other letters",
     "CREATE TABLE \"a \"\"b\" (id INTEGER PRIMARY KEY, \"x y\" TEXT, \"ü\" TEXT);"
     "INSERT INTO \"a \"\"b\" (id, \"x y\") VALUES (1, 'one');",
     "ALTER TABLE \"a \"\"b\" DROP COLUMN \"x y\"; ALTER TABLE [a \"b] RENAME COLUMN \"ü\" TO u;",
     true,
     {"GW102 warning drops column \"x y\" of table \"a \"\"b\" with 1 non-null value",
      "GW202 warning renames column \"ü\""}},
};

TEST(LintRules, Cases) { CheckLintCases(kCases); }

struct FeatureCase {
  const char* sql;
  SqliteRelease since;
};

const FeatureCase kFeatures[] = {
    {"INSERT INTO t (id) VALUES (1) ON CONFLICT DO NOTHING", 3024000},
    {"INSERT INTO t (x) SELECT row_number() OVER (ORDER BY id) FROM t WHERE id > 1", 3025000},
    {"ALTER TABLE t RENAME COLUMN x TO y", 3025000},
    {"ALTER TABLE t ADD COLUMN g AS (x)", 3031000},
    {"UPDATE t SET x = iif(id > 1, 1, 2) WHERE id > 0", 3032000},
    {"UPDATE t SET x = o.x FROM t AS o WHERE o.id = t.id", 3033000},
    {"DELETE FROM t WHERE id = 1 RETURNING id", 3035000},
    {"ALTER TABLE t DROP COLUMN x", 3035000},
    {"CREATE TABLE s (id INTEGER PRIMARY KEY) STRICT", 3037000},
    {"UPDATE t SET x = x ->> '$.a' WHERE id = 1", 3038000},
    {"DELETE FROM t WHERE x IS NOT DISTINCT FROM 1", 3039000},
    {"UPDATE t SET x = concat(x, 'a') WHERE id = 1", 3044000},
    {"CREATE VIEW v AS SELECT a.id FROM t AS a RIGHT OUTER JOIN t AS b ON a.id = b.id", 3039000},
    {"CREATE VIEW v AS SELECT a.id FROM t AS a FULL OUTER JOIN t AS b ON a.id = b.id", 3039000},
    {"UPDATE t SET x = unhex('00') WHERE id = 1", 3041000},
    {"CREATE VIEW v AS SELECT a.id FROM t AS a JOIN t AS b ON concat(a.x, 1) = b.x", 3044000},
    {"CREATE INDEX i ON t (concat(x, 1))", 3044000},
    {"CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t WHERE id = 1;"
     " UPDATE t SET x = o.x FROM t AS o WHERE o.id = t.id; END",
     3033000},
    {"CREATE TRIGGER g AFTER UPDATE OF x ON t BEGIN"
     " UPDATE t SET x = (SELECT max(x) FROM t); SELECT id FROM t; END",
     0},
    {"WITH o AS (SELECT 1 AS id) UPDATE t SET x = '' FROM o WHERE o.id = t.id", 3033000},
    {"UPDATE t SET x = x IS DISTINCT FROM '' WHERE id = 1", 3039000},
    {"CREATE VIEW v AS SELECT sum(id) OVER (ORDER BY id GROUPS 2 PRECEDING) AS s FROM t", 3028000},
    {"CREATE VIEW v AS SELECT sum(id) OVER w AS s FROM t WINDOW w AS (ORDER BY id GROUPS CURRENT "
     "ROW)",
     3028000},
    {"CREATE VIEW v AS SELECT sum(id) OVER (ORDER BY id RANGE 2 PRECEDING) AS s FROM t", 3028000},
    {"CREATE VIEW v AS SELECT sum(id) OVER (ORDER BY id RANGE UNBOUNDED PRECEDING) AS s FROM t",
     3025000},
    {"CREATE VIEW v AS SELECT sum(g.groups) OVER (ORDER BY groups ROWS 2 PRECEDING) AS s"
     " FROM (SELECT id AS groups FROM t) AS g",
     3025000},
    {"CREATE VIEW v AS SELECT sum(id) FILTER (WHERE id > 1) AS s FROM t", 3030000},
    {"CREATE VIEW v AS SELECT sum(id) FILTER (WHERE id > 1) OVER (ORDER BY id) AS s FROM t",
     3025000},
    {"CREATE VIEW v AS SELECT group_concat(x ORDER BY id) AS s FROM t", 3044000},
    {"CREATE VIEW v AS SELECT id FROM t WHERE id IN (SELECT id FROM t ORDER BY x LIMIT 2)", 0},
    {"UPDATE t SET x = ceil(id) WHERE id = 1", 3035000},
    {"UPDATE t SET x = substring(x, 1) WHERE id = 1", 3034000},
    {"UPDATE t SET x = timediff(x, x) WHERE id = 1", 3043000},
    {"UPDATE t SET x = json_pretty(x) WHERE id = 1", 3046000},
    {"UPDATE t SET x = if(id > 1, 1, 2) WHERE id = 1", 3048000},
    {"UPDATE t SET x = unistr('a') WHERE id = 1", 3050000},
    {"CREATE VIEW format (a) AS SELECT id FROM t", 0},
    {"CREATE VIEW v AS WITH log (a) AS (SELECT id FROM t) SELECT a FROM log", 0},
    {"CREATE VIEW v AS SELECT count(*) over FROM t", 0},
    {"CREATE TABLE over (id INTEGER PRIMARY KEY)", 0},
    {"CREATE TABLE filter (id INTEGER PRIMARY KEY, groups TEXT)", 0},
    {"DELETE FROM t WHERE id = 1_000", 3046000},
    {"CREATE TABLE format (id INTEGER PRIMARY KEY)", 0},
    {"ALTER TABLE t ALTER COLUMN x SET NOT NULL", 3053000},
    {"UPDATE t SET x = 'returning over ( ->> right join' WHERE id = 1", 0},
    {"CREATE TABLE n (id INTEGER PRIMARY KEY, \"returning\" TEXT)", 0},
};

TEST(LintRules, EachFeatureHasItsRelease) {
  const std::string before = "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT);";
  const auto is_told = [&](const char* sql, SqliteRelease oldest) {
    for (const LintFinding& finding : LintOf(before, {sql, true}, {.oldest = oldest}, false)) {
      EXPECT_NE(finding.rule->code, "GW903") << sql << finding.message;
      if (finding.rule->code == "GW902") return true;
    }
    return false;
  };
  for (const FeatureCase& feature : kFeatures) {
    EXPECT_FALSE(is_told(feature.sql, std::max(feature.since, 1))) << feature.sql;
    EXPECT_EQ(is_told(feature.sql, std::max(feature.since - 1, 1)), feature.since > 0)
        << feature.sql;
    EXPECT_FALSE(is_told(feature.sql, 0)) << "nobody said how old";
  }
}

TEST(LintRules, Releases) {
  EXPECT_EQ(ParseRelease("3.35"), 3035000);
  EXPECT_EQ(ParseRelease("3.8.11"), 3008011);
  for (const char* wrong : {"", "3", "3.", "3.35.", "3.35.1.2", "3.-1", "v3.35", "3.1000", "2.8",
                            "3.35 ", "99999999999.1"}) {
    EXPECT_EQ(ParseRelease(wrong), std::nullopt) << wrong;
  }
}

TEST(LintRules, FindsByCodeAndByName) {
  ASSERT_NE(FindLintRule("GW101"), nullptr);
  EXPECT_EQ(FindLintRule("GW101"), FindLintRule("table-dropped"));
  EXPECT_EQ(FindLintRule("gw101"), nullptr);
  EXPECT_EQ(FindLintRule(""), nullptr);
}

// Whatever a script says, judging it ends and harms nothing: every page's bad SQL cut off anywhere.
TEST(LintRules, CutScriptsDoNoHarm) {
  for (const LintPage& page : ReadLintPages()) {
    const std::vector<LintQuery> asked = ReadLintQueries(page.Sql("queries"));
    for (const std::string& bad : page.All("bad")) {
      constexpr std::size_t kStep = 11;
      for (std::size_t end = 1; end < bad.size(); end += kStep) {
        LintOf(page.Sql("before"), {bad.substr(0, end), true, asked}, page.options, true);
      }
    }
  }
}

struct Suppressed {
  const char* sql;
  std::vector<std::string> open;
  std::size_t allowed;
};

TEST(LintSuppression, Cases) {
  const std::string before = "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT, y TEXT);";
  const Suppressed cases[] = {
      {"-- godwit: allow column-dropped by its name\nALTER TABLE a DROP COLUMN x;", {}, 1},
      {"-- godwit: allow GW102 here alone\nALTER TABLE a DROP COLUMN x;\nALTER TABLE a DROP COLUMN "
       "y;",
       {"GW102"},
       1},
      {"-- godwit: allow-file GW102 everywhere\nALTER TABLE a DROP COLUMN x;\nALTER TABLE a DROP "
       "COLUMN y;",
       {},
       2},
      {"ALTER TABLE a DROP COLUMN x;\n-- godwit: allow-file GW102 too late\nALTER TABLE a DROP "
       "COLUMN y;",
       {"GW102", "GW904"},
       0},
      {"-- godwit: allow\nALTER TABLE a DROP COLUMN x;", {"GW102", "GW904"}, 0},
      {"-- godwit: allow GW102\nALTER TABLE a DROP COLUMN x;", {"GW102", "GW904"}, 0},
      {"-- godwit: allow GW999 why\nALTER TABLE a DROP COLUMN x;", {"GW102", "GW904"}, 0},
      {"-- godwit: allow GW904 why\n-- godwit: allow GW\nALTER TABLE a ADD COLUMN z TEXT;",
       {"GW904"},
       0},
      {"-- godwit: allow GW101 why\nALTER TABLE a ADD COLUMN z TEXT;", {"GW905"}, 0},
      {"-- godwit: allow GW101 one\n-- godwit: allow GW102 two\nALTER TABLE a DROP COLUMN x;",
       {"GW905"},
       1},
  };
  for (const Suppressed& one : cases) {
    const std::vector<LintFinding> findings = LintOf(before, {one.sql, true}, {}, false);
    EXPECT_EQ(OpenCodes(findings), one.open) << one.sql;
    const auto allowed = std::ranges::count_if(
        findings, [](const LintFinding& finding) { return finding.allowed.has_value(); });
    EXPECT_EQ(static_cast<std::size_t>(allowed), one.allowed) << one.sql;
  }
}

TEST(LintSuppression, NamesThePlaceOfTheDirective) {
  const std::vector<LintFinding> findings =
      LintOf("",
             {"CREATE TABLE a (id INTEGER PRIMARY KEY);\n  -- godwit: allow GW101\nCREATE TABLE "
              "b (id INTEGER PRIMARY KEY);",
              true},
             {}, false);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].line, 2);
  EXPECT_EQ(findings[0].column, 3);
  EXPECT_EQ(findings[0].message, "allow GW101 gives no reason");
}

TEST(LintWords, ReadsInserts) {
  const auto of = [](std::string_view sql) { return ReadInsert(sql, SignificantTokens(sql)); };
  const auto copy = of("INSERT OR IGNORE INTO main.t (a, \"b c\") SELECT x.a, f(b, c) AS d FROM x");
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->conflict, "ignore");
  EXPECT_EQ(copy->columns, (std::vector<std::string>{"a", "b c"}));
  EXPECT_EQ(copy->bare, (std::vector<std::string>{"a", ""}));
  EXPECT_EQ(copy->items, (std::vector<std::string>{"x.a", "f(b, c) AS d"}));
  EXPECT_TRUE(copy->narrowing.empty());
  EXPECT_TRUE(of("REPLACE INTO t VALUES (1)")->conflict == "replace");
  EXPECT_FALSE(of("REPLACE INTO t VALUES (1)")->selects);
  EXPECT_TRUE(of("INSERT INTO t SELECT t.* FROM t")->star);
  EXPECT_FALSE(of("INSERT INTO t (n) SELECT count(*) FROM u")->star);
  EXPECT_EQ(of("CREATE TABLE t AS SELECT DISTINCT a FROM u")->narrowing, "DISTINCT");
  EXPECT_EQ(of("INSERT INTO t (a) SELECT a FROM u WHERE a > 1")->narrowing, "WHERE");
  EXPECT_FALSE(of("CREATE VIEW v AS SELECT a FROM u"));
  EXPECT_FALSE(of("UPDATE t SET a = 1"));
}

}  // namespace
}  // namespace godwit

// Plans beside rows: what is said beforehand of what they lose or cannot allow, and that the
// printed script does what was said.
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/diff.h"
#include "core/schema/inspect.h"
#include "core/schema/print.h"
#include "core/schema/risks.h"
#include "core/schema/standalone.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

Result<Database> OpenScratch() { return Database::Open("", {.mode = OpenMode::kMemory}); }

Status Execute(Database& db, const std::string& sql) {
  for (const ScriptStatement& statement : SplitScript(sql)) {
    if (!statement.sql.empty()) GODWIT_TRY(db.Execute(statement.sql));
  }
  return {};
}

Database Make(const std::string& sql) {
  Database db = std::move(OpenScratch()).value();
  (void)db.SetDoubleQuotedStrings(true);
  const Status done = Execute(db, sql);
  EXPECT_TRUE(done.ok()) << Describe(done.error());
  return db;
}

struct Outcome {
  std::string risks;  // `fails 2 rows: …; loses …`; those that are nobody's left out
  Status run;         // of the script for the shell
  std::string value;  // of the query afterwards
};

// The plan from a database with rows to a schema, carried out.
Outcome Carry(const std::string& from, const std::string& to, const std::string& query) {
  Database db = Make(from);
  const Schema there = std::move(Inspect(db)).value();
  const Schema wanted = std::move(Inspect(Make(to))).value();
  auto diff = DiffSchemas(there, wanted, {.open_scratch = &OpenScratch});
  EXPECT_TRUE(diff.ok()) << Describe(diff.error());
  Outcome outcome;
  if (!diff.ok()) return outcome;
  EXPECT_TRUE(CountRisks(db, diff->forward).ok());
  for (const SchemaChange& change : diff->forward.changes) {
    for (const Risk& risk : change.risks) {
      if (risk.rows == 0) continue;
      outcome.risks += outcome.risks.empty() ? "" : "; ";
      outcome.risks += risk.kind == Risk::Kind::kLoses ? "loses " : "fails ";
      outcome.risks += RiskText(risk);
    }
  }
  outcome.run = Execute(db, StandaloneScript(diff->forward));
  if (!outcome.run.ok()) (void)db.Execute("ROLLBACK");
  const auto value = db.QueryValue(query);
  EXPECT_TRUE(value.ok()) << Describe(value.error());
  if (value.ok()) outcome.value = Show(View(*value));
  return outcome;
}

struct Case {
  std::string name;
  std::string from;
  std::string to;
  std::string risks;
  bool succeeds;
  std::string query;
  std::string value;
};

const std::vector<Case> kCases = {
    {"CommentAtTheEnd", "CREATE TABLE t (a); INSERT INTO t VALUES (1)",
     "CREATE TABLE t (a); CREATE INDEX i ON t (a) -- by a\n; CREATE VIEW v AS SELECT a FROM t /* x",
     "", true, "SELECT count(*) FROM sqlite_schema", "3"},
    {"ChoiceGoes",
     "CREATE TABLE t (a TEXT CHECK (a IN ('x', 'y', 'it''s'))); INSERT INTO t VALUES ('y'), ('x'), "
     "('y'), ('it''s')",
     "CREATE TABLE t (a TEXT CHECK (a IN ('w', 'x')))",
     "fails 2 rows: column \"a\": rows may hold 'y', which its CHECK allows no more; fails 1 row: "
     "column \"a\": rows may hold 'it''s', which its CHECK allows no more",
     false, "SELECT count(*) FROM t", "4"},
    {"UnusedChoiceGoes",
     "CREATE TABLE t (a INT CHECK (a IS NULL OR a IN (1, -2, 3))); INSERT INTO t VALUES (1), (3), "
     "(NULL)",
     "CREATE TABLE t (a INT CHECK (a IS NULL OR a IN (3, 1, 4)))", "", true,
     "SELECT group_concat(a) FROM t", "'1,3'"},
    {"ChoiceIsWrittenOtherwise",
     "CREATE TABLE t (a INT CHECK (a IN (0, 1, -7))); INSERT INTO t VALUES (0), (1), (-7)",
     "CREATE TABLE t (a INT CHECK (a IN (-0, 01, -007)))", "", true, "SELECT sum(a) FROM t", "-6"},
    {"ChoiceIsAdded",
     "CREATE TABLE t (a TEXT CHECK (a IN ('x')), b CHECK (b > 0)); INSERT INTO t VALUES ('x', 1)",
     "CREATE TABLE t (a TEXT CHECK (a IN ('x', 'y')), b CHECK (b > 0))", "", true,
     "SELECT a || b FROM t", "'x1'"},
    // With NULL in its list a CHECK refuses nothing; and these lists forbid.
    {"ChoiceWithNull",
     "CREATE TABLE t (a TEXT CHECK (a IN ('x', NULL))); INSERT INTO t VALUES ('x'), ('q')",
     "CREATE TABLE t (a TEXT CHECK (a IN ('y', 'x')))",
     "fails 1 row: CHECK (a in ( 'y' , 'x' )): rows may not hold to it", false,
     "SELECT count(*) FROM t", "2"},
    {"ForbiddenValueIsAdded",
     "CREATE TABLE t (a TEXT CHECK (a NOT IN ('x'))); INSERT INTO t VALUES ('y')",
     "CREATE TABLE t (a TEXT CHECK (a NOT IN ('x', 'y')))",
     "fails 1 row: CHECK (a not in ( 'x' , 'y' )): rows may not hold to it", false,
     "SELECT count(*) FROM t", "1"},
    // The list is longer, and something else is stricter.
    {"MoreThanTheList",
     "CREATE TABLE t (a TEXT, b INT, CHECK (a IN ('x') AND b > 0)); INSERT INTO t VALUES ('x', 1)",
     "CREATE TABLE t (a TEXT, b INT, CHECK (a IN ('x', 'y') AND b > 1))",
     "fails 1 row: CHECK (a in ( 'x' , 'y' ) and b > 1): rows may not hold to it", false,
     "SELECT count(*) FROM t", "1"},
    {"BecomesGenerated", "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'mine'), (2, NULL)",
     "CREATE TABLE t (a, b AS (a + 1))", "loses 1 row: column \"b\": its values are lost", true,
     "SELECT group_concat(b) FROM t", "'2,3'"},
    {"BecomesStored", "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'mine')",
     "CREATE TABLE t (a, b AS (a + 1) STORED)", "loses 1 row: column \"b\": its values are lost",
     true, "SELECT b FROM t", "2"},
    {"ExpressionAsDefault", "CREATE TABLE t (a); INSERT INTO t VALUES (1)",
     "CREATE TABLE t (a, b DEFAULT (1 + 1), c INTEGER NOT NULL DEFAULT (abs(-7)), d DEFAULT -5, e "
     "DEFAULT (x'00'))",
     "", true, "SELECT b || c || d FROM t", "'27-5'"},
    {"NullsAsRowids", "CREATE TABLE t (id INT, a); INSERT INTO t VALUES (NULL, 1), (7, 2)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
     "loses 1 row: column \"id\": rows that hold NULL there get numbers", true,
     "SELECT count(id) FROM t", "2"},
    {"TwiceAsRowids", "CREATE TABLE t (id TEXT, a); INSERT INTO t VALUES ('7', 1), ('7', 2)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
     "fails 1 row: column \"id\": rows may hold the same number twice", false,
     "SELECT count(id) FROM t", "2"},
    {"TextAsInteger",
     "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('00123'), ('5'), ('abc'), ('1.0'), (NULL)",
     "CREATE TABLE t (a INTEGER)",
     "loses 2 rows: column \"a\": rows may hold values that become others as INTEGER", true,
     "SELECT group_concat(a) FROM t", "'123,5,abc,1'"},
    {"IntegerAsReal",
     "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (9007199254740993), (2), "
     "(9223372036854775807)",
     "CREATE TABLE t (a REAL)",
     "loses 2 rows: column \"a\": rows may hold values that become others as REAL", true,
     "SELECT max(a) = 9223372036854775808.0 FROM t", "1"},
    {"TextAsReal", "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('5'), ('5.0'), ('5.50'), ('x')",
     "CREATE TABLE t (a REAL)",
     "loses 1 row: column \"a\": rows may hold values that become others as REAL", true,
     "SELECT group_concat(a) FROM t", "'5.0,5.0,5.5,x'"},
    {"RealAsText", "CREATE TABLE t (a REAL); INSERT INTO t VALUES (0.1), (0.1 + 0.2), (3)",
     "CREATE TABLE t (a TEXT)", "", true, "SELECT group_concat(a) FROM t",
     "'0.1,0.30000000000000004,3.0'"},
    {"AddedCheck", "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'), ('y')",
     "CREATE TABLE t (a TEXT, b DEFAULT 1 CHECK (b > 5))",
     "fails 2 rows: CHECK (b > 5): rows may not hold to it", false, "SELECT count(*) FROM t", "2"},
    {"AddedGenerated", "CREATE TABLE t (a); INSERT INTO t VALUES (1), (NULL)",
     "CREATE TABLE t (a, g AS (a + 1) NOT NULL)",
     "fails 1 row: column \"g\": rows may have NULL there", false, "SELECT count(*) FROM t", "2"},
    {"StrictDefault", "CREATE TABLE t (a TEXT) STRICT; INSERT INTO t VALUES ('x')",
     "CREATE TABLE t (a TEXT, b INTEGER DEFAULT 'x') STRICT",
     "fails 1 row: column \"b\": rows may hold values that INTEGER does not take", false,
     "SELECT count(*) FROM t", "1"},
    {"EqualAsNumbers", "CREATE TABLE t (a TEXT UNIQUE); INSERT INTO t VALUES ('1'), ('01')",
     "CREATE TABLE t (a INTEGER UNIQUE)",
     "loses 1 row: column \"a\": rows may hold values that become others as INTEGER; fails 1 row: "
     "unique \"a\": rows may hold the same values twice",
     false, "SELECT count(*) FROM t", "2"},
    {"EqualAsNumbersOfAnIndex",
     "CREATE TABLE t (a TEXT); CREATE UNIQUE INDEX i ON t (a); INSERT INTO t VALUES ('2'), ('2.0')",
     "CREATE TABLE t (a INTEGER); CREATE UNIQUE INDEX i ON t (a)",
     "loses 1 row: column \"a\": rows may hold values that become others as INTEGER; fails 1 row: "
     "unique \"a\": rows may hold the same values twice",
     false, "SELECT count(*) FROM t", "2"},
    {"CheckOfWhatIsConverted",
     "CREATE TABLE t (a TEXT CHECK (typeof(a) = 'text')); INSERT INTO t VALUES ('5')",
     "CREATE TABLE t (a INTEGER CHECK (typeof(a) = 'text'))",
     "fails CHECK (typeof ( a ) = 'text'): rows may not hold to it once their values are converted",
     false, "SELECT count(*) FROM t", "1"},
    {"DroppedParent",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (x REFERENCES p); INSERT INTO p "
     "VALUES (1), (2); INSERT INTO c VALUES (1), (NULL)",
     "CREATE TABLE c (x REFERENCES p)",
     "loses 2 rows: its rows are lost; fails 1 row: rows of table \"c\" point to it", false,
     "SELECT count(*) FROM p", "2"},
    {"LostAutoincrement",
     "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a); INSERT INTO t (a) VALUES (1)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
     "loses AUTOINCREMENT: numbers of rows that are gone may be given again", true,
     "SELECT count(*) FROM t", "1"},
    {"NoColumnStays", "CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID; INSERT INTO t VALUES (1)",
     "CREATE TABLE t (g AS (b + 1), b TEXT PRIMARY KEY -- godwit: new\n) WITHOUT ROWID",
     "fails 1 row: column \"b\": rows that are there need a value, and it has no default; loses 1 "
     "row: column \"a\": its values are lost; fails 1 row: no column of a row stays, and its key "
     "must not be NULL",
     false, "SELECT a FROM t", "1"},
    {"BrokenTriggerElsewhere",
     "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'); CREATE TABLE u (x); CREATE TRIGGER g "
     "AFTER INSERT ON u BEGIN INSERT INTO nowhere VALUES (1); END",
     "CREATE TABLE t (a INTEGER); CREATE TABLE u (x); CREATE TRIGGER g AFTER INSERT ON u BEGIN "
     "INSERT INTO nowhere VALUES (1); END",
     "", true, "SELECT type || (SELECT count(*) FROM sqlite_schema) FROM pragma_table_xinfo('t')",
     "'INTEGER3'"},
    {"StringAsAName",
     "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'); CREATE VIEW v AS SELECT a FROM 't'",
     "CREATE TABLE t (a INTEGER); CREATE VIEW v AS SELECT a FROM 't'", "", true, "SELECT a FROM v",
     "'x'"},
    {"IndexNameOfATable",
     "CREATE TABLE t (a TEXT); CREATE INDEX b ON t (a); INSERT INTO t VALUES ('x')",
     "CREATE TABLE t (a INTEGER); CREATE TABLE b (x)", "", true,
     "SELECT group_concat(type || name) FROM sqlite_schema", "'tableb,tablet'"},
    {"TableNameOfAnIndex", "CREATE TABLE t (a TEXT); CREATE TABLE b (x)",
     "CREATE TABLE t (a INTEGER); CREATE INDEX b ON t (a)", "", true,
     "SELECT group_concat(type || name) FROM sqlite_schema", "'tablet,indexb'"},
};

// As the sqlite3 shell does without -bail: what fails is passed over.
void GoOn(Database& db, const std::string& sql) {
  for (const ScriptStatement& statement : SplitScript(sql)) {
    if (!statement.sql.empty()) (void)db.Execute(statement.sql);
  }
}

std::string ValueOf(const Database& db, const std::string& query) {
  const auto value = db.QueryValue(query);
  return value.ok() ? Show(View(*value)) : Describe(value.error());
}

// `hinder`: what the database has besides, which the plan does not know of.
std::string Shelled(const std::string& from, const std::string& to, const std::string& hinder,
                    const std::string& query) {
  Database db = Make(from);
  const Schema there = std::move(Inspect(db)).value();
  const Schema wanted = std::move(Inspect(Make(to))).value();
  const auto diff = DiffSchemas(there, wanted, {.open_scratch = &OpenScratch});
  EXPECT_TRUE(diff.ok()) << Describe(diff.error());
  if (!diff.ok()) return {};
  GoOn(db, hinder);
  GoOn(db, StandaloneScript(diff->forward));
  (void)db.Execute("ROLLBACK");
  return ValueOf(db, query);
}

std::string ScriptOf(const std::string& from, const std::string& to) {
  const Schema there = std::move(Inspect(Make(from))).value();
  const Schema wanted = std::move(Inspect(Make(to))).value();
  const auto diff = DiffSchemas(there, wanted, {.open_scratch = &OpenScratch});
  EXPECT_TRUE(diff.ok()) << Describe(diff.error());
  return diff.ok() ? PlanScript(diff->forward) : std::string();
}

TEST(PlanScript, SaysNothingOfWhatIsKeptWhereANameEndsALine) {
  EXPECT_EQ(ScriptOf("CREATE TABLE \"t\nu\" (a TEXT, b)", "CREATE TABLE \"t\nu\" (a INTEGER, b)")
                .find("godwit: keeps"),
            std::string::npos);
}

TEST(PlanScript, SaysWhatAChangeIsFor) {
  const std::string script =
      ScriptOf("CREATE TABLE t (a, c PRIMARY KEY) WITHOUT ROWID; CREATE VIEW v AS SELECT a FROM t",
               "CREATE TABLE t (a, b, c PRIMARY KEY)");
  for (const char* words :
       {"--   column \"b\" of table \"t\" is to be added\n",
        "--   table \"t\" is different: it is to be a plain table, it is without-rowid\n",
        "-- drop-view view \"v\"\n--   it is gone from the new schema\n"}) {
    EXPECT_NE(script.find(words), std::string::npos) << words << "in\n" << script;
  }
}

TEST(StandaloneScript, LeavesAllAsItIsWhereAStepFails) {
  const std::string from = "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'), (NULL)";
  // The copy fails; the new table cannot be made; so it is with what comes behind the rebuild.
  EXPECT_EQ(Shelled(from, "CREATE TABLE t (a INTEGER NOT NULL)", "", "SELECT count(*) FROM t"),
            "2");
  EXPECT_EQ(Shelled(from, "CREATE TABLE t (a INTEGER)",
                    "CREATE TABLE t_rebuilt (a); INSERT INTO t_rebuilt VALUES (1)",
                    "SELECT count(*) FROM t"),
            "2");
  EXPECT_EQ(Shelled(from, "CREATE TABLE t (a INTEGER); CREATE INDEX i ON t (a)",
                    "CREATE TABLE i (a)", "SELECT type FROM pragma_table_xinfo('t')"),
            "'TEXT'");
  EXPECT_EQ(Shelled(from, "CREATE TABLE t (a TEXT, b DEFAULT 1 CHECK (b > 5)); CREATE TABLE u (a)",
                    "", "SELECT count(*) FROM sqlite_schema"),
            "1");
  EXPECT_EQ(Shelled(from, "CREATE TABLE t (a TEXT NOT NULL); CREATE TABLE u (a)", "",
                    "SELECT count(*) FROM sqlite_schema"),
            "1");
  EXPECT_EQ(Shelled(from, "CREATE TABLE t (a INTEGER); CREATE INDEX i ON t (a)", "",
                    "SELECT group_concat(name) FROM sqlite_schema"),
            "'t,i'");
}

TEST(StandaloneScript, CountsOrphansByChildAndParent) {
  // As many go as come.
  EXPECT_EQ(Shelled("PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY);"
                    "CREATE TABLE c (x REFERENCES p); CREATE TABLE d (x);"
                    "INSERT INTO c VALUES (1), (2); INSERT INTO d VALUES (3), (4)",
                    "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (x);"
                    "CREATE TABLE d (x REFERENCES p)",
                    "", "SELECT count(*) FROM pragma_foreign_key_list('d')"),
            "0");
  // They move with their tables.
  EXPECT_EQ(Shelled("PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY);"
                    "CREATE TABLE c (x REFERENCES p, y TEXT); INSERT INTO c VALUES (1, 2)",
                    "CREATE TABLE q ( -- godwit: renamed from p\n id INTEGER PRIMARY KEY);"
                    "CREATE TABLE d ( -- godwit: renamed from c\n x REFERENCES q, y INTEGER)",
                    "", "SELECT count(*) FROM d"),
            "1");
}

TEST(StandaloneScript, PassesOverKeysThatCannotBeChecked) {
  const std::string from =
      "CREATE TABLE p (a INTEGER, n); CREATE TABLE c (x REFERENCES p (a), m TEXT);"
      "CREATE TABLE k (x REFERENCES k2, m TEXT); CREATE TABLE k2 (id INTEGER PRIMARY KEY)";
  EXPECT_EQ(Shelled(from,
                    "CREATE TABLE p (a INTEGER UNIQUE, n); CREATE TABLE c (x REFERENCES p (a), m "
                    "INTEGER); CREATE TABLE k (x REFERENCES k2, m TEXT); CREATE TABLE k2 (id "
                    "INTEGER PRIMARY KEY)",
                    "", "SELECT count(*) FROM pragma_foreign_key_check"),
            "0");
  EXPECT_EQ(Shelled(from,
                    "CREATE TABLE p (a INTEGER, n); CREATE TABLE c (x REFERENCES p (a), m TEXT);"
                    "CREATE TABLE k (x REFERENCES k2, m INTEGER); CREATE TABLE k2 (id "
                    "INTEGER PRIMARY KEY)",
                    "", "SELECT type FROM pragma_table_xinfo('k') WHERE name = 'm'"),
            "'INTEGER'");
}

class PlanBesideRows : public testing::TestWithParam<Case> {};

TEST_P(PlanBesideRows, SaysWhatItDoes) {
  const Outcome outcome = Carry(GetParam().from, GetParam().to, GetParam().query);
  EXPECT_EQ(outcome.risks, GetParam().risks);
  EXPECT_EQ(outcome.run.ok(), GetParam().succeeds)
      << (outcome.run.ok() ? "" : Describe(outcome.run.error()));
  EXPECT_EQ(outcome.value, GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(Rows, PlanBesideRows, testing::ValuesIn(kCases),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace godwit

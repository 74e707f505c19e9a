// Plans from one schema to another: what they do, and that what they do to rows is nothing that was
// not asked for.
#include "core/schema/diff.h"

#include <gtest/gtest.h>

#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "core/schema/replica.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

Result<Database> OpenScratch() { return Database::Open("", {.mode = OpenMode::kMemory}); }

Database Make(const std::string& sql) {
  Database db = std::move(OpenScratch()).value();
  (void)db.SetDoubleQuotedStrings(true);
  for (const ScriptStatement& statement : SplitScript(sql)) {
    const Status done = db.Execute(statement.sql);
    EXPECT_TRUE(done.ok()) << statement.sql << ": " << Describe(done.error());
  }
  return db;
}

Schema SchemaOf(const std::string& sql) { return std::move(Inspect(Make(sql))).value(); }

Result<SchemaDiff> Diff(const std::string& from, const std::string& to,
                        SqliteRelease release = kNewestRelease) {
  return DiffSchemas(SchemaOf(from), SchemaOf(to),
                     {.release = release, .open_scratch = &OpenScratch});
}

std::string Kinds(const SchemaPlan& plan) {
  std::string kinds;
  for (const SchemaChange& change : plan.changes) {
    kinds += (kinds.empty() ? "" : ", ") + std::string(ChangeKindName(change.kind)) + " " +
             change.object + (change.part.empty() ? "" : " " + change.part);
  }
  return kinds;
}

struct Case {
  std::string name;
  std::string from;
  std::string to;
  std::string forward;
  std::string back;
};

const std::vector<Case> kCases = {
    {"Same", "CREATE TABLE t (a INTEGER, b text)", "create table \"t\" (a integer,\n b TEXT)", "",
     ""},
    {"NewTable", "", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
     "create-table table \"t\", create-index index \"i\"", "drop-table table \"t\""},
    {"ColumnAtTheEnd", "CREATE TABLE t (a)", "CREATE TABLE t (a, b TEXT NOT NULL DEFAULT 'x')",
     "add-column table \"t\" column \"b\"", "drop-column table \"t\" column \"b\""},
    {"ColumnInBetween", "CREATE TABLE t (a, c)", "CREATE TABLE t (a, b, c)",
     "rebuild-table table \"t\"", "drop-column table \"t\" column \"b\""},
    {"ColumnWithTimeDefault", "CREATE TABLE t (a)",
     "CREATE TABLE t (a, b DEFAULT CURRENT_TIMESTAMP)", "rebuild-table table \"t\"",
     "drop-column table \"t\" column \"b\""},
    {"UniqueColumn", "CREATE TABLE t (a)", "CREATE TABLE t (a, b UNIQUE)",
     "rebuild-table table \"t\"", "rebuild-table table \"t\""},
    {"NotNull", "CREATE TABLE t (a, b TEXT)", "CREATE TABLE t (a, b TEXT NOT NULL)",
     "set-not-null table \"t\" column \"b\"", "drop-not-null table \"t\" column \"b\""},
    {"NamedCheck", "CREATE TABLE t (a)", "CREATE TABLE t (a, CONSTRAINT c CHECK (a > 0))",
     "add-check table \"t\" check a > 0", "drop-constraint table \"t\" check \"c\""},
    {"UnnamedCheck", "CREATE TABLE t (a)", "CREATE TABLE t (a, CHECK (a > 0))",
     "add-check table \"t\" check a > 0", "rebuild-table table \"t\""},
    {"Type", "CREATE TABLE t (a TEXT)", "CREATE TABLE t (a INTEGER)", "rebuild-table table \"t\"",
     "rebuild-table table \"t\""},
    {"RenamedColumn", "CREATE TABLE t (a, b); CREATE INDEX i ON t (b)",
     "CREATE TABLE t (a, -- godwit: renamed from z\n c -- godwit: renamed from b\n); CREATE INDEX "
     "i "
     "ON t (c)",
     "rename-column table \"t\" column \"b\"", "rename-column table \"t\" column \"c\""},
    {"RenamedTable", "CREATE TABLE a (x INTEGER PRIMARY KEY); CREATE TABLE c (y REFERENCES a (x))",
     "CREATE TABLE b ( -- godwit: renamed from a\n x INTEGER PRIMARY KEY); CREATE TABLE c (y "
     "REFERENCES b (x))",
     "rename-table table \"a\"", "rename-table table \"b\""},
    {"KeysThatLeadToARenamedTable",
     "CREATE TABLE users (id INTEGER PRIMARY KEY, n TEXT); CREATE TABLE orders (id INTEGER PRIMARY "
     "KEY, uid INTEGER REFERENCES users (id) ON DELETE CASCADE)",
     "CREATE TABLE people ( -- godwit: renamed from users\n id INTEGER PRIMARY KEY, n TEXT); "
     "CREATE TABLE users ( -- godwit: new\n id INTEGER PRIMARY KEY, n TEXT); CREATE TABLE orders "
     "(id INTEGER PRIMARY KEY, uid INTEGER REFERENCES users (id) ON DELETE CASCADE)",
     "rename-table table \"users\", rebuild-table table \"orders\", create-table table "
     "\"users\"",
     "drop-table table \"users\", rename-table table \"people\""},
    {"KeysThatLeadToARenamedColumn",
     "CREATE TABLE p (a INTEGER UNIQUE, n TEXT); CREATE TABLE c (x REFERENCES p (a))",
     "CREATE TABLE p (b INTEGER UNIQUE, -- godwit: renamed from a\n n TEXT, a INTEGER UNIQUE -- "
     "godwit: new\n); CREATE TABLE c (x REFERENCES p (a))",
     "rename-column table \"p\" column \"a\", rebuild-table table \"c\", rebuild-table table "
     "\"p\"",
     "rename-column table \"p\" column \"a\", rename-column table \"p\" column \"b\", "
     "rebuild-table table \"c\", rebuild-table table \"p\""},
    {"CaseOfAName", "CREATE TABLE t (a)", "CREATE TABLE T (A)",
     "rename-table table \"t\", rename-table table \"T_renamed\", rename-column table \"T\" column "
     "\"a\", rename-column table \"T\" column \"A_renamed\"",
     "rename-table table \"T\", rename-table table \"t_renamed\", rename-column table \"t\" column "
     "\"A\", rename-column table \"t\" column \"a_renamed\""},
    {"ViewsUpTheChain",
     "CREATE TABLE t (a, b TEXT); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM "
     "v; "
     "CREATE VIEW x AS SELECT 1 AS one",
     "CREATE TABLE t (a, b INTEGER); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a "
     "FROM "
     "v; CREATE VIEW x AS SELECT 1 AS one",
     "drop-view view \"v\", drop-view view \"w\", rebuild-table table \"t\", create-view view "
     "\"v\", "
     "create-view view \"w\"",
     "drop-view view \"v\", drop-view view \"w\", rebuild-table table \"t\", create-view view "
     "\"v\", "
     "create-view view \"w\""},
    {"TriggersOfOtherTables",
     "CREATE TABLE t (a TEXT); CREATE TABLE u (x); CREATE TRIGGER g AFTER INSERT ON u BEGIN UPDATE "
     "t "
     "SET a = 1; END; CREATE TRIGGER h AFTER INSERT ON u BEGIN SELECT 1; END",
     "CREATE TABLE t (a INTEGER); CREATE TABLE u (x); CREATE TRIGGER g AFTER INSERT ON u BEGIN "
     "UPDATE "
     "t SET a = 1; END; CREATE TRIGGER h AFTER INSERT ON u BEGIN SELECT 1; END",
     "drop-trigger trigger \"g\", rebuild-table table \"t\", create-trigger trigger \"g\"",
     "drop-trigger trigger \"g\", rebuild-table table \"t\", create-trigger trigger \"g\""},
    {"Index", "CREATE TABLE t (a, b); CREATE INDEX i ON t (a)",
     "CREATE TABLE t (a, b); CREATE INDEX i ON t (b)",
     "drop-index index \"i\", create-index index \"i\"",
     "drop-index index \"i\", create-index index \"i\""},
    {"DroppedColumnOfAnIndex", "CREATE TABLE t (a, b); CREATE INDEX i ON t (b)",
     "CREATE TABLE t (a)", "drop-index index \"i\", drop-column table \"t\" column \"b\"",
     "add-column table \"t\" column \"b\", create-index index \"i\""},
    {"BrokenViewBesideARename", "CREATE TABLE t (a); CREATE VIEW v AS SELECT x FROM nowhere",
     "CREATE TABLE t (b -- godwit: renamed from a\n); CREATE VIEW v AS SELECT x FROM nowhere",
     "drop-view view \"v\", rename-column table \"t\" column \"a\", create-view view \"v\"",
     "drop-view view \"v\", rename-column table \"t\" column \"b\", create-view view \"v\""},
};

class DiffOf : public testing::TestWithParam<Case> {};

TEST_P(DiffOf, Plans) {
  const auto diff = Diff(GetParam().from, GetParam().to);
  ASSERT_TRUE(diff.ok()) << Describe(diff.error());
  EXPECT_EQ(Kinds(diff->forward), GetParam().forward);
  EXPECT_EQ(Kinds(diff->back), GetParam().back);
}

INSTANTIATE_TEST_SUITE_P(Schemas, DiffOf, testing::ValuesIn(kCases),
                         [](const auto& one) { return one.param.name; });

TEST(Diff, AsksWhereANameMayBeRenamed) {
  const auto column = Diff("CREATE TABLE t (a TEXT)", "CREATE TABLE t (b TEXT)");
  ASSERT_FALSE(column.ok());
  EXPECT_EQ(
      Describe(column.error()),
      "column \"a\" of table \"t\": it is gone, and \"b\" is new: the same under another name, "
      "or not?");
  EXPECT_EQ(column.error().code, ErrorCode::kRefused);
  const auto table = Diff("CREATE TABLE t (a TEXT, b)", "CREATE TABLE u (a TEXT, c)");
  ASSERT_FALSE(table.ok());
  const auto said = Diff("CREATE TABLE t (a TEXT)", "CREATE TABLE t (b TEXT -- godwit: new\n)");
  EXPECT_TRUE(said.ok());
}

TEST(Diff, PlansForAnOlderRelease) {
  const auto diff =
      Diff("CREATE TABLE t (a, b TEXT)", "CREATE TABLE t (a, b TEXT NOT NULL)", 3035000);
  ASSERT_TRUE(diff.ok());
  EXPECT_EQ(Kinds(diff->forward), "rebuild-table table \"t\"");
}

}  // namespace
}  // namespace godwit

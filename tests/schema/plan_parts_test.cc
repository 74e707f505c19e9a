// Plans made in parts are those that are made at once, and what hangs together stays together.
#include "core/schema/plan_parts.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/schema/diff.h"
#include "core/schema/inspect.h"
#include "core/schema/print.h"
#include "tests/digest/databases.h"

namespace godwit {
namespace {

constexpr PartSizes kSmall = {.split_from = 1, .tables = 1};

Schema SchemaOf(const std::string& sql) { return std::move(Inspect(Make(sql))).value(); }

struct Case {
  std::string name;
  std::string from;
  std::string to;
  std::size_t parts;
};

const std::vector<Case> kCases = {
    {"Apart", "CREATE TABLE a (x); CREATE TABLE b (x)",
     "CREATE TABLE a (x, y); CREATE TABLE b (x INTEGER)", 2},
    {"NewAndGone", "CREATE TABLE a (x INTEGER, y)", "CREATE TABLE b (z); CREATE VIEW v AS SELECT 1",
     3},
    {"OneTriggerOverBoth",
     "CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE c (x);"
     "CREATE TRIGGER g AFTER DELETE ON a BEGIN DELETE FROM b; END",
     "CREATE TABLE a (x INTEGER); CREATE TABLE b (x INTEGER); CREATE TABLE c (x INTEGER);"
     "CREATE TRIGGER g AFTER DELETE ON a BEGIN DELETE FROM b; END",
     2},
    {"AnIndexMoves", "CREATE TABLE a (x); CREATE TABLE b (x); CREATE INDEX i ON a (x)",
     "CREATE TABLE a (x); CREATE TABLE b (x); CREATE INDEX i ON b (x)", 1},
    {"TheSameTableIsMentionedTwice",
     "CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE log (x);"
     "CREATE TRIGGER g AFTER DELETE ON a BEGIN INSERT INTO log (x) VALUES (1); END;"
     "CREATE TRIGGER h AFTER DELETE ON b BEGIN INSERT INTO log (x) VALUES (1); END",
     "CREATE TABLE a (x TEXT); CREATE TABLE b (x TEXT); CREATE TABLE log (x);"
     "CREATE TRIGGER g AFTER DELETE ON a BEGIN INSERT INTO log (x) VALUES (1); END;"
     "CREATE TRIGGER h AFTER DELETE ON b BEGIN INSERT INTO log (x) VALUES (1); END",
     2},
    {"AForeignKeyLeadsToARename",
     "CREATE TABLE a (x INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (x))",
     "CREATE TABLE z ( -- godwit: renamed from a\n x INTEGER PRIMARY KEY, y);"
     "CREATE TABLE b (a REFERENCES z (x), c)",
     1},
    {"AForeignKeySpellsItsTableOtherwise",
     "CREATE TABLE Parent (x INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES Parent (x))",
     "CREATE TABLE Parent (x INTEGER PRIMARY KEY, y); CREATE TABLE b (a REFERENCES parent (X), c)",
     2},
    {"SomethingIsBroken",
     "CREATE TABLE a (x); CREATE TABLE b (x); CREATE VIEW v AS SELECT * FROM nowhere",
     "CREATE TABLE a (x TEXT); CREATE TABLE b (x TEXT); CREATE VIEW v AS SELECT * FROM nowhere", 1},
};

std::vector<std::string> Titles(const SchemaPlan& plan) {
  std::vector<std::string> titles;
  for (const SchemaChange& change : plan.changes) titles.push_back(ChangeText(change));
  std::ranges::sort(titles);
  return titles;
}

class PlanInParts : public testing::TestWithParam<Case> {};

TEST_P(PlanInParts, IsThePlanAtOnce) {
  const Schema from = SchemaOf(GetParam().from);
  const Schema to = SchemaOf(GetParam().to);
  const auto renames = FindRenames(from, to);
  ASSERT_TRUE(renames.ok()) << Describe(renames.error());
  EXPECT_EQ(SplitParts(FindRelevant(from, to, *renames), *renames, kSmall).size(),
            GetParam().parts);
  const auto open = [] { return Database::Open("", {.mode = OpenMode::kMemory}); };
  const auto whole = DiffSchemas(from, to, {.open_scratch = open});
  const auto parts = DiffSchemas(from, to, {.open_scratch = open, .parts = kSmall});
  ASSERT_TRUE(whole.ok()) << Describe(whole.error());
  ASSERT_TRUE(parts.ok()) << Describe(parts.error());
  EXPECT_EQ(Titles(parts->forward), Titles(whole->forward));
  EXPECT_EQ(Titles(parts->back), Titles(whole->back));
  EXPECT_EQ(parts->forward.foreign_keys_off, whole->forward.foreign_keys_off);
}

INSTANTIATE_TEST_SUITE_P(Schemas, PlanInParts, testing::ValuesIn(kCases),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace godwit

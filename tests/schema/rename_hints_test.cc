// Hints of renames: which count, which have been carried out, which are refused; and what is asked
// where there is none.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/diff.h"
#include "core/schema/inspect.h"
#include "core/schema/lookalikes.h"
#include "core/schema/replica.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

Result<Database> OpenScratch() { return Database::Open("", {.mode = OpenMode::kMemory}); }

Schema SchemaOf(const std::string& sql) {
  Database db = std::move(OpenScratch()).value();
  for (const ScriptStatement& statement : SplitScript(sql)) {
    const Status done = db.Execute(statement.sql);
    EXPECT_TRUE(done.ok()) << statement.sql << ": " << Describe(done.error());
  }
  return std::move(Inspect(db)).value();
}

// What is done, in short, or what is said against it.
std::string Outcome(const Schema& from, const Schema& to) {
  const auto diff = DiffSchemas(from, to, {.open_scratch = &OpenScratch});
  if (!diff.ok()) return Describe(diff.error());
  std::string all;
  for (const SchemaChange& change : diff->forward.changes) {
    all += (all.empty() ? "" : ", ") + std::string(ChangeKindName(change.kind)) + " " +
           change.object + (change.part.empty() ? "" : " " + change.part);
  }
  return all;
}

struct Row {
  std::string name;
  std::string from;
  std::string to;
  std::string outcome;
};

const std::vector<Row> kRows = {
    {"OwnName", "CREATE TABLE t (a TEXT, b TEXT)",
     "CREATE TABLE t ( -- godwit: renamed from t\n a TEXT, -- godwit: renamed from a\n b TEXT)",
     ""},
    {"SwappedColumns", "CREATE TABLE t (a TEXT, b TEXT)",
     "CREATE TABLE t (b TEXT, -- godwit: renamed from a\n a TEXT -- godwit: renamed from b\n)",
     "column \"a\" of table \"t\": the hints give \"a\", \"b\" each other's names: that looks the "
     "same before and afterwards, so whether it is done already cannot be told"},
    {"SwappedTables", "CREATE TABLE a (x TEXT); CREATE TABLE b (y TEXT)",
     "CREATE TABLE b ( -- godwit: renamed from a\n x TEXT); CREATE TABLE a ( -- godwit: renamed "
     "from b\n y TEXT)",
     "table \"a\": the hints give \"a\", \"b\" each other's names: that looks the same before and "
     "afterwards, so whether it is done already cannot be told"},
    {"Ring", "CREATE TABLE t (a TEXT, b TEXT, c TEXT)",
     "CREATE TABLE t (a TEXT, -- godwit: renamed from b\n b TEXT, -- godwit: renamed from c\n c "
     "TEXT -- godwit: renamed from a\n)",
     "column \"a\" of table \"t\": the hints give \"a\", \"b\", \"c\" each other's names: that "
     "looks the same before and afterwards, so whether it is done already cannot be told"},
    {"SwapOfAnEmptySchema", "",
     "CREATE TABLE b ( -- godwit: renamed from a\n x TEXT); CREATE TABLE a ( -- godwit: renamed "
     "from b\n y TEXT)",
     "create-table table \"a\", create-table table \"b\""},
    {"Chain", "CREATE TABLE t (a TEXT, b INTEGER)",
     "CREATE TABLE t (b TEXT, -- godwit: renamed from a\n c INTEGER -- godwit: renamed from b\n)",
     "rename-column table \"t\" column \"a\", rename-column table \"t\" column \"b\", "
     "rename-column table \"t\" column \"b_renamed\""},
    {"ChainOfTables", "CREATE TABLE a (x TEXT); CREATE TABLE b (y TEXT)",
     "CREATE TABLE b ( -- godwit: renamed from a\n x TEXT); CREATE TABLE c ( -- godwit: renamed "
     "from b\n y TEXT)",
     "rename-table table \"a\", rename-table table \"b\", rename-table table \"b_renamed\""},
    {"CarriedOut", "CREATE TABLE t (b TEXT, c TEXT)",
     "CREATE TABLE t (b TEXT, -- godwit: renamed from a\n d TEXT, -- godwit: new\n c TEXT)",
     "rebuild-table table \"t\""},
    {"CarriedOutAndTheOldNameIsAnotherOne", "CREATE TABLE t (a TEXT, b TEXT)",
     "CREATE TABLE t (a TEXT, b TEXT -- godwit: renamed from a\n)", ""},
    {"BothThere", "CREATE TABLE t (a TEXT, b TEXT)",
     "CREATE TABLE t (b TEXT -- godwit: renamed from a\n)",
     "column \"b\" of table \"t\": the new schema says that it is renamed from \"a\", and the old "
     "one has both: which of them goes?"},
    {"OldNameStays", "CREATE TABLE t (a TEXT)",
     "CREATE TABLE t (a TEXT, b TEXT -- godwit: renamed from a\n)",
     "column \"b\" of table \"t\": the new schema says that it is renamed from \"a\", and has that "
     "one too: is that another one now?"},
    {"OldNameIsNew", "CREATE TABLE t (a TEXT)",
     "CREATE TABLE t (b TEXT, -- godwit: renamed from a\n a TEXT -- godwit: new\n)",
     "rename-column table \"t\" column \"a\", add-column table \"t\" column \"a\""},
    {"Twice", "CREATE TABLE t (a TEXT)",
     "CREATE TABLE t (x TEXT, -- godwit: renamed from a\n y TEXT -- godwit: renamed from a\n)",
     "column \"y\" of table \"t\": it is renamed from \"a\", and so is \"x\""},
    {"Mistyped", "CREATE TABLE t (id INTEGER PRIMARY KEY, nick TEXT)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, alias TEXT -- godwit: renamed from nik\n)",
     "column \"alias\" of table \"t\": the new schema says that it is renamed from \"nik\", which "
     "the old one does not have; what is gone is \"nick\""},
    {"MistypedTable", "CREATE TABLE users (a TEXT)",
     "CREATE TABLE people ( -- godwit: renamed from user\n a TEXT)",
     "table \"people\": the new schema says that it is renamed from \"user\", which the old one "
     "does not have; what is gone is \"users\""},
    {"MoreThanTheName", "CREATE TABLE t (name TEXT)",
     "CREATE TABLE t (full_name TEXT -- godwit: renamed from name (ticket 12)\n)",
     "column \"full_name\" of table \"t\": the new schema says that it is renamed from \"name "
     "(ticket 12)\", which the old one does not have; what is gone is \"name\""},
    {"VirtualTable", "CREATE VIRTUAL TABLE f USING fts5 (a)",
     "CREATE TABLE g ( -- godwit: renamed from f\n a)",
     "table \"g\": the new schema says that it is renamed from \"f\", which is a virtual table in "
     "the old one"},
    {"UnknownAndNothingGone", "CREATE TABLE t (a TEXT)",
     "CREATE TABLE t (a TEXT, b TEXT -- godwit: renamed from long_ago\n)",
     "add-column table \"t\" column \"b\""},
    {"OtherConstraints", "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL DEFAULT '')",
     "column \"name\" of table \"t\": it is gone, and \"full_name\" is new: the same under another "
     "name, or not?"},
    {"OtherType", "CREATE TABLE t (id INTEGER PRIMARY KEY, amount REAL)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, amount_cents INTEGER)",
     "column \"amount\" of table \"t\": it is gone, and \"amount_cents\" is new: the same under "
     "another name, or not?"},
    {"OtherPlace", "CREATE TABLE t (a REAL, b BLOB, c INTEGER)",
     "CREATE TABLE t (c INTEGER, d TEXT, e REAL)",
     "column \"a\" of table \"t\": it is gone, and \"e\" is new: the same under another name, or "
     "not?"},
    {"SeveralMayBe", "CREATE TABLE t (a TEXT, n REAL)", "CREATE TABLE t (b TEXT, c TEXT, n REAL)",
     "column \"a\" of table \"t\": it is gone, and \"b\", \"c\" are new: is one of them the same "
     "under another name?"},
    {"ComputedColumn", "CREATE TABLE t (a TEXT, b TEXT AS (a) VIRTUAL)",
     "CREATE TABLE t (a TEXT, c TEXT)",
     "drop-column table \"t\" column \"b\", add-column table \"t\" column \"c\""},
    {"LoneTableWithTheKeyAlone", "CREATE TABLE users (id INTEGER PRIMARY KEY, a TEXT, b TEXT)",
     "CREATE TABLE people (id INTEGER PRIMARY KEY, c TEXT, d TEXT, e TEXT)",
     "table \"users\": it is gone, and \"people\" is new: the same under another name, or not?"},
    {"TablesWithNothingShared",
     "CREATE TABLE users (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE x (z TEXT)",
     "CREATE TABLE orders (id INTEGER PRIMARY KEY, price REAL)",
     "drop-table table \"users\", drop-table table \"x\", create-table table \"orders\""},
    {"HalfOfTheColumns",
     "CREATE TABLE users (id INTEGER PRIMARY KEY, a TEXT, b TEXT); CREATE TABLE x (z TEXT)",
     "CREATE TABLE people (id INTEGER PRIMARY KEY, a TEXT NOT NULL, c TEXT, d TEXT, e TEXT)",
     "table \"users\": it is gone, and \"people\" is new: the same under another name, or not?"},
};

class HintsOf : public testing::TestWithParam<Row> {};

TEST_P(HintsOf, HaveTheOutcome) {
  EXPECT_EQ(Outcome(SchemaOf(GetParam().from), SchemaOf(GetParam().to)), GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(Schemas, HintsOf, testing::ValuesIn(kRows),
                         [](const auto& one) { return one.param.name; });

// Whatever it says, a schema is no different from itself.
TEST(Hints, SayNothingWhereTheOldTextHasThemToo) {
  for (const Row& row : kRows) {
    EXPECT_EQ(Outcome(SchemaOf(row.to), SchemaOf(row.to)), "") << row.name;
  }
}

TEST(Hints, AnswersAreAskedForWhereTheyCanBeGiven) {
  const Schema from = SchemaOf("CREATE TABLE t (a TEXT)");
  const Schema to = SchemaOf("CREATE TABLE t (b TEXT)");
  const auto text = DiffSchemas(from, to, {.open_scratch = &OpenScratch});
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().next,
            "say it in the new schema, behind its definition: `-- godwit: renamed from a` keeps "
            "the data, `-- godwit: new` drops it");
  const auto other = DiffSchemas(from, to, {.open_scratch = &OpenScratch, .to_is_text = false});
  ASSERT_FALSE(other.ok());
  EXPECT_NE(other.error().next.find("`godwit diff empty.sql NEW > new.sql`"), std::string::npos)
      << other.error().next;
}

// Columns that most tables have are no evidence.
TEST(Lookalikes, AreNotMadeByWhatEveryTableHas) {
  std::string old;
  std::string now;
  const std::string common = "(id TEXT PRIMARY KEY, created TEXT, updated TEXT";
  for (const char* name : {"a", "b", "c"}) {
    old += std::string("CREATE TABLE ") + name + common + ", " + name + "1 TEXT);";
  }
  for (const char* name : {"x", "y", "z"}) {
    now += std::string("CREATE TABLE ") + name + common + ", " + name + "1 TEXT);";
  }
  EXPECT_TRUE(FindLookalikes(SchemaOf(old), SchemaOf(now)).empty());
  now += "CREATE TABLE w" + common + ", b1 TEXT, more TEXT);";
  const auto found = FindLookalikes(SchemaOf(old), SchemaOf(now));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(LookalikeText(found.front()), "table \"b\" may be \"w\", renamed");
}

}  // namespace
}  // namespace godwit

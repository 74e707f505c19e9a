// From two fingerprints alone: which table, row and column differ.
#include "core/digest/fingerprint.h"

#include "tests/digest/databases.h"

namespace godwit {
namespace {

Fingerprint FingerprintOf(Database& db) {
  Result<FingerprintRun> run = FingerprintRun::Start(db);
  EXPECT_TRUE(run.ok());
  while (*run->Step()) {
  }
  return std::move(*run).Finish();
}

// What `here` says about the fingerprint of `there`.
std::string Difference(std::string_view here, std::string_view there) {
  Database a = Make(here);
  Database b = Make(there);
  const auto text = DescribeDifference(a, FingerprintOf(a), FingerprintOf(b));
  if (!text.ok()) return Describe(text.error());
  return text->value_or("same");
}

constexpr std::string_view kThree =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b); INSERT INTO t VALUES (1, 'x', 0), (2, 'y', "
    "0), (3, 'z', NULL);";

std::string Three(std::string_view more) { return std::string(kThree) + std::string(more); }

TEST(Fingerprint, NamesWhatDiffers) {
  const struct {
    std::string here;
    std::string expected;
  } rows[] = {
      {Three(""), "same"},
      {Three("CREATE TABLE u (x); DROP TABLE u;"), "same"},
      {Three("UPDATE t SET a = 'Y' WHERE id = 2"), "table \"t\", row \"id\" = 2, column \"a\""},
      {Three("UPDATE t SET b = 0.0 WHERE id = 1"), "table \"t\", row \"id\" = 1, column \"b\""},
      {Three("UPDATE t SET a = 1, b = 2 WHERE id = 3"),
       "table \"t\", row \"id\" = 3, column \"a\", \"b\""},
      {Three("UPDATE t SET b = 7 WHERE id > 1"),
       "table \"t\", row \"id\" = 2, column \"b\" (and 1 more row)"},
      {Three("INSERT INTO t VALUES (9, 1, 1)"), "table \"t\", row \"id\" = 9: 4 rows instead of 3"},
      {Three("DELETE FROM t WHERE id = 2"), "table \"t\": 1 row is gone, 2 rows instead of 3"},
      {Three("CREATE TABLE a (x)"), "table \"a\" is extra"},
      {"CREATE TABLE u (x)", "table \"t\" is missing (and 1 more)"},
      {"", "table \"t\" is missing"},
      {Three("CREATE INDEX i ON t (a)"), "index \"i\" on table \"t\" is extra"},
      {Three("ALTER TABLE t ADD COLUMN c"), "column \"c\" of table \"t\" is extra"},
  };
  for (const auto& row : rows) EXPECT_EQ(Difference(row.here, kThree), row.expected) << row.here;
}

TEST(Fingerprint, SwappedValuesAreSeen) {
  EXPECT_EQ(Difference(Three("UPDATE t SET a = CASE id WHEN 1 THEN 'y' WHEN 2 THEN 'x' ELSE a END"),
                       kThree),
            "table \"t\", row \"id\" = 1, column \"a\" (and 1 more row)");
}

TEST(Fingerprint, WithoutAKeyOnlyTheTableIsNamed) {
  const std::string table = "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2);";
  EXPECT_EQ(Difference(table + "UPDATE t SET a = 3 WHERE a = 2", table), "table \"t\": other rows");
}

TEST(Fingerprint, OneRowInManyIsFound) {
  const std::string many =
      "CREATE TABLE t (k TEXT PRIMARY KEY NOT NULL, v) WITHOUT ROWID; WITH RECURSIVE n(i) AS "
      "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO t SELECT "
      "printf('%05d', i * 7919 % 20011), i FROM n;";
  EXPECT_EQ(Difference(many + "UPDATE t SET v = -1 WHERE k = '04711'", many),
            "table \"t\", row \"k\" = '04711', column \"v\"");
  EXPECT_EQ(Difference(many + "UPDATE t SET v = v + 1", many),
            "table \"t\", column \"v\": many rows differ");
}

// Seven changed rows are fourteen for the sketch. Where it cannot tell it must say so.
TEST(RowSketch, ReadsOffAHandful) {
  int untold = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    RowSketch a;
    RowSketch b;
    for (std::uint64_t i = 0; i < 500; ++i) {
      a.Add({i, i * 31 + seed});
      b.Add({i, i * 31 + seed + (i % 80 == 1 ? 1000 : 0)});
    }
    const auto difference = a.Compare(b);
    untold += difference ? 0 : 1;
    if (!difference) continue;
    EXPECT_EQ(difference->here.size(), 7U);
    for (const RowSketch::Row& row : difference->here) EXPECT_EQ(row.key % 80, 1U);
    EXPECT_EQ(difference->there.size(), 7U);
  }
  EXPECT_LE(untold, 2);
}

TEST(RowSketch, TextHoldsAll) {
  RowSketch sketch;
  sketch.Add({1, 2});
  const std::string text = sketch.ToText();
  const auto read = RowSketch::FromText(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, sketch);
  EXPECT_FALSE(RowSketch::FromText(text.substr(1)));
  EXPECT_FALSE(RowSketch::FromText("g" + text.substr(1)));
  EXPECT_EQ(RowSketch().ToText(), "");
  EXPECT_EQ(*RowSketch::FromText(""), RowSketch());
}

}  // namespace
}  // namespace godwit

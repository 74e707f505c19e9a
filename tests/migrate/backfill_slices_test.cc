// Larger batches are worked through in slices; that must not show.
#include <map>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

std::map<std::string, std::string> Project(std::string_view select) {
  return {{"20260101000000_a/migration.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY, v);"},
          {"20260102000000_b/migration.sql", "ALTER TABLE t ADD COLUMN d;"},
          {"20260102000000_b/down.sql", "ALTER TABLE t DROP COLUMN d;"},
          {"20260102000000_b/backfill.sql",
           "-- godwit: data-step double\n-- godwit: table t\n" + std::string(select)}};
}

std::string FillRows(int rows) {
  return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
         std::to_string(rows) + ") INSERT INTO t (id, v) SELECT i, i FROM n";
}

TEST(BackfillSlices, CountsBatchesNotSlices) {
  Bench bench(Project("SELECT id, v * 2 AS d FROM t WHERE d IS NULL;"));
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(FillRows(500));
  bench.listener.wants_rows = true;
  const Result<Report> report = bench.Up({}, {}, 200);
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(report->data_steps[0].rows, 500);
  EXPECT_EQ(report->data_steps[0].batches, 3);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t WHERE d = v * 2"), "500");
  std::string batches;
  std::int64_t rows = 0;
  for (const LogEvent& event : bench.listener.log) {
    if (event.event == "row") {
      EXPECT_EQ(event.fields[2].second, Value(++rows));
    }
    if (event.event == "batch") batches += Show(View(event.fields[2].second)) + " ";
  }
  // The last one found nothing left.
  EXPECT_EQ(batches, "200 200 100 0 ");
  EXPECT_EQ(rows, 500);
}

TEST(BackfillSlices, KeepsNoSliceOfABatchThatFails) {
  Bench bench(Project("SELECT id, json_extract(v, '$') AS d FROM t WHERE d IS NULL;"));
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(FillRows(500));
  bench.Sql("UPDATE t SET v = '{' WHERE id = 390");
  const Result<Report> report = bench.Up({}, {}, 200);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().what, "data step \"double\", row after \"id\" = 389");
  EXPECT_EQ(bench.Show("SELECT count(d) FROM t"), "200");
  bench.Sql("UPDATE t SET v = 390 WHERE id = 390");
  EXPECT_EQ(bench.BackfillAll()->data_steps[0].rows, 300);
}

// What a SELECT makes of other rows, it makes of them as they were when its batch began.
TEST(BackfillSlices, ShowsNoHalfDoneBatchToItsSelect) {
  for (const std::string_view select :
       {"SELECT id, (SELECT count(d) FROM t) AS d FROM t WHERE d IS NULL;",
        "SELECT id, (SELECT count(d) FROM t AS other WHERE other.id < t.id) AS d FROM t WHERE d IS "
        "NULL;"}) {
    Bench bench(Project(select));
    ASSERT_TRUE(bench.Up("20260101000000_a").ok());
    bench.Sql(FillRows(300));
    const Result<Report> report = bench.Up({}, {}, 150);
    ASSERT_TRUE(report.ok()) << Describe(report.error());
    EXPECT_EQ(bench.Show("SELECT group_concat(d || ':' || n) FROM (SELECT d, count(*) AS n FROM t "
                         "GROUP BY d)"),
              "'0:150,150:150'")
        << select;
  }
}

}  // namespace
}  // namespace godwit

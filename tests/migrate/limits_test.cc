// Deadlines on a project's SQL: whatever script the statement is in, it ends, what it has begun is
// rolled back, and the error says where it stands. Time is what a clock says by which every look
// takes a tenth of a second.
#include "core/sqlite/limits.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/migrate/verify.h"
#include "tests/migrate/fixture.h"
#include "tests/ticking_clock.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

constexpr std::int64_t kTick = 100'000;
const std::string kForEver =
    "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)";
const std::string kTooLong = "the statement took longer than 2 s";

const FileMap kProject = {{"20260101000000_a/migration.sql",
                           "CREATE TABLE t (id INTEGER PRIMARY KEY, a);\n"
                           "INSERT INTO t (id) VALUES (1), (2), (3);\n"}};

FileMap With(const std::string& path, const std::string& text) {
  FileMap files = kProject;
  files[path] = text;
  return files;
}

// The checks that failed, each with what it found.
std::string FailedChecks(Bench& bench) {
  auto checks = std::move(Verification::Start(bench.context())).value();
  Result<bool> more = true;
  while ((more = checks->Step()).ok() && *more) {
  }
  if (!more.ok()) return Describe(more.error());
  std::string failed;
  for (const CheckResult& check : checks->results()) {
    if (check.state == CheckState::kFailed) failed += check.name + ": " + check.actual + "\n";
  }
  return failed;
}

class DeadlineTest : public ::testing::Test {
 protected:
  OpenOptions Options() {
    Limits limits;
    limits.deadline_millis = 2000;
    return {.limits = limits, .stopwatch = &clock_};
  }

  TickingClock clock_{kTick};
};

TEST_F(DeadlineTest, RollsBackTheWholeMigrationAndSaysWhere) {
  Bench bench(With("20260102000000_b/migration.sql",
                   "CREATE TABLE other (a);\n\n  INSERT INTO t "
                   "(a) SELECT " +
                       kForEver + ";\n"),
              {}, Options());
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  const std::string before = *bench.db().Serialize();
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  const Error& error = report.error();
  EXPECT_EQ(error.code, ErrorCode::kFailed);
  EXPECT_EQ(error.what, "migration \"20260102000000_b\", statement 2 of 2");
  EXPECT_EQ(error.why, kTooLong);
  EXPECT_TRUE(error.next.starts_with("`--deadline SECONDS` gives each statement more time"))
      << error.next;
  EXPECT_EQ(error.place.file, "app/migrations/20260102000000_b/migration.sql");
  EXPECT_EQ(error.place.line, 3);
  EXPECT_EQ(error.place.column, 3);
  EXPECT_TRUE(*bench.db().Serialize() == before);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
}

// Each of a migration's statements has the whole time.
TEST_F(DeadlineTest, IsOfOneStatement) {
  std::string script;
  const std::string some =
      "INSERT INTO t (a) SELECT (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
      "WHERE i < 2000) SELECT count(*) FROM n);\n";
  for (int i = 0; i < 30; ++i) script += some;
  Bench bench(With("20260102000000_b/migration.sql", script), {}, Options());
  const std::int64_t begin = clock_.MonotonicMicros();
  const Result<Report> report = bench.Up();
  EXPECT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_GT(clock_.MonotonicMicros() - begin, 10'000'000);
}

TEST_F(DeadlineTest, HoldsForEveryStatementOfAProject) {
  const std::string step = "-- godwit: data-step s\n-- godwit: table t\n";
  const std::string parts =
      "-- godwit: data-step s\n-- godwit: each t\n"
      "SELECT id FROM t WHERE a IS NULL;\n-- godwit: ";
  const struct {
    const char* what;
    std::string file;
    std::string text;
    ErrorCode code;
  } rows[] = {
      {"a step's SELECT", "backfill.sql",
       step + "SELECT id, " + kForEver + " AS a FROM t WHERE a IS NULL", ErrorCode::kDataStep},
      {"its condition", "backfill.sql",
       step + "SELECT id, 1 AS a FROM t WHERE a IS NULL AND 1 < " + kForEver, ErrorCode::kDataStep},
      {"a part", "backfill.sql", parts + "write w\nUPDATE t SET a = " + kForEver,
       ErrorCode::kDataStep},
      {"a let", "backfill.sql",
       parts + "let l\nSELECT " + kForEver + " AS c;\n-- godwit: write w\nUPDATE t SET a = 1",
       ErrorCode::kDataStep},
      {"a trigger", "migration.sql",
       "CREATE TABLE t (id INTEGER PRIMARY KEY, a);\nCREATE TRIGGER slow AFTER INSERT ON t BEGIN "
       "UPDATE t SET a = " +
           kForEver + "; END;\nINSERT INTO t DEFAULT VALUES;\nDROP TRIGGER slow",
       ErrorCode::kFailed},
  };
  for (const auto& row : rows) {
    Bench bench(With("20260101000000_a/" + row.file, row.text), {}, Options());
    bench.listener.wants_rows = true;
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok()) << row.what;
    EXPECT_TRUE(report.error().why.ends_with(kTooLong)) << row.what << report.error().why;
    EXPECT_EQ(report.error().code, row.code) << row.what;
    EXPECT_TRUE(report.error().place.file.ends_with(row.file)) << row.what;
    EXPECT_GT(report.error().place.line, 0) << row.what;
    EXPECT_NE(report.error().next.find("`--deadline SECONDS`"), std::string::npos) << row.what;
    if (row.code == ErrorCode::kDataStep) {
      EXPECT_TRUE(report.error().what.starts_with("data step \"s\"")) << report.error().what;
    }
    EXPECT_EQ(bench.Show("SELECT count(*) FROM t WHERE a IS NOT NULL"),
              row.file == "migration.sql"
                  ? "SQL statement on database \":memory:\": no such table: t"
                  : "0")
        << row.what;
  }
}

// SQLite answers an allocation that fails in a SELECT by taking the whole transaction back.
TEST_F(DeadlineTest, NothingIsWrittenOutsideTheTransactionThatMemoryHasEnded) {
  FileMap files = kProject;
  files["20260101000000_a/migration.sql"] =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a);\nINSERT INTO t (id) WITH RECURSIVE n (i) AS "
      "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT i FROM n";
  // The row behind the first slice of 64.
  files["20260101000000_a/backfill.sql"] =
      "-- godwit: data-step s\n-- godwit: table t\nSELECT id, CASE id WHEN 65 THEN "
      "length(hex(zeroblob(60000000))) ELSE 1 END AS a FROM t WHERE a IS NULL";
  Bench bench(files);
  const HeapCap cap(30'000'000);
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kDataStep);
  EXPECT_NE(report.error().next.find("`--heap MB`"), std::string::npos) << report.error().next;
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t WHERE a IS NOT NULL"), "0");
}

// Of a view that a validator looks at, too; and the others are still made.
TEST_F(DeadlineTest, HoldsForWhatValidatorsAndCountsLookAt) {
  FileMap files = kProject;
  files["/godwit.json"] =
      R"({"name": "app", "validators": [{"name": "number", "schema": "n.json", "columns": ["v.c"]}]})";
  files["/n.json"] = R"({"type": "integer"})";
  files["20260101000000_a/migration.sql"] +=
      "CREATE VIEW v AS SELECT 1 AS rowid, " + kForEver + " AS c;\n";
  files["20260101000000_a/backfill.sql"] =
      "-- godwit: data-step s\n-- godwit: table t\nSELECT id, 1 AS a FROM t WHERE a IS NULL AND 1 "
      "= " +
      kForEver;
  Bench bench(files, {}, Options());
  (void)bench.Up();
  const std::string more_time =
      kTooLong + "; `--deadline SECONDS` gives each statement more time\n";
  EXPECT_EQ(FailedChecks(bench),
            "v.c satisfies number: " + more_time + "data step s: " + more_time);
}

TEST_F(DeadlineTest, HoldsForVacuum) {
  std::string rows =
      "CREATE TABLE r (a);\nINSERT INTO r WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
      "FROM n WHERE i < 2000) SELECT i FROM n;\n";
  for (int i = 0; i < 39; ++i) rows += "INSERT INTO r SELECT a FROM r LIMIT 2000;\n";
  Bench bench({{"20260101000000_a/migration.sql", rows + "VACUUM;\n"}}, {}, Options());
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().why, kTooLong);
  EXPECT_EQ(report.error().place.line, 42);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM r"), "80000");
}

TEST_F(DeadlineTest, HoldsForSeedDownAndChecks) {
  FileMap files = kProject;
  files["20260101000000_a/seed.sql"] = "INSERT INTO t (a) SELECT " + kForEver;
  files["20260101000000_a/down.sql"] = "DROP TABLE t;\nSELECT " + kForEver;
  files["20260101000000_a/verify.sql"] =
      "-- godwit: check fine\nSELECT 1 AS expected, 1 AS actual;\n"
      "-- godwit: check slow\nSELECT 1 AS expected, " +
      kForEver + " AS actual";
  Bench bench(files, {}, Options());
  ASSERT_TRUE(bench.Up().ok());
  const std::string before = *bench.db().Serialize();
  const Result<Report> seeded = Bench::Drive(StartSeed(bench.context(), {}));
  ASSERT_FALSE(seeded.ok());
  EXPECT_EQ(seeded.error().why, kTooLong);
  const Result<Report> back = bench.Down();
  ASSERT_FALSE(back.ok());
  EXPECT_EQ(back.error().why, kTooLong);
  EXPECT_TRUE(*bench.db().Serialize() == before);

  EXPECT_EQ(FailedChecks(bench),
            "slow: " + kTooLong + "; `--deadline SECONDS` gives each statement more time\n");
}

}  // namespace
}  // namespace godwit

// Ledgers that others have made or touched: refused with nothing changed, or read as they are;
// never a crash, and never a run that says it went well and did not.
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/digest/digest.h"
#include "core/migrate/undo.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

// A step with a key of two parts that was interrupted, and one that is done.
const std::map<std::string, std::string> kFiles = {
    {"20260101000000_a/migration.sql",
     "CREATE TABLE t (x INTEGER, y TEXT, v, PRIMARY KEY (x, y));\n"
     "CREATE TABLE u (id INTEGER PRIMARY KEY, v);"},
    {"20260101000000_a/down.sql", "DROP TABLE u; DROP TABLE t;"},
    {"20260101000000_a/backfill.sql",
     "-- godwit: data-step ends\n-- godwit: table u\nSELECT id, id AS v FROM u WHERE v IS NULL;\n"
     "-- godwit: data-step stops\n-- godwit: table t\n-- godwit: batch 3\n"
     "SELECT x, y, x || y AS v FROM t WHERE v IS NULL;"},
    {"20260102000000_b/migration.sql", "CREATE TABLE later (id INTEGER PRIMARY KEY);"},
    {"20260102000000_b/down.sql", "DROP TABLE later;"}};

class Ledgers : public testing::Test {
 protected:
  static Bench Make() {
    Bench bench(kFiles);
    EXPECT_TRUE(bench.Up("20260101000000_a").ok());
    bench.Sql(
        "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) "
        "INSERT INTO t (x, y) SELECT i % 4, 'y' || i FROM n; INSERT INTO u (id) VALUES (1), (2)");
    auto run = std::move(StartBackfill(bench.context(), 0, false)).value();
    while (bench.Show("SELECT count(v) FROM t") == "0") EXPECT_TRUE(run->Step().value());
    return bench;
  }
  static std::string Data(Bench& bench) {
    return Hex(DigestDatabase(bench.db()).value().data) + bench.Show("PRAGMA quick_check");
  }
};

TEST_F(Ledgers, ThatAreDamagedAreRefused) {
  const struct {
    const char* sql;
    const char* why;
  } rows[] = {
      {"UPDATE godwit_data_steps SET written = -1 WHERE name = 'stops'", "-1 rows written"},
      {"UPDATE godwit_data_steps SET written = 9223372036854775807", "9223372036854775807 rows"},
      {"PRAGMA ignore_check_constraints = ON; UPDATE godwit_data_steps SET state = 'done'",
       "'done'"},
      {"UPDATE godwit_data_steps SET migration = 'nowhere' WHERE name = 'stops'",
       "migration \"nowhere\""},
      {"UPDATE godwit_migrations SET position = 9223372036854775807", "9223372036854775807"},
      {"UPDATE godwit_migrations SET position = -3", "-3"},
      {"DELETE FROM godwit_cursors WHERE part = 1", "1 parts"},
      {"INSERT INTO godwit_cursors VALUES ('20260101000000_a', 'stops', 2, 'z')", "3 parts"},
      {"DROP TABLE godwit_cursors", "\"godwit_cursors\" is missing"},
      {"DROP TABLE godwit_ledger", "\"godwit_ledger\" is missing"},
      {"ALTER TABLE godwit_migrations RENAME COLUMN sql TO text", "not as Godwit makes it"},
      {"ALTER TABLE godwit_undo ADD COLUMN more TEXT", "\"godwit_undo\" is not as Godwit makes it"},
      {"DROP TABLE godwit_data_steps; CREATE TABLE godwit_data_steps (migration, name, state, "
       "written)",
       "\"godwit_data_steps\" is not as Godwit makes it"},
      {"DROP TABLE godwit_data_steps; CREATE VIEW Godwit_Data_Steps AS SELECT 1 AS migration",
       "\"godwit_data_steps\" is not as Godwit makes it"},
      {"DELETE FROM godwit_ledger", "its format is NULL"},
      {"UPDATE godwit_ledger SET format = 3; ALTER TABLE godwit_migrations ADD COLUMN more TEXT",
       "its format is 3"},
  };
  for (const auto& row : rows) {
    Bench bench = Make();
    bench.Sql(row.sql);
    const std::string before = Data(bench);
    for (const bool backfill : {true, false}) {
      const Result<Report> report = backfill ? bench.BackfillAll() : bench.Up();
      ASSERT_FALSE(report.ok()) << row.sql;
      EXPECT_EQ(report.error().code, ErrorCode::kRefused) << row.sql << Describe(report.error());
      EXPECT_NE(report.error().why.find(row.why), std::string::npos) << Describe(report.error());
    }
    EXPECT_EQ(Data(bench), before) << row.sql;
  }
}

// A cell of the ledger that chance chooses becomes what chance chooses. What then says that it went
// well has led where an untouched ledger leads.
TEST_F(Ledgers, WithACellOfChance) {
  const std::vector<std::string> values = {"NULL",
                                           "0",
                                           "-1",
                                           "7",
                                           "1e300",
                                           "'x'",
                                           "''",
                                           "x'00'",
                                           "9223372036854775807",
                                           "'complete'",
                                           "'running'",
                                           "'due'",
                                           "'20260102000000_b'",
                                           "'[]'",
                                           "'{}'",
                                           "zeroblob(40)",
                                           "'stops'"};
  Bench right = Make();
  ASSERT_TRUE(right.BackfillAll().ok());
  const std::string end = Data(right);
  std::uint32_t seed = 20260115;
  const auto draw = [&](std::size_t below) {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<std::size_t>(seed >> 8) % below;
  };
  const int rounds = std::getenv("GODWIT_LONG") != nullptr ? 3000 : 150;
  int touched = 0;
  for (int round = 0; round < rounds; ++round) {
    Bench bench = Make();
    std::vector<std::string> cells;
    Statement select =
        std::move(bench.db().Prepare("SELECT t.name, c.name FROM sqlite_schema AS t, "
                                     "pragma_table_info(t.name) AS c WHERE t.type = 'table' AND "
                                     "t.name GLOB 'godwit_*' ORDER BY 1, 2"))
            .value();
    while (select.Step().value()) {
      cells.push_back("UPDATE " + std::string(select.Text(0)) + " SET " +
                      std::string(select.Text(1)) + " = ");
    }
    select.Reset();
    const std::string sql = cells[draw(cells.size())] + values[draw(values.size())];
    if (!bench.db().Execute("PRAGMA ignore_check_constraints = ON").ok()) continue;
    // STRICT tables say no to much of it.
    if (!bench.db().Execute(sql).ok() || bench.db().Changes() == 0) continue;
    ++touched;
    const bool undone = draw(3) == 0 && Bench::Drive(StartUndo(bench.context(), {})).ok();
    const Result<ProjectStatus> status = ReadStatus(&bench.db(), bench.project());
    const Result<Report> filled = bench.BackfillAll();
    if (filled.ok() && status.ok()) {
      EXPECT_EQ(Data(bench), end) << sql << (undone ? ", undone" : "");
    }
    EXPECT_EQ(bench.Show("PRAGMA quick_check"), "'ok'") << sql;
    (void)bench.Up().ok();
    (void)bench.DownAll().ok();
    EXPECT_EQ(bench.Show("PRAGMA quick_check"), "'ok'") << sql;
  }
  EXPECT_GT(touched, rounds / 10);
}

// Each bit of what was recorded to undo a batch, one flipped at a time: SHA-256 refuses them all.
TEST_F(Ledgers, WithAFlippedBitInAChangeset) {
  Bench bench = Make();
  ASSERT_TRUE(bench.BackfillAll().ok());
  const std::string before = Data(bench);
  const auto recorded = std::get<Blob>(*bench.db().QueryValue(
      "SELECT changeset FROM godwit_undo WHERE step = 'stops' AND batch = 1"));
  const auto record = [&](const Blob& changeset) {
    return bench.db().Execute(
        "UPDATE godwit_undo SET changeset = ?1 WHERE step = 'stops' AND batch = 1",
        Value(changeset));
  };
  const std::size_t every = std::getenv("GODWIT_LONG") != nullptr ? 1 : 3;
  ASSERT_GT(recorded.bytes.size(), 40U);
  for (std::size_t bit = 0; bit < 8 * recorded.bytes.size(); bit += every) {
    Blob flipped = recorded;
    flipped.bytes[bit / 8] = static_cast<char>(flipped.bytes[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_TRUE(record(flipped).ok());
    const Result<Report> undone = Bench::Drive(StartUndo(bench.context(), {.step = "stops"}));
    ASSERT_FALSE(undone.ok()) << bit;
    EXPECT_EQ(undone.error().code, ErrorCode::kRefused) << bit;
    EXPECT_EQ(Data(bench), before) << bit;
  }
  ASSERT_TRUE(record(recorded).ok());
  EXPECT_TRUE(Bench::Drive(StartUndo(bench.context(), {.step = "stops"})).ok());
}

}  // namespace
}  // namespace godwit

#include "core/sqlite/limits.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/sqlite/database.h"
#include "core/sqlite/memory.h"
#include "tests/ticking_clock.h"

namespace godwit {
namespace {

using ::testing::Test;

constexpr std::int64_t kSecond = 1'000'000;

// A connection with tables and rows to attack; each look at the clock takes a tenth of a second.
class LimitsTest : public Test {
 protected:
  Database Open(const Limits& limits) {
    Database db =
        std::move(
            Database::Open({}, {.mode = OpenMode::kMemory, .limits = limits, .stopwatch = &clock_}))
            .value();
    for (const std::string_view sql :
         {"CREATE TABLE t (a)", "CREATE TABLE ten (i)", "INSERT INTO ten VALUES (1)",
          "INSERT INTO ten WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE "
          "i < 1000) SELECT i FROM n"}) {
      EXPECT_TRUE(db.Execute(sql).ok()) << sql;
    }
    return db;
  }

  // What becomes of it as a script's statement; empty = it works.
  static Error Run(Database& db, std::string_view sql) {
    const GuardScope guard(db, ScriptGuard::kMigration);
    Status status = db.Execute(sql);
    return status.ok() ? Error() : std::move(status).error();
  }

  TickingClock clock_{kSecond / 10};
};

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

const std::string kForEver =
    "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT i FROM n";
const std::string kTwoSeconds = "the statement took longer than 2 s";
const std::string kTooBig = "string or blob too big (limit LENGTH is 64000000 bytes)";
const std::string kNotForStrangers =
    "`--strangers` sets it: leave that out where you trust the project";

struct Attack {
  std::string sql;
  std::string why;
  std::string next;
};

std::vector<Attack> Attacks() {
  const std::string length = "`--length MB` raises it";
  const std::string deadline = "`--deadline SECONDS` gives each statement more time";
  return {
      {kForEver, kTwoSeconds, deadline},
      {"INSERT INTO t SELECT count(*) FROM ten AS a, ten AS b, ten AS c", kTwoSeconds, deadline},
      {"INSERT INTO t VALUES (zeroblob(900000000))", kTooBig, length},
      {"INSERT INTO t SELECT replace(hex(zeroblob(1000000)), '00', hex(zeroblob(1000)))", kTooBig,
       length},
      {"INSERT INTO t SELECT group_concat(hex(zeroblob(1000000)), '') FROM ten", kTooBig, length},
      {"INSERT INTO t SELECT 1" + Repeated(" + 1", 200),
       "Expression tree is too large (maximum depth 200) (limit EXPR_DEPTH is 200)",
       kNotForStrangers},
      {"INSERT INTO t SELECT 1" + Repeated(" UNION ALL SELECT 1", 100),
       "too many terms in compound SELECT (limit COMPOUND_SELECT is 100)", kNotForStrangers},
      {"INSERT INTO t VALUES ('" + std::string(1'000'000, 'x') + "')",
       "statement too long (limit SQL_LENGTH is 1000000 bytes)", kNotForStrangers},
      {"INSERT INTO t SELECT 'x' LIKE '" + std::string(1001, 'x') + "'",
       "LIKE or GLOB pattern too complex (limit LIKE_PATTERN_LENGTH is 1000 bytes)",
       kNotForStrangers},
      {"INSERT INTO deep VALUES (1)", "triggers nested too deep (limit TRIGGER_DEPTH is 50)",
       kNotForStrangers},
  };
}

TEST_F(LimitsTest, EndStrangersAttacksAndNothingIsChanged) {
  for (const Attack& attack : Attacks()) {
    Database db = Open(kStrangersLimits);
    ASSERT_TRUE(db.Execute("CREATE TABLE deep (i)").ok());
    ASSERT_TRUE(db.Execute("PRAGMA recursive_triggers = ON").ok());
    ASSERT_TRUE(db.Execute("CREATE TRIGGER deeper AFTER INSERT ON deep WHEN new.i < 60 BEGIN "
                           "INSERT INTO deep VALUES (new.i + 1); END")
                    .ok());
    const std::string before = *db.Serialize();
    const Error error = Run(db, attack.sql);
    EXPECT_EQ(error.code, ErrorCode::kFailed);
    EXPECT_EQ(error.why, attack.why) << attack.sql.substr(0, 100);
    EXPECT_EQ(error.next, attack.next) << attack.why;
    EXPECT_TRUE(*db.Serialize() == before) << attack.why;
    EXPECT_TRUE(Run(db, "INSERT INTO t VALUES (1)").what.empty());
  }
}

TEST_F(LimitsTest, LetOneselfDoWhatStrangersMayNot) {
  Database db = Open(kOwnLimits);
  for (const std::string& sql :
       {std::string("INSERT INTO t VALUES (zeroblob(70000000))"),
        "INSERT INTO t SELECT 1" + Repeated(" + 1", 200),
        "INSERT INTO t SELECT 1" + Repeated(" UNION ALL SELECT 1", 100),
        "INSERT INTO t VALUES ('" + std::string(1'000'000, 'x') + "')",
        "INSERT INTO t SELECT 'x' LIKE '" + std::string(1001, 'x') + "'"}) {
    EXPECT_EQ(Describe(Run(db, sql)), Describe(Error())) << sql.substr(0, 100);
  }
  // SQLite's own maximum is told in SQLite's words.
  EXPECT_EQ(Run(db, "INSERT INTO t VALUES (zeroblob(1000000001))").why, "string or blob too big");
}

TEST_F(LimitsTest, LeaveWhatMigrationsNeed) {
  Database db = Open(kStrangersLimits);
  // Its width is cut in every connection (SQLITE_PRINTF_PRECISION_LIMIT).
  EXPECT_EQ(*db.QueryValue("SELECT length(printf('%500000000s', 'x'))"),
            Value(std::int64_t{100'000}));
  std::string many = "INSERT INTO t VALUES (0)";
  for (int i = 1; i < 5000; ++i) many += ", (" + std::to_string(i) + ")";
  EXPECT_TRUE(Run(db, many).what.empty());
  EXPECT_TRUE(db.Execute("VACUUM").ok());
}

TEST_F(LimitsTest, OfInstructionsAreToldWhereMemorySeemsToRunOut) {
  Limits limits;
  limits.vdbe_op = 100;
  Database db = Open(limits);
  const Error error = Run(db, "INSERT INTO t SELECT 1" + Repeated(" UNION ALL SELECT 1", 99));
  EXPECT_EQ(error.why, "memory ran out (limit VDBE_OP is 100 instructions)");
  EXPECT_EQ(error.next, kNotForStrangers);
  // Beside a cap it may have been either.
  const HeapCap cap(100'000'000);
  EXPECT_EQ(Run(db, "INSERT INTO t SELECT 1" + Repeated(" UNION ALL SELECT 1", 99)).next,
            "`--heap MB` gives it more; " + kNotForStrangers);
}

TEST_F(LimitsTest, MakeLongerRowsUnreadableAndSayWhatRaisesThem) {
  Database large = Open(kOwnLimits);
  ASSERT_TRUE(large.Execute("INSERT INTO t VALUES (zeroblob(2000000))").ok());
  Limits limits;
  limits.length = 1'000'000;
  Database db =
      std::move(Database::FromBytes(*large.Serialize(), {.limits = limits, .stopwatch = &clock_}))
          .value();
  const Result<Value> read = db.QueryValue("SELECT a FROM t");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().why, "string or blob too big (limit LENGTH is 1000000 bytes)");
  EXPECT_EQ(read.error().next, "`--length MB` raises it");
}

TEST_F(LimitsTest, OfTimeHoldForScriptsAndBesideAnInterrupt) {
  Database db = Open(kStrangersLimits);
  int asked = 0;
  db.SetInterrupt([&] {
    ++asked;
    return false;
  });
  EXPECT_EQ(Run(db, kForEver).why, kTwoSeconds);
  EXPECT_GT(asked, 10);
  db.SetInterrupt([] { return true; });
  const Error cancelled = Run(db, kForEver);
  EXPECT_EQ(cancelled.code, ErrorCode::kInterrupted);
  EXPECT_EQ(cancelled.why, "it was cancelled");
  db.SetInterrupt({});
  EXPECT_EQ(Run(db, kForEver).why, kTwoSeconds);
  // Godwit's own take what they take.
  EXPECT_TRUE(db.Execute("INSERT INTO t SELECT count(*) FROM ten AS a, ten AS b").ok());
  EXPECT_FALSE(Run(db, "INSERT INTO t SELECT count(*) FROM ten AS a, ten AS b").what.empty());
}

TEST_F(LimitsTest, OfTimeCountWhatIsSpentInsideOfSqlite) {
  Limits limits;
  limits.deadline_millis = 2250;
  Database db = Open(limits);
  const GuardScope guard(db, ScriptGuard::kReadOnly);
  // Each row takes a few ticks.
  Statement rows =
      std::move(db.Prepare("SELECT (SELECT count(*) FROM ten AS b WHERE b.i + a.i > 0) "
                           "FROM ten AS a"))
          .value();
  int read = 0;
  Result<bool> more = true;
  while ((more = rows.Step()).ok() && *more) {
    ++read;
    clock_.Advance(100 * kSecond);
  }
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(more.error().why, "the statement took longer than 2.25 s");
  EXPECT_GT(read, 2);
  EXPECT_LT(read, 20);
  // It begins anew.
  EXPECT_TRUE(rows.Step().ok());
}

TEST_F(LimitsTest, OfMemoryEndOneStatement) {
  Database db = Open(kOwnLimits);
  const std::string before = *db.Serialize();
  const std::string large = "INSERT INTO t SELECT zeroblob(1000000) FROM ten LIMIT 40";
  {
    const HeapCap cap(ReadSqliteMemory().used_bytes + 20'000'000);
    const Error error = Run(db, large);
    EXPECT_EQ(error.code, ErrorCode::kFailed);
    EXPECT_TRUE(error.why.starts_with("memory ran out: SQLite may take 2")) << error.why;
    EXPECT_EQ(error.next, "`--heap MB` gives it more");
    EXPECT_TRUE(*db.Serialize() == before);
    EXPECT_TRUE(Run(db, "INSERT INTO t VALUES (zeroblob(1000000))").what.empty());
    {
      const HeapCap none(0);
      EXPECT_TRUE(Run(db, large).what.empty());
      EXPECT_TRUE(db.Execute("DELETE FROM t").ok());
    }
    EXPECT_FALSE(Run(db, large).what.empty());
  }
  EXPECT_TRUE(Run(db, large).what.empty());
}

}  // namespace
}  // namespace godwit

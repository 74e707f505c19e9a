// One run at a time at work of several transactions: others wait, and a crash leaves nothing stuck.
#include "core/migrate/lease.h"

#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "core/base/run_owner.h"
#include "tests/migrate/fixture.h"
#include "tests/scratch.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

class Owner final : public RunOwner {
 public:
  explicit Owner(std::string name) : name_(std::move(name)) {}
  std::string Name() const override { return name_; }
  std::string Show(const std::string& name) const override { return "process " + name; }
  bool IsGone(const std::string& name) const override { return gone.contains(name); }
  void Nap() const override {
    ++naps;
    if (on_nap) on_nap();
  }

  std::set<std::string> gone;
  mutable int naps = 0;
  std::function<void()> on_nap;

 private:
  std::string name_;
};

const FileMap kProject = {
    {"20260101000000_a/migration.sql",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT, m INT); INSERT INTO t (id, n) WITH i(x) AS "
     "(SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < 10) SELECT x, x FROM i"},
    {"20260101000000_a/backfill.sql",
     "-- godwit: data-step s\n-- godwit: table t\nSELECT id, n * 2 AS m FROM t WHERE m IS NULL"}};

class Leases : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  // The migration is applied and its step due.
  void Prepare() {
    Bench bench(kProject, path_);
    auto run = StartUp(bench.context(), {});
    ASSERT_TRUE(*(*run)->Step());
  }
  static RunContext As(Bench& bench, const Owner& owner) {
    RunContext context = bench.context();
    context.owner = &owner;
    return context;
  }
  static std::string Holder(Bench& bench) {
    return bench.Show("SELECT group_concat(owner) FROM godwit_lease");
  }

  const std::string path_ = ScratchPath("lease.db");
  Owner a_{"a"};
  Owner b_{"b"};
};

TEST_F(Leases, TheSecondWaitsAndFindsNothingToDo) {
  Prepare();
  Bench first(kProject, path_);
  Bench second(kProject, path_);
  auto one = StartUp(As(first, a_), {.batch = 1});
  ASSERT_TRUE(*(*one)->Step());  // the step starts
  ASSERT_TRUE(*(*one)->Step());  // its first row
  EXPECT_EQ(Holder(second), "'a'");
  // Whenever the second naps the first does its next row.
  bool more = true;
  b_.on_nap = [&] {
    ASSERT_TRUE(more);
    more = *(*one)->Step();
  };
  const Result<Report> other = Bench::Drive(StartUp(As(second, b_), {.batch = 1}));
  ASSERT_TRUE(other.ok()) << Describe(other.error());
  while (more) more = *(*one)->Step();
  EXPECT_GE(b_.naps, 9);
  EXPECT_EQ((*one)->report().data_steps[0].rows, 10);
  for (const DataStepReport& step : other->data_steps) EXPECT_EQ(step.rows, 0);
  EXPECT_EQ(Holder(second), "NULL");
  const auto& progress = second.listener.progress;
  EXPECT_TRUE(std::any_of(progress.begin(), progress.end(), [](const Progress& one) {
    return one.phase == "waiting" && one.name == "waiting for process a";
  }));
}

// Its owner is dead, or it stands still for long: both are taken over; what is done stays done.
TEST_F(Leases, OfACrashFallsToTheNext) {
  for (const bool known : {true, false}) {
    std::filesystem::remove(path_);
    Prepare();
    {
      Bench first(kProject, path_);
      auto run = StartUp(As(first, a_), {.batch = 3});
      ASSERT_TRUE(*(*run)->Step());
      ASSERT_TRUE(*(*run)->Step());
    }
    Bench second(kProject, path_);
    EXPECT_EQ(Holder(second), "'a'");
    b_.gone.clear();
    if (known) b_.gone.insert("a");
    b_.naps = 0;
    const Result<Report> report = Bench::Drive(StartUp(As(second, b_), {}));
    ASSERT_TRUE(report.ok()) << Describe(report.error());
    EXPECT_EQ(report->data_steps[0].rows, 7);
    EXPECT_EQ(b_.naps > 1000, !known);
    EXPECT_EQ(Holder(second), "NULL");
  }
}

// Taken over because it slept: it waits for the other, and ends without an error.
TEST_F(Leases, WhoLosesItWaits) {
  Prepare();
  Bench first(kProject, path_);
  Bench second(kProject, path_);
  auto one = StartUp(As(first, a_), {.batch = 1});
  ASSERT_TRUE(*(*one)->Step());
  ASSERT_TRUE(*(*one)->Step());
  b_.gone.insert("a");
  auto two = StartUp(As(second, b_), {.batch = 1});
  ASSERT_TRUE(*(*two)->Step());
  ASSERT_TRUE(*(*two)->Step());
  EXPECT_EQ(Holder(second), "'b'");
  bool more = true;
  a_.on_nap = [&] { more = more && *(*two)->Step(); };
  while (*(*one)->Step()) continue;
  EXPECT_GT(a_.naps, 0);
  EXPECT_EQ((*one)->report().data_steps[0].rows, 1);
  EXPECT_EQ((*two)->report().data_steps[0].rows, 9);
}

// Files do not tell who made them.
TEST_F(Leases, LeaveNoTraceInTheFile) {
  std::string bytes;
  for (const char* name : {"a-process", "b-another"}) {
    std::filesystem::remove(path_);
    Prepare();
    Bench bench(kProject, path_);
    const Owner owner(name);
    ASSERT_TRUE(Bench::Drive(StartUp(As(bench, owner), {.batch = 1})).ok());
    const std::string made = *bench.db().Serialize();
    EXPECT_EQ(made.find(name), std::string::npos);
    EXPECT_TRUE(bytes.empty() || made == bytes);
    bytes = made;
  }
}

TEST_F(Leases, OfAPieceIsGivenBackWithTheLast) {
  Bench bench(FileMap{{"20260101000000_a/migration.sql",
                       "CREATE TABLE t (id); VACUUM; INSERT INTO t VALUES (1)"}},
              path_);
  auto run = StartUp(As(bench, a_), {});
  ASSERT_TRUE(*(*run)->Step());
  ASSERT_TRUE(*(*run)->Step());
  EXPECT_EQ(Holder(bench), "'a'");
  while (*(*run)->Step()) continue;
  EXPECT_EQ(Holder(bench), "NULL");
  EXPECT_EQ(bench.StatusLine(), "a:applied");
}

}  // namespace
}  // namespace godwit

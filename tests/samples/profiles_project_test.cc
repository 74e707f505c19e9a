// The bundled sample `profiles` from end to end: the reference run's figures, the hard data set's
// report as a golden file, the same from a rehearsal, and a way back that leaves nothing.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/digest/digest.h"
#include "core/engine/encode.h"
#include "core/engine/samples.h"
#include "core/migrate/functions.h"
#include "core/migrate/rehearse.h"
#include "core/migrate/run.h"
#include "core/migrate/verify.h"
#include "tests/golden.h"

namespace godwit {
namespace {

using nlohmann::json;

// gtest has a Run of its own.
using MigrationRun = ::godwit::Run;

constexpr char kBefore[] = "20250804090000_context_profiles";
constexpr char kRetire[] = "20251215090000_retire_old_profiles";

class Silent final : public Listener {
 public:
  void OnProgress(const Progress&) override {}
  void OnLog(const LogEvent&) override {}
  bool WantsRows() const override { return false; }
};

class Profiles : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<Project> collected = CollectProject(*FindSample("profiles"));
    ASSERT_TRUE(collected.ok()) << Describe(collected.error());
    project_ = std::move(*collected);
    clock_.emplace(*project_.now);
    db_.emplace(OpenMemory());
    ASSERT_TRUE(Drive(Up(kBefore)).ok());
  }

  Database OpenMemory() {
    Result<Database> db = Database::Open({}, {.mode = OpenMode::kMemory, .clock = &*clock_});
    EXPECT_TRUE(RegisterDataFunctions(*db).ok());
    return std::move(*db);
  }

  RunContext ContextOf(Database& db) { return {db, project_, validators_, *clock_, listener_}; }
  RunContext Context() { return ContextOf(*db_); }

  Result<std::unique_ptr<MigrationRun>> Up(const std::string& to = {}, int batch = 0) {
    UpOptions options;
    options.to = to;
    options.batch = batch;
    return StartUp(Context(), options);
  }
  Result<std::unique_ptr<MigrationRun>> Seed(const std::string& set = {}, std::int64_t rows = 0) {
    return StartSeed(Context(), {.rows = rows, .set = set});
  }

  // Runs to the end; what was done, also where that is an error.
  struct Outcome {
    Report report;
    Status status;
    bool ok() const { return status.ok(); }
  };
  static Outcome Drive(Result<std::unique_ptr<MigrationRun>> run) {
    if (!run.ok()) return {{}, std::move(run).error()};
    while (true) {
      Result<bool> more = (*run)->Step();
      if (!more.ok()) return {(*run)->report(), std::move(more).error()};
      if (!*more) return {(*run)->report(), {}};
    }
  }

  // `name: actual`, and `name: actual, not expected` for a check that failed.
  std::string Verify() {
    Result<std::unique_ptr<Verification>> run = Verification::Start(Context());
    EXPECT_TRUE(run.ok());
    while (*(*run)->Step()) {
    }
    std::string text;
    for (const CheckResult& check : (*run)->results()) {
      if (check.state == CheckState::kInfo) continue;
      text += check.name + ": " + check.actual;
      if (check.state == CheckState::kFailed) text += ", not " + check.expected;
      text += '\n';
    }
    return text;
  }

  std::string DataDigest() {
    Result<DatabaseDigest> digest = DigestDatabase(*db_);
    EXPECT_TRUE(digest.ok());
    return Hex(digest->data) + Hex(digest->schema);
  }

  Project project_;
  Validators validators_;
  std::optional<FixedClock> clock_;
  std::optional<Database> db_;
  Silent listener_;
};

std::int64_t CountOf(const DataStepReport& step, const std::string& name) {
  for (const auto& [known, value] : step.counts) {
    if (known == name) return value;
  }
  return -1;
}

std::int64_t RecordsOf(const DataStepReport& step, const std::string& name) {
  for (const StepRecords& records : step.records) {
    if (records.name == name) return records.total;
  }
  return 0;
}

TEST_F(Profiles, ReferenceRunGivesTheSpecificationsFigures) {
  ASSERT_TRUE(Drive(Seed()).ok());
  const Outcome outcome = Drive(Up());
  ASSERT_TRUE(outcome.ok()) << Describe(outcome.status.error());
  ASSERT_EQ(outcome.report.data_steps.size(), 1U);
  const DataStepReport& step = outcome.report.data_steps[0];
  EXPECT_EQ(CountOf(step, "usersProcessed"), 3);
  EXPECT_EQ(CountOf(step, "usersSkipped"), 0);
  EXPECT_EQ(CountOf(step, "profilesCreated"), 3);
  EXPECT_EQ(CountOf(step, "intentsCreated"), 7);
  EXPECT_EQ(RecordsOf(step, "conflicts"), 0);
  EXPECT_EQ(RecordsOf(step, "unmapped"), 2);
  EXPECT_EQ(CountOf(step, "unmappedKeys"), 6);
  EXPECT_EQ(step.failed, 0);
  EXPECT_EQ(Verify().find(", not "), std::string::npos) << Verify();
}

TEST_F(Profiles, HardDataGivesTheGoldenReportInWhateverBatches) {
  for (const int batch : {0, 1, 3, 1000}) {
    db_.emplace(OpenMemory());
    ASSERT_TRUE(Drive(Up(kBefore)).ok());
    ASSERT_TRUE(Drive(Seed("hard")).ok());
    const Outcome outcome = Drive(Up({}, batch));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.status.error().code, ErrorCode::kDataStep);
    json steps = Encode(outcome.report, true)["dataSteps"];
    steps[0].erase("batches");  // the one thing that the batch's size decides
    ExpectGolden("profiles-hard.txt",
                 steps.dump(2) + "\n\n" + Verify() + "\n" + DataDigest() + "\n");
  }
}

TEST_F(Profiles, ReportHidesValuesOfRowsUnlessAsked) {
  ASSERT_TRUE(Drive(Seed("hard")).ok());
  const Report report = Drive(Up()).report;
  const std::string hidden = Encode(report).dump();
  const std::string shown = Encode(report, true).dump();
  for (const char* value : {"Bergen", "cello", "belongs to service"}) {
    EXPECT_EQ(hidden.find(value), std::string::npos) << value;
    EXPECT_NE(shown.find(value), std::string::npos) << value;
  }
  EXPECT_NE(hidden.find("hard-1-conflicts"), std::string::npos);
  // Why a row failed may quote it.
  EXPECT_EQ(hidden.find("malformed JSON"), std::string::npos);
  EXPECT_NE(shown.find("malformed JSON"), std::string::npos);
}

TEST_F(Profiles, RehearsalReportsWhatTheRunThenDoes) {
  ASSERT_TRUE(Drive(Seed("hard")).ok());
  const std::string before = DataDigest();
  Database copy = OpenMemory();
  Result<std::unique_ptr<Rehearsal>> rehearsal = Rehearsal::Start(&*db_, ContextOf(copy), {});
  ASSERT_TRUE(rehearsal.ok());
  while (true) {
    const Result<bool> more = (*rehearsal)->Step();
    ASSERT_TRUE(more.ok()) << Describe(more.error());
    if (!*more) break;
  }
  EXPECT_EQ(DataDigest(), before);
  EXPECT_FALSE((*rehearsal)->receipt().passed);
  EXPECT_EQ((*rehearsal)->receipt().findings.front().kind, "rows-failed");
  const Outcome real = Drive(Up());
  EXPECT_EQ(Encode((*rehearsal)->receipt().report, true)["dataSteps"],
            Encode(real.report, true)["dataSteps"]);
}

TEST_F(Profiles, MendedRowIsFoundBySecondRunAndNothingElse) {
  ASSERT_TRUE(Drive(Seed("hard")).ok());
  ASSERT_FALSE(Drive(Up()).ok());
  ASSERT_TRUE(db_->Execute("UPDATE Profile SET data = data || '}' WHERE id = 'hard-p-4a'").ok());
  const Outcome second = Drive(StartBackfill(Context(), 0, false));
  ASSERT_TRUE(second.ok()) << Describe(second.status.error());
  EXPECT_EQ(second.report.data_steps[0].rows, 1);
  EXPECT_EQ(second.report.data_steps[0].failed, 0);
  EXPECT_EQ(CountOf(second.report.data_steps[0], "usersProcessed"), 6);
  EXPECT_EQ(Drive(StartBackfill(Context(), 0, false)).report.data_steps[0].rows, 0);
}

TEST_F(Profiles, GoingBackEqualsNeverDone) {
  ASSERT_TRUE(Drive(Seed()).ok());
  const std::string before = DataDigest();
  ASSERT_TRUE(Drive(Up()).ok());
  EXPECT_NE(DataDigest(), before);
  ASSERT_TRUE(Drive(StartDown(Context(), {})).ok());
  EXPECT_EQ(DataDigest(), before);
}

TEST_F(Profiles, OldProfilesRetireAndComeBack) {
  ASSERT_TRUE(Drive(Seed()).ok());
  ASSERT_TRUE(Drive(Up()).ok());
  const std::string before = DataDigest();
  UpOptions options;
  options.with = {kRetire};
  ASSERT_TRUE(Drive(StartUp(Context(), options)).ok());
  EXPECT_EQ(Verify().find(", not "), std::string::npos) << Verify();
  ASSERT_TRUE(Drive(StartDown(Context(), {})).ok());
  EXPECT_EQ(DataDigest(), before);
}

TEST_F(Profiles, LoadGeneratorsUsersAllPass) {
  ASSERT_TRUE(Drive(Seed({}, 500)).ok());
  const Outcome outcome = Drive(Up({}, 100));
  ASSERT_TRUE(outcome.ok()) << Describe(outcome.status.error());
  EXPECT_EQ(CountOf(outcome.report.data_steps[0], "profilesCreated"), 500);
  EXPECT_EQ(Verify().find(", not "), std::string::npos) << Verify();
}

}  // namespace
}  // namespace godwit

// The valuerank sample as a project, through the runner: its data, there and back, what its checks
// see, and its documents of two versions.
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/sample.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;

constexpr char kAnalysis[] = "20250929090000_analysis";
constexpr char kPersist[] = "20251201090000_persist_upgrades";

class ValueRank : public ::testing::Test {
 protected:
  void Open() {
    ASSERT_EQ(sample_.Up(), "");
    ASSERT_EQ(sample_.Seed(), "");
  }

  Sample sample_{"valuerank"};
};

TEST_F(ValueRank, SeedsWhatIsPromised) {
  Open();
  EXPECT_EQ(sample_.Failing(), std::set<std::string>());
  EXPECT_THAT(sample_.Rows("SELECT id, parent_id, name FROM definitions ORDER BY created_at"),
              ElementsAre("seed-def-root||Base Moral Dilemmas",
                          "seed-def-resource|seed-def-root|Resource Allocation",
                          "seed-def-privacy|seed-def-root|Privacy vs Security",
                          "seed-def-triage|seed-def-resource|Triage Under Scarcity"));
  EXPECT_THAT(sample_.Rows("SELECT count(*), (SELECT count(*) FROM api_keys),"
                           " (SELECT count(*) FROM scenarios), (SELECT count(*) FROM runs),"
                           " (SELECT count(*) FROM experiments WHERE analysis_plan IS NOT NULL),"
                           " (SELECT count(*) FROM run_comparisons WHERE delta_data IS NOT NULL),"
                           " (SELECT max(version) FROM rubrics), (SELECT count(*) FROM cohorts)"
                           " FROM users"),
              ElementsAre("2|1|3|2|1|1|1|1"));
  EXPECT_THAT(sample_.Rows("SELECT target_model, count(*) FROM transcripts "
                           "WHERE run_id = 'seed-run-first' GROUP BY 1 ORDER BY 1"),
              ElementsAre("model-a-2025-09|2", "model-b-2025-08|2"));
  EXPECT_THAT(sample_.Rows("SELECT status FROM analysis_results ORDER BY created_at"),
              ElementsAre("SUPERSEDED", "CURRENT"));
  EXPECT_THAT(sample_.Rows("SELECT status FROM runs ORDER BY created_at"),
              ElementsAre("COMPLETED", "RUNNING"));
}

// Of every kind the documents are counted by version, old ones too.
TEST_F(ValueRank, CountsDocumentsByVersion) {
  Open();
  const auto counts = [&](std::string_view check) {
    std::vector<std::string> rows;
    const std::optional<CheckResult> result = sample_.Check(check);
    EXPECT_TRUE(result) << check;
    if (!result) return rows;
    for (const std::vector<Value>& row : result->rows) {
      rows.push_back(Show(View(row.at(0))) + " " + Show(View(row.at(1))) + " " +
                     Show(View(row.at(2))));
    }
    return rows;
  };
  EXPECT_THAT(
      counts("documents-by-version"),
      ElementsAre("'analysis plan' 1 1", "'definition' 0 2", "'definition' 1 2", "'run config' 0 1",
                  "'run config' 1 1", "'run progress' 0 1", "'run progress' 1 1", "'scenario' 0 1",
                  "'scenario' 1 2", "'transcript' 0 2", "'transcript' 1 2"));
  EXPECT_THAT(counts("analysis-documents-by-version"),
              ElementsAre("'analysis output' 0 1", "'analysis output' 1 1", "'cohort' 1 1",
                          "'comparison delta' 1 1", "'rubric' 1 1"));
}

TEST_F(ValueRank, SeedingTwiceChangesNothing) {
  Open();
  const DatabaseDigest once = sample_.Digest();
  ASSERT_EQ(sample_.Seed(), "");
  EXPECT_EQ(sample_.Digest(), once);
}

TEST_F(ValueRank, SeedsTheSameWhereverTheDatabaseStands) {
  Open();
  const DatabaseDigest direct = sample_.Digest();
  ASSERT_EQ(sample_.DownAll(), "");
  ASSERT_EQ(sample_.Up(kAnalysis), "");
  ASSERT_EQ(sample_.Seed(), "");
  ASSERT_EQ(sample_.Up(), "");
  ASSERT_EQ(sample_.report().data_steps.size(), 1U);
  EXPECT_EQ(sample_.report().data_steps[0].rows, 3) << "the transcripts with answers";
  EXPECT_EQ(sample_.Digest(), direct);
  EXPECT_EQ(sample_.Failing(), std::set<std::string>());
}

TEST_F(ValueRank, EveryStepBackIsTheOneBefore) {
  const DatabaseDigest nothing = sample_.Digest();
  std::vector<DatabaseDigest> before;
  for (const std::string& name : sample_.Usual()) {
    before.push_back(sample_.Digest());
    ASSERT_EQ(sample_.Up(name), "") << name;
  }
  const DatabaseDigest all = sample_.Digest();
  std::vector<std::string> names = sample_.Usual();
  for (std::size_t i = names.size() - 1; i > 0; --i) {
    ASSERT_EQ(sample_.DownTo(names[i - 1]), "");
    EXPECT_EQ(sample_.Digest(), before[i]) << names[i];
  }
  ASSERT_EQ(sample_.DownAll(), "");
  EXPECT_EQ(sample_.Digest(), nothing);
  ASSERT_EQ(sample_.Up(), "");
  EXPECT_EQ(sample_.Digest(), all) << "there and back and there again";
}

TEST_F(ValueRank, AllTheWayDownFromDataLeavesNothing) {
  const DatabaseDigest nothing = sample_.Digest();
  Open();
  ASSERT_EQ(sample_.DownAll(), "");
  EXPECT_EQ(sample_.Digest(), nothing);
}

TEST_F(ValueRank, LineageIsRootFirst) {
  Open();
  std::string ancestors;
  for (const DeclaredQuery& query : sample_.project().queries) {
    if (query.name == "ancestors") ancestors = query.sql;
  }
  Result<Statement> select = sample_.db().Prepare(ancestors);
  ASSERT_TRUE(select.ok());
  ASSERT_TRUE(select->Bind(select->ParameterIndex(":id"), "seed-def-triage").ok());
  std::vector<std::string> names;
  while (*select->Step()) names.emplace_back(select->Text(2));
  EXPECT_THAT(names,
              ElementsAre("Base Moral Dilemmas", "Resource Allocation", "Triage Under Scarcity"));
}

// One slip each, and the checks that it trips.
struct Slip {
  std::string sql;
  std::set<std::string> checks;
};

const std::vector<Slip> kSlips = {
    {"UPDATE api_keys SET key_hash = key_prefix || 'secret'", {"keys-are-not-stored"}},
    {"UPDATE users SET updated_at = '2025-10-01 10:00:00' WHERE id = 'seed-user-ada'",
     {"times-are-utc"}},
    {"UPDATE api_keys SET expires_at = 'never'", {"times-are-utc"}},
    {"DROP TRIGGER definitions_no_cycle_on_update;"
     "UPDATE definitions SET parent_id = 'seed-def-triage' WHERE id = 'seed-def-root'",
     {"declared-schema", "definitions-are-trees"}},
    {"UPDATE runs SET completed_at = NULL WHERE status = 'COMPLETED'", {"runs-say-when"}},
    {"UPDATE runs SET started_at = NULL WHERE status = 'RUNNING'", {"runs-say-when"}},
    {"UPDATE runs SET completed_at = '2025-10-09T08:00:00.000Z' WHERE status = 'COMPLETED'",
     {"runs-say-when"}},
    {"UPDATE runs SET progress = json_set(progress, '$.failed', 1) WHERE status = 'COMPLETED'",
     {"progress-adds-up"}},
    {"UPDATE transcripts SET scenario_id = 'seed-scenario-bed' WHERE id = 'seed-transcript-1'",
     {"transcripts-are-of-their-runs-definition"}},
    {"UPDATE analysis_results SET status = 'SUPERSEDED'", {"superseded-have-a-successor"}},
    {"UPDATE rubrics SET version = 2", {"rubric-versions-follow"}},
    {"UPDATE transcripts SET turn_count = 0 WHERE id = 'seed-transcript-2'",
     {"data step turn-counts", "turns-are-counted"}},
    {"UPDATE transcripts SET turn_count = 7 WHERE id = 'seed-transcript-2'", {"turns-are-counted"}},
    {"UPDATE definitions SET content = json_set(content, '$.schema_version', 2)",
     {"definitions.content satisfies definition"}},
    {"UPDATE rubrics SET content = json_remove(content, '$.values')",
     {"rubrics.content satisfies rubric"}},
    {"DROP INDEX runs_status_idx", {"declared-schema", "query runs-by-status"}},
    {"DROP INDEX run_comparisons_baseline_run_id_idx",
     {"declared-schema", "foreign-keys-are-indexed"}},
};

TEST_F(ValueRank, ChecksSeeWhatTheyAreThereFor) {
  Open();
  const auto bytes = sample_.db().Serialize();
  ASSERT_TRUE(bytes.ok());
  for (const Slip& slip : kSlips) {
    sample_.Use(sample_.OpenBytes(*bytes));
    for (const ScriptStatement& statement : SplitScript(slip.sql)) {
      ASSERT_EQ(sample_.Try(statement.sql), "") << statement.sql;
    }
    EXPECT_EQ(sample_.Failing(), slip.checks) << slip.sql;
  }
}

TEST_F(ValueRank, VerifyListsWhatWasRemovedByHand) {
  Open();
  ASSERT_EQ(sample_.Try("DROP INDEX transcripts_target_model_idx"), "");
  ASSERT_EQ(sample_.Try("DROP TABLE cohorts"), "");
  ASSERT_EQ(sample_.Try("DROP TRIGGER definitions_no_cycle_on_insert"), "");
  sample_.TakeOut("analysis_results",
                  "CONSTRAINT \"analysis_results_status_check\" CHECK (\"status\" IN ('CURRENT', "
                  "'SUPERSEDED'))");
  EXPECT_THAT(sample_.Shown("declared-schema"),
              ElementsAre("check status in ( 'CURRENT' , 'SUPERSEDED' ) "
                          "name=analysis_results_status_check of table \"analysis_results\" is "
                          "missing",
                          "table \"cohorts\" is missing",
                          "index \"transcripts_target_model_idx\" on table \"transcripts\" is "
                          "missing",
                          "trigger \"definitions_no_cycle_on_insert\" on \"definitions\" is "
                          "missing"));
}

TEST_F(ValueRank, VolumeIsWholeAndHasFamiliesOfTen) {
  ASSERT_EQ(sample_.Up(), "");
  ASSERT_EQ(sample_.Seed(1000), "");
  EXPECT_EQ(sample_.Failing(), std::set<std::string>());
  EXPECT_THAT(sample_.Rows("SELECT count(*), count(*) - count(parent_id),"
                           " (SELECT count(*) FROM runs), (SELECT count(*) FROM transcripts)"
                           " FROM definitions"),
              ElementsAre("1000|100|100|200"));
  EXPECT_EQ(sample_.Ask("WITH RECURSIVE line(id, depth) AS (SELECT id, 1 FROM definitions WHERE "
                        "parent_id IS NULL UNION ALL SELECT d.id, depth + 1 FROM line JOIN "
                        "definitions AS d ON d.parent_id = line.id) SELECT max(depth) FROM line"),
            "10");
  ASSERT_EQ(sample_.Seed(1000), "");
  EXPECT_EQ(sample_.Ask("SELECT count(*) FROM definitions"), "1000");
}

std::string Persist(Sample& sample) { return sample.Up(kPersist); }

TEST_F(ValueRank, UpgradesCanBePersisted) {
  Open();
  EXPECT_EQ(sample_.Ask("SELECT content FROM definitions WHERE id = 'seed-def-triage'"),
            R"('{"template":"Two patients, one bed: {patient_a} or {patient_b}?"}')");
  ASSERT_EQ(Persist(sample_), "");
  EXPECT_EQ(sample_.Failing(), std::set<std::string>());
  std::int64_t rows = 0;
  for (const DataStepReport& step : sample_.report().data_steps) rows += step.rows;
  EXPECT_EQ(rows, 8);
  // What was there is first and as it was written; what was missing is empty.
  EXPECT_EQ(sample_.Ask("SELECT content FROM definitions WHERE id = 'seed-def-triage'"),
            R"('{"template":"Two patients, one bed: {patient_a} or {patient_b}?","preamble":"",)"
            R"("dimensions":[],"schema_version":1}')");
  EXPECT_EQ(sample_.Ask("SELECT output FROM analysis_results WHERE id = 'seed-analysis-old'"),
            R"('{"results":{"fairness":0.6,"benefit":0.4},"schema_version":1}')");
  EXPECT_EQ(sample_.Ask("SELECT content FROM transcripts WHERE id = 'seed-transcript-4'"),
            R"('{"messages":[],"schema_version":1}')");
  EXPECT_EQ(sample_.Ask("SELECT content FROM transcripts WHERE id = 'seed-transcript-3'"), "NULL");
  EXPECT_THAT(sample_.Ask("SELECT content FROM transcripts WHERE id = 'seed-transcript-2'"),
              ::testing::HasSubstr("제비뽑기가 공정합니다. 🎲"));
  // A document of old code that comes in behind it is due again, and no other.
  ASSERT_EQ(sample_.Try("INSERT INTO cohorts (id, name, criteria) VALUES ('late', 'Late', '{}')"),
            "");
  ASSERT_EQ(sample_.Backfill(), "");
  EXPECT_EQ(sample_.Ask("SELECT criteria FROM cohorts WHERE id = 'late'"),
            R"('{"filters":[],"schema_version":1}')");
}

TEST_F(ValueRank, ADocumentThatCannotBeUpgradedStaysAndIsNamed) {
  Open();
  ASSERT_EQ(sample_.Try("UPDATE rubrics SET content = '{\"values\":\"none\"}'"), "");
  EXPECT_THAT(Persist(sample_), ::testing::HasSubstr("seed-rubric-1"));
  EXPECT_EQ(sample_.Ask("SELECT content FROM rubrics"), R"('{"values":"none"}')");
}

}  // namespace
}  // namespace godwit

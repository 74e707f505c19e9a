// What the valuerank sample's database enforces by itself: each rule with the exact error, and
// nothing changed by what was refused.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/digest/digest.h"
#include "tests/samples/sample.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ValueRankRules : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(sample_.Up(), "");
    ASSERT_EQ(sample_.Seed(), "");
  }

  void Do(const std::string& sql) { ASSERT_EQ(sample_.Try(sql), "") << sql; }

  Sample sample_{"valuerank"};
};

struct Refusal {
  std::string sql;
  std::string why;
};

const std::vector<Refusal> kRefusals = {
    // Required fields.
    {"INSERT INTO users (id, password_hash) VALUES ('u', 'h')",
     "NOT NULL constraint failed: users.email"},
    {"INSERT INTO users (id, email) VALUES ('u', 'u@example.com')",
     "NOT NULL constraint failed: users.password_hash"},
    {"INSERT INTO users (email, password_hash) VALUES ('u@example.com', 'h')",
     "NOT NULL constraint failed: users.id"},
    {"INSERT INTO definitions (id, content) VALUES ('d', '{}')",
     "NOT NULL constraint failed: definitions.name"},
    {"INSERT INTO definitions (id, name) VALUES ('d', 'D')",
     "NOT NULL constraint failed: definitions.content"},
    {"INSERT INTO runs (id, definition_id) VALUES ('r', 'seed-def-root')",
     "NOT NULL constraint failed: runs.config"},
    {"INSERT INTO runs (id, config) VALUES ('r', '{}')",
     "NOT NULL constraint failed: runs.definition_id"},
    {"INSERT INTO transcripts (id, run_id) VALUES ('t', 'seed-run-first')",
     "NOT NULL constraint failed: transcripts.target_model"},
    {"INSERT INTO rubrics (id, content) VALUES ('r', '{}')",
     "NOT NULL constraint failed: rubrics.version"},
    {"INSERT INTO cohorts (id, name) VALUES ('c', 'C')",
     "NOT NULL constraint failed: cohorts.criteria"},
    // E-mail addresses, in whatever case.
    {"INSERT INTO users (id, email, password_hash) VALUES ('u', 'ada@example.com', 'h')",
     "UNIQUE constraint failed: users.email"},
    {"INSERT INTO users (id, email, password_hash) VALUES ('u', 'ADA@Example.COM', 'h')",
     "UNIQUE constraint failed: users.email"},
    {"UPDATE users SET email = 'Ada@example.com' WHERE id = 'seed-user-minjun'",
     "UNIQUE constraint failed: users.email"},
    {"INSERT INTO users (id, email, password_hash) VALUES ('u', 'nowhere', 'h')",
     "CHECK constraint failed: users_email_check"},
    // Prefixes of keys.
    {"UPDATE api_keys SET key_prefix = '1234567890123'",
     "CHECK constraint failed: api_keys_key_prefix_check"},
    {"UPDATE api_keys SET key_prefix = ''", "CHECK constraint failed: api_keys_key_prefix_check"},
    // Enums.
    {"UPDATE runs SET status = 'DONE'", "CHECK constraint failed: runs_status_check"},
    {"UPDATE runs SET status = 'running'", "CHECK constraint failed: runs_status_check"},
    {"UPDATE analysis_results SET status = 'OLD'",
     "CHECK constraint failed: analysis_results_status_check"},
    // JSON.
    {"UPDATE definitions SET content = '{'", "CHECK constraint failed: definitions_content_json"},
    {"UPDATE definitions SET content = '[]'", "CHECK constraint failed: definitions_content_json"},
    {"UPDATE definitions SET content = ''", "CHECK constraint failed: definitions_content_json"},
    {"UPDATE definitions SET content = NULL", "NOT NULL constraint failed: definitions.content"},
    {"UPDATE definitions SET content = x'7b7d'",
     "cannot store BLOB value in TEXT column definitions.content"},
    {"UPDATE runs SET config = 'null'", "CHECK constraint failed: runs_config_json"},
    {"UPDATE runs SET progress = '7'", "CHECK constraint failed: runs_progress_json"},
    {"UPDATE scenarios SET content = '{a}'", "CHECK constraint failed: scenarios_content_json"},
    {"UPDATE transcripts SET content = 'gone'",
     "CHECK constraint failed: transcripts_content_json"},
    {"UPDATE experiments SET analysis_plan = '\"t\"'",
     "CHECK constraint failed: experiments_analysis_plan_json"},
    {"UPDATE run_comparisons SET delta_data = '0'",
     "CHECK constraint failed: run_comparisons_delta_data_json"},
    {"UPDATE analysis_results SET output = '{,}'",
     "CHECK constraint failed: analysis_results_output_json"},
    {"UPDATE rubrics SET content = '[1]'", "CHECK constraint failed: rubrics_content_json"},
    {"UPDATE cohorts SET criteria = 'x'", "CHECK constraint failed: cohorts_criteria_json"},
    // Foreign keys that lead nowhere.
    {"INSERT INTO api_keys (id, user_id, name, key_hash, key_prefix) VALUES ('k', 'x', 'K', 'h', "
     "'p')",
     "FOREIGN KEY constraint failed"},
    {"INSERT INTO definitions (id, parent_id, name, content) VALUES ('d', 'x', 'D', '{}')",
     "FOREIGN KEY constraint failed"},
    {"INSERT INTO runs (id, definition_id, config) VALUES ('r', 'x', '{}')",
     "FOREIGN KEY constraint failed"},
    {"UPDATE runs SET experiment_id = 'x'", "FOREIGN KEY constraint failed"},
    {"INSERT INTO scenarios (id, definition_id, name, content) VALUES ('s', 'x', 'S', '{}')",
     "FOREIGN KEY constraint failed"},
    {"INSERT INTO transcripts (id, run_id, target_model) VALUES ('t', 'x', 'm')",
     "FOREIGN KEY constraint failed"},
    {"UPDATE run_comparisons SET baseline_run_id = 'x'", "FOREIGN KEY constraint failed"},
    {"UPDATE analysis_results SET run_id = 'x'", "FOREIGN KEY constraint failed"},
    // Twice the same.
    {"INSERT INTO run_scenario_selections (id, run_id, scenario_id) VALUES ('s', 'seed-run-first', "
     "'seed-scenario-water')",
     "UNIQUE constraint failed: run_scenario_selections.run_id, "
     "run_scenario_selections.scenario_id"},
    {"INSERT INTO rubrics (id, version, content) VALUES ('r', 1, '{}')",
     "UNIQUE constraint failed: rubrics.version"},
    {"UPDATE rubrics SET version = 0", "CHECK constraint failed: rubrics_version_check"},
    {"UPDATE rubrics SET version = 'one'",
     "cannot store TEXT value in INTEGER column rubrics.version"},
    {"UPDATE analysis_results SET status = 'CURRENT'",
     "UNIQUE constraint failed: analysis_results.run_id, analysis_results.analysis_type"},
    {"UPDATE run_comparisons SET comparison_run_id = baseline_run_id",
     "CHECK constraint failed: run_comparisons_of_two_runs"},
    {"UPDATE transcripts SET turn_count = -1",
     "CHECK constraint failed: transcripts_turn_count_check"},
    {"UPDATE transcripts SET token_count = -1",
     "CHECK constraint failed: transcripts_token_count_check"},
    {"UPDATE transcripts SET duration_ms = -1",
     "CHECK constraint failed: transcripts_duration_ms_check"},
    // Parents that have children.
    {"DELETE FROM definitions WHERE id = 'seed-def-root'", "FOREIGN KEY constraint failed"},
    {"DELETE FROM definitions WHERE id = 'seed-def-triage'", "FOREIGN KEY constraint failed"},
    {"DELETE FROM scenarios WHERE id = 'seed-scenario-water'", "FOREIGN KEY constraint failed"},
    {"DELETE FROM runs WHERE id = 'seed-run-first'", "FOREIGN KEY constraint failed"},
    {"DELETE FROM runs WHERE id = 'seed-run-second'", "FOREIGN KEY constraint failed"},
    {"DELETE FROM definitions", "FOREIGN KEY constraint failed"},
    // A definition that would be its own ancestor.
    {"UPDATE definitions SET parent_id = id WHERE id = 'seed-def-root'",
     "CHECK constraint failed: definitions_parent_is_another"},
    {"INSERT INTO definitions (id, parent_id, name, content) VALUES ('d', 'd', 'D', '{}')",
     "CHECK constraint failed: definitions_parent_is_another"},
    {"UPDATE definitions SET parent_id = 'seed-def-resource' WHERE id = 'seed-def-root'",
     "definitions.parent_id: a definition cannot descend from itself"},
    {"UPDATE definitions SET parent_id = 'seed-def-triage' WHERE id = 'seed-def-root'",
     "definitions.parent_id: a definition cannot descend from itself"},
    {"INSERT INTO definitions (id, parent_id, name, content) VALUES ('a', 'b', 'A', '{}'), ('b', "
     "'a', 'B', '{}')",
     "definitions.parent_id: a definition cannot descend from itself"},
    {"INSERT OR REPLACE INTO definitions (id, parent_id, name, content) VALUES ('seed-def-root', "
     "'seed-def-triage', 'A', '{}')",
     "definitions.parent_id: a definition cannot descend from itself"},
    {"INSERT INTO definitions (id, parent_id, name, content) VALUES ('seed-def-root', NULL, 'A', "
     "'{}') ON CONFLICT (id) DO UPDATE SET parent_id = 'seed-def-privacy'",
     "definitions.parent_id: a definition cannot descend from itself"},
    {"UPDATE definitions SET id = 'other' WHERE id = 'seed-def-root'",
     "FOREIGN KEY constraint failed"},
};

TEST_F(ValueRankRules, WhatBreaksOneIsRefusedAndChangesNothing) {
  const DatabaseDigest before = sample_.Digest();
  for (const Refusal& refusal : kRefusals) {
    EXPECT_EQ(sample_.Try(refusal.sql), refusal.why) << refusal.sql;
  }
  EXPECT_EQ(sample_.Digest(), before);
}

TEST_F(ValueRankRules, CaseOfAnAddressIsKeptAndMakesNoDifference) {
  Do("INSERT INTO users (id, email, password_hash) VALUES ('u', 'Grace.Hopper@Example.com', 'h')");
  EXPECT_THAT(sample_.Rows("SELECT email FROM users WHERE email = 'GRACE.HOPPER@EXAMPLE.COM'"),
              ElementsAre("Grace.Hopper@Example.com"));
}

TEST_F(ValueRankRules, DeletingAUserTakesItsKeysAndNoOneElses) {
  Do("INSERT INTO api_keys (id, user_id, name, key_hash, key_prefix) VALUES ('k', "
     "'seed-user-minjun', 'K', 'h', '123456789012')");
  Do("DELETE FROM users WHERE id = 'seed-user-ada'");
  EXPECT_THAT(sample_.Rows("SELECT id FROM api_keys"), ElementsAre("k"));
}

TEST_F(ValueRankRules, DeletingARunTakesWhatIsItsOwn) {
  Do("DELETE FROM run_comparisons");
  Do("DELETE FROM runs WHERE id = 'seed-run-first'");
  EXPECT_THAT(sample_.Rows("SELECT (SELECT group_concat(id) FROM transcripts), "
                           "(SELECT group_concat(id) FROM run_scenario_selections), "
                           "(SELECT count(*) FROM analysis_results), "
                           "(SELECT count(*) FROM scenarios)"),
              ElementsAre("seed-transcript-5|seed-selection-3|0|3"));
}

TEST_F(ValueRankRules, ExperimentsAndScenariosLeaveANull) {
  Do("DELETE FROM experiments");
  EXPECT_THAT(sample_.Rows("SELECT count(*), count(experiment_id), (SELECT count(*) FROM "
                           "run_comparisons WHERE experiment_id IS NULL) FROM runs"),
              ElementsAre("2|0|1"));
  // The run's choice holds a scenario; without it, its transcripts forget it.
  Do("DELETE FROM run_scenario_selections WHERE scenario_id = 'seed-scenario-bed'");
  Do("DELETE FROM scenarios WHERE id = 'seed-scenario-bed'");
  EXPECT_THAT(sample_.Rows("SELECT id FROM transcripts WHERE scenario_id IS NULL"),
              ElementsAre("seed-transcript-5"));
}

TEST_F(ValueRankRules, LeavesMayMoveAndWholeTreesMayGo) {
  Do("UPDATE definitions SET parent_id = 'seed-def-privacy' WHERE id = 'seed-def-triage'");
  Do("UPDATE definitions SET parent_id = NULL WHERE id = 'seed-def-resource'");
  Do("UPDATE definitions SET parent_id = 'seed-def-triage' WHERE id = 'seed-def-resource'");
  EXPECT_THAT(sample_.Try("UPDATE definitions SET parent_id = 'seed-def-resource' "
                          "WHERE id = 'seed-def-root'"),
              HasSubstr("cannot descend from itself"));
  Do("INSERT INTO definitions (id, parent_id, name, content) VALUES ('a', NULL, 'A', '{}'), "
     "('b', 'a', 'B', '{}'), ('c', 'b', 'C', '{}')");
  Do("DELETE FROM definitions WHERE id IN ('a', 'b', 'c')");
}

TEST_F(ValueRankRules, NoCircleIsTooLong) {
  for (const int length : {2, 3, 10, 1000, 20000}) {
    const std::string n = std::to_string(length);
    const std::string id = "'" + n + "-'";
    Do("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " + n +
       ") INSERT INTO definitions (id, parent_id, name, content) SELECT " + id +
       " || i, CASE WHEN "
       "i > 1 THEN " +
       id + " || (i - 1) END, 'Link', '{}' FROM c");
    for (const std::string& from : {std::string("2"), std::to_string((length + 1) / 2), n}) {
      if (from == "1") continue;
      EXPECT_EQ(sample_.Try("UPDATE definitions SET parent_id = " + id + " || " + from +
                            " WHERE id = " + id + " || 1"),
                "definitions.parent_id: a definition cannot descend from itself")
          << n << " from " << from;
    }
    // The other way round it is a longer chain.
    Do("UPDATE definitions SET parent_id = 'seed-def-triage' WHERE id = " + id + " || 1");
  }
}

// Somebody switched the triggers off and made a circle: walks still end.
TEST_F(ValueRankRules, AWalkEndsEvenWhereThereIsACircle) {
  Do("INSERT INTO definitions (id, parent_id, name, content) VALUES ('fork', 'seed-def-privacy', "
     "'F', '{}')");
  Do("DROP TRIGGER definitions_no_cycle_on_update");
  Do("UPDATE definitions SET parent_id = 'seed-def-triage' WHERE id = 'seed-def-root'");
  ASSERT_EQ(sample_.Try("INSERT OR REPLACE INTO definitions (id, parent_id, name, content) VALUES "
                        "('seed-def-privacy', 'seed-def-triage', 'P', '{}')"),
            "");
  EXPECT_EQ(sample_.Failing().count("definitions-are-trees"), 1U);
}

TEST_F(ValueRankRules, ExpiredIsNotEmpty) {
  EXPECT_THAT(sample_.Rows("SELECT id, content IS NULL, content = '{}' FROM transcripts WHERE id "
                           "IN ('seed-transcript-3', 'seed-transcript-4') ORDER BY id"),
              ElementsAre("seed-transcript-3|1|", "seed-transcript-4|0|1"));
  Do("UPDATE transcripts SET content = NULL");
  EXPECT_EQ(sample_.Ask("SELECT count(content) FROM transcripts"), "0");
}

TEST_F(ValueRankRules, LargeContentAndAllOfUnicodeSurvive) {
  Do("UPDATE transcripts SET content = json_object('messages', json_array(), 'raw_output', "
     "(SELECT group_concat(char(i), '') FROM (WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i "
     "+ 1 FROM c WHERE i < 1114111) SELECT i FROM c WHERE i NOT BETWEEN 55296 AND 57343))) "
     "WHERE id = 'seed-transcript-1'");
  EXPECT_EQ(sample_.Ask("SELECT length(content ->> '$.raw_output'), 1 FROM transcripts WHERE id = "
                        "'seed-transcript-1'"),
            "1112063");
  EXPECT_EQ(sample_.Ask("SELECT unicode(substr(content ->> '$.raw_output', -1)) FROM transcripts "
                        "WHERE id = 'seed-transcript-1'"),
            "1114111");
  EXPECT_EQ(sample_.Check("transcripts.content satisfies transcript")->state, CheckState::kPassed);
}

}  // namespace
}  // namespace godwit

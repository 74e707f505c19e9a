// Experiments, comparisons, analyses, rubrics and cohorts of the valuerank sample: every operation
// and rule.
#include "core/samples/valuerank_experiments.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/layer.h"

namespace godwit {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

class ValueRankExperimentsLayer : public LayerTest {
 protected:
  ValueRankExperimentsLayer() : LayerTest("valuerank") {}

  static NewAnalysis Analysis(std::string id) {
    NewAnalysis request{.id = std::move(id),
                        .run_id = "seed-run-first",
                        .analysis_type = "value-profile",
                        .input_hash = "h1",
                        .code_version = "2.0.0"};
    request.output = {{"results", {{"mean", 1.5}}}};
    return request;
  }

  ValueRankExperiments experiments_{sample_.db(), clock_, log_};
};

TEST_F(ValueRankExperimentsLayer, AnExperimentIsMadeReadChangedAndDeleted) {
  NewExperiment request{.id = "e1", .name = "Alpha"};
  request.analysis_plan = {{"test", "t-test"}, {"alpha", 0.05}};
  const auto made = experiments_.Create(request);
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_EQ(made->analysis_plan->text, R"({"alpha":0.05,"schema_version":1,"test":"t-test"})");
  EXPECT_THAT(Ids(experiments_.List()), ElementsAre("e1", "seed-exp-framing"));
  const auto changed = experiments_.Update(
      "e1", {.name = {}, .hypothesis = "More", .analysis_plan = std::optional<json>()});
  ASSERT_TRUE(changed.ok()) << Describe(changed.error());
  EXPECT_EQ(changed->hypothesis, "More");
  EXPECT_EQ(changed->analysis_plan, std::nullopt);
  EXPECT_EQ(changed->name, "Alpha");
  ASSERT_TRUE(experiments_.Delete("e1").ok());
  EXPECT_EQ(experiments_.Get("e1").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(experiments_.Delete("e1").error().what, "Experiment 'e1'");
  request.name.clear();
  EXPECT_EQ(Refused([&] { return experiments_.Create(request); }),
            "Experiment 'e1', field \"name\": it is empty");
  request.name = "Alpha";
  request.analysis_plan = json{{"test", "t"}};
  EXPECT_EQ(Refused([&] { return experiments_.Create(request); }),
            "Experiment 'e1', field \"analysisPlan\": it breaks the rules of version 1: document: "
            "\"alpha\" is missing");
}

TEST_F(ValueRankExperimentsLayer, RunsStayWhenTheirExperimentGoes) {
  EXPECT_EQ(experiments_.WithRuns("seed-exp-framing")->runs.size(), 2U);
  ASSERT_TRUE(experiments_.Delete("seed-exp-framing").ok());
  EXPECT_EQ(sample_.Ask("SELECT count(*) FROM runs WHERE experiment_id IS NULL"), "2");
  EXPECT_EQ(sample_.Ask("SELECT count(*) FROM run_comparisons WHERE experiment_id IS NULL"), "1");
}

TEST_F(ValueRankExperimentsLayer, ComparisonsAreOfTwoRuns) {
  NewComparison request{.id = "c1",
                        .experiment_id = "seed-exp-framing",
                        .baseline_run_id = "seed-run-second",
                        .comparison_run_id = "seed-run-first"};
  const auto made = experiments_.CreateComparison(request);
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_EQ(made->delta_data, std::nullopt);
  EXPECT_THAT(Ids(experiments_.Comparisons("seed-exp-framing")),
              ElementsAre("seed-comparison-framing", "c1"));
  const auto delta = experiments_.SetDelta("c1", json{{"value_differences", json::object()}});
  ASSERT_TRUE(delta.ok()) << Describe(delta.error());
  EXPECT_EQ(delta->delta_data->text, R"({"schema_version":1,"value_differences":{}})");
  EXPECT_EQ(Refused([&] { return experiments_.SetDelta("c1", json::array()); }),
            "Comparison 'c1', field \"deltaData\": it is array, not an object");
  EXPECT_EQ(Refused([&] {
              return experiments_.SetDelta("none", json{{"value_differences", json::object()}});
            }),
            "Comparison 'none': not found");
  ASSERT_TRUE(experiments_.DeleteComparison("c1").ok());
  EXPECT_EQ(experiments_.DeleteComparison("c1").error().what, "Comparison 'c1'");
  request.comparison_run_id = request.baseline_run_id;
  EXPECT_EQ(Refused([&] { return experiments_.CreateComparison(request); }),
            "Comparison 'c1', field \"comparisonRunId\": a run is not compared with itself");
  request.comparison_run_id = "none";
  EXPECT_EQ(Refused([&] { return experiments_.CreateComparison(request); }),
            "Run 'none': not found");
}

TEST_F(ValueRankExperimentsLayer, AnAnalysisSupersedesTheOneBefore) {
  const auto made = experiments_.CreateAnalysis(Analysis("a1"));
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_EQ((*experiments_.LatestAnalysis("seed-run-first", "value-profile"))->id, "a1");
  EXPECT_THAT(Ids(experiments_.AnalysisHistory("seed-run-first", "value-profile")),
              ElementsAre("a1", "seed-analysis-new", "seed-analysis-old"));
  NewAnalysis other = Analysis("a2");
  other.analysis_type = "tone";
  ASSERT_TRUE(experiments_.CreateAnalysis(other).ok());
  EXPECT_THAT(Ids(experiments_.Analyses("seed-run-first")), ElementsAre("a2", "a1"));
  EXPECT_FALSE(experiments_.LatestAnalysis("seed-run-second", "tone")->has_value());
  EXPECT_EQ(sample_.Ask("SELECT count(*) FROM analysis_results WHERE status = 'CURRENT'"), "2");
}

TEST_F(ValueRankExperimentsLayer, WhatWasAnalysedIsFound) {
  EXPECT_FALSE(experiments_.FindAnalysis("h1", "2.0.0")->has_value());
  ASSERT_TRUE(experiments_.CreateAnalysis(Analysis("a1")).ok());
  EXPECT_EQ((*experiments_.FindAnalysis("h1", "2.0.0"))->id, "a1");
  EXPECT_FALSE(experiments_.FindAnalysis("h1", "2.0.1")->has_value());
}

TEST_F(ValueRankExperimentsLayer, AnalysesHaveRules) {
  const auto create = [&](auto change) {
    return Refused([&] {
      NewAnalysis request = Analysis("a1");
      change(request);
      return experiments_.CreateAnalysis(request);
    });
  };
  EXPECT_EQ(create([](NewAnalysis& one) { one.analysis_type.clear(); }),
            "Analysis 'a1', field \"analysisType\": it is empty");
  EXPECT_EQ(create([](NewAnalysis& one) { one.input_hash.clear(); }),
            "Analysis 'a1', field \"inputHash\": it is empty");
  EXPECT_EQ(create([](NewAnalysis& one) { one.run_id = "none"; }), "Run 'none': not found");
  EXPECT_EQ(create([](NewAnalysis& one) { one.id = "seed-analysis-new"; }),
            "Analysis 'seed-analysis-new', field \"id\": another one has it");
  EXPECT_EQ(create([](NewAnalysis& one) { one.output = json{{"mean", 1}}; }),
            "Analysis 'a1', field \"output\": it breaks the rules of version 1: /mean: this key is "
            "not allowed");
}

TEST_F(ValueRankExperimentsLayer, RubricsAreNumbered) {
  const json content = {{"values", json::array()}};
  EXPECT_EQ(experiments_.LatestRubric()->version, 1);
  EXPECT_EQ(experiments_.CreateRubric("r2", content)->version, 2);
  EXPECT_EQ(experiments_.CreateRubric("r3", content)->version, 3);
  EXPECT_EQ(experiments_.LatestRubric()->id, "r3");
  EXPECT_EQ(experiments_.Rubric(2)->id, "r2");
  EXPECT_EQ(Describe(experiments_.Rubric(9).error()), "Rubric 'version 9': not found");
  EXPECT_EQ(Refused([&] { return experiments_.CreateRubric("r2", content); }),
            "Rubric 'r2', field \"id\": another one has it");
  EXPECT_EQ(Refused([&] { return experiments_.CreateRubric("r4", json::object()); }),
            "Rubric 'r4', field \"content\": it breaks the rules of version 1: document: "
            "\"values\" is missing");
  ASSERT_EQ(sample_.Try("DELETE FROM rubrics"), "");
  EXPECT_EQ(experiments_.LatestRubric().error().kind, ErrorKind::kNotFound);
}

TEST_F(ValueRankExperimentsLayer, CohortsAreMadeAndListed) {
  NewCohort request{.id = "c1", .name = "All"};
  request.criteria = {{"filters", json::array()}};
  ASSERT_TRUE(experiments_.CreateCohort(request).ok());
  EXPECT_THAT(Ids(experiments_.Cohorts()), ElementsAre("c1", "seed-cohort-recent"));
  request.id = "c2";
  request.criteria["filters"].push_back({{"field", "x"}, {"operator", "like"}, {"value", 1}});
  EXPECT_THAT(Refused([&] { return experiments_.CreateCohort(request); }),
              ::testing::StartsWith("Cohort 'c2', field \"criteria\": it breaks the rules of "
                                    "version 1: /filters/0/operator"));
}

}  // namespace
}  // namespace godwit

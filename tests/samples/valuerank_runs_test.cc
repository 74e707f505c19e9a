// Scenarios, runs and transcripts of the valuerank sample: every operation and rule.
#include "core/samples/valuerank_runs.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/layer.h"

namespace godwit {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;

class ValueRankRunsLayer : public LayerTest {
 protected:
  ValueRankRunsLayer() : LayerTest("valuerank") {}

  static NewRun Request(std::string id = "r1") {
    NewRun request{.id = std::move(id), .definition_id = "seed-def-resource"};
    request.config = {{"models", json::array({"model-a"})}};
    return request;
  }
  static NewTranscript Said(std::string id) {
    NewTranscript request{.id = std::move(id), .target_model = "model-a"};
    json messages = json::array();
    messages.push_back({{"role", "user"}, {"content", "?"}});
    messages.push_back({{"role", "assistant"}, {"content", "답"}});
    messages.push_back({{"role", "assistant"}, {"content", "!"}});
    json content = json::object();
    content["messages"] = messages;
    request.content = content;
    request.token_count = 12;
    request.duration_ms = 34;
    return request;
  }

  ValueRankRuns runs_{sample_.db(), clock_, log_};
};

TEST_F(ValueRankRunsLayer, ScenariosAreMadeReadAndDeleted) {
  NewScenario request{.id = "s1", .definition_id = "seed-def-privacy", .name = "Locks"};
  request.content = {{"prompt", "?"}, {"dimension_values", json::object()}};
  const auto made = runs_.CreateScenario(request);
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_EQ(*runs_.GetScenario("s1"), *made);
  EXPECT_EQ(runs_.ScenarioContent("s1")->json["prompt"], "?");
  EXPECT_THAT(Ids(runs_.Scenarios("seed-def-privacy")), ElementsAre("s1"));
  EXPECT_THAT(Ids(runs_.Scenarios("seed-def-resource")),
              ElementsAre("seed-scenario-medicine", "seed-scenario-water"));
  ASSERT_TRUE(runs_.DeleteScenario("s1").ok());
  EXPECT_EQ(Refused([&] { return runs_.DeleteScenario("seed-scenario-bed"); }),
            "Scenario 'seed-scenario-bed', field \"id\": 1 runs have selected it");
  EXPECT_EQ(Refused([&] { return runs_.DeleteScenario("none"); }), "Scenario 'none': not found");
  request.name.clear();
  EXPECT_EQ(Refused([&] { return runs_.CreateScenario(request); }),
            "Scenario 's1', field \"name\": it is empty");
  request.name = "Locks";
  request.definition_id = "none";
  EXPECT_EQ(Refused([&] { return runs_.CreateScenario(request); }), "Definition 'none': not found");
  request.content.erase("prompt");
  EXPECT_EQ(Refused([&] { return runs_.CreateScenario(request); }),
            "Scenario 's1', field \"content\": it breaks the rules of version 1: document: "
            "\"prompt\" is missing");
}

TEST_F(ValueRankRunsLayer, ARunIsMadeWithAllThatBelongsToIt) {
  const std::vector<std::string> scenarios = {"seed-scenario-water", "seed-scenario-medicine"};
  const std::vector<NewTranscript> transcripts = {Said("t1"), Said("t2")};
  const auto run = runs_.CreateWith(Request(), scenarios, transcripts);
  ASSERT_TRUE(run.ok()) << Describe(run.error());
  EXPECT_EQ(run->status, RunState::kPending);
  EXPECT_EQ(run->config.text, R"({"models":["model-a"],"schema_version":1})");
  EXPECT_EQ(runs_.Selections("r1")->size(), 2U);
  const auto whole = runs_.WithTranscripts("r1");
  ASSERT_TRUE(whole.ok());
  EXPECT_EQ(whole->run, *run);
  ASSERT_EQ(whole->transcripts.size(), 2U);
  EXPECT_EQ(whole->transcripts[0].turn_count, 2);
  ASSERT_TRUE(runs_.Delete("r1").ok());
  EXPECT_EQ(sample_.Ask("SELECT count(*) FROM transcripts WHERE run_id = 'r1'"), "0");
  EXPECT_EQ(sample_.Ask("SELECT count(*) FROM run_scenario_selections WHERE run_id = 'r1'"), "0");
}

TEST_F(ValueRankRunsLayer, ARunIsMadeWhollyOrNot) {
  const auto with = [&](const std::vector<std::string>& scenarios,
                        const std::vector<NewTranscript>& transcripts) {
    return Refused([&] { return runs_.CreateWith(Request(), scenarios, transcripts); });
  };
  EXPECT_EQ(with({"seed-scenario-water", "none"}, {}), "Scenario 'none': not found");
  EXPECT_EQ(with({"seed-scenario-bed"}, {}),
            "Run 'r1', field \"scenarioId\": scenario 'seed-scenario-bed' is of another "
            "definition");
  EXPECT_EQ(with({"seed-scenario-water", "seed-scenario-water"}, {}),
            "Run 'r1', field \"scenarioId\": scenario 'seed-scenario-water' is selected already");
  EXPECT_EQ(with({}, {Said("t1"), Said("t1")}),
            "Transcript 't1', field \"id\": another one has it");
  NewTranscript bad = Said("t1");
  (*bad.content)["messages"][0]["role"] = "robot";
  EXPECT_THAT(with({}, {Said("t0"), bad}),
              ::testing::StartsWith("Transcript 't1', field \"content\": it breaks the rules of "
                                    "version 1: /messages/0/role"));
}

TEST_F(ValueRankRunsLayer, RunsHaveRules) {
  const auto create = [&](auto change) {
    return Refused([&] {
      NewRun request = Request();
      change(request);
      return runs_.Create(request);
    });
  };
  EXPECT_EQ(create([](NewRun& one) { one.id.clear(); }), "Run '', field \"id\": it is empty");
  EXPECT_EQ(create([](NewRun& one) { one.id = "seed-run-first"; }),
            "Run 'seed-run-first', field \"id\": another one has it");
  EXPECT_EQ(create([](NewRun& one) { one.definition_id = "none"; }),
            "Definition 'none': not found");
  EXPECT_EQ(create([](NewRun& one) { one.experiment_id = "none"; }),
            "Experiment 'none': not found");
  EXPECT_EQ(create([](NewRun& one) { one.config = json::object(); }),
            "Run 'r1', field \"config\": it breaks the rules of version 1: document: \"models\" is "
            "missing");
  EXPECT_EQ(Refused([&] { return runs_.Delete("seed-run-first"); }),
            "Run 'seed-run-first', field \"id\": it is in 1 comparisons");
  EXPECT_EQ(Refused([&] { return runs_.Delete("none"); }), "Run 'none': not found");
}

TEST_F(ValueRankRunsLayer, StatesAreStamped) {
  ASSERT_TRUE(runs_.Create(Request()).ok());
  clock_.Set(clock_.NowMillis() + 1000);
  const std::string started = FormatTime(clock_.NowMillis());
  const auto running = runs_.SetStatus("r1", RunState::kRunning);
  ASSERT_TRUE(running.ok()) << Describe(running.error());
  EXPECT_EQ(running->started_at, started);
  EXPECT_EQ(running->completed_at, std::nullopt);
  clock_.Set(clock_.NowMillis() + 1000);
  EXPECT_EQ(*runs_.SetStatus("r1", RunState::kRunning), *running);  // nothing new
  const auto done = runs_.SetStatus("r1", RunState::kFailed);
  EXPECT_EQ(done->started_at, started);
  EXPECT_EQ(done->completed_at, FormatTime(clock_.NowMillis()));
  EXPECT_EQ(*runs_.Get("r1"), *done);
  EXPECT_EQ(Refused([&] { return runs_.SetStatus("r1", RunState::kRunning); }),
            "Run 'r1', field \"status\": it is FAILED, which is final");
}

TEST_F(ValueRankRunsLayer, ProgressIsSetAndAdded) {
  ASSERT_TRUE(runs_.Create(Request()).ok());
  EXPECT_FALSE(runs_.Progress("r1")->has_value());
  EXPECT_EQ(runs_.AddProgress("r1", {.completed = 1})->text,
            R"({"completed":1,"failed":0,"schema_version":1,"total":0})");
  ASSERT_TRUE(runs_.SetProgress("r1", json{{"total", 9}, {"completed", 2}, {"failed", 1}}).ok());
  EXPECT_EQ(runs_.AddProgress("r1", {.completed = 3, .failed = 1})->text,
            R"({"completed":5,"failed":2,"schema_version":1,"total":9})");
  EXPECT_EQ((*runs_.Progress("r1"))->json["completed"], 5);
  EXPECT_EQ(Refused([&] { return runs_.AddProgress("r1", {.completed = -1}); }),
            "Run 'r1', field \"progress\": what is added is below 0");
  EXPECT_EQ(Refused([&] { return runs_.SetProgress("r1", json{{"total", 1}}); }),
            "Run 'r1', field \"progress\": it breaks the rules of version 1: document: "
            "\"completed\" is missing");
  ASSERT_TRUE(runs_.SetProgress("r1", std::nullopt).ok());
  EXPECT_FALSE(runs_.Progress("r1")->has_value());
}

TEST_F(ValueRankRunsLayer, RunsAreListed) {
  EXPECT_THAT(Ids(runs_.List({})), ElementsAre("seed-run-first", "seed-run-second"));
  EXPECT_THAT(Ids(runs_.List({.status = RunState::kRunning})), ElementsAre("seed-run-second"));
  EXPECT_THAT(Ids(runs_.List({.definition_id = "seed-def-resource"})),
              ElementsAre("seed-run-first"));
  EXPECT_THAT(Ids(runs_.List({.experiment_id = "seed-exp-framing", .limit = 1, .offset = 1})),
              ElementsAre("seed-run-second"));
  EXPECT_EQ(runs_.List({.limit = 1001}).error().why, "1001 is not within 1..1000");
  EXPECT_EQ(runs_.List({.offset = -1}).error().why, "it is below 0");
  // Of the family, whichever member is asked about.
  for (const char* id : {"seed-def-root", "seed-def-privacy", "seed-def-triage"}) {
    EXPECT_THAT(Ids(runs_.OfTree(id)), ElementsAre("seed-run-first", "seed-run-second")) << id;
  }
  EXPECT_EQ(runs_.OfTree("none").error().kind, ErrorKind::kNotFound);
}

TEST_F(ValueRankRunsLayer, TranscriptsAreMadeAllOrNone) {
  ASSERT_TRUE(runs_.CreateTranscript("seed-run-second", Said("t1")).ok());
  EXPECT_EQ(runs_.GetTranscript("t1")->token_count, 12);
  const std::vector<NewTranscript> more = {Said("t2"), Said("t3")};
  EXPECT_THAT(Ids(runs_.CreateTranscripts("seed-run-second", more)), ElementsAre("t2", "t3"));
  const std::vector<NewTranscript> again = {Said("t4"), Said("t3")};
  EXPECT_EQ(Refused([&] { return runs_.CreateTranscripts("seed-run-second", again); }),
            "Transcript 't3', field \"id\": another one has it");
  EXPECT_EQ(Refused([&] { return runs_.CreateTranscript("none", Said("t4")); }),
            "Run 'none': not found");
  NewTranscript wrong = Said("t4");
  wrong.token_count = -1;
  EXPECT_EQ(Refused([&] { return runs_.CreateTranscript("seed-run-second", wrong); }),
            "Transcript 't4', field \"tokenCount\": it is below 0");
  wrong = Said("t4");
  wrong.target_model.clear();
  EXPECT_EQ(Refused([&] { return runs_.CreateTranscript("seed-run-second", wrong); }),
            "Transcript 't4', field \"targetModel\": it is empty");
  wrong = Said("t4");
  wrong.scenario_id = "none";
  EXPECT_EQ(Refused([&] { return runs_.CreateTranscript("seed-run-second", wrong); }),
            "Scenario 'none': not found");
  ASSERT_TRUE(runs_.DeleteTranscript("t1").ok());
  EXPECT_EQ(runs_.DeleteTranscript("t1").error().what, "Transcript 't1'");
}

TEST_F(ValueRankRunsLayer, ExpiredIsNotEmpty) {
  EXPECT_FALSE(runs_.TranscriptContent("seed-transcript-3")->has_value());
  const auto empty = runs_.TranscriptContent("seed-transcript-4");
  ASSERT_TRUE(empty.ok() && empty->has_value());
  EXPECT_EQ((*empty)->was, 0);
  EXPECT_EQ((*empty)->text, R"({"messages":[],"schema_version":1})");
}

TEST_F(ValueRankRunsLayer, OldTranscriptsExpire) {
  const std::string with = "SELECT count(*) FROM transcripts WHERE content IS NOT NULL";
  EXPECT_EQ(sample_.Ask(with), "4");
  ASSERT_TRUE(runs_.CreateTranscript("seed-run-second", Said("t1")).ok());
  EXPECT_EQ(*runs_.ExpireTranscripts(30), 4);
  EXPECT_EQ(*runs_.ExpireTranscripts(30), 0);
  EXPECT_EQ(sample_.Ask(with), "1");
  EXPECT_EQ(runs_.GetTranscript("t1")->turn_count, 2);
  EXPECT_EQ(runs_.ExpireTranscripts(-1).error().kind, ErrorKind::kValidation);
}

TEST_F(ValueRankRunsLayer, StatisticsAreByModel) {
  ASSERT_TRUE(runs_.Create(Request()).ok());
  NewTranscript other = Said("t3");
  other.target_model = "model-b";
  other.content.reset();
  const std::vector<NewTranscript> said = {Said("t1"), Said("t2"), other};
  ASSERT_TRUE(runs_.CreateTranscripts("r1", said).ok());
  EXPECT_THAT(*runs_.Statistics("r1"), ElementsAre(ModelStatistics{"model-a", 2, 2, 4, 24, 68},
                                                   ModelStatistics{"model-b", 1, 0, 0, 12, 34}));
  EXPECT_EQ(runs_.Statistics("none").error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace godwit

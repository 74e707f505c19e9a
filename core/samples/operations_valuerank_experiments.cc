// Experiments, comparisons, analyses, rubrics and cohorts of the valuerank sample by name. See
// operations.h.
#include "core/samples/operations_valuerank.h"
#include "core/samples/valuerank_experiments.h"

namespace godwit {

template <typename Visitor>
void VisitMembers(const ExperimentWithRuns& experiment, Visitor& visitor) {
  visitor("experiment", experiment.experiment);
  visitor("runs", experiment.runs);
}

namespace {

using enum ArgumentType;
using nlohmann::json;

constexpr Parameter kId = {"id"};
constexpr Parameter kRunId = {"runId"};
constexpr Parameter kAnalysisType = {"analysisType"};

ValueRankExperiments Layer(const OperationCall& call) { return {call.db, call.clock, call.log}; }

Result<OperationResult> Create(const OperationCall& call) {
  return Shown(Layer(call).Create({.id = call.args.Text("id"),
                                   .name = call.args.Text("name"),
                                   .hypothesis = call.args.Optional<std::string>("hypothesis"),
                                   .analysis_plan = call.args.Optional<json>("analysisPlan")}));
}

Result<OperationResult> Update(const OperationCall& call) {
  return Shown(Layer(call).Update(call.args.Text("id"),
                                  {.name = call.args.Optional<std::string>("name"),
                                   .hypothesis = call.args.Change<std::string>("hypothesis"),
                                   .analysis_plan = call.args.Change<json>("analysisPlan")}));
}

Result<OperationResult> CreateComparison(const OperationCall& call) {
  return Shown(Layer(call).CreateComparison(
      {.id = call.args.Text("id"),
       .experiment_id = call.args.Optional<std::string>("experimentId"),
       .baseline_run_id = call.args.Text("baselineRunId"),
       .comparison_run_id = call.args.Text("comparisonRunId"),
       .delta = call.args.Optional<json>("delta")}));
}

Result<OperationResult> CreateAnalysis(const OperationCall& call) {
  return Shown(Layer(call).CreateAnalysis({.id = call.args.Text("id"),
                                           .run_id = call.args.Text("runId"),
                                           .analysis_type = call.args.Text("analysisType"),
                                           .input_hash = call.args.Text("inputHash"),
                                           .code_version = call.args.Text("codeVersion"),
                                           .output = call.args.Document("output")}));
}

std::vector<Operation> OfExperiments() {
  return {
      {"create-experiment",
       "A new experiment",
       true,
       {kId, {"name"}, {"hypothesis", kText, true}, {"analysisPlan", kJson, true}},
       Create},
      {"experiment",
       "An experiment",
       false,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Get(call.args.Text("id"))); }},
      {"experiment-with-runs",
       "An experiment and its runs",
       false,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).WithRuns(call.args.Text("id"))); }},
      {"experiments",
       "Experiments by name",
       false,
       {},
       [](const OperationCall& call) { return Shown(Layer(call).List()); }},
      {"update-experiment",
       "Change what is given; an empty hypothesis or plan goes away",
       true,
       {kId, {"name", kText, true}, {"hypothesis", kText, true}, {"analysisPlan", kJson, true}},
       Update},
      {"delete-experiment",
       "Delete an experiment; its runs and comparisons stay",
       true,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Delete(call.args.Text("id"))); }},
      {"create-comparison",
       "Compare two runs",
       true,
       {kId,
        {"baselineRunId"},
        {"comparisonRunId"},
        {"experimentId", kText, true},
        {"delta", kJson, true}},
       CreateComparison},
      {"comparison",
       "A comparison",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).GetComparison(call.args.Text("id")));
       }},
      {"comparisons",
       "An experiment's comparisons",
       false,
       {{"experimentId"}},
       [](const OperationCall& call) {
         return Shown(Layer(call).Comparisons(call.args.Text("experimentId")));
       }},
      {"set-delta",
       "Say how two runs differ",
       true,
       {kId, {"delta", kJson}},
       [](const OperationCall& call) {
         return Shown(Layer(call).SetDelta(call.args.Text("id"), call.args.Document("delta")));
       }},
      {"delete-comparison",
       "Delete a comparison",
       true,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).DeleteComparison(call.args.Text("id")));
       }},
  };
}

std::vector<Operation> OfAnalyses() {
  return {
      {"create-analysis",
       "A new analysis; it supersedes the current one of its run and type",
       true,
       {kId, kRunId, kAnalysisType, {"inputHash"}, {"codeVersion"}, {"output", kJson}},
       CreateAnalysis},
      {"latest-analysis",
       "The current analysis of a run and type; null when there is none",
       false,
       {kRunId, kAnalysisType},
       [](const OperationCall& call) {
         return Shown(
             Layer(call).LatestAnalysis(call.args.Text("runId"), call.args.Text("analysisType")));
       }},
      {"analyses",
       "The current analyses of a run, by type",
       false,
       {kRunId},
       [](const OperationCall& call) {
         return Shown(Layer(call).Analyses(call.args.Text("runId")));
       }},
      {"analysis-history",
       "All analyses of a run and type, the newest first",
       false,
       {kRunId, kAnalysisType},
       [](const OperationCall& call) {
         return Shown(
             Layer(call).AnalysisHistory(call.args.Text("runId"), call.args.Text("analysisType")));
       }},
      {"find-analysis",
       "What this code has made of this input; null when nothing",
       false,
       {{"inputHash"}, {"codeVersion"}},
       [](const OperationCall& call) {
         return Shown(
             Layer(call).FindAnalysis(call.args.Text("inputHash"), call.args.Text("codeVersion")));
       }},
      {"create-rubric",
       "The next version of the rubric",
       true,
       {kId, {"content", kJson}},
       [](const OperationCall& call) {
         return Shown(
             Layer(call).CreateRubric(call.args.Text("id"), call.args.Document("content")));
       }},
      {"rubric",
       "The rubric of a version",
       false,
       {{"version", kInteger}},
       [](const OperationCall& call) {
         return Shown(Layer(call).Rubric(call.args.Integer("version")));
       }},
      {"latest-rubric",
       "The rubric of the highest version",
       false,
       {},
       [](const OperationCall& call) { return Shown(Layer(call).LatestRubric()); }},
      {"create-cohort",
       "A new cohort",
       true,
       {kId, {"name"}, {"criteria", kJson}},
       [](const OperationCall& call) {
         return Shown(Layer(call).CreateCohort({.id = call.args.Text("id"),
                                                .name = call.args.Text("name"),
                                                .criteria = call.args.Document("criteria")}));
       }},
      {"cohorts",
       "Cohorts by name",
       false,
       {},
       [](const OperationCall& call) { return Shown(Layer(call).Cohorts()); }},
  };
}

}  // namespace

std::vector<Operation> ValueRankExperimentOperations() {
  std::vector<Operation> all = OfExperiments();
  for (Operation& operation : OfAnalyses()) all.push_back(std::move(operation));
  return all;
}

}  // namespace godwit

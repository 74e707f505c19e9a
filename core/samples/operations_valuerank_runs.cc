// Scenarios, runs and transcripts of the valuerank sample by name. See operations.h.
#include <array>
#include <utility>

#include "core/samples/operations_valuerank.h"
#include "core/samples/valuerank_runs.h"

namespace godwit {

template <typename Visitor>
void VisitMembers(const RunWithTranscripts& run, Visitor& visitor) {
  visitor("run", run.run);
  visitor("transcripts", run.transcripts);
}

template <typename Visitor>
void VisitMembers(const ModelStatistics& model, Visitor& visitor) {
  visitor("targetModel", model.target_model);
  visitor("transcripts", model.transcripts);
  visitor("withContent", model.with_content);
  visitor("turns", model.turns);
  visitor("tokens", model.tokens);
  visitor("durationMs", model.duration_ms);
}

namespace {

using enum ArgumentType;
using nlohmann::json;

constexpr Parameter kId = {"id"};
constexpr Parameter kRunId = {"runId"};
constexpr Parameter kDefinitionId = {"definitionId"};
constexpr std::array kTranscript = {
    Parameter{"id"},
    Parameter{"targetModel"},
    Parameter{"content", kJson, true},
    Parameter{"scenarioId", kText, true},
    Parameter{"tokenCount", kInteger, true},
    Parameter{"durationMs", kInteger, true},
};

ValueRankRuns Layer(const OperationCall& call) { return {call.db, call.clock, call.log}; }

NewTranscript TranscriptOf(const Arguments& args) {
  return {.id = args.Text("id"),
          .scenario_id = args.Optional<std::string>("scenarioId"),
          .target_model = args.Text("targetModel"),
          .content = args.Optional<json>("content"),
          .token_count = args.Optional<std::int64_t>("tokenCount").value_or(0),
          .duration_ms = args.Optional<std::int64_t>("durationMs").value_or(0)};
}

// Of a list of objects, each with the parameters of create-transcript but runId.
Result<std::vector<NewTranscript>> TranscriptsOf(const Arguments& args) {
  std::vector<NewTranscript> all;
  const json list = args.Optional<json>("transcripts").value_or(json::array());
  if (!list.is_array()) {
    return Error{.code = ErrorCode::kUsage,
                 .what = "argument \"transcripts\"",
                 .why = "it must be a list of objects"};
  }
  for (const json& one : list) {
    const std::string what = "argument \"transcripts\", number " + std::to_string(all.size() + 1);
    GODWIT_ASSIGN(const Arguments transcript, Arguments::Read(what, kTranscript, one));
    all.push_back(TranscriptOf(transcript));
  }
  return all;
}

NewRun RunOf(const Arguments& args) {
  return {.id = args.Text("id"),
          .definition_id = args.Text("definitionId"),
          .experiment_id = args.Optional<std::string>("experimentId"),
          .config = args.Document("config")};
}

Result<OperationResult> CreateRunWith(const OperationCall& call) {
  GODWIT_ASSIGN(const std::vector<NewTranscript> transcripts, TranscriptsOf(call.args));
  return Shown(
      Layer(call).CreateWith(RunOf(call.args), call.args.Texts("scenarioIds"), transcripts));
}

Result<OperationResult> ListRuns(const OperationCall& call) {
  const RunFilter usual;
  return Shown(Layer(call).List(
      {.definition_id = call.args.Optional<std::string>("definitionId"),
       .experiment_id = call.args.Optional<std::string>("experimentId"),
       .status = call.args.Optional<RunState>("status"),
       .limit = call.args.Limit("limit", usual.limit),
       .offset = call.args.Optional<std::int64_t>("offset").value_or(usual.offset)}));
}

Result<OperationResult> CreateScenario(const OperationCall& call) {
  return Shown(Layer(call).CreateScenario({.id = call.args.Text("id"),
                                           .definition_id = call.args.Text("definitionId"),
                                           .name = call.args.Text("name"),
                                           .content = call.args.Document("content")}));
}

Result<OperationResult> AddProgress(const OperationCall& call) {
  return Shown(Layer(call).AddProgress(
      call.args.Text("id"), {.completed = call.args.Optional<std::int64_t>("completed").value_or(0),
                             .failed = call.args.Optional<std::int64_t>("failed").value_or(0)}));
}

Result<OperationResult> CreateTranscripts(const OperationCall& call) {
  GODWIT_ASSIGN(const std::vector<NewTranscript> transcripts, TranscriptsOf(call.args));
  return Shown(Layer(call).CreateTranscripts(call.args.Text("runId"), transcripts));
}

std::vector<Parameter> OfTranscript() {
  std::vector<Parameter> parameters = {kRunId};
  parameters.insert(parameters.end(), kTranscript.begin(), kTranscript.end());
  return parameters;
}

std::vector<Operation> OfScenarios() {
  return {
      {"create-scenario",
       "A new scenario of a definition",
       true,
       {kId, kDefinitionId, {"name"}, {"content", kJson}},
       CreateScenario},
      {"scenario",
       "A scenario, its content as it is stored",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).GetScenario(call.args.Text("id")));
       }},
      {"scenario-content",
       "A scenario's content, upgraded",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).ScenarioContent(call.args.Text("id")));
       }},
      {"scenarios",
       "A definition's scenarios",
       false,
       {kDefinitionId},
       [](const OperationCall& call) {
         return Shown(Layer(call).Scenarios(call.args.Text("definitionId")));
       }},
      {"delete-scenario",
       "Delete a scenario that no run has selected",
       true,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).DeleteScenario(call.args.Text("id")));
       }},
      {"select-scenario",
       "Let a run take a scenario",
       true,
       {kRunId, {"scenarioId"}},
       [](const OperationCall& call) {
         return Shown(Layer(call).Select(call.args.Text("runId"), call.args.Text("scenarioId")));
       }},
      {"selections",
       "What a run takes",
       false,
       {kRunId},
       [](const OperationCall& call) {
         return Shown(Layer(call).Selections(call.args.Text("runId")));
       }},
  };
}

std::vector<Operation> OfRuns() {
  return {
      {"create-run",
       "A new run of a definition",
       true,
       {kId, kDefinitionId, {"config", kJson}, {"experimentId", kText, true}},
       [](const OperationCall& call) { return Shown(Layer(call).Create(RunOf(call.args))); }},
      {"create-run-with",
       "A new run with its selections and transcripts",
       true,
       {kId,
        kDefinitionId,
        {"config", kJson},
        {"experimentId", kText, true},
        {"scenarioIds", kTexts, true},
        {"transcripts", kJson, true}},
       CreateRunWith},
      {"run",
       "A run",
       false,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Get(call.args.Text("id"))); }},
      {"run-with-transcripts",
       "A run and what was said",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).WithTranscripts(call.args.Text("id")));
       }},
      {"runs",
       "Runs in the order in which they were made",
       false,
       {{"definitionId", kText, true},
        {"experimentId", kText, true},
        {"status", kWord, true, valuerank_rows::kRunsStatusWords},
        {"limit", kInteger, true},
        {"offset", kInteger, true}},
       ListRuns},
      {"runs-of-tree",
       "Runs of the whole family that a definition is of",
       false,
       {kDefinitionId},
       [](const OperationCall& call) {
         return Shown(Layer(call).OfTree(call.args.Text("definitionId")));
       }},
  };
}

std::vector<Operation> OfProgress() {
  return {
      {"set-status",
       "Say how far a run is",
       true,
       {kId, {"status", kWord, false, valuerank_rows::kRunsStatusWords}},
       [](const OperationCall& call) {
         return Shown(
             Layer(call).SetStatus(call.args.Text("id"), call.args.Word<RunState>("status")));
       }},
      {"set-progress",
       "Replace a run's progress; without one, none is known",
       true,
       {kId, {"progress", kJson, true}},
       [](const OperationCall& call) {
         return Shown(
             Layer(call).SetProgress(call.args.Text("id"), call.args.Optional<json>("progress")));
       }},
      {"progress",
       "A run's progress, upgraded; null when none is known",
       false,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Progress(call.args.Text("id"))); }},
      {"add-progress",
       "Add to a run's progress",
       true,
       {kId, {"completed", kInteger, true}, {"failed", kInteger, true}},
       AddProgress},
      {"delete-run",
       "Delete a run that is in no comparison, with all that is its own",
       true,
       {kId},
       [](const OperationCall& call) { return Shown(Layer(call).Delete(call.args.Text("id"))); }},
  };
}

}  // namespace

std::vector<Operation> ValueRankRunOperations() {
  std::vector<Operation> all = OfScenarios();
  for (const auto part : {OfRuns, OfProgress}) {
    for (Operation& operation : part()) all.push_back(std::move(operation));
  }
  return all;
}

std::vector<Operation> ValueRankTranscriptOperations() {
  return {
      {"create-transcript", "A new transcript of a run; without content it has expired", true,
       OfTranscript(),
       [](const OperationCall& call) {
         return Shown(
             Layer(call).CreateTranscript(call.args.Text("runId"), TranscriptOf(call.args)));
       }},
      {"create-transcripts",
       "Several, or none of them: [{id, targetModel, content …}]",
       true,
       {kRunId, {"transcripts", kJson}},
       CreateTranscripts},
      {"transcript",
       "A transcript, its content as it is stored",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).GetTranscript(call.args.Text("id")));
       }},
      {"transcript-content",
       "A transcript's content, upgraded; null when it has expired",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).TranscriptContent(call.args.Text("id")));
       }},
      {"transcripts",
       "A run's transcripts",
       false,
       {kRunId},
       [](const OperationCall& call) {
         return Shown(Layer(call).Transcripts(call.args.Text("runId")));
       }},
      {"statistics",
       "A run's transcripts counted, by model",
       false,
       {kRunId},
       [](const OperationCall& call) {
         return Shown(Layer(call).Statistics(call.args.Text("runId")));
       }},
      {"expire-transcripts",
       "Take the content of what is older; gives how many had one",
       true,
       {{"days", kInteger}},
       [](const OperationCall& call) {
         return Shown(Layer(call).ExpireTranscripts(call.args.Integer("days")));
       }},
      {"delete-transcript",
       "Delete a transcript",
       true,
       {kId},
       [](const OperationCall& call) {
         return Shown(Layer(call).DeleteTranscript(call.args.Text("id")));
       }},
  };
}

}  // namespace godwit

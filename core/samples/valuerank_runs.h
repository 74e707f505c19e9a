// Typed queries over the scenarios, runs and transcripts of the valuerank sample.
//
// Errors as in valuerank_users.h, documents as in valuerank_definitions.h. REQUIRES: no transaction
// is open.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/status.h"
#include "core/json/versioned.h"
#include "core/samples/rows/valuerank.h"
#include "core/sqlite/database.h"

namespace godwit {

using RunRow = valuerank_rows::Runs;
using RunState = valuerank_rows::RunsStatus;
using ScenarioRow = valuerank_rows::Scenarios;
using SelectionRow = valuerank_rows::RunScenarioSelections;
using TranscriptRow = valuerank_rows::Transcripts;

struct NewScenario {
  std::string id = {};
  std::string definition_id = {};
  std::string name = {};
  nlohmann::json content = {};
};

struct NewRun {
  std::string id = {};
  std::string definition_id = {};
  std::optional<std::string> experiment_id = {};
  nlohmann::json config = {};
};

struct NewTranscript {
  std::string id = {};
  std::optional<std::string> scenario_id = {};
  std::string target_model = {};
  std::optional<nlohmann::json> content = {};  // nothing = expired from the start
  std::int64_t token_count = 0;
  std::int64_t duration_ms = 0;
};

// All nothing or positive; added to what there is.
struct RunProgressChange {
  std::int64_t completed = 0;
  std::int64_t failed = 0;
};

struct RunFilter {
  std::optional<std::string> definition_id = {};
  std::optional<std::string> experiment_id = {};
  std::optional<RunState> status = {};
  int limit = 100;  // 1..1000
  std::int64_t offset = 0;
};

struct RunWithTranscripts {
  RunRow run;
  std::vector<TranscriptRow> transcripts;
};

// Of a run's transcripts, by the model that was asked.
struct ModelStatistics {
  std::string target_model;
  std::int64_t transcripts = 0;
  std::int64_t with_content = 0;
  std::int64_t turns = 0;
  std::int64_t tokens = 0;
  std::int64_t duration_ms = 0;

  static Result<ModelStatistics> Read(const Statement& row);
  bool operator==(const ModelStatistics&) const = default;
};

class ValueRankRuns {
 public:
  // Borrows all three.
  ValueRankRuns(Database& db, Clock& clock, Log& log) : db_(db), clock_(clock), log_(log) {}

  Result<ScenarioRow> CreateScenario(const NewScenario& request);
  Result<ScenarioRow> GetScenario(std::string_view id) const;
  Result<VersionedDocument> ScenarioContent(std::string_view id) const;
  // In the order in which they were made.
  Result<std::vector<ScenarioRow>> Scenarios(std::string_view definition_id) const;
  // Refused while a run has selected it; transcripts lose their link to it.
  Status DeleteScenario(std::string_view id);

  Result<RunRow> Create(const NewRun& request);
  // The run, what it selects and what is said already, all in one transaction.
  Result<RunRow> CreateWith(const NewRun& request, std::span<const std::string> scenario_ids,
                            std::span<const NewTranscript> transcripts);
  Result<RunRow> Get(std::string_view id) const;
  Result<RunWithTranscripts> WithTranscripts(std::string_view id) const;
  // In the order in which they were made.
  Result<std::vector<RunRow>> List(const RunFilter& filter) const;
  // Of the whole family that a definition is of.
  Result<std::vector<RunRow>> OfTree(std::string_view definition_id) const;
  // RUNNING stamps started_at if it is the first time; COMPLETED, FAILED and CANCELLED stamp
  // completed_at and are final.
  Result<RunRow> SetStatus(std::string_view id, RunState status);
  // Nothing = none is known.
  Result<RunRow> SetProgress(std::string_view id, const std::optional<nlohmann::json>& progress);
  // Upgraded; nothing = none is known.
  Result<std::optional<VersionedDocument>> Progress(std::string_view id) const;
  // Reads and writes in one transaction, so that nothing of two at once is lost.
  Result<VersionedDocument> AddProgress(std::string_view id, const RunProgressChange& change);
  // With its transcripts, selections and analyses; refused while it is in a comparison.
  Status Delete(std::string_view id);

  Result<SelectionRow> Select(std::string_view run_id, std::string_view scenario_id);
  Result<std::vector<SelectionRow>> Selections(std::string_view run_id) const;

  Result<TranscriptRow> CreateTranscript(std::string_view run_id, const NewTranscript& request);
  // All or none.
  Result<std::vector<TranscriptRow>> CreateTranscripts(std::string_view run_id,
                                                       std::span<const NewTranscript> requests);
  Result<TranscriptRow> GetTranscript(std::string_view id) const;
  // Upgraded; nothing = it has expired.
  Result<std::optional<VersionedDocument>> TranscriptContent(std::string_view id) const;
  Result<std::vector<TranscriptRow>> Transcripts(std::string_view run_id) const;
  // By model.
  Result<std::vector<ModelStatistics>> Statistics(std::string_view run_id) const;
  // Takes the content of what is older than `days`; how many had one.
  Result<std::int64_t> ExpireTranscripts(std::int64_t days);
  Status DeleteTranscript(std::string_view id);

 private:
  Result<RunRow> Insert(const NewRun& request);
  Result<SelectionRow> InsertSelection(std::string_view run_id, std::string_view scenario_id);
  Result<TranscriptRow> InsertTranscript(std::string_view run_id, const NewTranscript& request);

  Database& db_;
  Clock& clock_;
  Log& log_;
};

}  // namespace godwit

// Typed queries over the experiments, comparisons, analyses, rubrics and cohorts of the valuerank
// sample.
//
// Errors as in valuerank_users.h, documents as in valuerank_definitions.h. REQUIRES: no transaction
// is open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/status.h"
#include "core/json/versioned.h"
#include "core/samples/rows/valuerank.h"
#include "core/samples/valuerank_runs.h"
#include "core/sqlite/database.h"

namespace godwit {

using ExperimentRow = valuerank_rows::Experiments;
using ComparisonRow = valuerank_rows::RunComparisons;
using AnalysisRow = valuerank_rows::AnalysisResults;
using RubricRow = valuerank_rows::Rubrics;
using CohortRow = valuerank_rows::Cohorts;

struct NewExperiment {
  std::string id = {};
  std::string name = {};
  std::optional<std::string> hypothesis = {};
  std::optional<nlohmann::json> analysis_plan = {};
};

struct ExperimentChange {
  std::optional<std::string> name = {};
  std::optional<std::optional<std::string>> hypothesis = {};
  std::optional<std::optional<nlohmann::json>> analysis_plan = {};
};

struct ExperimentWithRuns {
  ExperimentRow experiment;
  std::vector<RunRow> runs;
};

struct NewComparison {
  std::string id = {};
  std::optional<std::string> experiment_id = {};
  std::string baseline_run_id = {};
  std::string comparison_run_id = {};  // another one
  std::optional<nlohmann::json> delta = {};
};

struct NewAnalysis {
  std::string id = {};
  std::string run_id = {};
  std::string analysis_type = {};
  std::string input_hash = {};
  std::string code_version = {};
  nlohmann::json output = {};
};

struct NewCohort {
  std::string id = {};
  std::string name = {};
  nlohmann::json criteria = {};
};

class ValueRankExperiments {
 public:
  // Borrows all three.
  ValueRankExperiments(Database& db, Clock& clock, Log& log) : db_(db), clock_(clock), log_(log) {}

  Result<ExperimentRow> Create(const NewExperiment& request);
  Result<ExperimentRow> Get(std::string_view id) const;
  Result<ExperimentWithRuns> WithRuns(std::string_view id) const;
  // By name, then by id.
  Result<std::vector<ExperimentRow>> List() const;
  Result<ExperimentRow> Update(std::string_view id, const ExperimentChange& change);
  // Its runs and comparisons stay, without it.
  Status Delete(std::string_view id);

  Result<ComparisonRow> CreateComparison(const NewComparison& request);
  Result<ComparisonRow> GetComparison(std::string_view id) const;
  // In the order in which they were made.
  Result<std::vector<ComparisonRow>> Comparisons(std::string_view experiment_id) const;
  Result<ComparisonRow> SetDelta(std::string_view id, const nlohmann::json& delta);
  Status DeleteComparison(std::string_view id);

  // Supersedes the CURRENT one of the same run and type in the same transaction.
  Result<AnalysisRow> CreateAnalysis(const NewAnalysis& request);
  // The CURRENT one; nothing when there is none.
  Result<std::optional<AnalysisRow>> LatestAnalysis(std::string_view run_id,
                                                    std::string_view analysis_type) const;
  // CURRENT ones of the run, by type.
  Result<std::vector<AnalysisRow>> Analyses(std::string_view run_id) const;
  // All of a run and type, the newest first.
  Result<std::vector<AnalysisRow>> AnalysisHistory(std::string_view run_id,
                                                   std::string_view analysis_type) const;
  // What was made of this input by this code: then it need not be made again.
  Result<std::optional<AnalysisRow>> FindAnalysis(std::string_view input_hash,
                                                  std::string_view code_version) const;

  // With the version that follows the latest, 1 at first.
  Result<RubricRow> CreateRubric(std::string_view id, const nlohmann::json& content);
  Result<RubricRow> Rubric(std::int64_t version) const;
  Result<RubricRow> LatestRubric() const;

  Result<CohortRow> CreateCohort(const NewCohort& request);
  // By name, then by id.
  Result<std::vector<CohortRow>> Cohorts() const;

 private:
  Database& db_;
  Clock& clock_;
  Log& log_;
};

}  // namespace godwit

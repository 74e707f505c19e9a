// Experiments and comparisons. See valuerank_experiments.h.
#include "core/samples/valuerank_experiments.h"

#include <array>
#include <utility>

#include "core/samples/valuerank_common.h"

namespace godwit {
namespace {

using nlohmann::json;

constexpr std::string_view kComponent = "valuerank.experiments";
constexpr std::string_view kExperiment = "Experiment";
constexpr std::string_view kComparison = "Comparison";

constexpr std::string_view kAll = R"( FROM "experiments" ORDER BY "name", "id")";
constexpr std::string_view kInsert = R"(
INSERT INTO "experiments" ("id", "name", "hypothesis", "analysis_plan", "created_at", "updated_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?5)
)";
constexpr std::string_view kUpdate = R"(
UPDATE "experiments" SET "name" = ?2, "hypothesis" = ?3, "analysis_plan" = ?4, "updated_at" = ?5
WHERE "id" = ?1
)";
constexpr std::string_view kDelete = R"(DELETE FROM "experiments" WHERE "id" = ?1)";
constexpr std::string_view kRuns = R"(
FROM "runs" WHERE "experiment_id" = ?1 ORDER BY "created_at", "id"
)";
constexpr std::string_view kInsertComparison = R"(
INSERT INTO "run_comparisons" ("id", "experiment_id", "baseline_run_id", "comparison_run_id",
                               "delta_data", "created_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
)";
constexpr std::string_view kComparisons = R"(
FROM "run_comparisons" WHERE "experiment_id" = ?1 ORDER BY "created_at", "id"
)";
constexpr std::string_view kSetDelta = R"(
UPDATE "run_comparisons" SET "delta_data" = ?2 WHERE "id" = ?1
)";
constexpr std::string_view kDeleteComparison = R"(DELETE FROM "run_comparisons" WHERE "id" = ?1)";

// Nothing stays nothing.
Result<std::optional<std::string>> Optional(ValueRankKind kind, std::string_view resource,
                                            std::string_view id, std::string_view field,
                                            const std::optional<json>& document) {
  if (!document) return std::optional<std::string>();
  GODWIT_ASSIGN(std::string text, StampedText(kind, resource, id, field, *document));
  return std::optional<std::string>(std::move(text));
}

}  // namespace

Result<ExperimentRow> ValueRankExperiments::Get(std::string_view id) const {
  return FindById<ExperimentRow>(db_, kExperiment, id);
}

Result<ExperimentRow> ValueRankExperiments::Create(const NewExperiment& request) {
  const std::string& id = request.id;
  GODWIT_TRY(RequireText(kExperiment, id, "name", request.name));
  GODWIT_ASSIGN(const std::optional<std::string> plan,
                Optional(ValueRankKind::kAnalysisPlan, kExperiment, id, "analysisPlan",
                         request.analysis_plan));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(CheckNewId<ExperimentRow>(db_, kExperiment, id));
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), ValueView(request.name),
                         OrNull(request.hypothesis), OrNull(plan),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(ExperimentRow row, Get(id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "created", std::array{LogField{"experiment", id}});
  return row;
}

Result<ExperimentWithRuns> ValueRankExperiments::WithRuns(std::string_view id) const {
  GODWIT_ASSIGN(ExperimentRow row, Get(id));
  GODWIT_ASSIGN(
      std::vector<RunRow> runs,
      SelectRows<RunRow>(db_, "SELECT " + std::string(RunRow::kColumns) + std::string(kRuns),
                         ValueView(id)));
  return ExperimentWithRuns{.experiment = std::move(row), .runs = std::move(runs)};
}

Result<std::vector<ExperimentRow>> ValueRankExperiments::List() const {
  return SelectRows<ExperimentRow>(
      db_, "SELECT " + std::string(ExperimentRow::kColumns) + std::string(kAll));
}

Result<ExperimentRow> ValueRankExperiments::Update(std::string_view id,
                                                   const ExperimentChange& change) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(ExperimentRow row, Get(id));
  if (change.name) {
    GODWIT_TRY(RequireText(kExperiment, id, "name", *change.name));
    row.name = *change.name;
  }
  if (change.hypothesis) row.hypothesis = *change.hypothesis;
  std::optional<std::string> plan;
  if (row.analysis_plan) plan = row.analysis_plan->text;
  if (change.analysis_plan) {
    GODWIT_ASSIGN(plan, Optional(ValueRankKind::kAnalysisPlan, kExperiment, id, "analysisPlan",
                                 *change.analysis_plan));
  }
  GODWIT_TRY(db_.Execute(kUpdate, ValueView(id), ValueView(row.name), OrNull(row.hypothesis),
                         OrNull(plan), Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(row, Get(id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "updated",
             std::array{LogField{"experiment", std::string(id)}});
  return row;
}

Status ValueRankExperiments::Delete(std::string_view id) {
  GODWIT_ASSIGN(const std::int64_t gone, Change(db_, kDelete, ValueView(id)));
  if (gone == 0) return NotFound(kExperiment, id);
  log_.Write(LogLevel::kInfo, kComponent, "deleted",
             std::array{LogField{"experiment", std::string(id)}});
  return {};
}

Result<ComparisonRow> ValueRankExperiments::GetComparison(std::string_view id) const {
  return FindById<ComparisonRow>(db_, kComparison, id);
}

Result<ComparisonRow> ValueRankExperiments::CreateComparison(const NewComparison& request) {
  const std::string& id = request.id;
  if (request.baseline_run_id == request.comparison_run_id) {
    return Invalid(kComparison, id, "comparisonRunId", "a run is not compared with itself");
  }
  GODWIT_ASSIGN(
      const std::optional<std::string> delta,
      Optional(ValueRankKind::kComparisonDelta, kComparison, id, "deltaData", request.delta));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(CheckNewId<ComparisonRow>(db_, kComparison, id));
  if (request.experiment_id) GODWIT_TRY(Get(*request.experiment_id));
  GODWIT_TRY(FindById<RunRow>(db_, "Run", request.baseline_run_id));
  GODWIT_TRY(FindById<RunRow>(db_, "Run", request.comparison_run_id));
  GODWIT_TRY(db_.Execute(kInsertComparison, ValueView(id), OrNull(request.experiment_id),
                         ValueView(request.baseline_run_id), ValueView(request.comparison_run_id),
                         OrNull(delta), Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(ComparisonRow row, GetComparison(id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "comparison created",
             std::array{LogField{"comparison", id}});
  return row;
}

Result<std::vector<ComparisonRow>> ValueRankExperiments::Comparisons(
    std::string_view experiment_id) const {
  return SelectRows<ComparisonRow>(
      db_, "SELECT " + std::string(ComparisonRow::kColumns) + std::string(kComparisons),
      ValueView(experiment_id));
}

Result<ComparisonRow> ValueRankExperiments::SetDelta(std::string_view id, const json& delta) {
  GODWIT_ASSIGN(const std::string text,
                StampedText(ValueRankKind::kComparisonDelta, kComparison, id, "deltaData", delta));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(GetComparison(id));
  GODWIT_TRY(db_.Execute(kSetDelta, ValueView(id), ValueView(text)));
  GODWIT_ASSIGN(ComparisonRow row, GetComparison(id));
  GODWIT_TRY(transaction.Commit());
  return row;
}

Status ValueRankExperiments::DeleteComparison(std::string_view id) {
  GODWIT_ASSIGN(const std::int64_t gone, Change(db_, kDeleteComparison, ValueView(id)));
  if (gone == 0) return NotFound(kComparison, id);
  return {};
}

}  // namespace godwit

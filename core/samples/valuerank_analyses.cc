// Analyses, rubrics and cohorts. See valuerank_experiments.h.
#include <array>
#include <utility>

#include "core/samples/valuerank_common.h"
#include "core/samples/valuerank_experiments.h"

namespace godwit {
namespace {

using nlohmann::json;

constexpr std::string_view kComponent = "valuerank.experiments";
constexpr std::string_view kAnalysis = "Analysis";
constexpr std::string_view kRubric = "Rubric";
constexpr std::string_view kCohort = "Cohort";

constexpr std::string_view kCurrent = R"(
FROM "analysis_results" WHERE "run_id" = ?1 AND "analysis_type" = ?2 AND "status" = 'CURRENT'
)";
constexpr std::string_view kCurrentOfRun = R"(
FROM "analysis_results" WHERE "run_id" = ?1 AND "status" = 'CURRENT' ORDER BY "analysis_type"
)";
// At most one is CURRENT, and it is the newest, whatever the clock said.
constexpr std::string_view kHistory = R"(
FROM "analysis_results" WHERE "run_id" = ?1 AND "analysis_type" = ?2
ORDER BY "status" = 'CURRENT' DESC, "created_at" DESC, "id" DESC
)";
// One that stands before one that was superseded.
constexpr std::string_view kByInput = R"(
FROM "analysis_results" WHERE "input_hash" = ?1 AND "code_version" = ?2
ORDER BY "status" = 'CURRENT' DESC, "created_at" DESC, "id" DESC
LIMIT 1
)";
constexpr std::string_view kSupersede = R"(
UPDATE "analysis_results" SET "status" = 'SUPERSEDED'
WHERE "run_id" = ?1 AND "analysis_type" = ?2 AND "status" = 'CURRENT'
)";
constexpr std::string_view kInsert = R"(
INSERT INTO "analysis_results" ("id", "run_id", "analysis_type", "input_hash", "code_version",
                                "output", "status", "created_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'CURRENT', ?7)
)";

constexpr std::string_view kNextVersion = R"(
SELECT coalesce(max("version"), 0) + 1 FROM "rubrics"
)";
constexpr std::string_view kInsertRubric = R"(
INSERT INTO "rubrics" ("id", "version", "content", "created_at") VALUES (?1, ?2, ?3, ?4)
)";
constexpr std::string_view kByVersion = R"( FROM "rubrics" WHERE "version" = ?1)";
constexpr std::string_view kLatest = R"( FROM "rubrics" ORDER BY "version" DESC LIMIT 1)";

constexpr std::string_view kInsertCohort = R"(
INSERT INTO "cohorts" ("id", "name", "criteria", "created_at", "updated_at")
VALUES (?1, ?2, ?3, ?4, ?4)
)";
constexpr std::string_view kCohorts = R"( FROM "cohorts" ORDER BY "name", "id")";

template <typename Row>
std::string Sql(std::string_view rest) {
  return "SELECT " + std::string(Row::kColumns) + std::string(rest);
}

}  // namespace

Result<AnalysisRow> ValueRankExperiments::CreateAnalysis(const NewAnalysis& request) {
  const std::string& id = request.id;
  GODWIT_TRY(RequireText(kAnalysis, id, "analysisType", request.analysis_type));
  GODWIT_TRY(RequireText(kAnalysis, id, "inputHash", request.input_hash));
  GODWIT_TRY(RequireText(kAnalysis, id, "codeVersion", request.code_version));
  GODWIT_ASSIGN(const std::string output, StampedText(ValueRankKind::kAnalysisOutput, kAnalysis, id,
                                                      "output", request.output));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(CheckNewId<AnalysisRow>(db_, kAnalysis, id));
  GODWIT_TRY(FindById<RunRow>(db_, "Run", request.run_id));
  GODWIT_ASSIGN(const std::int64_t superseded, Change(db_, kSupersede, ValueView(request.run_id),
                                                      ValueView(request.analysis_type)));
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), ValueView(request.run_id),
                         ValueView(request.analysis_type), ValueView(request.input_hash),
                         ValueView(request.code_version), ValueView(output),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(AnalysisRow row, FindById<AnalysisRow>(db_, kAnalysis, id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "analysis created",
             std::array{LogField{"analysis", id}, LogField{"superseded", superseded}});
  return row;
}

Result<std::optional<AnalysisRow>> ValueRankExperiments::LatestAnalysis(
    std::string_view run_id, std::string_view analysis_type) const {
  return SelectRow<AnalysisRow>(db_, Sql<AnalysisRow>(kCurrent), ValueView(run_id),
                                ValueView(analysis_type));
}

Result<std::vector<AnalysisRow>> ValueRankExperiments::Analyses(std::string_view run_id) const {
  return SelectRows<AnalysisRow>(db_, Sql<AnalysisRow>(kCurrentOfRun), ValueView(run_id));
}

Result<std::vector<AnalysisRow>> ValueRankExperiments::AnalysisHistory(
    std::string_view run_id, std::string_view analysis_type) const {
  return SelectRows<AnalysisRow>(db_, Sql<AnalysisRow>(kHistory), ValueView(run_id),
                                 ValueView(analysis_type));
}

Result<std::optional<AnalysisRow>> ValueRankExperiments::FindAnalysis(
    std::string_view input_hash, std::string_view code_version) const {
  return SelectRow<AnalysisRow>(db_, Sql<AnalysisRow>(kByInput), ValueView(input_hash),
                                ValueView(code_version));
}

Result<RubricRow> ValueRankExperiments::CreateRubric(std::string_view id, const json& content) {
  GODWIT_ASSIGN(const std::string text,
                StampedText(ValueRankKind::kRubric, kRubric, id, "content", content));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(CheckNewId<RubricRow>(db_, kRubric, id));
  GODWIT_ASSIGN(const std::int64_t version, SelectNumber(db_, kNextVersion));
  GODWIT_TRY(db_.Execute(kInsertRubric, ValueView(id), ValueView(version), ValueView(text),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(RubricRow row, FindById<RubricRow>(db_, kRubric, id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "rubric created",
             std::array{LogField{"rubric", std::string(id)}, LogField{"version", version}});
  return row;
}

Result<RubricRow> ValueRankExperiments::Rubric(std::int64_t version) const {
  GODWIT_ASSIGN(std::optional<RubricRow> row,
                SelectRow<RubricRow>(db_, Sql<RubricRow>(kByVersion), ValueView(version)));
  if (!row) return NotFound(kRubric, "version " + std::to_string(version));
  return std::move(*row);
}

Result<RubricRow> ValueRankExperiments::LatestRubric() const {
  GODWIT_ASSIGN(std::optional<RubricRow> row, SelectRow<RubricRow>(db_, Sql<RubricRow>(kLatest)));
  if (!row) return NotFound(kRubric, "latest");
  return std::move(*row);
}

Result<CohortRow> ValueRankExperiments::CreateCohort(const NewCohort& request) {
  const std::string& id = request.id;
  GODWIT_TRY(RequireText(kCohort, id, "name", request.name));
  GODWIT_ASSIGN(const std::string criteria,
                StampedText(ValueRankKind::kCohort, kCohort, id, "criteria", request.criteria));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(CheckNewId<CohortRow>(db_, kCohort, id));
  GODWIT_TRY(db_.Execute(kInsertCohort, ValueView(id), ValueView(request.name), ValueView(criteria),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(CohortRow row, FindById<CohortRow>(db_, kCohort, id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "cohort created", std::array{LogField{"cohort", id}});
  return row;
}

Result<std::vector<CohortRow>> ValueRankExperiments::Cohorts() const {
  return SelectRows<CohortRow>(db_, Sql<CohortRow>(kCohorts));
}

}  // namespace godwit

// Transcripts of runs. See valuerank_runs.h.
#include <algorithm>
#include <array>
#include <utility>

#include "core/samples/declared.h"
#include "core/samples/valuerank_common.h"
#include "core/samples/valuerank_runs.h"
#include "core/sqlite/typed_row.h"

namespace godwit {
namespace {

using nlohmann::json;

constexpr std::string_view kComponent = "valuerank.runs";
constexpr std::string_view kTranscript = "Transcript";
constexpr std::int64_t kMillisADay = 86'400'000;
constexpr std::int64_t kMostDays = 100'000;

constexpr std::string_view kInsert = R"(
INSERT INTO "transcripts" ("id", "run_id", "scenario_id", "target_model", "content", "turn_count",
                           "token_count", "duration_ms", "created_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
)";
constexpr std::string_view kOfRun = R"(
FROM "transcripts" WHERE "run_id" = ?1 ORDER BY "created_at", "id"
)";
constexpr std::string_view kExpire = R"(
UPDATE "transcripts" SET "content" = NULL WHERE "created_at" < ?1 AND "content" IS NOT NULL
)";
constexpr std::string_view kDelete = R"(DELETE FROM "transcripts" WHERE "id" = ?1)";

// A turn is an answer: a message of the assistant.
std::int64_t TurnsOf(const json& content) {
  return std::ranges::count_if(content["messages"],
                               [](const json& message) { return message["role"] == "assistant"; });
}

}  // namespace

Result<ModelStatistics> ModelStatistics::Read(const Statement& row) {
  constexpr std::array<std::string_view, 6> kNames = {"target_model", "transcripts", "with_content",
                                                      "turns",        "tokens",      "duration_ms"};
  ModelStatistics one;
  GODWIT_TRY(ReadRow(row, 0, "transcripts", kNames, one.target_model, one.transcripts,
                     one.with_content, one.turns, one.tokens, one.duration_ms));
  return one;
}

// REQUIRES: a transaction is open.
Result<TranscriptRow> ValueRankRuns::InsertTranscript(std::string_view run_id,
                                                      const NewTranscript& request) {
  const std::string& id = request.id;
  GODWIT_TRY(CheckNewId<TranscriptRow>(db_, kTranscript, id));
  GODWIT_TRY(RequireText(kTranscript, id, "targetModel", request.target_model));
  if (request.token_count < 0) return Invalid(kTranscript, id, "tokenCount", "it is below 0");
  if (request.duration_ms < 0) return Invalid(kTranscript, id, "durationMs", "it is below 0");
  std::optional<std::string> content;
  std::int64_t turns = 0;
  if (request.content) {
    Result<VersionedDocument> stamped =
        ValueRankDocuments(ValueRankKind::kTranscript).Stamp(id, *request.content);
    if (!stamped.ok()) return Invalid(kTranscript, id, "content", stamped.error().why);
    turns = TurnsOf(stamped->json);
    content = std::move(stamped->text);
  }
  GODWIT_TRY(Get(run_id));
  if (request.scenario_id) GODWIT_TRY(GetScenario(*request.scenario_id));
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), ValueView(run_id), OrNull(request.scenario_id),
                         ValueView(request.target_model), OrNull(content), ValueView(turns),
                         ValueView(request.token_count), ValueView(request.duration_ms),
                         Value(FormatTime(clock_.NowMillis()))));
  return GetTranscript(id);
}

Result<TranscriptRow> ValueRankRuns::CreateTranscript(std::string_view run_id,
                                                      const NewTranscript& request) {
  GODWIT_ASSIGN(const std::vector<TranscriptRow> rows,
                CreateTranscripts(run_id, std::span(&request, 1)));
  return rows.front();
}

Result<std::vector<TranscriptRow>> ValueRankRuns::CreateTranscripts(
    std::string_view run_id, std::span<const NewTranscript> requests) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  std::vector<TranscriptRow> rows;
  for (const NewTranscript& request : requests) {
    GODWIT_ASSIGN(TranscriptRow row, InsertTranscript(run_id, request));
    rows.push_back(std::move(row));
  }
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "transcripts created",
             std::array{LogField{"run", std::string(run_id)},
                        LogField{"transcripts", static_cast<std::int64_t>(rows.size())}});
  return rows;
}

Result<TranscriptRow> ValueRankRuns::GetTranscript(std::string_view id) const {
  return FindById<TranscriptRow>(db_, kTranscript, id);
}

Result<std::optional<VersionedDocument>> ValueRankRuns::TranscriptContent(
    std::string_view id) const {
  GODWIT_ASSIGN(const TranscriptRow row, GetTranscript(id));
  if (!row.content) return std::optional<VersionedDocument>();
  GODWIT_ASSIGN(VersionedDocument document,
                ValueRankDocuments(ValueRankKind::kTranscript).Read(id, row.content->text));
  return std::optional<VersionedDocument>(std::move(document));
}

Result<std::vector<TranscriptRow>> ValueRankRuns::Transcripts(std::string_view run_id) const {
  return SelectRows<TranscriptRow>(
      db_, "SELECT " + std::string(TranscriptRow::kColumns) + std::string(kOfRun),
      ValueView(run_id));
}

Result<std::vector<ModelStatistics>> ValueRankRuns::Statistics(std::string_view run_id) const {
  GODWIT_TRY(Get(run_id));
  return SelectRows<ModelStatistics>(db_, DeclaredSql(kValueRank, "statistics-of-run"),
                                     ValueView(run_id));
}

Result<std::int64_t> ValueRankRuns::ExpireTranscripts(std::int64_t days) {
  if (days < 0 || days > kMostDays) {
    return Error{.code = ErrorCode::kUsage,
                 .what = "expiry of transcripts, field \"days\"",
                 .why = std::to_string(days) + " is not within 0.." + std::to_string(kMostDays),
                 .kind = ErrorKind::kValidation};
  }
  const std::string before = FormatTime(clock_.NowMillis() - days * kMillisADay);
  GODWIT_ASSIGN(const std::int64_t expired, Change(db_, kExpire, ValueView(before)));
  log_.Write(LogLevel::kInfo, kComponent, "transcripts expired",
             std::array{LogField{"before", before}, LogField{"transcripts", expired}});
  return expired;
}

Status ValueRankRuns::DeleteTranscript(std::string_view id) {
  GODWIT_ASSIGN(const std::int64_t gone, Change(db_, kDelete, ValueView(id)));
  if (gone == 0) return NotFound(kTranscript, id);
  log_.Write(LogLevel::kInfo, kComponent, "transcript deleted",
             std::array{LogField{"transcript", std::string(id)}});
  return {};
}

}  // namespace godwit

// Runs: made, told how far they are, and deleted. See valuerank_runs.h.
#include "core/samples/valuerank_runs.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/samples/declared.h"
#include "core/samples/valuerank_common.h"

namespace godwit {
namespace {

using nlohmann::json;
using Definition = valuerank_rows::Definitions;
using Experiment = valuerank_rows::Experiments;

constexpr std::string_view kComponent = "valuerank.runs";
constexpr std::string_view kRun = "Run";
constexpr int kMostListed = 1000;

constexpr std::string_view kFiltered = R"(
FROM "runs"
WHERE (?1 IS NULL OR "definition_id" = ?1)
  AND (?2 IS NULL OR "experiment_id" = ?2)
  AND (?3 IS NULL OR "status" = ?3)
ORDER BY "created_at", "id"
LIMIT ?4 OFFSET ?5
)";
constexpr std::string_view kOfDefinitions = R"(
FROM "runs"
WHERE "definition_id" IN (SELECT "value" FROM json_each(?1))
ORDER BY "created_at", "id"
)";
constexpr std::string_view kInsert = R"(
INSERT INTO "runs" ("id", "definition_id", "experiment_id", "config", "created_at", "updated_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?5)
)";
constexpr std::string_view kSetStatus = R"(
UPDATE "runs" SET "status" = ?2, "started_at" = ?3, "completed_at" = ?4, "updated_at" = ?5
WHERE "id" = ?1
)";
constexpr std::string_view kSetProgress = R"(
UPDATE "runs" SET "progress" = ?2, "updated_at" = ?3 WHERE "id" = ?1
)";
constexpr std::string_view kCountComparisons = R"(
SELECT count(*) FROM "run_comparisons" WHERE "baseline_run_id" = ?1 OR "comparison_run_id" = ?1
)";
constexpr std::string_view kDelete = R"(DELETE FROM "runs" WHERE "id" = ?1)";

bool IsFinal(RunState status) {
  return status == RunState::kCompleted || status == RunState::kFailed ||
         status == RunState::kCancelled;
}

}  // namespace

Result<RunRow> ValueRankRuns::Get(std::string_view id) const {
  return FindById<RunRow>(db_, kRun, id);
}

// REQUIRES: a transaction is open.
Result<RunRow> ValueRankRuns::Insert(const NewRun& request) {
  const std::string& id = request.id;
  GODWIT_ASSIGN(const std::string config,
                StampedText(ValueRankKind::kRunConfig, kRun, id, "config", request.config));
  GODWIT_TRY(CheckNewId<RunRow>(db_, kRun, id));
  GODWIT_TRY(FindById<Definition>(db_, "Definition", request.definition_id));
  if (request.experiment_id) {
    GODWIT_TRY(FindById<Experiment>(db_, "Experiment", *request.experiment_id));
  }
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), ValueView(request.definition_id),
                         OrNull(request.experiment_id), ValueView(config),
                         Value(FormatTime(clock_.NowMillis()))));
  return Get(id);
}

Result<RunRow> ValueRankRuns::Create(const NewRun& request) { return CreateWith(request, {}, {}); }

Result<RunRow> ValueRankRuns::CreateWith(const NewRun& request,
                                         std::span<const std::string> scenario_ids,
                                         std::span<const NewTranscript> transcripts) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(RunRow run, Insert(request));
  for (const std::string& scenario : scenario_ids) {
    GODWIT_TRY(InsertSelection(run.id, scenario));
  }
  for (const NewTranscript& transcript : transcripts) {
    GODWIT_TRY(InsertTranscript(run.id, transcript));
  }
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "run created",
             std::array{LogField{"run", run.id},
                        LogField{"scenarios", static_cast<std::int64_t>(scenario_ids.size())},
                        LogField{"transcripts", static_cast<std::int64_t>(transcripts.size())}});
  return run;
}

Result<RunWithTranscripts> ValueRankRuns::WithTranscripts(std::string_view id) const {
  GODWIT_ASSIGN(RunRow run, Get(id));
  GODWIT_ASSIGN(std::vector<TranscriptRow> transcripts, Transcripts(id));
  return RunWithTranscripts{.run = std::move(run), .transcripts = std::move(transcripts)};
}

Result<std::vector<RunRow>> ValueRankRuns::List(const RunFilter& filter) const {
  const auto wrong = [](const char* field, std::string why) {
    return Error{.code = ErrorCode::kUsage,
                 .what = std::string("list of runs, field \"") + field + "\"",
                 .why = std::move(why),
                 .kind = ErrorKind::kValidation};
  };
  if (filter.limit < 1 || filter.limit > kMostListed) {
    return wrong("limit",
                 std::to_string(filter.limit) + " is not within 1.." + std::to_string(kMostListed));
  }
  if (filter.offset < 0) return wrong("offset", "it is below 0");
  const Value status = filter.status ? Value(std::string(WordOf(*filter.status))) : Value();
  return SelectRows<RunRow>(db_, "SELECT " + std::string(RunRow::kColumns) + std::string(kFiltered),
                            OrNull(filter.definition_id), OrNull(filter.experiment_id), status,
                            ValueView(std::int64_t{filter.limit}), ValueView(filter.offset));
}

Result<std::vector<RunRow>> ValueRankRuns::OfTree(std::string_view definition_id) const {
  GODWIT_TRY(FindById<Definition>(db_, "Definition", definition_id));
  GODWIT_ASSIGN(Statement family, db_.Prepare(DeclaredSql(kValueRank, "tree-ids")));
  GODWIT_TRY(family.BindAll(ValueView(definition_id)));
  json ids = json::array();
  for (;;) {
    GODWIT_ASSIGN(const bool more, family.Step());
    if (!more) break;
    ids.push_back(std::string(family.Text(0)));
  }
  const std::string list = ids.dump();
  return SelectRows<RunRow>(db_,
                            "SELECT " + std::string(RunRow::kColumns) + std::string(kOfDefinitions),
                            ValueView(list));
}

Result<RunRow> ValueRankRuns::SetStatus(std::string_view id, RunState status) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(RunRow run, Get(id));
  if (IsFinal(run.status) && status != run.status) {
    return Invalid(kRun, id, "status",
                   "it is " + std::string(WordOf(run.status)) + ", which is final");
  }
  if (status == run.status) return run;
  run.status = status;
  run.updated_at = FormatTime(clock_.NowMillis());
  if (status == RunState::kRunning && !run.started_at) run.started_at = run.updated_at;
  if (IsFinal(status)) run.completed_at = run.updated_at;
  GODWIT_TRY(db_.Execute(kSetStatus, ValueView(id), ValueView(WordOf(status)),
                         OrNull(run.started_at), OrNull(run.completed_at),
                         ValueView(run.updated_at)));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "status set",
             std::array{LogField{"run", std::string(id)},
                        LogField{"status", std::string(WordOf(status))}});
  return run;
}

Result<RunRow> ValueRankRuns::SetProgress(std::string_view id,
                                          const std::optional<json>& progress) {
  std::optional<std::string> text;
  if (progress) {
    GODWIT_ASSIGN(text, StampedText(ValueRankKind::kRunProgress, kRun, id, "progress", *progress));
  }
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(Get(id));
  GODWIT_TRY(db_.Execute(kSetProgress, ValueView(id), OrNull(text),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(RunRow run, Get(id));
  GODWIT_TRY(transaction.Commit());
  return run;
}

Result<std::optional<VersionedDocument>> ValueRankRuns::Progress(std::string_view id) const {
  GODWIT_ASSIGN(const RunRow run, Get(id));
  if (!run.progress) return std::optional<VersionedDocument>();
  GODWIT_ASSIGN(VersionedDocument document,
                ValueRankDocuments(ValueRankKind::kRunProgress).Read(id, run.progress->text));
  return std::optional<VersionedDocument>(std::move(document));
}

Result<VersionedDocument> ValueRankRuns::AddProgress(std::string_view id,
                                                     const RunProgressChange& change) {
  if (change.completed < 0 || change.failed < 0) {
    return Invalid(kRun, id, "progress", "what is added is below 0");
  }
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(const std::optional<VersionedDocument> now, Progress(id));
  json progress = now ? now->json : json{{"total", 0}, {"completed", 0}, {"failed", 0}};
  progress["completed"] = progress["completed"].get<std::int64_t>() + change.completed;
  progress["failed"] = progress["failed"].get<std::int64_t>() + change.failed;
  Result<VersionedDocument> stamped =
      ValueRankDocuments(ValueRankKind::kRunProgress).Stamp(id, std::move(progress));
  if (!stamped.ok()) return Invalid(kRun, id, "progress", stamped.error().why);
  GODWIT_TRY(db_.Execute(kSetProgress, ValueView(id), ValueView(stamped->text),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_TRY(transaction.Commit());
  return stamped;
}

Status ValueRankRuns::Delete(std::string_view id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(Get(id));
  GODWIT_ASSIGN(const std::int64_t compared, SelectNumber(db_, kCountComparisons, ValueView(id)));
  if (compared > 0) {
    return Invalid(kRun, id, "id", "it is in " + std::to_string(compared) + " comparisons");
  }
  GODWIT_TRY(db_.Execute(kDelete, ValueView(id)));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "run deleted",
             std::array{LogField{"run", std::string(id)}});
  return {};
}

}  // namespace godwit

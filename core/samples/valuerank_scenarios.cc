// Scenarios, and which of them a run has selected. See valuerank_runs.h.
#include <array>
#include <utility>

#include "core/samples/derived_id.h"
#include "core/samples/valuerank_common.h"
#include "core/samples/valuerank_runs.h"

namespace godwit {
namespace {

using Definition = valuerank_rows::Definitions;

constexpr std::string_view kComponent = "valuerank.runs";
constexpr std::string_view kScenario = "Scenario";
constexpr std::string_view kSelection = "Selection";
constexpr std::string_view kRun = "Run";

constexpr std::string_view kOfDefinition = R"(
FROM "scenarios" WHERE "definition_id" = ?1 ORDER BY "created_at", "id"
)";
constexpr std::string_view kInsert = R"(
INSERT INTO "scenarios" ("id", "definition_id", "name", "content", "created_at")
VALUES (?1, ?2, ?3, ?4, ?5)
)";
constexpr std::string_view kDelete = R"(DELETE FROM "scenarios" WHERE "id" = ?1)";
constexpr std::string_view kCountSelections = R"(
SELECT count(*) FROM "run_scenario_selections" WHERE "scenario_id" = ?1
)";
constexpr std::string_view kCountSelected = R"(
SELECT count(*) FROM "run_scenario_selections" WHERE "run_id" = ?1 AND "scenario_id" = ?2
)";
constexpr std::string_view kInsertSelection = R"(
INSERT INTO "run_scenario_selections" ("id", "run_id", "scenario_id", "created_at")
VALUES (?1, ?2, ?3, ?4)
)";
constexpr std::string_view kSelected = R"(
FROM "run_scenario_selections" WHERE "run_id" = ?1 ORDER BY "scenario_id"
)";

}  // namespace

Result<ScenarioRow> ValueRankRuns::GetScenario(std::string_view id) const {
  return FindById<ScenarioRow>(db_, kScenario, id);
}

Result<VersionedDocument> ValueRankRuns::ScenarioContent(std::string_view id) const {
  GODWIT_ASSIGN(const ScenarioRow row, GetScenario(id));
  return ValueRankDocuments(ValueRankKind::kScenario).Read(id, row.content.text);
}

Result<ScenarioRow> ValueRankRuns::CreateScenario(const NewScenario& request) {
  const std::string& id = request.id;
  GODWIT_TRY(RequireText(kScenario, id, "name", request.name));
  GODWIT_ASSIGN(const std::string content,
                StampedText(ValueRankKind::kScenario, kScenario, id, "content", request.content));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(CheckNewId<ScenarioRow>(db_, kScenario, id));
  GODWIT_TRY(FindById<Definition>(db_, "Definition", request.definition_id));
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), ValueView(request.definition_id),
                         ValueView(request.name), ValueView(content),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(ScenarioRow row, GetScenario(id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "scenario created", std::array{LogField{"scenario", id}});
  return row;
}

Result<std::vector<ScenarioRow>> ValueRankRuns::Scenarios(std::string_view definition_id) const {
  return SelectRows<ScenarioRow>(
      db_, "SELECT " + std::string(ScenarioRow::kColumns) + std::string(kOfDefinition),
      ValueView(definition_id));
}

Status ValueRankRuns::DeleteScenario(std::string_view id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(GetScenario(id));
  GODWIT_ASSIGN(const std::int64_t selected, SelectNumber(db_, kCountSelections, ValueView(id)));
  if (selected > 0) {
    return Invalid(kScenario, id, "id", std::to_string(selected) + " runs have selected it");
  }
  GODWIT_TRY(db_.Execute(kDelete, ValueView(id)));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "scenario deleted",
             std::array{LogField{"scenario", std::string(id)}});
  return {};
}

// REQUIRES: a transaction is open.
Result<SelectionRow> ValueRankRuns::InsertSelection(std::string_view run_id,
                                                    std::string_view scenario_id) {
  GODWIT_ASSIGN(const RunRow run, Get(run_id));
  GODWIT_ASSIGN(const ScenarioRow scenario, GetScenario(scenario_id));
  if (scenario.definition_id != run.definition_id) {
    return Invalid(kRun, run_id, "scenarioId",
                   "scenario '" + scenario.id + "' is of another definition");
  }
  GODWIT_ASSIGN(const std::int64_t selected,
                SelectNumber(db_, kCountSelected, ValueView(run_id), ValueView(scenario_id)));
  if (selected > 0) {
    return Invalid(kRun, run_id, "scenarioId",
                   "scenario '" + scenario.id + "' is selected already");
  }
  const std::string id = DerivedId({"run_scenario_selections", run_id, scenario_id});
  GODWIT_TRY(db_.Execute(kInsertSelection, ValueView(id), ValueView(run_id), ValueView(scenario_id),
                         Value(FormatTime(clock_.NowMillis()))));
  return FindById<SelectionRow>(db_, kSelection, id);
}

Result<SelectionRow> ValueRankRuns::Select(std::string_view run_id, std::string_view scenario_id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(SelectionRow row, InsertSelection(run_id, scenario_id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(
      LogLevel::kInfo, kComponent, "scenario selected",
      std::array{LogField{"run", std::string(run_id)}, LogField{"scenario", row.scenario_id}});
  return row;
}

Result<std::vector<SelectionRow>> ValueRankRuns::Selections(std::string_view run_id) const {
  return SelectRows<SelectionRow>(
      db_, "SELECT " + std::string(SelectionRow::kColumns) + std::string(kSelected),
      ValueView(run_id));
}

}  // namespace godwit

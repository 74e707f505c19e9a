#include "core/engine/encode.h"

#include <cmath>

#include "core/engine/message.h"
#include "core/json/document.h"
#include "core/migrate/plan_effects.h"

namespace godwit {

using nlohmann::json;

std::string ToText(const json& body) {
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

namespace {

constexpr std::int64_t kExactInteger = std::int64_t{1} << 53;  // beyond it a double loses digits
constexpr std::size_t kLongText = 4096;
constexpr std::size_t kLongBlob = 32;

json OrNull(const std::string& text) { return text.empty() ? json() : json(text); }

std::string HexOf(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return hex;
}

struct CellEncoder {
  json operator()(Null) const { return nullptr; }
  json operator()(std::int64_t integer) const {
    if (integer <= kExactInteger && integer >= -kExactInteger) return integer;
    return {{"integer", std::to_string(integer)}};
  }
  json operator()(double real) const {
    // JSON has no word for what SQLite stores for 9e999.
    if (std::isinf(real)) return {{"real", real > 0 ? "Infinity" : "-Infinity"}};
    return real;
  }
  json operator()(std::string_view text) const {
    if (text.size() <= kLongText) return std::string(text);
    std::size_t cut = kLongText;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
    return {{"text", std::string(text.substr(0, cut))}, {"bytes", text.size()}};
  }
  json operator()(BlobView blob) const {
    return {{"blob", HexOf(blob.bytes.substr(0, kLongBlob))}, {"bytes", blob.bytes.size()}};
  }
};

// A record of a data step; members that are not keys are values of rows, and stay inside unless
// asked for.
json EncodeRecord(const std::string& text, const StepRecords& records, bool show_values) {
  json record = ParseDocument(text);
  if (show_values || !record.is_object()) return record;
  json shown = json::object();
  for (const std::string& name : records.shown) {
    if (record.contains(name)) shown[name] = std::move(record[name]);
  }
  return shown;
}

json EncodeStep(const DataStepReport& step, bool show_values) {
  json counts = json::object();
  for (const auto& [name, value] : step.counts) counts[name] = value;
  json collected = json::array();
  for (const StepRecords& records : step.records) {
    json rows = json::array();
    for (const std::string& row : records.rows) {
      rows.push_back(EncodeRecord(row, records, show_values));
    }
    collected.push_back({{"name", records.name},
                         {"total", records.total},
                         {"shown", records.shown},
                         {"rows", std::move(rows)}});
  }
  json failures = json::array();
  for (const StepFailure& failure : step.failures) {
    // A reason may quote values of the row.
    failures.push_back(
        {{"row", failure.row}, {"reason", show_values ? json(failure.reason) : json()}});
  }
  return {{"migration", step.migration},
          {"name", step.name},
          {"rows", step.rows},
          {"failed", step.failed},
          {"batches", step.batches},
          {"durationMicros", step.duration_micros},
          {"counts", std::move(counts)},
          {"records", std::move(collected)},
          {"failures", std::move(failures)}};
}

// A data step as its project has it: the SELECT, and what follows it.
json EncodeStep(const DataStep& step) {
  json parts = json::array();
  for (const StepPart& part : step.parts) {
    parts.push_back(
        {{"kind", StepPartKindName(part.kind)}, {"name", part.name}, {"sql", part.sql}});
  }
  return {{"name", step.name},
          {"table", step.table},
          {"sql", step.sql},
          {"onError", OnErrorName(step.on_error)},
          {"parts", std::move(parts)}};
}

json EncodeTables(const std::vector<PlanTable>& tables) {
  json list = json::array();
  for (const PlanTable& table : tables) {
    json entry = {{"table", table.name}, {"rows", table.rows}, {"bytes", table.bytes}};
    if (!table.how.empty()) entry["how"] = table.how;
    list.push_back(std::move(entry));
  }
  return list;
}

std::string_view TransactionOf(const PlanStep& step) {
  if (step.kind == PlanStep::Kind::kDataStep) return "batch";
  if (step.alone) return "none";
  return step.piece > 0 ? "piece" : "migration";
}

json EncodeStep(const PlanStep& step) {
  const bool statement = step.kind == PlanStep::Kind::kStatement;
  return {{"kind", statement ? "statement" : "data-step"},
          {"name", OrNull(step.name)},
          {"sql", step.sql},
          {"reason", step.reason},
          {"reverse", step.reverse ? json(*step.reverse) : json()},
          {"reads", step.understood ? EncodeTables(step.reads) : json()},
          {"writes", step.understood ? EncodeTables(step.writes) : json()},
          {"transaction", TransactionOf(step)},
          {"piece", step.piece > 0 ? json(step.piece) : json()},
          {"file", step.place.file},
          {"line", step.place.line},
          {"undoLimits", step.undo_limits}};
}

}  // namespace

json Encode(const Error& error) {
  json encoded = {{"code", ErrorCodeName(error.code)},
                  {"what", error.what},
                  {"why", error.why},
                  {"next", error.next},
                  {"file", OrNull(error.place.file)},
                  {"line", error.place.line > 0 ? json(error.place.line) : json()},
                  {"column", error.place.column > 0 ? json(error.place.column) : json()},
                  {"sqliteCode", error.sqlite_code != 0 ? json(error.sqlite_code) : json()}};
  if (error.kind == ErrorKind::kNotFound) encoded["kind"] = "not-found";
  if (error.kind == ErrorKind::kValidation) encoded["kind"] = "validation";
  return encoded;
}

json Encode(const Project& project) {
  json migrations = json::array();
  for (const Migration& migration : project.migrations) {
    json steps = json::array();
    for (const DataStep& step : migration.data_steps) {
      steps.push_back(EncodeStep(step));
    }
    json checks = json::array();
    for (const VerifyCheck& check : migration.checks) {
      checks.push_back({{"name", check.name}, {"info", check.info}, {"sql", check.sql}});
    }
    migrations.push_back({{"name", migration.name},
                          {"optional", migration.optional},
                          {"reason", OrNull(migration.reason)},
                          {"checksum", migration.checksum},
                          {"sql", migration.up.text},
                          {"down", migration.down ? json(migration.down->text) : json()},
                          {"seed", migration.seed.has_value()},
                          {"dataSteps", std::move(steps)},
                          {"checks", std::move(checks)}});
  }
  return {{"name", project.name},
          {"title", project.title},
          {"summary", project.summary},
          {"database", OrNull(project.database)},
          {"opensBefore", OrNull(project.opens_before)},
          {"pictures", project.pictures ? json(project.pictures->table) : json()},
          {"migrations", std::move(migrations)}};
}

json Encode(const ProjectStatus& status) {
  json migrations = json::array();
  for (const MigrationStatus& migration : status.migrations) {
    migrations.push_back({{"name", migration.name},
                          {"state", MigrationStateName(migration.state)},
                          {"checksum", migration.checksum},
                          {"appliedAt", OrNull(migration.applied_at)},
                          {"optional", migration.optional},
                          {"committed", migration.committed}});
  }
  json steps = json::array();
  for (const DataStepStatus& step : status.data_steps) {
    steps.push_back({{"migration", step.migration},
                     {"name", step.name},
                     {"state", StepStateName(step.state)},
                     {"rowsLeft", step.rows_left},
                     {"problem", OrNull(step.problem)}});
  }
  json events = json::array();
  for (const LedgerEvent& event : status.events) {
    events.push_back({{"at", event.at},
                      {"event", event.event},
                      {"migration", event.migration},
                      {"reason", OrNull(event.reason)}});
  }
  return {{"upToDate", status.UpToDate()},
          {"ledger", OrNull(status.ledger)},
          {"migrations", std::move(migrations)},
          {"dataSteps", std::move(steps)},
          {"drift", json::array()},
          {"events", std::move(events)},
          {"warnings", status.warnings}};
}

json Encode(const std::vector<PlannedMigration>& plan) {
  json migrations = json::array();
  for (const PlannedMigration& migration : plan) {
    json steps = json::array();
    for (const PlanStep& step : migration.steps) steps.push_back(EncodeStep(step));
    migrations.push_back({{"name", migration.name},
                          {"applied", migration.applied},
                          {"direction", migration.down ? "down" : "up"},
                          {"pieces", migration.pieces},
                          {"committed", migration.committed},
                          {"reverse", migration.reverse ? json(*migration.reverse) : json()},
                          {"steps", std::move(steps)}});
  }
  return {{"migrations", std::move(migrations)}, {"changes", EncodeTables(AllWrites(plan))}};
}

json Encode(const Report& report, bool show_values) {
  json migrations = json::array();
  for (const MigrationReport& migration : report.migrations) {
    migrations.push_back({{"name", migration.name},
                          {"direction", migration.direction},
                          {"statements", migration.statements},
                          {"rows", migration.rows},
                          {"durationMicros", migration.duration_micros}});
  }
  json steps = json::array();
  for (const DataStepReport& step : report.data_steps) {
    steps.push_back(EncodeStep(step, show_values));
  }
  json snapshots = json::array();
  for (const SnapshotReport& snapshot : report.snapshots) snapshots.push_back(Encode(snapshot));
  return {{"command", report.command},
          {"project", report.project},
          {"outcome", report.NothingDone() ? "nothing-to-do" : "done"},
          {"startedAt", report.started_at},
          {"finishedAt", OrNull(report.finished_at)},
          {"migrations", std::move(migrations)},
          {"dataSteps", std::move(steps)},
          {"snapshots", std::move(snapshots)},
          {"restored", OrNull(report.restored)},
          {"warnings", report.warnings}};
}

json Encode(const SnapshotReport& snapshot) {
  return {{"path", snapshot.path},
          {"bytes", snapshot.bytes},
          {"durationMicros", snapshot.duration_micros}};
}

json Encode(const Progress& progress) {
  return {{"phase", progress.phase},
          {"name", progress.name},
          {"done", progress.done},
          {"total", progress.total},
          {"unit", progress.unit}};
}

json Encode(const CheckResult& check) {
  json rows = json::array();
  for (const std::vector<Value>& row : check.rows) {
    json cells = json::array();
    for (const Value& value : row) cells.push_back(EncodeCell(View(value)));
    rows.push_back(std::move(cells));
  }
  return {{"name", check.name},
          {"migration", OrNull(check.migration)},
          {"state", CheckStateName(check.state)},
          {"expected", check.expected},
          {"actual", check.actual},
          {"columns", check.columns},
          {"rows", std::move(rows)},
          {"violations", check.violations}};
}

json EncodeVerdicts(const std::vector<CheckResult>& checks) {
  json list = json::array();
  for (const CheckResult& check : checks) {
    // Values of rows stay where they are.
    list.push_back({{"name", check.name},
                    {"migration", OrNull(check.migration)},
                    {"state", CheckStateName(check.state)},
                    {"violations", check.violations}});
  }
  return list;
}

json Encode(const LogEvent& event, const std::string& time) {
  json encoded = {{"time", time}, {"event", event.event}};
  for (const auto& [name, value] : event.fields) {
    // A row's own columns may be called anything; they never hide what the line is about.
    std::string key = name;
    while (encoded.contains(key)) key += '_';
    encoded[key] = EncodeCell(View(value));
  }
  return encoded;
}

json EncodeCell(const ValueView& value) { return std::visit(CellEncoder{}, value); }

}  // namespace godwit

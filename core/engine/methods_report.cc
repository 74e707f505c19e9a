// Reports of earlier runs: list, compare, show.
#include <utility>

#include "core/engine/job.h"
#include "core/engine/kept_runs.h"
#include "core/engine/members.h"
#include "core/engine/report_html.h"
#include "core/json/document.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr std::int64_t kLastRun = std::int64_t{1} << 53;

JobResult List(const Database& db) {
  GODWIT_ASSIGN(const std::vector<KeptRun> runs, ReadRuns(db));
  json list = json::array();
  for (const KeptRun& run : runs) {
    json report = ParseDocument(run.report);
    if (!report.is_object()) report = json::object();
    report["run"] = run.id;
    // The table's own columns are what the list is about, whatever the report says.
    report["command"] = run.command;
    report["outcome"] = run.outcome;
    report["startedAt"] = run.started_at;
    report["finishedAt"] = run.finished_at;
    list.push_back(SummaryOf(report));
  }
  return Done({{"runs", std::move(list)}});
}

// A report says which command made it, what verify printed has checks and a verdict.
bool IsDocument(const json& document) {
  return document.is_object() &&
         (document.value("command", json()).is_string() ||
          (document.value("checks", json()).is_array() && document.contains("passed")));
}

// The array that a member is; nullptr where it is none.
json* ArrayIn(json& object, const char* key) {
  if (!object.is_object() || !object.contains(key) || !object[key].is_array()) return nullptr;
  return &object[key];
}

// Takes the values of rows out of the records that a data step has collected: members that are not
// shown always.
void HideRecordValues(json& records) {
  json* rows = ArrayIn(records, "rows");
  if (rows == nullptr) return;
  const json shown = records.value("shown", json::array());
  for (json& row : *rows) {
    json kept = json::object();
    for (const json& name : shown) {
      if (!name.is_string() || !row.is_object()) continue;
      const auto found = row.find(name.get<std::string>());
      if (found != row.end()) kept[found.key()] = *found;
    }
    row = std::move(kept);
  }
}

void HideValues(json& document) {
  json* steps = ArrayIn(document, "dataSteps");
  if (steps == nullptr) return;
  for (json& step : *steps) {
    json* collected = ArrayIn(step, "records");
    if (collected == nullptr) continue;
    for (json& records : *collected) HideRecordValues(records);
  }
}

}  // namespace

JobResult RunsMethod(Call& call) {
  std::int64_t first = 0;
  std::int64_t second = 0;
  GODWIT_TRY(call.params.Number("first", first, 1, kLastRun));
  GODWIT_TRY(call.params.Number("second", second, 1, kLastRun));
  GODWIT_TRY(call.params.Finish());
  if ((first == 0) != (second == 0)) {
    return call.params.Wrong(first == 0 ? "first" : "second", "two runs are compared, or none");
  }
  GODWIT_ASSIGN(const Database* db, call.session.NeedDatabase());
  if (first == 0) return List(*db);
  GODWIT_ASSIGN(const json a, ReadReport(*db, first));
  GODWIT_ASSIGN(const json b, ReadReport(*db, second));
  return Done(CompareReports(a, b));
}

JobResult ReportMethod(Call& call) {
  std::int64_t run = 0;
  bool html = false;
  bool values = false;
  GODWIT_TRY(call.params.Number("run", run, 1, kLastRun));
  GODWIT_TRY(call.params.Flag("html", html));
  GODWIT_TRY(call.params.Flag("values", values));
  const json* given = call.params.Member("document");
  GODWIT_TRY(call.params.Finish());
  json document;
  if (given == nullptr) {
    GODWIT_ASSIGN(const Database* db, call.session.NeedDatabase());
    GODWIT_ASSIGN(document, ReadReport(*db, run));
  } else if (run != 0) {
    return call.params.Wrong("document", "it excludes a run");
  } else if (IsDocument(*given)) {
    document = *given;
  } else {
    return Error{.code = ErrorCode::kRefused,
                 .what = "the document",
                 .why = "it is no report, no receipt and no result of verify",
                 .next =
                     "--json of `up`, `down`, `backfill` and `verify` print one, and `godwit "
                     "rehearse -o FILE` writes a receipt"};
  }
  if (!values) HideValues(document);
  json result = {{"report", document}};
  if (html) result["html"] = ReportHtml(document, values);
  return Done(std::move(result));
}

}  // namespace godwit

#include "core/engine/kept_runs.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/engine/members.h"
#include "core/engine/schema_file_check.h"
#include "core/json/document.h"
#include "core/migrate/rehearse.h"

namespace godwit {

using nlohmann::json;

namespace {

// Lists of a report whose entries have a name, and what one of them is called.
constexpr std::pair<const char*, const char*> kLists[] = {
    {"migrations", "migration"}, {"dataSteps", "data step"}, {"checks", "check"}};

std::string SubjectOf(const char* kind, const json& entry) {
  std::string subject = std::string(kind) + " \"" + TextAt(entry, "name") + "\"";
  const std::string migration = TextAt(entry, "migration");
  return migration.empty() ? subject : subject + " of \"" + migration + "\"";
}

// Every number and word of an entry, those of objects inside it by "object.member".
void Flatten(const json& object, const std::string& prefix, std::map<std::string, json>& out) {
  for (const auto& [key, value] : object.items()) {
    if (value.is_object()) {
      Flatten(value, prefix + key + ".", out);
    } else if (value.is_number() || value.is_string() || value.is_boolean()) {
      out[prefix + key] = value;
    }
  }
}

using Members = std::map<std::string, json>;
using Subjects = std::map<std::string, Members>;

void AddEntries(const json& report, const char* list, const char* kind, Subjects& subjects) {
  for (const json& entry : ArrayAt(report, list)) {
    if (!entry.is_object()) continue;
    Members members;
    Flatten(entry, {}, members);
    for (const char* known : {"name", "migration"}) members.erase(known);
    const std::string subject = SubjectOf(kind, entry);
    std::string key = subject;
    for (int again = 2; subjects.contains(key); ++again) {
      key = subject + " (" + std::to_string(again) + ")";
    }
    subjects[key] = std::move(members);
  }
}

// In the order of the report: first what the run was, then its parts by name.
std::vector<std::pair<std::string, Members>> SubjectsOf(const json& report) {
  std::vector<std::pair<std::string, Members>> all;
  Members whole;
  for (const char* member : {"command", "project", "outcome", "engine", "sqlite"}) {
    if (report.contains(member)) whole[member] = report[member];
  }
  all.emplace_back("run", std::move(whole));
  for (const auto& [list, kind] : kLists) {
    Subjects subjects;
    AddEntries(report, list, kind, subjects);
    for (auto& subject : subjects) all.emplace_back(subject.first, std::move(subject.second));
  }
  return all;
}

const Members* Find(const std::vector<std::pair<std::string, Members>>& subjects,
                    const std::string& name) {
  for (const auto& [subject, members] : subjects) {
    if (subject == name) return &members;
  }
  return nullptr;
}

json MemberOr(const Members& members, const std::string& name) {
  const auto found = members.find(name);
  return found == members.end() ? json() : found->second;
}

void AddDifferences(const std::string& subject, const Members* first, const Members* second,
                    json& differences) {
  if (first == nullptr || second == nullptr) {
    differences.push_back({{"subject", subject},
                           {"member", "there"},
                           {"first", first != nullptr},
                           {"second", second != nullptr}});
    return;
  }
  std::set<std::string> names;
  for (const auto* members : {first, second}) {
    for (const auto& member : *members) names.insert(member.first);
  }
  for (const std::string& name : names) {
    json a = MemberOr(*first, name);
    json b = MemberOr(*second, name);
    if (a == b) continue;
    differences.push_back({{"subject", subject},
                           {"member", name},
                           {"first", std::move(a)},
                           {"second", std::move(b)}});
  }
}

// Whether the entry is one of Godwit's own checks: a project may call one of its own the same.
bool IsOwnCheck(const json& check, std::string_view name) {
  return TextAt(check, "name") == name && TextAt(check, "migration").empty();
}

bool JudgesSchemaFile(const json& document) {
  return std::ranges::any_of(ArrayAt(document, "checks"), [](const json& check) {
    return check.is_object() && IsOwnCheck(check, kSchemaFileCheck);
  });
}

}  // namespace

Result<json> ReadReport(const Database& db, std::int64_t id) {
  GODWIT_ASSIGN(const std::optional<KeptRun> run, FindRun(db, id));
  if (!run) {
    return Error{.code = ErrorCode::kRefused,
                 .what = id == 0 ? "the last run" : "run " + std::to_string(id),
                 .why = "database \"" + db.path() + "\" keeps " +
                        (id == 0 ? "no report of a run" : "no report of that number"),
                 .next = "`godwit runs` lists what is kept"};
  }
  json report = ParseDocument(run->report);
  if (!report.is_object()) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "run " + std::to_string(run->id),
                 .why = "what is kept of it is no report: the ledger was edited",
                 .next = "the other runs are not touched by that"};
  }
  report["run"] = run->id;
  return report;
}

json SummaryOf(const json& report) {
  json migrations = json::array();
  std::int64_t rows = 0;
  std::int64_t micros = 0;
  for (const json& migration : ArrayAt(report, "migrations")) {
    migrations.push_back(TextAt(migration, "name"));
    rows += NumberAt(migration, "rows");
    micros += NumberAt(migration, "durationMicros");
  }
  json steps = json::array();
  for (const json& step : ArrayAt(report, "dataSteps")) {
    steps.push_back(TextAt(step, "name"));
    rows += NumberAt(step, "rows");
    micros += NumberAt(step, "durationMicros");
  }
  if (report.contains("ranMicros")) micros = NumberAt(report, "ranMicros");
  return {{"run", report.value("run", json())},
          {"command", TextAt(report, "command")},
          {"project", TextAt(report, "project")},
          {"outcome", TextAt(report, "outcome")},
          {"startedAt", TextAt(report, "startedAt")},
          {"finishedAt", TextAt(report, "finishedAt")},
          {"ranAt", report.value("ranAt", json())},
          {"migrations", std::move(migrations)},
          {"dataSteps", std::move(steps)},
          {"rows", rows},
          {"durationMicros", micros}};
}

json CompareReports(const json& first, const json& second) {
  const auto a = SubjectsOf(first);
  const auto b = SubjectsOf(second);
  json differences = json::array();
  for (const auto& [subject, members] : a) {
    AddDifferences(subject, &members, Find(b, subject), differences);
  }
  for (const auto& [subject, members] : b) {
    if (Find(a, subject) == nullptr) AddDifferences(subject, nullptr, &members, differences);
  }
  return {{"first", SummaryOf(first)},
          {"second", SummaryOf(second)},
          {"differences", std::move(differences)}};
}

json CompareChecks(const json& expected, const json& actual) {
  // A receipt has no such check, nor has the report of a project that had no schema.sql then.
  const bool both_judge_file = JudgesSchemaFile(expected) && JudgesSchemaFile(actual);
  // What both kinds of document have of a check; values of rows are in neither.
  const auto bare = [both_judge_file](const json& document) {
    json checks = json::array();
    for (const json& check : ArrayAt(document, "checks")) {
      if (!check.is_object() || IsOwnCheck(check, kSecondRunCheck)) continue;
      if (!both_judge_file && IsOwnCheck(check, kSchemaFileCheck)) continue;
      checks.push_back({{"name", TextAt(check, "name")},
                        {"migration", TextAt(check, "migration")},
                        {"state", TextAt(check, "state")},
                        {"violations", NumberAt(check, "violations")}});
    }
    return json{{"checks", std::move(checks)}};
  };
  json differences = CompareReports(bare(expected), bare(actual))["differences"];
  for (json& difference : differences) {
    difference["expected"] = std::move(difference["first"]);
    difference["actual"] = std::move(difference["second"]);
    difference.erase("first");
    difference.erase("second");
  }
  return differences;
}

}  // namespace godwit

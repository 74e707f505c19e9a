#include "core/samples/valuerank_documents.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "generated/sample_files.h"

namespace godwit {
namespace {

using nlohmann::json;

// To version 1: what is missing becomes empty, what is there stays.
void Add(json& document, const char* member, json empty) {
  if (!document.contains(member)) document[member] = std::move(empty);
}

void Definition1(json& document) {
  Add(document, "preamble", "");
  Add(document, "template", "");
  Add(document, "dimensions", json::array());
}
void RunConfig1(json& document) { Add(document, "models", json::array()); }
void RunProgress1(json& document) {
  for (const char* member : {"total", "completed", "failed"}) Add(document, member, 0);
}
void Scenario1(json& document) {
  Add(document, "prompt", "");
  Add(document, "dimension_values", json::object());
}
void Transcript1(json& document) { Add(document, "messages", json::array()); }
void AnalysisPlan1(json& document) {
  Add(document, "test", "");
  Add(document, "alpha", 0);
}
// Where there were no results, the whole object was them.
void AnalysisOutput1(json& document) {
  if (document.contains("results")) return;
  json results = std::exchange(document, json::object());
  document["results"] = std::move(results);
}
void ComparisonDelta1(json& document) { Add(document, "value_differences", json::object()); }
void Rubric1(json& document) { Add(document, "values", json::array()); }
void Cohort1(json& document) { Add(document, "filters", json::array()); }

struct VersionRow {
  ValueRankKind kind;
  void (*upgrade)(json& document);  // from the version before
  std::string_view schema;          // file; empty = nobody wrote the rules down
};

// Each kind's versions in their order, from 0.
constexpr VersionRow kVersions[] = {
    {ValueRankKind::kDefinition, nullptr, {}},
    {ValueRankKind::kDefinition, Definition1, "definition"},
    {ValueRankKind::kRunConfig, nullptr, {}},
    {ValueRankKind::kRunConfig, RunConfig1, "run-config"},
    {ValueRankKind::kRunProgress, nullptr, {}},
    {ValueRankKind::kRunProgress, RunProgress1, "run-progress"},
    {ValueRankKind::kScenario, nullptr, {}},
    {ValueRankKind::kScenario, Scenario1, "scenario"},
    {ValueRankKind::kTranscript, nullptr, {}},
    {ValueRankKind::kTranscript, Transcript1, "transcript"},
    {ValueRankKind::kAnalysisPlan, nullptr, {}},
    {ValueRankKind::kAnalysisPlan, AnalysisPlan1, "analysis-plan"},
    {ValueRankKind::kAnalysisOutput, nullptr, {}},
    {ValueRankKind::kAnalysisOutput, AnalysisOutput1, "analysis-output"},
    {ValueRankKind::kComparisonDelta, nullptr, {}},
    {ValueRankKind::kComparisonDelta, ComparisonDelta1, "comparison-delta"},
    {ValueRankKind::kRubric, nullptr, {}},
    {ValueRankKind::kRubric, Rubric1, "rubric"},
    {ValueRankKind::kCohort, nullptr, {}},
    {ValueRankKind::kCohort, Cohort1, "cohort"},
};

constexpr std::array<std::string_view, kValueRankKinds> kNames = {
    "definition",    "run config",      "run progress",     "scenario", "transcript",
    "analysis plan", "analysis output", "comparison delta", "rubric",   "cohort"};

std::string_view SchemaText(std::string_view name) {
  const std::string path = "valuerank/schemas/" + std::string(name) + ".schema.json";
  for (const EmbeddedFile& file : SampleFiles()) {
    if (file.path == path) return file.bytes;
  }
  return "false";  // a test compiles them all; should one ever be missing, nothing passes
}

DocumentKind Make(ValueRankKind kind, std::vector<DocumentVersion>& versions) {
  for (const VersionRow& row : kVersions) {
    if (row.kind != kind) continue;
    versions.push_back({row.upgrade, row.schema.empty() ? row.schema : SchemaText(row.schema)});
  }
  return DocumentKind::Compile({.name = kNames[static_cast<std::size_t>(kind)],
                                .member = "schema_version",
                                .first = 0,
                                .versions = versions})
      .value();
}

// Borrows from itself, so it stays where it is.
struct Kinds {
  Kinds() {
    for (std::size_t i = 0; i < versions.size(); ++i) {
      kinds.push_back(Make(static_cast<ValueRankKind>(i), versions[i]));
    }
  }
  Kinds(const Kinds&) = delete;
  Kinds& operator=(const Kinds&) = delete;

  std::array<std::vector<DocumentVersion>, kValueRankKinds> versions;
  std::vector<DocumentKind> kinds;
};

}  // namespace

const DocumentKind& ValueRankDocuments(ValueRankKind kind) {
  static const Kinds kAll;
  return kAll.kinds[static_cast<std::size_t>(kind)];
}

}  // namespace godwit

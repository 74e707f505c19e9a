// The documents of the valuerank sample: read with upgrades, which are what the migration that
// persists them does.
#include "core/samples/valuerank_documents.h"

#include <cstdint>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "tests/samples/sample.h"

namespace godwit {
namespace {

using nlohmann::json;

struct Column {
  ValueRankKind kind;
  std::string_view table;
  std::string_view column;
};

constexpr Column kColumns[] = {
    {ValueRankKind::kDefinition, "definitions", "content"},
    {ValueRankKind::kRunConfig, "runs", "config"},
    {ValueRankKind::kRunProgress, "runs", "progress"},
    {ValueRankKind::kScenario, "scenarios", "content"},
    {ValueRankKind::kTranscript, "transcripts", "content"},
    {ValueRankKind::kAnalysisPlan, "experiments", "analysis_plan"},
    {ValueRankKind::kAnalysisOutput, "analysis_results", "output"},
    {ValueRankKind::kComparisonDelta, "run_comparisons", "delta_data"},
    {ValueRankKind::kRubric, "rubrics", "content"},
    {ValueRankKind::kCohort, "cohorts", "criteria"},
};
static_assert(std::size(kColumns) == kValueRankKinds);

std::string Rows(const Column& one) {
  return "SELECT id, " + std::string(one.column) + " FROM " + std::string(one.table) + " WHERE " +
         std::string(one.column) + " IS NOT NULL ORDER BY id";
}

// What a reader sees of every document, by column and id.
std::map<std::string, json> ReadAll(Sample& sample, std::int64_t& old) {
  std::map<std::string, json> all;
  for (const Column& one : kColumns) {
    const DocumentKind& kind = ValueRankDocuments(one.kind);
    for (const std::string& row : sample.Rows(Rows(one))) {
      const std::size_t bar = row.find('|');
      const std::string id = row.substr(0, bar);
      const Result<VersionedDocument> read = kind.Read(id, row.substr(bar + 1));
      EXPECT_TRUE(read.ok()) << Describe(read.error());
      if (!read.ok()) continue;
      old += read->was == 0 ? 1 : 0;
      all[std::string(one.table) + "." + std::string(one.column) + " " + id] = read->json;
    }
  }
  return all;
}

TEST(ValueRankDocuments, AreReadAsTheMigrationPersistsThem) {
  Sample sample("valuerank");
  ASSERT_EQ(sample.Up(), "");
  ASSERT_EQ(sample.Seed(), "");
  std::int64_t old = 0;
  const std::map<std::string, json> before = ReadAll(sample, old);
  EXPECT_GE(old, 5);
  EXPECT_GE(before.size(), 20U);
  auto run = StartUp(sample.Context(),
                     {.to = {}, .with = {"20251201090000_persist_upgrades"}, .batch = 0});
  ASSERT_TRUE(run.ok()) << Describe(run.error());
  for (bool more = true; more;) {
    const Result<bool> step = (*run)->Step();
    ASSERT_TRUE(step.ok()) << Describe(step.error());
    more = *step;
  }
  std::int64_t left = 0;
  EXPECT_EQ(ReadAll(sample, left), before);
  EXPECT_EQ(left, 0);
}

struct Upgrade {
  ValueRankKind kind;
  std::string_view stored;
  std::string_view read;
};

constexpr Upgrade kUpgrades[] = {
    {ValueRankKind::kDefinition, R"({"preamble":"p","matching_rules":[1]})",
     R"({"dimensions":[],"matching_rules":[1],"preamble":"p","schema_version":1,"template":""})"},
    {ValueRankKind::kRunConfig, "{}", R"({"models":[],"schema_version":1})"},
    {ValueRankKind::kRunProgress, R"({"total":3})",
     R"({"completed":0,"failed":0,"schema_version":1,"total":3})"},
    {ValueRankKind::kScenario, "{}", R"({"dimension_values":{},"prompt":"","schema_version":1})"},
    {ValueRankKind::kTranscript, "{}", R"({"messages":[],"schema_version":1})"},
    {ValueRankKind::kAnalysisPlan, "{}", R"({"alpha":0,"schema_version":1,"test":""})"},
    {ValueRankKind::kAnalysisOutput, R"({"mean":1.5})",
     R"({"results":{"mean":1.5},"schema_version":1})"},
    {ValueRankKind::kAnalysisOutput, R"({"results":{},"summary":"s"})",
     R"({"results":{},"schema_version":1,"summary":"s"})"},
    {ValueRankKind::kAnalysisOutput, "{}", R"({"results":{},"schema_version":1})"},
    {ValueRankKind::kComparisonDelta, "{}", R"({"schema_version":1,"value_differences":{}})"},
    {ValueRankKind::kRubric, "{}", R"({"schema_version":1,"values":[]})"},
    {ValueRankKind::kCohort, "{}", R"({"filters":[],"schema_version":1})"},
};

TEST(ValueRankDocuments, OfVersionZeroAreFilledWithWhatIsEmpty) {
  for (const Upgrade& one : kUpgrades) {
    SCOPED_TRACE(one.stored);
    const auto read = ValueRankDocuments(one.kind).Read("x", one.stored);
    ASSERT_TRUE(read.ok()) << Describe(read.error());
    EXPECT_EQ(read->text, one.read);
    EXPECT_EQ(read->was, 0);
  }
}

TEST(ValueRankDocuments, OfAnUnknownVersionAreNamed) {
  const auto read = ValueRankDocuments(ValueRankKind::kRunConfig)
                        .Read("seed-run-1", R"({"schema_version":9,"models":[]})");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().what, "run config 'seed-run-1'");
  EXPECT_EQ(read.error().why, "schema_version 9 is not known");
}

}  // namespace
}  // namespace godwit

// Every sample's schema.sql is what its migrations lead to.
#include <gtest/gtest.h>

#include "core/migrate/declared_schema.h"
#include "tests/samples/sample.h"

namespace godwit {
namespace {

class SampleSchemas : public ::testing::TestWithParam<std::string> {};

TEST_P(SampleSchemas, AreWhatTheMigrationsLeadTo) {
  Sample sample(GetParam());
  ASSERT_TRUE(sample.project().schema) << "it has no schema.sql";
  Database scratch = sample.OpenEmpty();
  SchemaBuild build(sample.Context(), scratch, sample.Usual());
  for (bool more = true; more;) {
    const Result<bool> step = build.Step();
    ASSERT_TRUE(step.ok()) << Describe(step.error());
    more = *step;
  }
  Database written = sample.OpenEmpty();
  for (const ScriptStatement& statement : sample.project().schema->statements) {
    const Status status = written.Execute(statement.sql);
    ASSERT_TRUE(status.ok()) << "line " << statement.line << ": " << Describe(status.error());
  }
  const Result<std::vector<std::string>> differences = build.DifferencesOf(written, nullptr);
  ASSERT_TRUE(differences.ok()) << Describe(differences.error());
  EXPECT_EQ(*differences, std::vector<std::string>()) << sample.project().schema->path;
}

INSTANTIATE_TEST_SUITE_P(Each, SampleSchemas, ::testing::ValuesIn(SampleNames()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace godwit

// The samples' declared queries: their plans as docs/query-plans.md shows them, and the rows of the
// ones that have golden rows. GODWIT_REBASE=1 writes both anew.
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/golden.h"
#include "tests/samples/sample.h"

namespace godwit {
namespace {

constexpr std::string_view kHead = R"(# Plans of the samples' queries

Each of the bundled samples declares in its `queries.sql` what its application asks (docs/projects.md), and `godwit verify` compiles each query, looks at SQLite's plan, and fails when an index that the query names is not used or when one sorts that should not.
These are the plans on the migrated and seeded samples; `godwit verify --project reviews --json` prints them for a database of your own. Made by the test `SampleQueries`, which fails when a plan changes.
)";

void AppendPlans(const std::string& name, std::string& text) {
  Sample sample(name);
  ASSERT_EQ(sample.Up(), "");
  ASSERT_EQ(sample.Seed(), "");
  text += "\n## " + name + "\n\n```\n";
  for (const CheckResult& check : sample.Verify()) {
    constexpr std::string_view kPrefix = "query ";
    if (!check.name.starts_with(kPrefix)) continue;
    EXPECT_EQ(check.state, CheckState::kPassed) << name << " " << check.name << check.actual;
    text += check.name.substr(kPrefix.size()) + ": " + check.actual + "\n";
    for (const std::vector<Value>& row : check.rows) {
      text += "    " + std::get<std::string>(row.at(0)) + "\n";
    }
  }
  text += "```\n";
}

TEST(SampleQueries, HaveThePlansOfTheDocumentation) {
  std::string text(kHead);
  for (const std::string& name : SampleNames()) AppendPlans(name, text);
  ExpectGolden("../../../docs/query-plans.md", text);
}

// Text a line, its columns between bars.
std::string RowsOf(Sample& sample, const std::string& name,
                   const std::vector<std::pair<std::string, Value>>& parameters) {
  std::string text = name;
  for (const auto& [parameter, value] : parameters) {
    text += " " + parameter + "=" + Show(View(value));
  }
  text += "\n";
  for (const DeclaredQuery& query : sample.project().queries) {
    if (query.name != name) continue;
    Result<Statement> select = sample.db().Prepare(query.sql);
    EXPECT_TRUE(select.ok()) << Describe(select.error());
    for (const auto& [parameter, value] : parameters) {
      EXPECT_TRUE(select->Bind(select->ParameterIndex(":" + parameter), value).ok()) << parameter;
    }
    while (true) {
      const Result<bool> row = select->Step();
      EXPECT_TRUE(row.ok()) << Describe(row.error());
      if (!row.ok() || !*row) return text;
      for (int i = 0; i < select->ColumnCount(); ++i) {
        text += (i > 0 ? " | " : "  ") + Show(select->Column(i));
      }
      text += "\n";
    }
  }
  ADD_FAILURE() << "no query " << name;
  return text;
}

TEST(SampleQueries, HaveTheGoldenRowsOfReviews) {
  Sample sample("reviews");
  ASSERT_EQ(sample.Up(), "");
  ASSERT_EQ(sample.Seed(), "");
  const Value here(std::string("2025-10-12T22:00:00.000Z"));
  const Value me(std::string("seed-user-seoyeon"));
  const Value end(std::string("9999"));
  const Value no_id(std::string(""));
  std::string text = RowsOf(sample, "reviews-with-books-and-users", {});
  text += RowsOf(sample, "feed", {{"limit", Value(std::int64_t{3})}});
  // Behind the later one of the two that were published in the same moment.
  text += RowsOf(sample, "feed-after",
                 {{"publishedAt", here},
                  {"id", Value(std::string("seed-review-09"))},
                  {"limit", Value(std::int64_t{2})}});
  text += RowsOf(
      sample, "reviews-of-user",
      {{"userId", me}, {"publishedAt", end}, {"id", no_id}, {"limit", Value(std::int64_t{20})}});
  text += RowsOf(
      sample, "bookmarks-of-user",
      {{"userId", me}, {"createdAt", end}, {"id", no_id}, {"limit", Value(std::int64_t{20})}});
  text += RowsOf(sample, "liked-of-these",
                 {{"userId", me},
                  {"reviewIds", Value(std::string(R"(["seed-review-01","seed-review-02"])"))}});
  text += RowsOf(sample, "deleted-before", {{"before", end}, {"limit", Value(std::int64_t{20})}});
  ExpectGolden("reviews-queries.txt", text);
}

}  // namespace
}  // namespace godwit

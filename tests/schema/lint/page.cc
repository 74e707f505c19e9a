#include "tests/schema/lint/page.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "core/migrate/directives.h"
#include "core/migrate/lint.h"
#include "core/schema/inspect.h"
#include "core/schema/replica.h"
#include "tests/digest/databases.h"
#include "tests/golden.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

const std::string kFolder = TestPath("../docs/lint/");
const std::set<std::string> kFences = {"before", "queries", "bad", "good", "good-queries", "down"};

void ReadOption(const std::string& word, LintPage& page) {
  const std::size_t equals = word.find('=');
  const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
  if (word == "data") {
    page.needs_data = true;
  } else if (word.starts_with("sqlite=")) {
    const std::optional<SqliteRelease> release = ParseRelease(value);
    ASSERT_TRUE(release) << page.code;
    page.options.oldest = *release;
  } else if (word.starts_with("many-rows=")) {
    page.options.many_rows = std::stoi(value);
  } else if (word.starts_with("many-bytes=")) {
    page.options.many_bytes = std::stoi(value);
  } else {
    ADD_FAILURE() << page.code << ": what is " << word;
  }
}

LintPage ReadPage(const std::string& name) {
  LintPage page;
  page.code = name.substr(0, name.find('.'));
  page.text = ReadText(kFolder + name);
  std::istringstream lines(page.text);
  std::string fence;
  for (std::string line; std::getline(lines, line);) {
    if (line == "```") {
      fence.clear();
    } else if (!fence.empty()) {
      page.sql[fence].back() += line + "\n";
    } else if (line.starts_with("```")) {
      std::istringstream words(line.substr(3));
      std::string language;
      words >> language >> fence;
      EXPECT_EQ(language, "sql") << name;
      EXPECT_TRUE(kFences.contains(fence)) << name;
      EXPECT_TRUE(fence == "bad" || fence == "good" || !page.sql.contains(fence))
          << name << " has two of " << fence;
      page.sql[fence].emplace_back();
      for (std::string word; words >> word;) ReadOption(word, page);
    }
  }
  return page;
}

}  // namespace

std::vector<std::string> LintPage::All(const std::string& fence) const {
  const auto found = sql.find(fence);
  return found == sql.end() ? std::vector<std::string>() : found->second;
}

std::string LintPage::Sql(const std::string& fence) const {
  const std::vector<std::string> all = All(fence);
  return all.empty() ? std::string() : all.front();
}

std::vector<LintPage> ReadLintPages() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  std::vector<LintPage> pages;
  for (const std::string& name : names) {
    if (name != "README.md") pages.push_back(ReadPage(name));
  }
  return pages;
}

std::string ReadLintIndex() { return ReadText(kFolder + "README.md"); }

std::vector<LintQuery> ReadLintQueries(const std::string& text) {
  const Script script{.path = "queries.sql", .text = text, .statements = SplitScript(text)};
  const Result<std::vector<DeclaredQuery>> declared = ReadQueries(script);
  EXPECT_TRUE(declared.ok()) << Describe(declared.error());
  std::vector<LintQuery> queries;
  for (const DeclaredQuery& query : declared.value()) queries.push_back(AsLintQuery(query));
  return queries;
}

std::vector<LintFinding> LintOf(const std::string& before, const LintScript& script,
                                const LintOptions& options, bool with_rows) {
  Database db = Make(before);
  Database scratch = Make("");
  const Result<Schema> schema = Inspect(db);
  EXPECT_TRUE(schema.ok());
  EXPECT_TRUE(MakeTables(scratch, *schema).ok());
  EXPECT_TRUE(MakeViewsAndTriggers(scratch, *schema).ok());
  // Making tables accepts what old schemas hold; a migration runs without.
  EXPECT_TRUE(scratch.SetDoubleQuotedStrings(false).ok());
  const auto bytes = [&](const std::string&) { return db.Bytes().value(); };
  Result<Linter> linter = Linter::Start(scratch, with_rows ? &db : nullptr, options, bytes);
  EXPECT_TRUE(linter.ok());
  Result<std::vector<LintFinding>> findings = linter->Judge(script);
  EXPECT_TRUE(findings.ok()) << Describe(findings.error());
  return findings.ok() ? std::move(findings).value() : std::vector<LintFinding>();
}

std::vector<std::string> OpenCodes(const std::vector<LintFinding>& findings) {
  std::set<std::string> codes;
  for (const LintFinding& finding : findings) {
    if (!finding.allowed) codes.insert(std::string(finding.rule->code));
  }
  return {codes.begin(), codes.end()};
}

}  // namespace godwit

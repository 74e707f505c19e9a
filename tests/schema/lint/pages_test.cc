// docs/lint/ holds the rules' tests: what a page calls bad gives its code and no other, what it
// calls good gives nothing; every rule has a page, every page a rule, and the index has them all.
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/schema/lint/page.h"

namespace godwit {
namespace {

using Codes = std::vector<std::string>;

std::string Shown(const std::vector<LintFinding>& findings) {
  std::string text;
  for (const LintFinding& finding : findings) {
    text += std::to_string(finding.line) + ": " + std::string(finding.rule->code) + " " +
            finding.message + (finding.allowed ? " (allowed)" : "") + "\n";
  }
  return text;
}

// Those that the bad script, or the good one, is held to.
std::vector<LintQuery> Queries(const LintPage& page, bool good) {
  const bool others = good && page.sql.contains("good-queries");
  return ReadLintQueries(page.Sql(others ? "good-queries" : "queries"));
}

// Without a database, and with one where the page gives it rows.
std::vector<bool> Modes(const LintPage& page) {
  if (page.needs_data) return {true};
  if (page.Sql("before").find("INSERT") == std::string::npos) return {false};
  return {false, true};
}

TEST(LintPages, BadGivesItsCodeAndNoOther) {
  for (const LintPage& page : ReadLintPages()) {
    const bool way_back = !page.sql.contains("down");
    const std::vector<LintQuery> queries = Queries(page, false);
    ASSERT_FALSE(page.Sql("bad").empty()) << page.code;
    for (const std::string& bad : page.All("bad")) {
      for (const bool with_rows : Modes(page)) {
        const std::vector<LintFinding> findings =
            LintOf(page.Sql("before"), {bad, way_back, queries}, page.options, with_rows);
        EXPECT_EQ(OpenCodes(findings), Codes{page.code})
            << (with_rows ? "with rows\n" : "without a database\n") << bad << Shown(findings);
      }
    }
  }
}

TEST(LintPages, GoodGivesNothing) {
  for (const LintPage& page : ReadLintPages()) {
    const std::vector<LintQuery> queries = Queries(page, true);
    ASSERT_FALSE(page.Sql("good").empty()) << page.code;
    for (const std::string& good : page.All("good")) {
      for (const bool with_rows : {false, true}) {
        const std::vector<LintFinding> findings =
            LintOf(page.Sql("before"), {good, true, queries}, page.options, with_rows);
        EXPECT_EQ(OpenCodes(findings), Codes{}) << page.code << "\n" << good << Shown(findings);
      }
    }
  }
}

TEST(LintPages, EveryRuleHasItsPage) {
  std::map<std::string, LintPage> pages;
  for (LintPage& page : ReadLintPages()) pages.emplace(page.code, page);
  for (const LintRule& rule : LintRules()) {
    const std::string code(rule.code);
    ASSERT_TRUE(pages.contains(code)) << "docs/lint/" << code << ".md is missing";
    const std::string head = "# " + code + " " + std::string(rule.name) + "\n\n" +
                             std::string(rule.title) +
                             ". Severity: " + std::string(LintSeverityName(rule.severity)) + ".\n";
    EXPECT_TRUE(pages[code].text.starts_with(head)) << code << " wants to begin:\n" << head;
    pages.erase(code);
  }
  for (const auto& [code, page] : pages)
    ADD_FAILURE() << "docs/lint/" << code << ".md is of no rule";
}

TEST(LintPages, TheIndexHasEveryRule) {
  std::string table;
  for (const LintRule& rule : LintRules()) {
    const std::string code(rule.code);
    table += "| [" + code + "](" + code + ".md) | `" + std::string(rule.name) + "` | " +
             std::string(LintSeverityName(rule.severity)) + " | " + std::string(rule.title) +
             " |\n";
  }
  const std::string index = ReadLintIndex();
  const std::size_t at = index.find("| [GW101]");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(index.substr(at, table.size()), table);
  EXPECT_EQ(index.find("| [GW", at + table.size()), std::string::npos) << "a row too many";
}

}  // namespace
}  // namespace godwit

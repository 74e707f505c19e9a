#include "tests/schema/lint/cases.h"

#include <gtest/gtest.h>

#include "tests/schema/lint/page.h"

namespace godwit {

std::vector<std::string> LintTexts(const std::string& before, const std::string& sql,
                                   bool with_rows) {
  std::vector<std::string> texts;
  for (const LintFinding& finding : LintOf(before, {sql, true}, {}, with_rows)) {
    texts.push_back(std::string(finding.rule->code) + " " +
                    std::string(LintSeverityName(finding.severity)) + " " + finding.message);
  }
  return texts;
}

void CheckLintCases(std::span<const LintCase> cases) {
  for (const LintCase& one : cases) {
    const std::vector<std::string> texts = LintTexts(one.before, one.sql, one.with_rows);
    EXPECT_EQ(texts.size(), one.expected.size()) << one.name;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string expected = i < one.expected.size() ? one.expected[i] : "nothing";
      EXPECT_EQ(texts[i].substr(0, expected.size()), expected) << one.name << "\n" << texts[i];
    }
  }
}

}  // namespace godwit

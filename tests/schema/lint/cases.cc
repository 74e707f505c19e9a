#include "tests/schema/lint/cases.h"

#include <gtest/gtest.h>

#include "tests/schema/lint/page.h"

namespace godwit {

void CheckLintCases(std::span<const LintCase> cases) {
  for (const LintCase& one : cases) {
    const std::vector<LintFinding> findings =
        LintOf(one.before, {one.sql, true}, {}, one.with_rows);
    EXPECT_EQ(findings.size(), one.expected.size()) << one.name;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const std::string text = std::string(findings[i].rule->code) + " " +
                               std::string(LintSeverityName(findings[i].severity)) + " " +
                               findings[i].message;
      const std::string expected = i < one.expected.size() ? one.expected[i] : "nothing";
      EXPECT_EQ(text.substr(0, expected.size()), expected) << one.name << "\n" << text;
    }
  }
}

}  // namespace godwit

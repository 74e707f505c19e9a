// Scripts and the findings that they give, as rows of a table.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace godwit {

inline constexpr const char* kFamily =
    "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT, n INTEGER);"
    "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE CASCADE);"
    "CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE CASCADE);"
    "CREATE INDEX b_a ON b (a); CREATE INDEX c_b ON c (b);"
    "INSERT INTO a (id, x, n) VALUES (1, 'one', 1), (2, NULL, 1), (3, 'three', 3);"
    "INSERT INTO b (id, a) VALUES (1, 1), (2, 1), (3, 2), (4, 3);"
    "INSERT INTO c (id, b) VALUES (1, 1), (2, 2), (3, 4);";

struct LintCase {
  const char* name;
  const char* before;
  const char* sql;
  bool with_rows;
  std::vector<std::string> expected;  // `CODE severity message`, its beginning
};

// The findings of a script behind `before`, in order: `CODE severity message`.
std::vector<std::string> LintTexts(const std::string& before, const std::string& sql,
                                   bool with_rows);

void CheckLintCases(std::span<const LintCase> cases);

}  // namespace godwit

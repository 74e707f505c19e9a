// A page of docs/lint/ as a test: the SQL in its fences. ```sql before is the schema and the rows
// that a database has, ```sql bad and ```sql good are a migration's script each, ```sql down is the
// good one's way back (a page that has it says that the bad one has none), ```sql queries is a
// project's queries.sql, ```sql good-queries another one for the good script. There may be several
// bad and good ones. Words behind `bad` set options: sqlite=3.24, many-rows=1, many-bytes=1;
// `data`: there is no finding without a database.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/schema/lint/lint.h"

namespace godwit {

struct LintPage {
  std::string code;
  std::string text;
  std::map<std::string, std::vector<std::string>> sql;  // by the fence's word
  LintOptions options;
  bool needs_data = false;

  // The only one, or the first; empty = there is none.
  std::string Sql(const std::string& fence) const;
  std::vector<std::string> All(const std::string& fence) const;
};

// Every file of docs/lint/ but README.md, by its name.
std::vector<LintPage> ReadLintPages();
std::string ReadLintIndex();

// A queries.sql as the rules take it.
std::vector<LintQuery> ReadLintQueries(const std::string& text);

// The findings of a script on a database that `before` has made; `with_rows`: the database is
// there.
std::vector<LintFinding> LintOf(const std::string& before, const LintScript& script,
                                const LintOptions& options, bool with_rows);

// The codes of those that are not allowed, each once, in order.
std::vector<std::string> OpenCodes(const std::vector<LintFinding>& findings);

}  // namespace godwit

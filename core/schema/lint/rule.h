// The rules of `godwit lint`: rows of one table, each with the function that judges by it.
//
// A rule judges by what a statement did to the schema and by its tokens, never by its text alone.
// docs/lint/ has a page for each code; its SQL is the rule's test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/schema/changes.h"
#include "core/schema/lint/data.h"
#include "core/schema/lint/queries.h"
#include "core/schema/lint/walk.h"
#include "core/schema/normalize.h"

namespace godwit {

enum class LintSeverity : std::uint8_t { kError, kWarning, kNote };

// "error", "warning", "note".
std::string_view LintSeverityName(LintSeverity severity);

struct LintOptions {
  SqliteRelease oldest = 0;         // that the SQL has to run on; 0 = nobody said
  bool asks_rows = true;            // the database is asked how many rows something concerns
  std::int64_t many_rows = 10'000;  // from here on a statement is better a data step
  std::int64_t many_bytes = 100'000'000;
};

struct LintInput {
  const LintWalk& walk;
  LintData& data;
  const LintOptions& options;
  bool way_back = true;  // there is a down.sql
  // What a table's pages take in the user's database, by its name there; nothing where unknown.
  std::function<std::optional<std::int64_t>(const std::string& table)> bytes = {};
  std::span<const QueryChange> queries = {};  // declared ones that the script changes

  // Names in the user's database, in lower case: what earlier migrations that are still to come
  // write, so that its rows are no longer what the database says today.
  const std::set<std::string>* written = nullptr;

  bool Existed(const LintTable& table) const { return walk.start->FindId(table.id) != nullptr; }
  // Whether rows of a table of the start are written before a step, by this script or earlier.
  bool IsWrittenBefore(const LintTable& table, std::size_t step) const {
    return (written != nullptr && written->contains(LowerAscii(table.stored))) ||
           walk.WritesBefore(table, step);
  }
};

class LintSink;

struct LintRule {
  std::string_view code;
  std::string_view name;
  LintSeverity severity;
  std::string_view title;
  // nullptr: it is about the suppressions, which are not the migration's SQL.
  void (*judge)(const LintInput& input, LintSink& sink);
  // It asks what is not in the script, and may say otherwise another time: rows of a database, the
  // declared queries.
  bool asks = false;
};

// In order of their codes.
std::span<const LintRule> LintRules();
// By code or name; nullptr when there is none.
const LintRule* FindLintRule(std::string_view code_or_name);

struct LintFinding {
  const LintRule* rule = nullptr;
  LintSeverity severity = LintSeverity::kNote;
  std::size_t statement = 0;  // index of LintWalk::steps
  int line = 0;
  int column = 0;
  std::string message;                 // one sentence, without its full stop
  std::string fix;                     // what to do, likewise
  std::optional<std::string> allowed;  // why it is suppressed
};

// Takes the findings of one rule.
class LintSink {
 public:
  LintSink(const LintRule& rule, std::vector<LintFinding>& findings)
      : rule_(rule), findings_(findings) {}
  void Add(std::size_t step, std::string message, std::string fix) {
    Add(rule_.severity, step, std::move(message), std::move(fix));
  }
  void Add(LintSeverity severity, std::size_t step, std::string message, std::string fix) {
    findings_.push_back({.rule = &rule_,
                         .severity = severity,
                         .statement = step,
                         .message = std::move(message),
                         .fix = std::move(fix),
                         .allowed = {}});
  }

 private:
  const LintRule& rule_;
  std::vector<LintFinding>& findings_;
};

}  // namespace godwit

#include "core/schema/lint/lint.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/schema/lint/suppress.h"
#include "core/schema/normalize.h"

namespace godwit {

Result<Linter> Linter::Start(
    Database& scratch, Database* db, const LintOptions& options,
    std::function<std::optional<std::int64_t>(const std::string& table)> bytes) {
  Linter linter(scratch, db, options);
  linter.bytes_ = std::move(bytes);
  GODWIT_TRY(linter.walker_.Begin(db != nullptr));
  return linter;
}

Result<std::vector<LintFinding>> Linter::Judge(const LintScript& script) {
  const std::vector<ScriptStatement> statements = SplitScript(script.text);
  QueryComparison comparison(scratch_, script.queries);
  GODWIT_TRY(comparison.Begin());
  GODWIT_ASSIGN(const LintWalk walk, walker_.Walk(statements));
  GODWIT_ASSIGN(const std::vector<QueryChange> queries, comparison.End(walk));
  const LintInput input{.walk = walk,
                        .data = data_,
                        .options = options_,
                        .way_back = script.way_back,
                        .bytes = bytes_,
                        .queries = queries,
                        .written = &written_};
  std::vector<LintFinding> findings;
  for (const LintRule& rule : LintRules()) {
    if (rule.judge == nullptr || walk.steps.empty()) continue;
    LintSink sink(rule, findings);
    rule.judge(input, sink);
  }
  GODWIT_TRY(data_.TakeStatus());
  for (LintFinding& finding : findings) {
    const ScriptStatement& statement = *walk.steps[finding.statement].statement;
    finding.line = statement.line;
    finding.column = statement.column;
  }
  Suppress(script.text, walk, findings);
  std::ranges::stable_sort(findings, {}, [](const LintFinding& finding) {
    return std::tuple(finding.line, finding.column, finding.rule->code);
  });
  Remember(script, walk);
  return findings;
}

Status Linter::Pass(const LintScript& script) {
  const std::vector<ScriptStatement> statements = SplitScript(script.text);
  GODWIT_ASSIGN(const LintWalk walk, walker_.Walk(statements));
  Remember(script, walk);
  return {};
}

void Linter::Remember(const LintScript& script, const LintWalk& walk) {
  const auto add = [&](const LintTable* table) {
    if (table != nullptr && !table->stored.empty()) written_.insert(LowerAscii(table->stored));
  };
  for (const LintStep& step : walk.steps) {
    for (const LintTable* table : step.Written()) add(table);
  }
  for (const std::string& name : script.filled) add(walk.end->Find(name));
}

}  // namespace godwit

#include "core/schema/lint/suppress.h"

#include <algorithm>
#include <string>
#include <utility>

namespace godwit {
namespace {

struct Allowance {
  const LintRule* rule = nullptr;
  std::size_t step = 0;
  bool whole_file = false;
  std::string reason;
  SourcePlace place;
  bool used = false;
};

constexpr std::string_view kBlank = " \t";

// The first word; `text` keeps what is behind it.
std::string_view TakeWord(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of(kBlank), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(text.find_first_not_of(kBlank, end), text.size()));
  return word;
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<LintFinding>& findings)
      : text_(text), findings_(findings) {}

  void Read(const ScriptDirective& directive, std::size_t step) {
    std::string_view rest = directive.text;
    const std::string_view word = TakeWord(rest);
    if (!IsSuppression(word)) return;
    Allowance allowance;
    allowance.step = step;
    allowance.whole_file = word == "allow-file";
    allowance.place = PlaceAt(text_, directive.offset);
    const std::string code(TakeWord(rest));
    allowance.rule = FindLintRule(code);
    allowance.reason = rest;
    const std::string named = std::string(word) + (code.empty() ? "" : " " + code);
    if (allowance.rule == nullptr) {
      Bad(allowance, code.empty() ? named + " names no rule" : named + ": there is no such rule",
          "docs/lint/README.md lists the rules");
    } else if (allowance.rule->judge == nullptr) {
      Bad(allowance, named + ": findings about suppressions cannot be suppressed", "take it out");
    } else if (allowance.reason.empty()) {
      Bad(allowance, named + " gives no reason",
          "write: " + std::string(word) + " " + code + " REASON");
    } else if (allowance.whole_file && step > 0) {
      Bad(allowance, named + " stands behind the script's first statement",
          "put it at the top of the file, or write allow for the one statement");
    } else {
      allowances_.push_back(std::move(allowance));
    }
  }

  std::vector<Allowance>& allowances() { return allowances_; }

  void Add(std::string_view code, const Allowance& allowance, std::string message,
           std::string fix) {
    const LintRule* rule = FindLintRule(code);
    findings_.push_back({.rule = rule,
                         .severity = rule->severity,
                         .statement = allowance.step,
                         .line = allowance.place.line,
                         .column = allowance.place.column,
                         .message = std::move(message),
                         .fix = std::move(fix),
                         .allowed = {}});
  }

 private:
  void Bad(const Allowance& allowance, std::string message, std::string fix) {
    Add("GW904", allowance, std::move(message), std::move(fix));
  }

  std::string_view text_;
  std::vector<LintFinding>& findings_;
  std::vector<Allowance> allowances_;
};

}  // namespace

bool IsSuppression(std::string_view directive) {
  const std::string_view word = TakeWord(directive);
  return word == "allow" || word == "allow-file";
}

void Suppress(std::string_view text, const LintWalk& walk, std::vector<LintFinding>& findings) {
  const std::size_t judged = findings.size();
  Reader reader(text, findings);
  for (std::size_t at = 0; at < walk.steps.size(); ++at) {
    for (const ScriptDirective& directive : walk.steps[at].statement->directives) {
      reader.Read(directive, at);
    }
  }
  for (Allowance& allowance : reader.allowances()) {
    for (std::size_t i = 0; i < judged; ++i) {
      LintFinding& finding = findings[i];
      const bool here = allowance.whole_file || finding.statement == allowance.step;
      if (finding.rule != allowance.rule || !here) continue;
      finding.allowed = allowance.reason;
      allowance.used = true;
    }
    // Another database may have the rows, and the queries may be others by now.
    if (allowance.used || allowance.rule->asks) continue;
    reader.Add(
        "GW905", allowance,
        "nothing is found here that allow " + std::string(allowance.rule->code) + " would suppress",
        "take it out");
  }
}

}  // namespace godwit

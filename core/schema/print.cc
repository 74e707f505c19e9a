#include "core/schema/print.h"

#include "core/base/words.h"

namespace godwit {
namespace {

// A comment of one line, whatever stands in the text.
std::string Comment(const std::string& text) {
  std::string line = "-- ";
  for (const char c : text) line += c == '\n' || c == '\r' ? ' ' : c;
  return line + "\n";
}

}  // namespace

std::string ChangeTitle(const SchemaChange& change) {
  std::string title = std::string(ChangeKindName(change.kind)) + " " + change.object;
  if (!change.part.empty()) title += " " + change.part;
  return title;
}

std::string RiskText(const Risk& risk) {
  if (!risk.rows) return risk.text;
  if (*risk.rows == 0) return {};
  return Counted(*risk.rows, "row") + ": " + risk.text;
}

std::string PlanScript(const SchemaPlan& plan) {
  if (plan.empty()) return {};
  std::string script;
  if (plan.foreign_keys_off) {
    script +=
        "-- Outside the transaction: within one it would do nothing, and DROP TABLE would take "
        "along what cascades.\nPRAGMA foreign_keys = OFF;\n\n";
  }
  for (const SchemaChange& change : plan.changes) {
    script += Comment(ChangeTitle(change));
    for (const std::string& reason : change.reasons) script += Comment("  " + reason);
    for (const Risk& risk : change.risks) {
      if (risk.kind == Risk::Kind::kUndecided) {
        script += Comment("godwit: undecided " + risk.text);
        continue;
      }
      const std::string text = RiskText(risk);
      const char* word = risk.kind == Risk::Kind::kLoses ? "  loses: " : "  may fail: ";
      if (!text.empty()) script += Comment(word + text);
    }
    if (!change.keeps.empty()) script += Comment("godwit: keeps " + change.keeps);
    for (const std::string& sql : change.sql) script += sql + ";\n";
    script += "\n";
  }
  if (plan.foreign_keys_off) return script + "PRAGMA foreign_keys = ON;\n";
  script.pop_back();
  return script;
}

}  // namespace godwit

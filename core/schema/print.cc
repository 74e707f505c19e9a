#include "core/schema/print.h"

#include <string_view>
#include <vector>

#include "core/base/words.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

// A comment of one line, whatever stands in the text.
std::string Comment(const std::string& text) {
  std::string line = "-- ";
  for (const char c : text) line += c == '\n' || c == '\r' ? ' ' : c;
  return line + "\n";
}

// The statement with its semicolon, which a comment at its end must not take in.
std::string Ended(const std::string& sql) {
  const std::vector<Token> tokens = Tokenize(sql);
  if (tokens.empty() || tokens.back().kind != TokenKind::kComment) return sql + ";\n";
  const std::string_view comment = tokens.back().text;
  if (comment.starts_with("--")) return sql + (comment.ends_with('\n') ? ";\n" : "\n;\n");
  const bool is_closed = comment.size() >= 4 && comment.ends_with("*/");
  return sql + (is_closed ? ";\n" : "*/;\n");
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

std::string ChangeText(const SchemaChange& change, const std::string& before_drop) {
  std::string text = Comment(ChangeTitle(change));
  for (const std::string& reason : change.reasons) text += Comment("  " + reason);
  for (const Risk& risk : change.risks) {
    if (risk.kind == Risk::Kind::kUndecided) {
      text += Comment("godwit: undecided " + risk.text);
      continue;
    }
    const std::string words = RiskText(risk);
    const char* word = risk.kind == Risk::Kind::kLoses ? "  loses: " : "  may fail: ";
    if (!words.empty()) text += Comment(word + words);
  }
  // A name may hold what would end the comment; then nothing is said rather than something else.
  const bool is_line = change.keeps.find_first_of("\r\n") == std::string::npos;
  if (!change.keeps.empty() && is_line) text += Comment("godwit: keeps " + change.keeps);
  for (const std::string& sql : change.sql) {
    if (sql.starts_with("DROP TABLE ")) text += before_drop;
    text += Ended(sql);
  }
  return text;
}

std::string PlanScript(const SchemaPlan& plan) {
  if (plan.empty()) return {};
  std::string script;
  for (const SchemaChange& change : plan.changes) script += ChangeText(change) + "\n";
  if (plan.foreign_keys_off) {
    return NotesText(plan) + std::string(kForeignKeysOff) + "\n" + script +
           std::string(kForeignKeysOn);
  }
  script.pop_back();
  return NotesText(plan) + script;
}

std::string NotesText(const SchemaPlan& plan) {
  std::string text;
  for (const std::string& note : plan.notes) text += Comment(note);
  return text.empty() ? text : text + "\n";
}

}  // namespace godwit

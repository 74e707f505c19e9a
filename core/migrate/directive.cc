#include "core/migrate/directive.h"

#include <algorithm>

#include "core/json/utf8.h"
#include "core/migrate/directives.h"
#include "core/sqlite/script.h"

namespace godwit {

FirstWord SplitFirstWord(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  const std::size_t rest = std::min(text.find_first_not_of(" \t", end), text.size());
  return {text.substr(0, end), text.substr(rest)};
}

Directive ReadDirective(const Script& script, const ScriptDirective& directive) {
  const FirstWord split = SplitFirstWord(directive.text);
  return {PlaceAt(script.text, directive.offset, script.path), split.word, split.rest};
}

std::string NameInDirective(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string name;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    name += text[i];
    if (text[i] == '"' && text[i + 1] == '"') ++i;
  }
  return name;
}

std::vector<std::string> NamesInDirective(std::string_view text) {
  std::vector<std::string> names;
  for (const Token& token : Tokenize(text)) {
    if (token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName) {
      names.push_back(NameInDirective(token.text));
    }
  }
  return names;
}

Status CheckDirectivesText(const Script& script, const ScriptStatement& statement) {
  for (const ScriptDirective& directive : statement.directives) {
    if (ValidUtf8(directive.text)) continue;
    return ProjectError(PlaceAt(script.text, directive.offset, script.path), "directive",
                        "it is not UTF-8", "save the file as UTF-8");
  }
  return {};
}

Error UnknownDirective(const Directive& directive, std::string_view known) {
  return ProjectError(directive.place, "directive \"" + std::string(directive.word) + "\"",
                      "it is not known here", "use one of: " + std::string(known));
}

Status AddTouched(const Directive& directive, std::vector<std::string>& tables) {
  if (directive.rest.empty()) {
    return ProjectError(directive.place, "directive \"touches\"", "it does not say which table",
                        "write: touches TABLE");
  }
  tables.push_back(NameInDirective(directive.rest));
  return {};
}

}  // namespace godwit

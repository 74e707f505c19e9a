#include "core/migrate/schema_hints.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/migrate/directives.h"
#include "core/schema/renames.h"
#include "core/schema/statement.h"
#include "core/schema/table_text.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

constexpr const char* kNext =
    "write `-- godwit: renamed from OLD` or `-- godwit: new` behind a column's definition, or "
    "behind the opening parenthesis for the table";

class Checker {
 public:
  explicit Checker(const Script& script) : script_(script) {}

  Status Run() const {
    GODWIT_TRY(CheckBlocks());
    for (const ScriptStatement& statement : script_.statements) {
      for (const ScriptDirective& before : statement.directives) {
        return Wrong(before.offset, before.text, "it is outside of a table's parentheses");
      }
      if (statement.stray_directive) GODWIT_TRY(CheckStatement(statement));
    }
    return {};
  }

 private:
  Error Wrong(std::size_t offset, const std::string& words, std::string why) const {
    return ProjectError(PlaceAt(script_.text, offset, script_.path), "`godwit: " + words + "`",
                        std::move(why), kNext);
  }

  // `/* godwit: renamed from x */`
  Status CheckBlocks() const {
    for (const Token& token : Tokenize(script_.text)) {
      if (token.kind != TokenKind::kComment || !token.text.starts_with("/*")) continue;
      std::string line = "--" + std::string(token.text.substr(2));
      if (line.ends_with("*/")) line.resize(line.size() - 2);
      const auto words = DirectiveOf(line);
      if (words) return Wrong(token.offset, std::string(*words), "only a `--` comment is a hint");
    }
    return {};
  }

  Status CheckStatement(const ScriptStatement& statement) const {
    const std::vector<std::string> words = FirstWords(statement.sql);
    if (words.size() < 2 || words[0] != "create" || words[1] != "table") {
      const std::vector<Token> rest =
          Tokenize(std::string_view(script_.text).substr(*statement.stray_directive));
      const auto said = rest.empty() ? std::nullopt : DirectiveOf(rest.front().text);
      return Wrong(*statement.stray_directive, std::string(said.value_or("")),
                   "it is outside of a table's parentheses");
    }
    std::set<std::string> seen;
    for (const TableDirective& one : TableDirectives(statement.sql)) {
      const std::size_t offset = statement.offset + one.offset;
      if (!ReadRenameHint(one.words)) return Wrong(offset, one.words, "it is no hint");
      if (!one.column) return Wrong(offset, one.words, "it belongs to no column");
      if (!seen.insert(*one.column).second) {
        return Wrong(offset, one.words, "it is the second one of its column or table");
      }
    }
    return {};
  }

  const Script& script_;
};

}  // namespace

Status CheckHints(const Script& script) { return Checker(script).Run(); }

}  // namespace godwit

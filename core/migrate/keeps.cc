#include "core/migrate/keeps.h"

#include <optional>
#include <string_view>
#include <utility>

#include "core/base/sha256.h"
#include "core/base/words.h"
#include "core/digest/encoding.h"
#include "core/migrate/directives.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// `"Pet" ("id", "name")`
class Reader {
 public:
  explicit Reader(std::string_view text) : tokens_(SignificantTokens(text)) {}

  bool Ends() const { return at_ == tokens_.size(); }
  bool Take(std::string_view text) {
    if (Ends() || LowerAscii(tokens_[at_].text) != text) return false;
    ++at_;
    return true;
  }
  std::optional<std::string> Name() {
    if (Ends()) return std::nullopt;
    const Token& token = tokens_[at_];
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kQuotedName) return std::nullopt;
    ++at_;
    return Unquote(token.text);
  }
  bool Columns(std::string& table, std::vector<std::string>& columns) {
    std::optional<std::string> name = Name();
    if (!name || !Take("(")) return false;
    table = std::move(*name);
    do {
      name = Name();
      if (!name) return false;
      columns.push_back(std::move(*name));
    } while (Take(","));
    return Take(")");
  }

 private:
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

// Adds a number of 256 bits to another, modulo 2^256.
void Add(std::array<std::uint64_t, 4>& sum, const Sha256Digest& hash) {
  std::uint64_t carry = 0;
  for (std::size_t word = 0; word < sum.size(); ++word) {
    std::uint64_t value = 0;
    for (std::size_t byte = 0; byte < 8; ++byte) {
      value |= std::uint64_t{hash[word * 8 + byte]} << (8 * byte);
    }
    const std::uint64_t with_carry = sum[word] + carry;
    carry = with_carry < carry ? 1 : 0;
    sum[word] = with_carry + value;
    carry += sum[word] < value ? 1 : 0;
  }
}

}  // namespace

Result<KeptColumns> ReadKeeps(const Directive& directive) {
  KeptColumns kept{
      .table = {}, .columns = {}, .was_table = {}, .was_columns = {}, .place = directive.place};
  Reader read(directive.rest);
  bool fits = read.Columns(kept.table, kept.columns);
  if (fits && read.Take("was")) {
    fits = read.Columns(kept.was_table, kept.was_columns);
  } else {
    kept.was_table = kept.table;
    kept.was_columns = kept.columns;
  }
  if (fits && read.Ends() && kept.columns.size() == kept.was_columns.size()) return kept;
  return ProjectError(directive.place, "directive \"keeps\"",
                      "it does not say which columns of which table",
                      "write: keeps TABLE (COLUMN, …), or: keeps TABLE (COLUMN, …) was TABLE "
                      "(COLUMN, …), with as many columns");
}

Result<KeptRows::Rows> KeptRows::Read(const Database& db, const std::string& table,
                                      const std::vector<std::string>& columns,
                                      const SourcePlace& place) {
  std::string sql;
  // Qualified: a lone name that is no column would be a string.
  for (const std::string& column : columns) {
    sql += (sql.empty() ? "SELECT " : ", ") + std::string("kept.") + QuoteName(column);
  }
  sql += " FROM main." + QuoteName(table) + " AS kept";
  Result<Statement> statement = db.Prepare(sql);
  if (!statement.ok()) {
    Error error = std::move(statement).error();
    if (!LiesOutsideSql(error)) error.what = "directive \"keeps\"";
    error.place = place;
    return error;
  }
  Rows rows;
  std::string bytes;
  while (true) {
    GODWIT_ASSIGN(const bool row, statement->Step());
    if (!row) return rows;
    bytes.clear();
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
      AppendValue(bytes, statement->Column(i));
    }
    Add(rows.sum, Sha256Of(bytes));
    ++rows.count;
  }
}

Result<KeptRows> KeptRows::Start(const Database& db, const Script& script) {
  KeptRows kept;
  for (const ScriptStatement& statement : script.statements) {
    for (const ScriptDirective& written : statement.directives) {
      const Directive directive = ReadDirective(script, written);
      if (directive.word != "keeps") continue;
      GODWIT_ASSIGN(KeptColumns what, ReadKeeps(directive));
      GODWIT_ASSIGN(const Rows before, Read(db, what.was_table, what.was_columns, what.place));
      kept.kept_.push_back({std::move(what), before});
    }
  }
  return kept;
}

Status KeptRows::Check(const Database& db, const std::string& subject) const {
  for (const Kept& kept : kept_) {
    GODWIT_ASSIGN(const Rows after, Read(db, kept.what.table, kept.what.columns, kept.what.place));
    if (after == kept.before) continue;
    std::string why = "table " + QuoteName(kept.what.table) + " is not kept: ";
    if (after.count == kept.before.count) {
      why += "its rows have other values in the columns that it says it keeps";
    } else {
      why +=
          "it had " + Counted(kept.before.count, "row") + " and would have " + Grouped(after.count);
    }
    return Error{.code = ErrorCode::kFailed,
                 .what = subject,
                 .why = std::move(why),
                 .next =
                     "mend the script, or take `keeps` out of it where the rows are meant to "
                     "change",
                 .place = kept.what.place};
  }
  return {};
}

}  // namespace godwit

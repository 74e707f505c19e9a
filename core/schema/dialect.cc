#include "core/schema/dialect.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "core/schema/normalize.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

// Where the words have to stand to be a sign: a column may well be called "serial".
enum class Where : std::uint8_t {
  kAnywhere,
  kStart,       // of a statement
  kType,        // behind a column's name
  kDefinition,  // where a column's name would be
  kAfterWord,
};

// As a sign's word: any name, but for those bare words that begin a column's constraint in
// parentheses.
constexpr std::string_view kAnyName = "*";
constexpr std::array<std::string_view, 3> kOpens = {"as", "check", "default"};

struct Sign {
  std::string_view database;
  Where where;
  std::initializer_list<std::string_view> words;        // in lower case, or kAnyName
  std::initializer_list<std::string_view> behind = {};  // one of these words; empty = anything
};

constexpr std::string_view kPostgres = "PostgreSQL";
constexpr std::string_view kMySql = "MySQL";
constexpr std::string_view kSqlServer = "SQL Server";
constexpr std::string_view kSeveral = "PostgreSQL or MySQL";

// From the three manuals' chapters on CREATE TABLE and on types.
const Sign kSigns[] = {
    {kPostgres, Where::kType, {"serial"}},
    {kPostgres, Where::kType, {"bigserial"}},
    {kPostgres, Where::kType, {"smallserial"}},
    {kPostgres, Where::kAnywhere, {"nextval", "("}},
    {kPostgres, Where::kAnywhere, {"time", "zone"}, {"with", "without"}},
    {kPostgres, Where::kAnywhere, {"as", "identity"}, {"always", "default"}},
    {kPostgres, Where::kAnywhere, {"owner", "to"}},
    {kPostgres, Where::kAnywhere, {"table", "only"}, {"alter"}},
    {kPostgres, Where::kAnywhere, {"language", "plpgsql"}},
    {kPostgres, Where::kAfterWord, {"using", "btree"}},
    {kPostgres, Where::kAfterWord, {"using", "gin"}},
    {kPostgres, Where::kAfterWord, {"using", "gist"}},
    {kPostgres, Where::kAfterWord, {"using", "hash"}},
    {kPostgres, Where::kAnywhere, {"index", "concurrently", kAnyName, "on"}, {"create", "unique"}},
    {kPostgres, Where::kAnywhere, {"index", "concurrently", "if"}, {"create", "unique"}},
    {kPostgres, Where::kStart, {"create", "extension"}},
    {kPostgres, Where::kStart, {"create", "type"}},
    {kPostgres, Where::kStart, {"create", "domain"}},
    {kPostgres, Where::kStart, {"create", "sequence"}},
    {kPostgres, Where::kStart, {"create", "materialized"}},
    {kPostgres, Where::kStart, {"comment", "on"}},
    {kSeveral, Where::kStart, {"create", "schema"}},
    {kSeveral, Where::kStart, {"create", "database"}},
    {kSeveral, Where::kStart, {"create", "function"}},
    {kSeveral, Where::kStart, {"create", "procedure"}},
    {kSeveral, Where::kStart, {"create", "or", "replace"}},
    {kSeveral, Where::kStart, {"set"}},
    {kSeveral, Where::kAnywhere, {"default", "now", "("}},
    {kMySql, Where::kAfterWord, {"auto_increment"}},
    {kMySql, Where::kAnywhere, {")", "engine", "="}},
    {kMySql, Where::kAnywhere, {")", "default", "charset"}},
    {kMySql, Where::kAfterWord, {"character", "set"}},
    {kMySql, Where::kType, {"enum", "("}},
    {kMySql, Where::kDefinition, {"fulltext", "key"}},
    {kMySql, Where::kDefinition, {"unique", "key"}},
    // A column may be called key, but no type has a name in parentheses.
    {kMySql, Where::kDefinition, {"key", kAnyName, "(", kAnyName}},
    {kMySql, Where::kDefinition, {"index", kAnyName, "(", kAnyName}},
    {kMySql, Where::kAnywhere, {"on", "update", "current_timestamp"}},
    {kMySql, Where::kStart, {"lock", "tables"}},
    {kMySql, Where::kStart, {"use"}},
    {kSqlServer, Where::kAfterWord, {"identity", "("}},
    {kSqlServer, Where::kAnywhere, {"dbo", "."}},
    {kSqlServer, Where::kAnywhere, {"(", "max", ")"}, {"varchar", "nvarchar", "varbinary"}},
    {kSqlServer, Where::kStart, {"go"}},
};

class Reader {
 public:
  explicit Reader(std::string_view sql) : sql_(sql), tokens_(SignificantTokens(sql)) {
    for (const Token& token : tokens_) words_.push_back(LowerAscii(Unquote(token.text)));
    FindDefinitions();
  }

  std::optional<ForeignSql> Find() const {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      for (const Sign& sign : kSigns) {
        if (!Stands(sign, at)) continue;
        const Token& last = tokens_[at + sign.words.size() - 1];
        return Found(sign.database, at, last.offset + last.text.size());
      }
      // value::type
      const std::size_t end = tokens_[at].offset + tokens_[at].text.size();
      const bool casts = sql_.substr(tokens_[at].offset).starts_with("::");
      if (casts) return Found(kPostgres, at, std::max(end, tokens_[at].offset + 2));
    }
    return std::nullopt;
  }

 private:
  ForeignSql Found(std::string_view database, std::size_t at, std::size_t end) const {
    const std::size_t begin = tokens_[at].offset;
    return {std::string(database), std::string(sql_.substr(begin, end - begin)), begin};
  }

  bool IsName(std::size_t at) const {
    return tokens_[at].kind == TokenKind::kWord || tokens_[at].kind == TokenKind::kQuotedName;
  }
  bool Begins(std::size_t at, std::string_view text) const { return tokens_[at].text == text; }
  bool IsBare(std::size_t at, std::string_view word) const {
    return tokens_[at].kind == TokenKind::kWord && words_[at] == word;
  }
  bool IsAnyName(std::size_t at) const {
    const bool opens = tokens_[at].kind == TokenKind::kWord &&
                       std::ranges::find(kOpens, words_[at]) != kOpens.end();
    return IsName(at) && !opens;
  }

  // Where the columns and constraints of CREATE TABLE begin. In an expression, and in what a view
  // selects, the same words mean something else.
  void FindDefinitions() {
    begins_definition_.assign(tokens_.size(), false);
    bool creates = false;
    bool has_list = false;  // … TABLE has been read, and neither AS nor a parenthesis
    int depth = 0;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (at == 0 || Begins(at - 1, ";")) {
        creates = IsBare(at, "create");
        has_list = false;
        depth = 0;
      }
      if (depth == 0 && IsBare(at, "table")) has_list = creates;
      const bool no_columns = IsBare(at, "as") || IsBare(at, "virtual");
      if (depth == 0 && no_columns) creates = has_list = false;
      if (Begins(at, "(")) ++depth;
      if (Begins(at, ")") && --depth == 0) has_list = false;
      const bool separates = Begins(at, "(") || Begins(at, ",");
      if (has_list && depth == 1 && separates && at + 1 < tokens_.size()) {
        begins_definition_[at + 1] = true;
      }
    }
  }

  bool Stands(const Sign& sign, std::size_t at) const {
    if (at + sign.words.size() > tokens_.size()) return false;
    std::size_t i = at;
    for (const std::string_view word : sign.words) {
      if (word == kAnyName && IsAnyName(i)) {
        ++i;
        continue;
      }
      // A quoted name is a name, whatever it says.
      if (words_[i] != word || tokens_[i].kind == TokenKind::kString ||
          (tokens_[i].kind == TokenKind::kQuotedName && word != "dbo")) {
        return false;
      }
      ++i;
    }
    const bool is_behind =
        at >= 1 && std::ranges::find(sign.behind, words_[at - 1]) != sign.behind.end();
    if (sign.behind.size() > 0 && !is_behind) return false;
    switch (sign.where) {
      case Where::kAnywhere:
        return true;
      case Where::kStart:
        return at == 0 || Begins(at - 1, ";");
      case Where::kType:
        return at >= 1 && IsName(at - 1) && begins_definition_[at - 1];
      case Where::kDefinition:
        return begins_definition_[at];
      case Where::kAfterWord:
        return at >= 1 && (IsName(at - 1) || Begins(at - 1, ")"));
    }
    return false;
  }

  std::string_view sql_;
  std::vector<Token> tokens_;
  std::vector<std::string> words_;
  std::vector<bool> begins_definition_;
};

}  // namespace

std::optional<ForeignSql> FindForeignSql(std::string_view sql) { return Reader(sql).Find(); }

}  // namespace godwit

#include "core/migrate/rows_in_the_way.h"

#include <cstdint>
#include <variant>
#include <vector>

#include "core/base/words.h"
#include "core/schema/normalize.h"
#include "core/schema/statement.h"
#include "core/sqlite/tokens.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// SQLITE_CONSTRAINT.
constexpr int kConstraint = 19;

struct Broken {
  std::string what;       // `column "b" of table "t" is NULL`
  std::string condition;  // of the rows
};

class Reader {
 public:
  explicit Reader(std::string_view sql) : sql_(sql), tokens_(SignificantTokens(sql)) {}

  // ALTER TABLE name ALTER [COLUMN] column SET NOT NULL, or ADD [CONSTRAINT name] CHECK (…).
  Broken Read(const std::string& table) {
    at_ = 2;
    if (At(at_ + 1) == ".") at_ += 2;
    ++at_;
    const std::string of_table = "table " + QuoteName(table);
    if (Take("alter")) {
      Take("column");
      const std::string column = QuoteName(at_ < tokens_.size() ? Unquote(tokens_[at_].text) : "");
      ++at_;
      if (!Take("set") || !Take("not") || !Take("null")) return {};
      return {"column " + column + " of " + of_table + " is NULL", column + " IS NULL"};
    }
    if (!Take("add")) return {};
    if (Take("constraint")) ++at_;
    if (!Take("check") || At(at_) != "(") return {};
    const std::size_t open = at_;
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
      if (At(at_) == "(") ++depth;
      if (At(at_) == ")" && --depth == 0) break;
    }
    if (at_ >= tokens_.size()) return {};
    const std::string check(
        sql_.substr(tokens_[open].offset, tokens_[at_].offset + 1 - tokens_[open].offset));
    return {"CHECK " + check + " does not hold in " + of_table, "NOT " + check};
  }

 private:
  std::string_view At(std::size_t at) const {
    return at < tokens_.size() ? tokens_[at].text : std::string_view();
  }
  bool Take(std::string_view lower) {
    if (LowerAscii(At(at_)) != lower) return false;
    ++at_;
    return true;
  }

  std::string_view sql_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

bool IsWord(const std::vector<Token>& tokens, std::size_t at, std::string_view lower) {
  return at < tokens.size() && LowerAscii(tokens[at].text) == lower;
}

// INSERT [OR ABORT] INTO … SELECT, as a rebuild copies its rows, in parts.
struct Copy {
  std::string table;
  std::string_view into;    // from INTO on
  std::string_view select;  // its rows
};

Copy ReadCopy(std::string_view sql) {
  const std::vector<Token> tokens = SignificantTokens(sql);
  if (!IsWord(tokens, 0, "insert")) return {};
  const bool aborts = IsWord(tokens, 1, "or") && IsWord(tokens, 2, "abort");
  const std::size_t into = aborts ? 3 : 1;
  if (!IsWord(tokens, into, "into")) return {};
  std::size_t select = 0;
  for (std::size_t at = into; at < tokens.size(); ++at) {
    if (select == 0 && IsWord(tokens, at, "select")) select = at;
    if (IsWord(tokens, at, "conflict") || IsWord(tokens, at, "returning")) return {};
  }
  if (select == 0) return {};
  return {ReadStatement(sql).name, sql.substr(tokens[into].offset),
          sql.substr(tokens[select].offset)};
}

// A table that does nothing but take rows or refuse them: where it has conflict clauses of its own
// or triggers, OR IGNORE would do something else than the copy did.
constexpr std::string_view kPlain =
    "SELECT count(*) FROM main.sqlite_schema AS target "
    "WHERE target.type = 'table' AND target.name = ?1 COLLATE NOCASE "
    "AND target.sql NOT LIKE '%conflict%' AND target.sql NOT LIKE 'CREATE VIRTUAL%' "
    "AND NOT EXISTS (SELECT 1 FROM main.sqlite_schema AS other WHERE other.type = 'trigger' "
    "AND other.tbl_name = ?1 COLLATE NOCASE)";

Result<bool> IsPlain(const Database& db, const std::string& table) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kPlain));
  GODWIT_TRY(select.BindAll(ValueView(std::string_view(table))));
  GODWIT_ASSIGN(const bool row, select.Step());
  return row && select.Int(0) == 1;
}

// How many of a copy's rows its table does not take: it is done once more without them, and taken
// back.
std::string RefusedRows(Database& db, std::string_view sql) {
  const Copy copy = ReadCopy(sql);
  if (copy.into.empty()) return {};
  const GuardScope guard(db, ScriptGuard::kNone);
  const Result<bool> plain = IsPlain(db, copy.table);
  if (!plain.ok() || !*plain || !db.InTransaction()) return {};
  const Result<Value> count =
      db.QueryValue("SELECT count(*) FROM (" + std::string(copy.select) + "\n)");
  const auto* rows = count.ok() ? std::get_if<std::int64_t>(&*count) : nullptr;
  if (rows == nullptr || !db.Execute("SAVEPOINT godwit_refused").ok()) return {};
  const bool done = db.Execute("INSERT OR IGNORE " + std::string(copy.into)).ok();
  const std::int64_t taken = db.Changes();
  const bool taken_back =
      db.Execute("ROLLBACK TO godwit_refused").ok() && db.Execute("RELEASE godwit_refused").ok();
  if (!done || !taken_back || taken >= *rows) return {};
  return std::to_string(*rows - taken) + " of " + Counted(*rows, "row") +
         (*rows - taken == 1 ? " is" : " are") + " not taken";
}

}  // namespace

std::string RowsInTheWay(Database& db, std::string_view sql, const Error& error) {
  if ((error.sqlite_code & 0xff) != kConstraint) return {};
  const StatementWords words = ReadStatement(sql);
  if (words.verb == StatementWords::Verb::kInsert) return RefusedRows(db, sql);
  if (words.verb != StatementWords::Verb::kAlter) return {};
  const Broken broken = Reader(sql).Read(words.name);
  if (broken.condition.empty()) return {};
  const GuardScope guard(db, ScriptGuard::kReadOnly);
  const std::string from = " FROM main." + QuoteName(words.name) + " WHERE " + broken.condition;
  const Result<Value> count = db.QueryValue("SELECT count(*)" + from);
  const auto* rows = count.ok() ? std::get_if<std::int64_t>(&*count) : nullptr;
  if (rows == nullptr || *rows == 0) return {};
  std::string text = broken.what + " in " + Counted(*rows, "row");
  const Result<Value> first = db.QueryValue("SELECT min(rowid)" + from);
  const auto* rowid = first.ok() ? std::get_if<std::int64_t>(&*first) : nullptr;
  if (rowid == nullptr) return text;
  return text + (*rows == 1 ? ", with" : ", the first with") + " rowid " + std::to_string(*rowid);
}

}  // namespace godwit

// Which clauses, operators and functions a statement has that not every SQLite knows. Told from its
// words, so a quoted name is never one of them, and a function may be the application's own.
#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/schema/normalize.h"
#include "core/schema/release_needs.h"
#include "core/schema/statement.h"

namespace godwit {
namespace {

// Source of all tables: sqlite.org/changes.html.
struct Clause {
  std::string_view words;  // tokens in lower case, one after the other
  ReleaseNeed need;
};

constexpr Clause kClauses[] = {
    {"do nothing", {3024000, "upsert"}},
    {"do update", {3024000, "upsert"}},
    {"exclude no others", {3028000, "EXCLUDE in window frames"}},
    {"exclude current row", {3028000, "EXCLUDE in window frames"}},
    {"exclude group", {3028000, "EXCLUDE in window frames"}},
    {"exclude ties", {3028000, "EXCLUDE in window frames"}},
    {"nulls first", {3030000, "NULLS FIRST"}},
    {"nulls last", {3030000, "NULLS LAST"}},
    {"returning", {3035000, "RETURNING"}},
    {"as materialized (", {3035000, "MATERIALIZED"}},
    {"as not materialized (", {3035000, "NOT MATERIALIZED"}},
    {"->", {3038000, "the operator ->"}},
    {"->>", {3038000, "the operator ->>"}},
    {"right join", {3039000, "RIGHT JOIN"}},
    {"right outer join", {3039000, "RIGHT JOIN"}},
    {"full join", {3039000, "FULL JOIN"}},
    {"full outer join", {3039000, "FULL JOIN"}},
    {"is distinct from", {3039000, "IS DISTINCT FROM"}},
    {"is not distinct from", {3039000, "IS NOT DISTINCT FROM"}},
};

struct Functions {
  SqliteRelease since;
  std::initializer_list<std::string_view> calls;
};

const Functions kFunctions[] = {
    {3032000, {"iif()"}},
    {3034000, {"substring()"}},
    {3035000,
     {"acos()", "acosh()", "asin()",  "asinh()",   "atan()",    "atan2()",  "atanh()", "ceil()",
      "cos()",  "cosh()",  "exp()",   "ceiling()", "ln()",      "log()",    "log10()", "log2()",
      "mod()",  "floor()", "pi()",    "pow()",     "sign()",    "power()",  "sin()",   "sinh()",
      "sqrt()", "tan()",   "trunc()", "tanh()",    "degrees()", "radians()"}},
    {3038000, {"format()", "unixepoch()"}},
    {3041000, {"unhex()"}},
    {3042000, {"json_error_position()"}},
    {3043000, {"octet_length()", "timediff()"}},
    {3044000, {"concat()", "concat_ws()", "string_agg()"}},
    {3045000,
     {"jsonb()", "jsonb_array()", "jsonb_extract()", "jsonb_insert()", "jsonb_object()",
      "jsonb_patch()", "jsonb_remove()", "jsonb_replace()", "jsonb_set()", "jsonb_group_array()",
      "jsonb_group_object()"}},
    {3046000, {"json_pretty()"}},
    {3048000, {"if()"}},
    {3050000, {"unistr()", "unistr_quote()"}},
};

constexpr ReleaseNeed kWindows = {3025000, "window functions"};
constexpr ReleaseNeed kGroups = {3028000, "GROUPS frames"};
constexpr ReleaseNeed kRangeByValue = {3028000, "RANGE frames by value"};
constexpr ReleaseNeed kFilter = {3030000, "FILTER"};
constexpr ReleaseNeed kUpdateFrom = {3033000, "UPDATE … FROM"};
constexpr ReleaseNeed kOrderInCall = {3044000, "ORDER BY in an aggregate"};
constexpr ReleaseNeed kDigitSeparators = {3046000, "_ between digits"};

constexpr std::size_t kNone = std::string_view::npos;

class Words {
 public:
  explicit Words(const std::vector<Token>& tokens) : tokens_(tokens) {
    std::vector<std::size_t> open;
    inside_.assign(tokens.size(), kNone);
    close_.assign(tokens.size(), tokens.size());
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const Token& token = tokens[at];
      const bool quoted = token.kind == TokenKind::kQuotedName || token.kind == TokenKind::kString;
      lower_.push_back(quoted ? std::string() : LowerAscii(token.text));
      if (Is(at, ")") && !open.empty()) {
        close_[open.back()] = at;
        open.pop_back();
      }
      if (!open.empty()) inside_[at] = open.back();
      if (Is(at, "(")) open.push_back(at);
    }
  }

  std::vector<ReleaseNeed> Needs() {
    const std::size_t verb = BehindWith(tokens_);
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      for (const Clause& clause : kClauses) {
        if (Has(at, clause.words)) needs_.push_back(clause.need);
      }
      if (Is(at + 1, "(")) AddCall(at);
      if (Is(at, "(")) AddWindow(at);
      AddBehindCall(at);
      if (Is(at, "order") && Is(at + 1, "by") && IsCall(inside_[at]))
        needs_.push_back(kOrderInCall);
      if (Is(at, "update") && (at == verb || BeginsInTrigger(at))) AddUpdate(at);
      const bool separated =
          tokens_[at].kind == TokenKind::kNumber && lower_[at].find('_') != std::string::npos;
      if (separated) needs_.push_back(kDigitSeparators);
    }
    return std::move(needs_);
  }

 private:
  bool Is(std::size_t at, std::string_view lower) const {
    return at < lower_.size() && lower_[at] == lower;
  }
  bool IsOneOf(std::size_t at, std::initializer_list<std::string_view> words) const {
    return std::ranges::any_of(words, [&](std::string_view word) { return Is(at, word); });
  }
  bool IsName(std::size_t at) const {
    return at < tokens_.size() &&
           (tokens_[at].kind == TokenKind::kWord || tokens_[at].kind == TokenKind::kQuotedName);
  }

  bool Has(std::size_t at, std::string_view words) const {
    while (!words.empty()) {
      const std::size_t space = std::min(words.find(' '), words.size());
      if (!Is(at, words.substr(0, space))) return false;
      ++at;
      words.remove_prefix(std::min(space + 1, words.size()));
    }
    return true;
  }

  void AddCall(std::size_t at) {
    for (const Functions& functions : kFunctions) {
      for (const std::string_view call : functions.calls) {
        if (!Is(at, call.substr(0, call.size() - 2)) || IsTable(at)) continue;
        needs_.push_back({functions.since, call});
      }
    }
  }

  // Whether what reads as a function's call is a name that columns, or a module's arguments,
  // follow.
  bool IsTable(std::size_t at) const {
    if (at == 0) return false;
    if (IsOneOf(at - 1, {"into", "table", "view", "exists", "references", "using", "as", "."})) {
      return true;
    }
    // CREATE INDEX … ON t (…); behind the ON of a join may be a call.
    const bool index = Is(0, "create") && (Is(1, "index") || Has(1, "unique index"));
    if (index && std::ranges::find(lower_, "on") - lower_.begin() == std::ptrdiff_t(at) - 1) {
      return true;
    }
    // WITH t (…) AS (…)
    const std::size_t end = close_[at + 1];
    return Is(end + 1, "as") && (Is(end + 2, "(") || IsOneOf(end + 2, {"materialized", "not"}));
  }

  bool OpensSelect(std::size_t open) const {
    return IsOneOf(open + 1, {"select", "with", "values"});
  }

  // Whether the parenthesis is around a call's arguments.
  bool IsCall(std::size_t open) const {
    if (open == kNone || open == 0 || !IsName(open - 1) || OpensSelect(open)) return false;
    return !IsOneOf(open - 1, {"over", "as", "group"});
  }

  // What only stands behind a call: as SQLite reads them, OVER and FILTER are names elsewhere.
  void AddBehindCall(std::size_t at) {
    if (at == 0 || !Is(at - 1, ")")) return;
    if (Is(at, "over")) {
      const bool ends = IsOneOf(at + 1, {"from", "where", "group", "order", "limit", "union",
                                         "intersect", "except", "having", "window"});
      if (Is(at + 1, "(") || (IsName(at + 1) && !ends)) needs_.push_back(kWindows);
    }
    // Of a window function it came with these.
    if (Has(at, "filter (") && !Is(close_[at + 1] + 1, "over")) needs_.push_back(kFilter);
  }

  // OVER (…), WINDOW w AS (…): the last word for a frame's unit is one where its bounds follow.
  void AddWindow(std::size_t open) {
    if (open == 0 || !IsOneOf(open - 1, {"over", "as"}) || OpensSelect(open)) return;
    std::size_t unit = kNone;
    bool bounded = false;
    bool by_value = false;
    for (std::size_t at = open + 1; at < close_[open]; ++at) {
      if (inside_[at] != open) continue;
      if (IsOneOf(at, {"rows", "range", "groups"})) {
        unit = at;
        bounded = by_value = false;
      }
      const bool bound = IsOneOf(at, {"preceding", "following"});
      bounded = bounded || bound || Has(at, "current row");
      by_value = by_value || (bound && !Is(at - 1, "unbounded"));
    }
    if (unit == kNone) return;
    if (Is(unit, "groups") && bounded) needs_.push_back(kGroups);
    if (Is(unit, "range") && by_value) needs_.push_back(kRangeByValue);
  }

  bool BeginsInTrigger(std::size_t at) const {
    const bool trigger = Is(0, "create") && (Is(1, "trigger") || Is(2, "trigger"));
    return trigger && at > 3 && (Is(at - 1, "begin") || Is(at - 1, ";"));
  }

  void AddUpdate(std::size_t begin) {
    for (std::size_t at = begin + 1; at < tokens_.size() && !Is(at, ";"); ++at) {
      if (!Is(at, "from") || inside_[at] != kNone || Is(at - 1, "distinct")) continue;
      needs_.push_back(kUpdateFrom);
      return;
    }
  }

  const std::vector<Token>& tokens_;
  std::vector<std::string> lower_;   // empty where the token is quoted
  std::vector<std::size_t> inside_;  // the parenthesis that a token stands in
  std::vector<std::size_t> close_;   // of an opening parenthesis: its closing one
  std::vector<ReleaseNeed> needs_;
};

}  // namespace

std::vector<ReleaseNeed> NeedsOfWords(const std::vector<Token>& tokens) {
  return Words(tokens).Needs();
}

}  // namespace godwit

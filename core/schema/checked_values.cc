#include "core/schema/checked_values.h"

#include <algorithm>
#include <utility>

#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// A list of constants, and the stretch of tokens between its parentheses.
struct ValueList {
  CheckedValues checked;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool null = false;  // NULL among them, with which no value is refused
};

// A stretch of a CHECK's tokens.
class Condition {
 public:
  Condition(const std::vector<Token>& tokens, std::string column)
      : tokens_(tokens), column_(std::move(column)) {}

  std::optional<ValueList> Read(std::size_t begin, std::size_t end) const {
    Strip(begin, end);
    // With a BETWEEN or a CASE, not every AND and OR joins conditions.
    for (std::size_t i = begin; i < end; ++i) {
      if (Is(i, "between") || Is(i, "case") || Is(i, "not")) return List(begin, end);
    }
    const auto parts = Split(begin, end, "or");
    if (parts.size() > 1) return OneOrNull(parts);
    for (const auto& [from, to] : Split(begin, end, "and")) {
      if (from == begin && to == end) return List(begin, end);
      if (auto values = Read(from, to)) return values;
    }
    return std::nullopt;
  }

 private:
  using Parts = std::vector<std::pair<std::size_t, std::size_t>>;

  bool Is(std::size_t i, std::string_view lower) const {
    const Token& token = tokens_[i];
    if (token.kind == TokenKind::kWord) return LowerAscii(token.text) == lower;
    return token.kind == TokenKind::kOperator && token.text == lower;
  }

  bool IsColumn(std::size_t i) const {
    const Token& token = tokens_[i];
    const bool name = token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName;
    return name && LowerAscii(Unquote(token.text)) == column_;
  }

  // Parentheses around the whole.
  void Strip(std::size_t& begin, std::size_t& end) const {
    while (end - begin >= 2 && Is(begin, "(") && Close(begin, end) == end - 1) {
      ++begin;
      --end;
    }
  }

  // Where the parenthesis at `open` is closed.
  std::size_t Close(std::size_t open, std::size_t end) const {
    int depth = 0;
    for (std::size_t i = open; i < end; ++i) {
      if (Is(i, "(")) ++depth;
      if (Is(i, ")") && --depth == 0) return i;
    }
    return end;
  }

  Parts Split(std::size_t begin, std::size_t end, std::string_view word) const {
    Parts parts;
    std::size_t from = begin;
    for (std::size_t i = begin; i < end; ++i) {
      if (Is(i, "(")) i = Close(i, end);
      if (i >= end || !Is(i, word)) continue;
      parts.emplace_back(from, i);
      from = i + 1;
    }
    parts.emplace_back(from, end);
    return parts;
  }

  // x IS NULL, x ISNULL
  bool IsNull(std::size_t begin, std::size_t end) const {
    Strip(begin, end);
    if (end - begin == 2) return IsColumn(begin) && Is(begin + 1, "isnull");
    return end - begin == 3 && IsColumn(begin) && Is(begin + 1, "is") && Is(begin + 2, "null");
  }

  std::optional<ValueList> OneOrNull(const Parts& parts) const {
    std::optional<ValueList> found;
    for (const auto& [begin, end] : parts) {
      if (IsNull(begin, end)) continue;
      if (found) return std::nullopt;
      found = Read(begin, end);
      if (!found) return std::nullopt;
    }
    return found;
  }

  // x IN ('a', 'b', NULL)
  std::optional<ValueList> List(std::size_t begin, std::size_t end) const {
    Strip(begin, end);
    if (end - begin < 5 || !Is(end - 1, ")")) return std::nullopt;
    std::size_t at = begin;
    // (x) IN (…)
    const bool wrapped = Is(at, "(") && IsColumn(at + 1) && Is(at + 2, ")");
    if (!wrapped && !IsColumn(at)) return std::nullopt;
    at += wrapped ? 3 : 1;
    if (at + 1 >= end || !Is(at, "in") || !Is(at + 1, "(")) return std::nullopt;
    std::vector<std::string> texts;
    std::vector<std::string> integers;
    bool null = false;
    for (const auto& [from, to] : Split(at + 2, end - 1, ",")) {
      if (to - from == 1 && Is(from, "null")) {
        null = true;
        continue;
      }
      if (!AddConstant(from, to, texts, integers)) return std::nullopt;
    }
    if (texts.empty() == integers.empty()) return std::nullopt;
    CheckedValues checked{.texts = !texts.empty(),
                          .values = texts.empty() ? std::move(integers) : std::move(texts)};
    return ValueList{.checked = std::move(checked), .begin = at + 2, .end = end - 1, .null = null};
  }

  bool AddConstant(std::size_t from, std::size_t to, std::vector<std::string>& texts,
                   std::vector<std::string>& integers) const {
    const auto add = [](std::vector<std::string>& list, std::string value) {
      if (std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
      return true;
    };
    std::string sign;
    if (to - from == 2 && (Is(from, "-") || Is(from, "+"))) {
      sign = Is(from, "-") ? "-" : "";
      ++from;
    }
    if (to - from != 1) return false;
    const std::string_view text = tokens_[from].text;
    if (sign.empty() && tokens_[from].kind == TokenKind::kString && text.front() == '\'') {
      return add(texts, Unquote(text));
    }
    constexpr std::size_t kDigits = 15;  // any such number is exact everywhere
    const bool integer = !text.empty() && text.size() <= kDigits &&
                         text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!integer) return false;
    const std::size_t first = text.find_first_not_of('0');
    return add(integers,
               first == std::string_view::npos ? "0" : sign + std::string(text.substr(first)));
  }

  const std::vector<Token>& tokens_;
  std::string column_;  // in lower case
};

std::optional<ValueList> ListOf(const std::vector<Token>& tokens, const std::string& column) {
  return Condition(tokens, LowerAscii(column)).Read(0, tokens.size());
}

// Whether all is the same but what stands between the lists' parentheses.
bool IsSameAround(const std::vector<Token>& a, const ValueList& in_a, const std::vector<Token>& b,
                  const ValueList& in_b) {
  const auto same = [](const Token& x, const Token& y) { return x.text == y.text; };
  return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(in_a.begin), b.begin(),
                    b.begin() + static_cast<std::ptrdiff_t>(in_b.begin), same) &&
         std::equal(a.begin() + static_cast<std::ptrdiff_t>(in_a.end), a.end(),
                    b.begin() + static_cast<std::ptrdiff_t>(in_b.end), b.end(), same);
}

// Those of `values` that are not among the others, as SQL writes them.
std::vector<std::string> Without(const CheckedValues& values, const CheckedValues& others) {
  std::vector<std::string> left;
  for (const std::string& value : values.values) {
    if (std::ranges::find(others.values, value) != others.values.end()) continue;
    left.push_back(values.texts ? QuoteText(value) : value);
  }
  return left;
}

std::optional<ChangedValues> ChangeOf(const Column& column, const std::vector<Token>& before,
                                      const std::vector<Token>& after) {
  const std::optional<ValueList> old = ListOf(before, column.name);
  const std::optional<ValueList> list = ListOf(after, column.name);
  if (!old || !list || old->null || list->null) return std::nullopt;
  if (old->checked.texts != list->checked.texts) return std::nullopt;
  if (!IsSameAround(before, *old, after, *list)) return std::nullopt;
  return ChangedValues{.column = column.name,
                       .added = Without(list->checked, old->checked),
                       .gone = Without(old->checked, list->checked)};
}

}  // namespace

CheckedColumns::CheckedColumns(const Table& table) {
  for (const Check& check : table.checks) checks_.push_back(SignificantTokens(check.expression));
}

std::optional<CheckedValues> CheckedColumns::Find(const Column& column) const {
  // Another collation lets in what merely looks alike.
  if (column.collation != "BINARY") return std::nullopt;
  for (const std::vector<Token>& tokens : checks_) {
    if (auto list = ListOf(tokens, column.name)) return std::move(list->checked);
  }
  return std::nullopt;
}

std::optional<ChangedValues> FindChangedValues(const Table& now, const Table& wanted,
                                               const Check& check) {
  const std::vector<Token> after = SignificantTokens(check.expression);
  for (const Column& column : wanted.columns) {
    const Column* old = FindColumn(now, column.name);
    const bool compares_alike = old != nullptr && old->affinity == column.affinity &&
                                old->collation == "BINARY" && column.collation == "BINARY" &&
                                old->generated == Generated::kNo &&
                                column.generated == Generated::kNo;
    if (!compares_alike) continue;
    for (const Check& before : now.checks) {
      if (auto change = ChangeOf(column, SignificantTokens(before.expression), after))
        return change;
    }
  }
  return std::nullopt;
}

}  // namespace godwit

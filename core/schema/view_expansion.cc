#include "core/schema/view_expansion.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>

#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// Words behind which a FROM clause is over, or has not begun. Sorted.
constexpr std::string_view kNoFrom[] = {"except", "group", "having", "intersect", "limit", "order",
                                        "select", "union", "values", "where",     "window"};

static_assert(std::ranges::is_sorted(kNoFrom));

bool IsName(const Token& token) {
  return token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName ||
         token.kind == TokenKind::kString;
}

class FromReader {
 public:
  explicit FromReader(std::string_view sql) : tokens_(SignificantTokens(sql)) {}

  std::vector<std::string> Run() {
    for (; at_ < tokens_.size(); ++at_) {
      const std::string_view text = tokens_[at_].text;
      if (text == "(") {
        in_from_.push_back(expects_);
      } else if (text == ")") {
        if (in_from_.size() > 1) in_from_.pop_back();
        expects_ = false;
      } else if (text == ",") {
        expects_ = in_from_.back();
      } else if (IsName(tokens_[at_])) {
        Name();
      }
    }
    return std::move(names_);
  }

 private:
  bool Follows(std::string_view text) const {
    return at_ + 1 < tokens_.size() && tokens_[at_ + 1].text == text;
  }

  void Name() {
    const bool is_word = tokens_[at_].kind == TokenKind::kWord;
    const std::string word = is_word ? LowerAscii(tokens_[at_].text) : std::string();
    const bool distinct = at_ > 0 && LowerAscii(tokens_[at_ - 1].text) == "distinct";
    if (word == "from" && !distinct) {
      in_from_.back() = expects_ = true;
    } else if (word == "join") {
      expects_ = true;
    } else if (word == "in") {
      expects_ = !Follows("(");  // a IN t
    } else if (std::ranges::binary_search(kNoFrom, word)) {
      in_from_.back() = expects_ = false;
    } else if (expects_) {
      if (Follows(".")) at_ = std::min(at_ + 2, tokens_.size() - 1);
      names_.push_back(LowerAscii(Unquote(tokens_[at_].text)));
      expects_ = false;
    }
  }

  const std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::vector<bool> in_from_ = {false};  // of each open parenthesis
  bool expects_ = false;                 // what comes next is read from
  std::vector<std::string> names_;
};

struct View {
  std::string name;
  std::vector<std::string> reads = {};  // views only
  std::size_t next = 0;                 // of `reads`, while it is counted
  std::int64_t count = 0;               // of statements; 0 = not yet known, or in a ring
};

using Views = std::map<std::string, View>;  // by the name in lower case

// Counts what is below first. SQLite itself refuses rings.
void Count(Views& views, View& first) {
  std::vector<View*> path = {&first};
  while (!path.empty()) {
    View& view = *path.back();
    if (view.next < view.reads.size()) {
      View& below = views.at(view.reads[view.next++]);
      const bool known = below.count > 0 || below.next > 0;
      if (!known) path.push_back(&below);
      continue;
    }
    view.count = 1;
    for (const std::string& name : view.reads) {
      view.count = std::min(view.count + views.at(name).count, kMostExpansions + 1);
    }
    path.pop_back();
  }
}

}  // namespace

std::vector<std::string> RelationsRead(std::string_view sql) { return FromReader(sql).Run(); }

Status CheckViewExpansion(const std::vector<StoredObject>& objects) {
  Views views;
  for (const StoredObject& object : objects) {
    if (object.type == "view") views[LowerAscii(object.name)] = {.name = object.name};
  }
  for (const StoredObject& object : objects) {
    if (object.type != "view") continue;
    std::vector<std::string>& reads = views.at(LowerAscii(object.name)).reads;
    std::ranges::copy_if(RelationsRead(object.sql), std::back_inserter(reads),
                         [&](const std::string& name) { return views.contains(name); });
  }
  for (auto& [lower, view] : views) {
    if (view.count == 0) Count(views, view);
    if (view.count <= kMostExpansions) continue;
    return Error{.code = ErrorCode::kRefused,
                 .what = "view " + QuoteName(view.name),
                 .why = "it reads views that read views, more than " +
                        std::to_string(kMostExpansions) +
                        " times in all: SQLite writes each of them out, and compiles no SELECT "
                        "that reads a table so often",
                 .next = "drop it, or make a table of one of the views below it"};
  }
  return {};
}

}  // namespace godwit

#include "core/samples/review_text.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/json/utf8.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

// Farther than this a quote within a tag is not looked for: it was none.
constexpr std::size_t kLongestTag = 4096;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool BeginsMarkup(char c) { return IsLetter(c) || c == '/' || c == '!' || c == '?'; }

class Stripper {
 public:
  explicit Stripper(std::string_view text) : text_(text), last_close_(text.rfind('>')) {}

  std::string Run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '<' && at_ + 1 < text_.size() && BeginsMarkup(text_[at_ + 1])) {
        Skip();
      } else {
        ++at_;
        Put(c);
      }
    }
    return std::move(out_);
  }

 private:
  void Put(char c) {
    // What was between them is gone: a `<` that was text would begin a tag now.
    while (BeginsMarkup(c) && out_.ends_with('<')) out_.pop_back();
    out_ += c;
  }

  // Behind the markup that begins here; behind its `<` alone where it does not end.
  void Skip() {
    if (last_close_ == std::string_view::npos || last_close_ < at_) {
      ++at_;
    } else if (text_.substr(at_, 4) == "<!--") {
      const std::size_t end = text_.find("-->", at_ + 2);
      at_ = end == std::string_view::npos ? at_ + 1 : end + 3;
    } else {
      const std::string name = Name();
      at_ = EndOfTag();
      if (name == "script" || name == "style") SkipContent(name);
    }
  }

  std::string Name() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (IsLetter(text_[end]) || IsDigit(text_[end]))) ++end;
    return LowerAscii(text_.substr(at_ + 1, end - at_ - 1));
  }

  // Behind the `>`; one in quotes does not count, where the quotes end.
  std::size_t EndOfTag() const {
    char quote = 0;
    const std::size_t limit = std::min(text_.size(), at_ + kLongestTag);
    for (std::size_t i = at_ + 1; i < limit; ++i) {
      const char c = text_[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        return i + 1;
      } else if (text_[i - 1] == '=' && (c == '"' || c == '\'')) {
        quote = c;
      }
    }
    return text_.find('>', at_) + 1;
  }

  void SkipContent(const std::string& name) {
    if (endless_.contains(name)) return;
    for (std::size_t i = at_; (i = text_.find("</", i)) != std::string_view::npos; i += 2) {
      if (LowerAscii(text_.substr(i + 2, name.size())) != name) continue;
      if (i >= last_close_) break;
      at_ = text_.find('>', i) + 1;
      return;
    }
    endless_.insert(name);
  }

  std::string_view text_;
  std::size_t last_close_;
  std::size_t at_ = 0;
  std::string out_;
  std::set<std::string> endless_;  // what nothing ends from here on
};

}  // namespace

std::string StripHtml(std::string_view text) {
  std::string seen(text);
  std::erase(seen, '\0');
  return Stripper(seen).Run();
}

std::size_t CountCharacters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !IsContinuation(c); }));
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

bool IsIsbn13(std::string_view text) {
  if (text.size() != 13 || !std::ranges::all_of(text, IsDigit)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return sum % 10 == 0;
}

bool IsWebAddress(std::string_view text) {
  const std::string lower = LowerAscii(text.substr(0, 8));
  const std::size_t scheme = lower.starts_with("https://")  ? 8
                             : lower.starts_with("http://") ? 7
                                                            : 0;
  if (scheme == 0 || scheme == text.size() || text[scheme] == '/') return false;
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

}  // namespace godwit

#include "core/json/pattern.h"

#include <algorithm>

#include "core/json/utf8.h"

namespace godwit {
namespace {

// The states that are alive at one place of the text.
class States {
 public:
  explicit States(std::size_t size) : marks_(size, 0) { list_.reserve(size); }

  void Clear() {
    list_.clear();
    ++generation_;
  }
  bool Add(std::uint32_t state) {
    if (marks_[state] == generation_) return false;
    marks_[state] = generation_;
    list_.push_back(state);
    return true;
  }
  const std::vector<std::uint32_t>& list() const { return list_; }

 private:
  std::vector<std::uint32_t> list_;
  std::vector<std::uint64_t> marks_;
  std::uint64_t generation_ = 1;
};

}  // namespace

bool Pattern::Matches(std::string_view text) const {
  States now(steps_.size());
  States then(steps_.size());
  bool matched = false;
  // Follows what needs no character. The list doubles as the queue.
  const auto follow = [&](States& states, std::size_t from, bool at_begin, bool at_end) {
    for (std::size_t i = from; i < states.list().size(); ++i) {
      const std::uint32_t state = states.list()[i];
      const Step& step = steps_[state];
      if (step.op == Op::kMatch) matched = true;
      if (step.op == Op::kBegin && at_begin) states.Add(state + 1);
      if (step.op == Op::kEnd && at_end) states.Add(state + 1);
      if (step.op == Op::kJump || step.op == Op::kSplit) states.Add(state + step.first);
      if (step.op == Op::kSplit) states.Add(state + step.second);
    }
  };
  const char* p = text.data();
  const char* const end = p + text.size();
  for (;;) {
    const bool at_begin = p == text.data();
    now.Add(0);  // a match may begin anywhere
    follow(now, 0, at_begin, p == end);
    if (matched || p == end) return matched;
    const int length = Utf8Length(p, end);
    const char32_t c = length > 0 ? Utf8CodePoint(p, length) : U'\xfffd';
    p += std::max(length, 1);
    then.Clear();
    for (const std::uint32_t state : now.list()) {
      if (steps_[state].op != Op::kSet) continue;
      const Set& set = sets_[steps_[state].first];
      const bool hit = std::any_of(set.begin(), set.end(), [c](const auto& range) {
        return range.first <= c && c <= range.second;
      });
      if (hit) then.Add(state + 1);
    }
    std::swap(now, then);
  }
}

}  // namespace godwit

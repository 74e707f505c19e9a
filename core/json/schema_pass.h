// One pass of a compiled schema over a JSON text.
//
// Pass<true> reports every violation, Pass<false> stops at the first and reports none. Functions
// return whether to go on: false ends the pass — in Pass<false> because the text is rejected, in
// Pass<true> because the text cannot be read further or nobody wants to hear more.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/scanner.h"
#include "core/json/schema.h"
#include "core/json/schema_program.h"

namespace godwit::schema {

// A stack whose first entries need no allocation.
template <typename T, std::size_t Near>
class Stack {
 public:
  std::size_t size() const { return size_; }
  const T& operator[](std::size_t i) const { return i < Near ? near_[i] : far_[i - Near]; }
  void Push(const T& entry) {
    if (size_ < Near) {
      near_[size_] = entry;
    } else {
      far_.push_back(entry);
    }
    ++size_;
  }
  void Shrink(std::size_t size) {
    if (size_ > Near) far_.resize(size > Near ? size - Near : 0);
    size_ = size;
  }

 private:
  std::array<T, Near> near_;
  std::vector<T> far_;
  std::size_t size_ = 0;
};

inline constexpr std::size_t kUnnamed = kMaxNamedMembers;

// A member of an object that is being read, as it stands in the text. Without initialisers, because
// Scratch holds many and most are never used.
struct KeptMember {
  const char* key_begin;  // behind the opening quote
  std::size_t key_size;
  const char* value;  // where its value begins
  std::size_t slot;   // in the rules that read it, kUnnamed when they do not name it
  bool escaped;

  std::string_view key() const { return {key_begin, key_size}; }
};

inline constexpr std::size_t kNearMembers = 32;

// What passes over the same text share.
struct Scratch {
  explicit Scratch(std::size_t text_size)
      : work_left(static_cast<std::int64_t>(text_size) * 100 + 1'000'000) {}

  Stack<KeptMember, kNearMembers> members;
  int depth = 0;
  // Values that may still be looked at, again or for the first time. Alternatives nested in
  // alternatives can multiply; a hostile text must not keep a machine busy for ever.
  std::int64_t work_left;
};

// Where a report stands and who hears it.
struct Report {
  struct PathStep {
    std::string_view key = {};  // as in the text; of a member
    bool escaped = false;
    bool is_index = false;
    std::size_t index = 0;
  };

  const Validator::Sink& sink;
  std::vector<PathStep> path = {};
  bool clean = true;

  bool Add(std::string message);
  std::string Pointer() const;
};

template <bool Reporting>
class Pass {
 public:
  Pass(const Program& program, JsonScanner scanner, Scratch& scratch, Report* report)
      : program_(program), scanner_(scanner), scratch_(scratch), report_(report) {}

  // The whole text: one value and nothing after it.
  bool Document();

 private:
  friend class Pass<!Reporting>;

  // A value that has been read once. An object's members are kept from `members` on.
  struct Instance {
    const char* begin;
    const char* end;
    bool is_object;
    std::size_t members;
    std::size_t count;
  };
  using Seen = std::bitset<kMaxNamedMembers>;

  bool Value(NodeIndex index);
  bool Word(const Node& node);
  bool Number(const Node& node);
  bool NumberBounds(const NumberRules& rules, const Decimal& decimal, std::string_view text);
  bool String(const Node& node);
  bool StringBounds(const StringRules& rules, std::string_view inside, std::string_view decoded);
  bool Array(const Node& node);
  bool ArrayItem(const ArrayRules& rules, std::size_t index, bool& contained);
  bool ArrayBounds(const ArrayRules& rules, std::size_t count, bool contained,
                   std::vector<std::string>& items);

  bool Object(const Node& node, std::size_t& count);
  bool MemberKey(const ObjectRules* rules, std::size_t hint, KeptMember& member);
  bool KeyFault(const ScannedString& key);
  bool Member(const ObjectRules& rules, const KeptMember& member);
  bool Twice(std::size_t first_member);
  bool ObjectBounds(const ObjectRules& rules, const Seen& seen, std::size_t count);

  // Rules of a value that has been read.
  bool Apply(NodeIndex index, const Instance& instance);
  bool Again(const Node& node, const Instance& instance);
  bool Combine(const Combinators& rules, const Instance& instance);
  bool Alternatives(const std::vector<NodeIndex>& branches, bool exactly_one,
                    const Instance& instance);
  bool Holds(NodeIndex index, const Instance& instance);
  // The value at `begin`, read anew.
  bool HoldsAt(NodeIndex index, const char* begin);

  bool Type(const Node& node, unsigned bits, std::string_view is);
  bool StringChoices(const Node& node, std::string_view decoded, std::string_view shown);
  bool OtherChoices(const Node& node, const char* begin);
  bool WrongChoice(const Choice& choice, std::string_view shown);

  std::string_view Since(const char* begin) const {
    return {begin, static_cast<std::size_t>(scanner_.at() - begin)};
  }

  // A broken rule. `message` is called in a report only.
  template <typename Message>
  bool Fault(const Message& message) {
    if constexpr (Reporting) {
      return report_->Add(message());
    } else {
      return false;
    }
  }
  // A fault of the text itself: known already when the text is read again.
  template <typename Message>
  bool TextFault(const Message& message) {
    return again_ || Fault(message);
  }
  // The text cannot be read further.
  template <typename Message>
  bool Fatal(const Message& message) {
    (void)Fault(message);
    return false;
  }
  bool Unexpected(std::string_view instead);

  void Enter(const KeptMember& member) {
    if constexpr (Reporting)
      report_->path.push_back({.key = member.key(), .escaped = member.escaped});
  }
  void Enter(std::size_t index) {
    if constexpr (Reporting) report_->path.push_back({.is_index = true, .index = index});
  }
  void Leave() {
    if constexpr (Reporting) report_->path.pop_back();
  }

  const Program& program_;
  JsonScanner scanner_;
  Scratch& scratch_;
  Report* report_;      // nullptr in Pass<false>
  bool again_ = false;  // the text has been read before
};

}  // namespace godwit::schema

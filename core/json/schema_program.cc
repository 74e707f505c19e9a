#include "core/json/schema_program.h"

#include <algorithm>

#include "core/json/scanner.h"
#include "core/json/string.h"

namespace godwit::schema {
namespace {

// Walks a text that is known to be strict JSON.
class Canonicalizer {
 public:
  explicit Canonicalizer(std::string_view text) : scanner_(text) {}

  void Value(std::string& out) {
    scanner_.SkipSpace();
    const char c = scanner_.Peek();
    if (c == '"') {
      String(out);
    } else if (c == '{') {
      Object(out);
    } else if (c == '[') {
      Array(out);
    } else if (c == '-' || (c >= '0' && c <= '9')) {
      Number(out);
    } else {
      const std::string_view word = c == 't' ? "true" : c == 'f' ? "false" : "null";
      scanner_.TakeWord(word);
      out += word;
    }
  }

 private:
  void String(std::string& out) {
    DecodeJsonString(scanner_.TakeString().inside, decoded_);
    AppendJsonString(decoded_, out);
  }

  void Number(std::string& out) {
    Decimal decimal;
    const std::string_view rest(scanner_.at(),
                                static_cast<std::size_t>(scanner_.end() - scanner_.at()));
    const std::size_t length = ScanDecimal(rest, decimal);
    out += CanonicalDecimal(rest.substr(0, length));
    scanner_.MoveTo(scanner_.at() + length);
  }

  void Array(std::string& out) {
    out += '[';
    scanner_.Take('[');
    for (scanner_.SkipSpace(); !scanner_.Take(']'); scanner_.SkipSpace()) {
      if (scanner_.Take(',')) out += ',';
      Value(out);
    }
    out += ']';
  }

  void Object(std::string& out) {
    std::vector<std::pair<std::string, std::string>> members;
    scanner_.Take('{');
    for (scanner_.SkipSpace(); !scanner_.Take('}'); scanner_.SkipSpace()) {
      scanner_.Take(',');
      scanner_.SkipSpace();
      auto& [key, value] = members.emplace_back();
      String(key);
      scanner_.SkipSpace();
      scanner_.Take(':');
      Value(value);
    }
    std::sort(members.begin(), members.end());
    out += '{';
    for (const auto& [key, value] : members) {
      if (&key != &members.front().first) out += ',';
      out += key + ':' + value;
    }
    out += '}';
  }

  JsonScanner scanner_;
  std::string decoded_;
};

// Nodes that look at the same value again. A circle of them would never end.
std::vector<NodeIndex> SameValue(const Node& node) {
  std::vector<NodeIndex> next;
  if (node.object != nullptr) {
    for (const NamedMember& member : node.object->members) {
      if (member.dependent != kNone) next.push_back(member.dependent);
    }
  }
  if (node.combinators == nullptr) return next;
  const Combinators& rules = *node.combinators;
  for (const auto* list : {&rules.all_of, &rules.any_of, &rules.one_of}) {
    next.insert(next.end(), list->begin(), list->end());
  }
  if (rules.not_this != kNone) next.push_back(rules.not_this);
  if (rules.conditional) {
    next.push_back(rules.conditional->condition);
    next.push_back(rules.conditional->then);
    next.push_back(rules.conditional->otherwise);
  }
  return next;
}

enum class Mark : std::uint8_t { kNew, kOpen, kDone };

// The first node of a circle that is reached from `index`, kNone when there is none.
NodeIndex CircleFrom(const Program& program, NodeIndex index, std::vector<Mark>& marks) {
  Mark& mark = marks[static_cast<std::size_t>(index)];
  if (mark == Mark::kDone) return kNone;
  if (mark == Mark::kOpen) return index;
  mark = Mark::kOpen;
  for (const NodeIndex next : SameValue(program.nodes[static_cast<std::size_t>(index)])) {
    const NodeIndex found = CircleFrom(program, next, marks);
    if (found != kNone) return found;
  }
  mark = Mark::kDone;
  return kNone;
}

}  // namespace

NodeIndex FindCircle(const Program& program) {
  std::vector<Mark> marks(program.nodes.size(), Mark::kNew);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const NodeIndex found = CircleFrom(program, static_cast<NodeIndex>(i), marks);
    if (found != kNone) return found;
  }
  return kNone;
}

std::string CanonicalJson(std::string_view text) {
  std::string out;
  Canonicalizer(text).Value(out);
  return out;
}

std::size_t FindMember(const ObjectRules& rules, std::string_view name) {
  constexpr std::size_t kFew = 8;
  if (rules.members.size() <= kFew) {
    std::size_t at = 0;
    while (at < rules.members.size() && rules.members[at].name != name) ++at;
    return at;
  }
  const auto at = std::lower_bound(rules.by_name.begin(), rules.by_name.end(), name,
                                   [&rules](std::size_t index, std::string_view key) {
                                     return rules.members[index].name < key;
                                   });
  const bool found = at != rules.by_name.end() && rules.members[*at].name == name;
  return found ? *at : rules.members.size();
}

}  // namespace godwit::schema

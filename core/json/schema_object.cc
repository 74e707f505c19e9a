// The rules of objects, and the combinators, which look at a value again.
#include <algorithm>

#include "core/json/schema_pass.h"
#include "core/json/string.h"

namespace godwit::schema {
namespace {

// A member's name, decoded into `buffer` when it has escapes.
std::string_view NameOf(const KeptMember& member, std::string& buffer) {
  if (!member.escaped) return member.key();
  DecodeJsonString(member.key(), buffer);
  return buffer;
}

bool SameName(const KeptMember& a, const KeptMember& b) {
  if (!a.escaped && !b.escaped) return a.key() == b.key();
  std::string a_buffer;
  std::string b_buffer;
  return NameOf(a, a_buffer) == NameOf(b, b_buffer);
}

const ObjectRules kNoRules;

}  // namespace

template <bool Reporting>
bool Pass<Reporting>::Object(const Node& node, std::size_t& count) {
  const char* const begin = scanner_.at();
  scanner_.Take('{');
  if (!Type(node, kObject, "an object")) return false;
  if (++scratch_.depth > kMaxJsonDepth) {
    return Fatal([] { return "nested deeper than " + std::to_string(kMaxJsonDepth) + " levels"; });
  }
  const ObjectRules& rules = node.object != nullptr ? *node.object : kNoRules;
  const bool keep = node.KeepsMembers();
  const std::size_t first_member = scratch_.members.size();
  Seen seen;
  std::size_t hint = 0;
  scanner_.SkipSpace();
  if (!scanner_.Take('}')) {
    do {
      scanner_.SkipSpace();
      KeptMember member;
      if (!MemberKey(&rules, hint, member)) return false;
      Enter(member);
      if (member.slot != kUnnamed) {
        hint = member.slot + 1;
        if (seen[member.slot] && !TextFault([] { return "the key appears twice"; })) return false;
        seen[member.slot] = true;
      }
      if (!Member(rules, member)) return false;
      Leave();
      if (keep || member.slot == kUnnamed) scratch_.members.Push(member);
      ++count;
      scanner_.SkipSpace();
    } while (scanner_.Take(','));
    if (!scanner_.Take('}')) return Unexpected("\",\" or \"}\"");
  }
  --scratch_.depth;
  return Twice(first_member) && ObjectBounds(rules, seen, count) && OtherChoices(node, begin);
}

// Reads `"key" :` up to the value. The key that the rules name next is tried first.
template <bool Reporting>
bool Pass<Reporting>::MemberKey(const ObjectRules* rules, std::size_t hint, KeptMember& member) {
  const char* const begin = scanner_.at();
  if (!scanner_.Take('"')) return Unexpected("a key in double quotes");
  const NamedMember* next = hint < rules->members.size() ? &rules->members[hint] : nullptr;
  if (next != nullptr && next->plain && scanner_.TakeWord(next->name) && scanner_.Take('"')) {
    member = {begin + 1, next->name.size(), nullptr, hint, false};
  } else {
    scanner_.MoveTo(begin);
    const ScannedString key = scanner_.TakeString();
    if (key.fault != StringFault::kNone && !KeyFault(key)) return false;
    member = {key.inside.data(), key.inside.size(), nullptr, kUnnamed, key.escaped};
    if (!rules->members.empty()) {
      std::string buffer;
      const std::size_t slot = FindMember(*rules, NameOf(member, buffer));
      if (slot < rules->members.size()) member.slot = slot;
    }
  }
  scanner_.SkipSpace();
  if (!scanner_.Take(':')) return Unexpected("\":\"");
  scanner_.SkipSpace();
  member.value = scanner_.at();
  return true;
}

// Every rule that a member's name picks for its value, and the rules of the name itself. The cursor
// stands before the value, and behind it afterwards.
template <bool Reporting>
bool Pass<Reporting>::Member(const ObjectRules& rules, const KeptMember& member) {
  const NodeIndex named = member.slot != kUnnamed ? rules.members[member.slot].node : kNone;
  if (rules.names != kNone && !HoldsAt(rules.names, member.key_begin - 1) &&
      !Fault([] { return "the key is not one that \"propertyNames\" allows"; })) {
    return false;
  }
  if (rules.patterns.empty()) {
    if (named != kNone) return Value(named);
    if (rules.additional != kFalse) return Value(rules.additional);
    return Fault([] { return "this key is not allowed"; }) && Value(kTrue);
  }
  bool picked = named != kNone;
  if (picked && !Value(named)) return false;
  const bool before = again_;
  std::string buffer;
  const std::string_view name = NameOf(member, buffer);
  for (const PatternMember& rule : rules.patterns) {
    if (!rule.pattern.Matches(name)) continue;
    scanner_.MoveTo(member.value);
    again_ = before || picked;
    picked = true;
    if (!Value(rule.node)) return false;
  }
  again_ = before;
  if (picked) return true;
  if (rules.additional != kFalse) return Value(rules.additional);
  return Fault([] { return "this key is not allowed"; }) && Value(kTrue);
}

// Keys that the rules do not name must differ from each other too.
template <bool Reporting>
bool Pass<Reporting>::Twice(std::size_t first_member) {
  if (again_) return true;
  const auto& members = scratch_.members;
  const auto report = [&](const KeptMember& member) {
    Enter(member);
    const bool go_on = TextFault([] { return "the key appears twice"; });
    Leave();
    return go_on;
  };
  if (members.size() - first_member <= kNearMembers) {
    for (std::size_t i = first_member; i < members.size(); ++i) {
      if (members[i].slot != kUnnamed) continue;
      for (std::size_t j = first_member; j < i; ++j) {
        if (members[j].slot != kUnnamed || !SameName(members[i], members[j])) continue;
        if (!report(members[i])) return false;
        break;
      }
    }
    return true;
  }
  // Many members: by sorting, so that a hostile object costs no more than its size allows.
  std::vector<std::pair<std::string, std::size_t>> names;
  std::string buffer;
  for (std::size_t i = first_member; i < members.size(); ++i) {
    if (members[i].slot == kUnnamed) names.emplace_back(NameOf(members[i], buffer), i);
  }
  std::sort(names.begin(), names.end());
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i].first == names[i - 1].first && !report(members[names[i].second])) return false;
  }
  return true;
}

template <bool Reporting>
bool Pass<Reporting>::ObjectBounds(const ObjectRules& rules, const Seen& seen, std::size_t count) {
  for (std::size_t slot = 0; slot < rules.members.size(); ++slot) {
    const NamedMember& member = rules.members[slot];
    if (member.required && !seen[slot] &&
        !Fault([&] { return '"' + member.name + "\" is missing"; })) {
      return false;
    }
    if (!seen[slot]) continue;
    for (const std::size_t need : member.needs) {
      if (seen[need]) continue;
      if (!Fault([&] {
            return '"' + rules.members[need].name + "\" is missing, \"" + member.name +
                   "\" needs it";
          })) {
        return false;
      }
    }
  }
  const auto has = [&] {
    return "has " + std::to_string(count) + (count == 1 ? " member" : " members");
  };
  if (count < rules.min_members && !Fault([&] {
        return has() + ", at least " + std::to_string(rules.min_members) + " needed";
      })) {
    return false;
  }
  return count <= rules.max_members || Fault([&] {
           return has() + ", at most " + std::to_string(rules.max_members) + " allowed";
         });
}

// All rules of a node on a value that another node has read.
template <bool Reporting>
bool Pass<Reporting>::Apply(NodeIndex index, const Instance& instance) {
  if (!instance.is_object) {
    scanner_.MoveTo(instance.begin);
    return Value(index);
  }
  const Node& node = program_.nodes[static_cast<std::size_t>(index)];
  if (--scratch_.work_left < 0) {
    return Fatal([] { return "the schema's alternatives multiply too often on this text"; });
  }
  if (node.never && !Fault([] { return "no value is allowed here"; })) return false;
  if (!Type(node, kObject, "an object")) return false;
  if (node.object != nullptr) {
    const ObjectRules& rules = *node.object;
    Seen seen;
    std::string buffer;
    for (std::size_t i = 0; i < instance.count; ++i) {
      KeptMember member = scratch_.members[instance.members + i];
      const std::size_t slot = FindMember(rules, NameOf(member, buffer));
      member.slot = slot < rules.members.size() ? slot : kUnnamed;
      if (member.slot != kUnnamed) seen[member.slot] = true;
      // Nothing to see: the value has been read before.
      const bool bare = rules.patterns.empty() && rules.names == kNone;
      const NodeIndex named = member.slot != kUnnamed ? rules.members[slot].node : kNone;
      if (bare && (named != kNone ? named : rules.additional) == kTrue) continue;
      scanner_.MoveTo(member.value);
      Enter(member);
      if (!Member(rules, member)) return false;
      Leave();
    }
    if (!ObjectBounds(rules, seen, instance.count)) return false;
  }
  scanner_.MoveTo(instance.end);
  if (!OtherChoices(node, instance.begin)) return false;
  return !node.KeepsMembers() || Again(node, instance);
}

// The rules of a node that need the whole value first.
template <bool Reporting>
bool Pass<Reporting>::Again(const Node& node, const Instance& instance) {
  if (node.object != nullptr && node.object->dependencies && instance.is_object) {
    std::string buffer;
    for (std::size_t i = 0; i < instance.count; ++i) {
      const KeptMember member = scratch_.members[instance.members + i];
      const std::size_t slot = FindMember(*node.object, NameOf(member, buffer));
      if (slot == node.object->members.size()) continue;
      const NodeIndex dependent = node.object->members[slot].dependent;
      if (dependent != kNone && !Apply(dependent, instance)) return false;
    }
  }
  return node.combinators == nullptr || Combine(*node.combinators, instance);
}

template <bool Reporting>
bool Pass<Reporting>::Combine(const Combinators& rules, const Instance& instance) {
  for (const NodeIndex branch : rules.all_of) {
    if (!Apply(branch, instance)) return false;
  }
  if (!rules.any_of.empty() && !Alternatives(rules.any_of, false, instance)) return false;
  if (!rules.one_of.empty() && !Alternatives(rules.one_of, true, instance)) return false;
  if (rules.not_this != kNone && Holds(rules.not_this, instance) &&
      !Fault([] { return "is of the kind that \"not\" excludes"; })) {
    return false;
  }
  if (!rules.conditional) return true;
  const bool condition = Holds(rules.conditional->condition, instance);
  const NodeIndex branch = condition ? rules.conditional->then : rules.conditional->otherwise;
  return branch == kTrue || Apply(branch, instance);
}

template <bool Reporting>
bool Pass<Reporting>::Alternatives(const std::vector<NodeIndex>& branches, bool exactly_one,
                                   const Instance& instance) {
  std::size_t fitting = 0;
  for (const NodeIndex branch : branches) {
    if (Holds(branch, instance)) ++fitting;
    if (fitting > (exactly_one ? 1U : 0U)) break;
  }
  if (fitting == 0) {
    return Fault(
        [&] { return "fits none of the " + std::to_string(branches.size()) + " alternatives"; });
  }
  return !exactly_one || fitting == 1 ||
         Fault([] { return "fits more than one alternative, exactly one is allowed"; });
}

template <bool Reporting>
bool Pass<Reporting>::Holds(NodeIndex index, const Instance& instance) {
  const std::size_t members = scratch_.members.size();
  const int depth = scratch_.depth;
  Pass<false> quiet(program_, scanner_, scratch_, nullptr);
  quiet.again_ = true;
  const bool holds = quiet.Apply(
      index, {instance.begin, instance.end, instance.is_object, instance.members, instance.count});
  scratch_.members.Shrink(members);
  scratch_.depth = depth;
  return holds;
}

template <bool Reporting>
bool Pass<Reporting>::HoldsAt(NodeIndex index, const char* begin) {
  return Holds(index, {begin, nullptr, false, 0, 0});
}

template class Pass<true>;
template class Pass<false>;

}  // namespace godwit::schema

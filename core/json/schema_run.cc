// The rules of scalars and arrays.
#include <algorithm>

#include "core/json/number.h"
#include "core/json/schema_pass.h"
#include "core/json/string.h"

namespace godwit::schema {
namespace {

// A value as messages show it.
std::string Shown(std::string_view text) {
  constexpr std::size_t kLimit = 60;
  if (text.size() <= kLimit) return std::string(text);
  std::size_t end = kLimit;
  while (end > 0 && IsContinuation(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string Count(std::uint64_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + ' ' + std::string(n == 1 ? one : many);
}

std::string TypeNames(unsigned types) {
  struct Name {
    unsigned bits;
    std::string_view name;
  };
  static constexpr std::array<Name, 7> kNames = {{{kObject, "an object"},
                                                  {kArray, "an array"},
                                                  {kString, "a string"},
                                                  {kNumber, "a number"},
                                                  {kInteger, "an integer"},
                                                  {kBoolean, "true or false"},
                                                  {kNull, "null"}}};
  if ((types & kNumber) != 0) types &= ~static_cast<unsigned>(kInteger);
  std::vector<std::string_view> names;
  for (const Name& name : kNames) {
    if ((types & name.bits) != 0) names.push_back(name.name);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::uint64_t CodePoints(std::string_view text) {
  return static_cast<std::uint64_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !IsContinuation(c); }));
}

}  // namespace

template <bool Reporting>
bool Pass<Reporting>::Document() {
  if (!Value(program_.root)) return false;
  scanner_.SkipSpace();
  return scanner_.at() == scanner_.end() || Unexpected("the end of the text");
}

template <bool Reporting>
bool Pass<Reporting>::Unexpected(std::string_view instead) {
  return Fatal([&] {
    const char* const at = scanner_.at();
    const std::string place = " at byte " + std::to_string(scanner_.OffsetOf(at));
    const std::string wanted = ", " + std::string(instead) + " was expected";
    if (at == scanner_.end()) return "the text is not JSON: it ends early" + place + wanted;
    std::string quoted;
    const int length = std::max(Utf8Length(at, scanner_.end()), 1);
    AppendJsonString({at, static_cast<std::size_t>(length)}, quoted);
    return "the text is not JSON: " + quoted + place + wanted;
  });
}

template <bool Reporting>
bool Pass<Reporting>::Value(NodeIndex index) {
  const Node& node = program_.nodes[static_cast<std::size_t>(index)];
  scanner_.SkipSpace();
  if (--scratch_.work_left < 0) {
    return Fatal([] { return "the schema's alternatives multiply too often on this text"; });
  }
  if (node.never && !Fault([] { return "no value is allowed here"; })) return false;
  Instance instance{scanner_.at(), nullptr, false, scratch_.members.size(), 0};
  bool go_on = false;
  switch (scanner_.Peek()) {
    case '{':
      instance.is_object = true;
      go_on = Object(node, instance.count);
      break;
    case '[':
      go_on = Array(node);
      break;
    case '"':
      go_on = String(node);
      break;
    case 't':
    case 'f':
    case 'n':
      go_on = Word(node);
      break;
    default:
      go_on = Number(node);
  }
  if (go_on && node.KeepsMembers()) {
    instance.end = scanner_.at();
    const bool before = std::exchange(again_, true);
    go_on = Again(node, instance);
    again_ = before;
    scanner_.MoveTo(instance.end);
  }
  scratch_.members.Shrink(instance.members);
  return go_on;
}

template <bool Reporting>
bool Pass<Reporting>::Type(const Node& node, unsigned bits, std::string_view is) {
  if ((node.types & bits) != 0) [[likely]]
    return true;
  return Fault([&] { return "must be " + TypeNames(node.types) + ", is " + std::string(is); });
}

template <bool Reporting>
bool Pass<Reporting>::WrongChoice(const Choice& choice, std::string_view shown) {
  return Fault([&] {
    if (choice.literals.size() == 1) return Shown(shown) + " is not " + choice.literals[0].shown;
    std::string message = Shown(shown) + " is none of ";
    for (const Literal& literal : choice.literals) {
      if (&literal != &choice.literals.front()) message += ", ";
      message += literal.shown;
    }
    return message;
  });
}

template <bool Reporting>
bool Pass<Reporting>::StringChoices(const Node& node, std::string_view decoded,
                                    std::string_view shown) {
  for (const Choice& choice : node.choices) {
    const bool found = std::any_of(
        choice.literals.begin(), choice.literals.end(),
        [&](const Literal& literal) { return literal.is_string && literal.string == decoded; });
    if (!found && !WrongChoice(choice, shown)) return false;
  }
  return true;
}

// Every value but strings.
template <bool Reporting>
bool Pass<Reporting>::OtherChoices(const Node& node, const char* begin) {
  if (node.choices.empty()) return true;
  const std::string_view text = Since(begin);
  const std::string canonical = CanonicalJson(text);
  for (const Choice& choice : node.choices) {
    const bool found =
        std::any_of(choice.literals.begin(), choice.literals.end(), [&](const Literal& literal) {
          return !literal.is_string && literal.canonical == canonical;
        });
    if (!found && !WrongChoice(choice, text)) return false;
  }
  return true;
}

template <bool Reporting>
bool Pass<Reporting>::Word(const Node& node) {
  const char* const begin = scanner_.at();
  if (scanner_.TakeWord("null")) {
    return Type(node, kNull, "null") && OtherChoices(node, begin);
  }
  if (scanner_.TakeWord("true") || scanner_.TakeWord("false")) {
    return Type(node, kBoolean, Since(begin)) && OtherChoices(node, begin);
  }
  return Unexpected("a value");
}

template <bool Reporting>
bool Pass<Reporting>::Number(const Node& node) {
  const char* const begin = scanner_.at();
  Decimal decimal;
  const std::size_t length =
      ScanDecimal({begin, static_cast<std::size_t>(scanner_.end() - begin)}, decimal);
  if (length == 0) return Unexpected("a value");
  scanner_.MoveTo(begin + length);
  const std::string_view text(begin, length);
  if (decimal.point > 308 && !ParseNumber(text) &&
      !TextFault([&] { return Shown(text) + " is too large for a double"; })) {
    return false;
  }
  if ((node.types & kNumber) == 0 && !((node.types & kInteger) != 0 && IsInteger(decimal, text)) &&
      !Type(node, kNumber, Shown(text))) {
    return false;
  }
  if (node.number != nullptr && !NumberBounds(*node.number, decimal, text)) return false;
  return OtherChoices(node, begin);
}

template <bool Reporting>
bool Pass<Reporting>::NumberBounds(const NumberRules& rules, const Decimal& decimal,
                                   std::string_view text) {
  const auto fault = [&](std::string_view relation, const Bound& bound) {
    return Fault([&] { return Shown(text) + ' ' + std::string(relation) + ' ' + bound.shown; });
  };
  if (rules.minimum && Compare(decimal, rules.minimum->value) < 0 &&
      !fault("is below", *rules.minimum)) {
    return false;
  }
  if (rules.maximum && Compare(decimal, rules.maximum->value) > 0 &&
      !fault("is above", *rules.maximum)) {
    return false;
  }
  if (rules.above && Compare(decimal, rules.above->value) <= 0 &&
      !fault("is not above", *rules.above)) {
    return false;
  }
  if (rules.below && Compare(decimal, rules.below->value) >= 0 &&
      !fault("is not below", *rules.below)) {
    return false;
  }
  return !rules.multiple_of || IsMultiple(text, rules.multiple_of->value) ||
         fault("is not a multiple of", *rules.multiple_of);
}

template <bool Reporting>
bool Pass<Reporting>::KeyFault(const ScannedString& key) {
  const std::string place =
      Reporting ? " at byte " + std::to_string(scanner_.OffsetOf(key.where)) : std::string();
  switch (key.fault) {
    case StringFault::kNone:
      return true;
    case StringFault::kUnterminated:
      return Fatal([&] { return "the text is not JSON: it ends inside a string"; });
    case StringFault::kControl:
      return Fatal(
          [&] { return "the text is not JSON: a control character" + place + " is not escaped"; });
    case StringFault::kEscape:
      return Fatal([&] { return "the text is not JSON: no escape is like the one" + place; });
    case StringFault::kUtf8:
      return TextFault([&] { return "the string is not valid UTF-8" + place; });
    case StringFault::kLoneSurrogate:
      return TextFault([&] { return "the escape" + place + " names half a surrogate pair"; });
  }
  return true;
}

template <bool Reporting>
bool Pass<Reporting>::String(const Node& node) {
  const char* const begin = scanner_.at();
  const ScannedString string = scanner_.TakeString();
  if (string.fault != StringFault::kNone && !KeyFault(string)) return false;
  if (!Type(node, kString, "a string")) return false;
  if (node.string == nullptr && node.choices.empty()) return true;
  std::string buffer;
  std::string_view decoded = string.inside;
  if (string.escaped) {
    DecodeJsonString(string.inside, buffer);
    decoded = buffer;
  }
  if (node.string != nullptr && !StringBounds(*node.string, Since(begin), decoded)) return false;
  return StringChoices(node, decoded, Since(begin));
}

template <bool Reporting>
bool Pass<Reporting>::StringBounds(const StringRules& rules, std::string_view shown,
                                   std::string_view decoded) {
  if (rules.lengths()) {
    const std::uint64_t length = CodePoints(decoded);
    const auto has = [&] {
      return Shown(shown) + " has " + Count(length, "character", "characters");
    };
    if (length < rules.min_length && !Fault([&] {
          return has() + ", at least " + std::to_string(rules.min_length) + " needed";
        })) {
      return false;
    }
    if (length > rules.max_length && !Fault([&] {
          return has() + ", at most " + std::to_string(rules.max_length) + " allowed";
        })) {
      return false;
    }
  }
  return !rules.pattern || rules.pattern->Matches(decoded) ||
         Fault([&] { return Shown(shown) + " does not match /" + rules.pattern->source() + "/"; });
}

template <bool Reporting>
bool Pass<Reporting>::Array(const Node& node) {
  const char* const begin = scanner_.at();
  scanner_.Take('[');
  if (!Type(node, kArray, "an array")) return false;
  if (++scratch_.depth > kMaxJsonDepth) {
    return Fatal([] { return "nested deeper than " + std::to_string(kMaxJsonDepth) + " levels"; });
  }
  static const ArrayRules kNoRules;
  const ArrayRules& rules = node.array != nullptr ? *node.array : kNoRules;
  std::vector<std::string> items;  // canonical, only for uniqueItems
  bool contained = rules.contains == kNone;
  std::size_t count = 0;
  scanner_.SkipSpace();
  if (!scanner_.Take(']')) {
    do {
      scanner_.SkipSpace();
      const char* const item = scanner_.at();
      if (!ArrayItem(rules, count, contained)) return false;
      if (rules.unique) items.push_back(CanonicalJson(Since(item)));
      ++count;
      scanner_.SkipSpace();
    } while (scanner_.Take(','));
    if (!scanner_.Take(']')) return Unexpected("\",\" or \"]\"");
  }
  --scratch_.depth;
  return ArrayBounds(rules, count, contained, items) && OtherChoices(node, begin);
}

template <bool Reporting>
bool Pass<Reporting>::ArrayItem(const ArrayRules& rules, std::size_t index, bool& contained) {
  const char* const item = scanner_.at();
  Enter(index);
  const NodeIndex node = index < rules.items.size() ? rules.items[index] : rules.rest;
  if (!Value(node)) return false;
  Leave();
  if (!contained) contained = HoldsAt(rules.contains, item);
  return true;
}

template <bool Reporting>
bool Pass<Reporting>::ArrayBounds(const ArrayRules& rules, std::size_t count, bool contained,
                                  std::vector<std::string>& items) {
  const auto has = [&] { return "has " + Count(count, "item", "items"); };
  if (count < rules.min_items &&
      !Fault([&] { return has() + ", at least " + std::to_string(rules.min_items) + " needed"; })) {
    return false;
  }
  if (count > rules.max_items &&
      !Fault([&] { return has() + ", at most " + std::to_string(rules.max_items) + " allowed"; })) {
    return false;
  }
  if (!contained && !Fault([] { return "no item is of the kind that \"contains\" asks for"; })) {
    return false;
  }
  if (!rules.unique) return true;
  std::sort(items.begin(), items.end());
  const auto twin = std::adjacent_find(items.begin(), items.end());
  return twin == items.end() ||
         Fault([&] { return "the item " + Shown(*twin) + " is there more than once"; });
}

template class Pass<true>;
template class Pass<false>;

}  // namespace godwit::schema

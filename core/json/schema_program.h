// A compiled schema: plain data, written by schema_compile.cc, read by schema_run.cc.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/decimal.h"
#include "core/json/pattern.h"

namespace godwit::schema {

enum TypeBit : std::uint8_t {
  kNull = 1,
  kBoolean = 2,
  kInteger = 4,
  kNumber = 8,  // "number" sets this one and kInteger
  kString = 16,
  kArray = 32,
  kObject = 64,
  kAnyType = 127,
};

// Index of a node in Program::nodes.
using NodeIndex = std::int32_t;
inline constexpr NodeIndex kNone = -1;
inline constexpr NodeIndex kTrue = 0;   // accepts everything
inline constexpr NodeIndex kFalse = 1;  // accepts nothing

inline constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

// A value that const or enum names.
struct Literal {
  bool is_string = false;
  std::string string;     // decoded, when is_string
  std::string canonical;  // CanonicalJson of the value, otherwise
  std::string shown;      // as messages show it
};

// const (one literal) or enum.
struct Choice {
  std::vector<Literal> literals;
};

struct Bound {
  Decimal value;
  std::string shown;
};

struct NumberRules {
  std::optional<Bound> minimum, maximum, above, below;  // above, below: the exclusive ones
  std::optional<Bound> multiple_of;
};

struct StringRules {
  std::uint64_t min_length = 0;
  std::uint64_t max_length = kUnlimited;
  std::optional<Pattern> pattern;
  bool lengths() const { return min_length > 0 || max_length != kUnlimited; }
};

struct ArrayRules {
  std::vector<NodeIndex> items;  // by position
  NodeIndex rest = kTrue;        // of the items after those
  std::uint64_t min_items = 0;
  std::uint64_t max_items = kUnlimited;
  bool unique = false;
  NodeIndex contains = kNone;
};

inline constexpr std::size_t kMaxNamedMembers = 256;

// A member that properties, required or dependencies name.
struct NamedMember {
  std::string name = {};
  bool plain = false;      // spelled in JSON as it is, without escapes
  NodeIndex node = kNone;  // kNone: not in properties
  bool required = false;
  std::vector<std::size_t> needs;  // members that must be there when this one is
  NodeIndex dependent = kNone;     // schema of the whole object when this one is there
};

struct PatternMember {
  Pattern pattern;
  NodeIndex node;
};

struct ObjectRules {
  std::vector<NamedMember> members;  // in the schema's order
  std::vector<std::size_t> by_name;  // indexes of members, sorted by name
  std::vector<PatternMember> patterns;
  NodeIndex additional = kTrue;
  NodeIndex names = kNone;
  std::uint64_t min_members = 0;
  std::uint64_t max_members = kUnlimited;
  bool dependencies = false;
};

struct Conditional {
  NodeIndex condition;
  NodeIndex then = kTrue;
  NodeIndex otherwise = kTrue;
};

// Rules that look at the same value again.
struct Combinators {
  std::vector<NodeIndex> all_of;
  std::vector<NodeIndex> any_of;
  std::vector<NodeIndex> one_of;
  NodeIndex not_this = kNone;
  std::optional<Conditional> conditional;
};

struct Node {
  std::uint8_t types = kAnyType;
  bool never = false;
  std::vector<Choice> choices;  // at most one const and one enum
  std::unique_ptr<NumberRules> number;
  std::unique_ptr<StringRules> string;
  std::unique_ptr<ArrayRules> array;
  std::unique_ptr<ObjectRules> object;
  std::unique_ptr<Combinators> combinators;

  // The object's members must be kept until its end.
  bool KeepsMembers() const {
    return combinators != nullptr || (object != nullptr && object->dependencies);
  }
};

struct Program {
  std::vector<Node> nodes;
  NodeIndex root = kTrue;
};

// A node that applies itself, through others, to the same value without end; kNone when there is
// none.
NodeIndex FindCircle(const Program& program);

// One spelling for equal values: members sorted by name, numbers by value, strings unescaped.
// REQUIRES: a strict JSON text.
std::string CanonicalJson(std::string_view text);

// Index into `rules.members`, or the number of members when the name is not among them.
std::size_t FindMember(const ObjectRules& rules, std::string_view name);

}  // namespace godwit::schema

// JSON Schema, compiled once into a validator that reads the JSON text itself.
//
// No document tree is built: one pass over the text checks that it is strict JSON and that it keeps
// the schema's rules. Every violation is reported with the JSON pointer (RFC 6901) of the value and
// a message in plain words.
//
// Dialect: JSON Schema draft 7. Supported: type, enum, const, multipleOf, minimum, maximum,
// exclusiveMinimum, exclusiveMaximum, minLength, maxLength (code points), pattern and
// patternProperties (the linear subset of core/json/pattern.h), items, additionalItems, minItems,
// maxItems, uniqueItems, contains, properties, required, additionalProperties, propertyNames,
// minProperties, maxProperties, dependencies, allOf, anyOf, oneOf, not, if, then, else, boolean
// schemas, definitions, and $ref to a place in the same schema. Annotations are accepted and mean
// nothing: $schema, $id (of the root), $comment, title, description, default, examples, readOnly,
// writeOnly, format, contentEncoding, contentMediaType. Anything else is refused when compiled,
// with its place, never ignored.
//
// Beyond draft 7, because stored JSON outlives its writer: a key that appears twice in an object,
// an escape that names half a surrogate pair, malformed UTF-8, a number too large for a double,
// text after the value and nesting deeper than kMaxJsonDepth are violations. Numbers are compared
// as the decimals they are written as; 1.0 is an integer.
//
// Cost: one pass where there are no combinators; allOf, anyOf, oneOf, not, if and dependencies read
// their value's span of text again for each branch, and an object's own rules in a branch use the
// member list of the first pass.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"

namespace godwit {

inline constexpr int kMaxJsonDepth = 512;

struct Violation {
  std::string pointer;  // "" is the whole document, "/bodyColor/h" a member's member
  std::string message;  // "400 is above 360"
  bool operator==(const Violation&) const = default;
};

// "/bodyColor/h: 400 is above 360"; a violation of the whole document begins with "document: ".
std::string Describe(const Violation& violation);

class Validator;

// Accepts every strict JSON text, with the rules of text above.
const Validator& StrictJson();

namespace schema {
struct Program;
}

class Validator {
 public:
  // Receives violations one by one; false ends the validation.
  using Sink = std::function<bool(Violation violation)>;

  // An error has code kRefused and names the keyword and its JSON pointer within the schema.
  static Result<Validator> Compile(std::string_view schema_text);

  // Reports violations in the order of the text, as far as that is JSON; after a syntax error
  // nothing more is said. True when there was none.
  bool Validate(std::string_view text, const Sink& sink) const;
  // The first `limit` violations.
  std::vector<Violation> Violations(std::string_view text, std::size_t limit = 100) const;
  // Whether there is none. Stops at the first, and allocates nothing as long as keys and strings
  // that a rule looks at have no escapes and objects have at most 32 members where members must be
  // kept.
  bool Accepts(std::string_view text) const;

 private:
  friend const Validator& StrictJson();
  explicit Validator(std::shared_ptr<const schema::Program> program);
  std::shared_ptr<const schema::Program> program_;
};

}  // namespace godwit

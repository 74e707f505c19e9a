// What documents look like that keep a JSON Schema (draft 7): the part of its rules that a type can
// say. Lengths, patterns, ranges, `if`, `not`, `dependencies` and the like stay the validator's.
//
// What the schema leaves open is open here, with one exception: `properties`, `required` or `items`
// without a `type` are read as the object or array that their authors mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"

namespace godwit {

struct JsonMember {
  std::string name;
  bool required = false;
  std::string comment = {};  // the schema's title or description
};

struct JsonShape {
  enum class Kind : std::uint8_t {
    kAny,
    kNever,
    kNull,
    kBoolean,
    kInteger,
    kNumber,
    kString,
    kConstants,  // one of `constants`
    kList,       // of parts[0]
    kTuple,      // of `parts`, of which the first `required` are always there
    kObject,     // `members`, as parts[0] …; one part more is what further members are
    kNamed,      // the document's type number `type`
    kEither,     // one of `parts`
    kAll,        // each of `parts` at once
  };
  Kind kind = Kind::kAny;
  std::vector<std::string> constants = {};  // JSON texts
  std::vector<JsonShape> parts = {};
  std::vector<JsonMember> members = {};
  std::size_t required = 0;
  bool closed = false;  // kTuple: nothing comes behind its parts
  std::size_t type = 0;
};

// A shape that has a name: the document itself, what is under `definitions`, each object that has
// members and each choice of texts.
struct JsonType {
  std::string stem;  // words to make the name of: "pet-traits pattern type"
  std::string comment;
  JsonShape shape;
};

struct JsonDocument {
  std::string name;
  std::vector<JsonType> types;  // the first is the document
};

// An error (kRefused): the text is no JSON, or a $ref leads nowhere within it.
Result<JsonDocument> ReadJsonShape(const std::string& name, std::string_view schema);

// Whether all of it are texts: what can be an enumeration.
bool IsChoiceOfTexts(const JsonShape& shape);
// Without the alternative null; `nullable` tells whether there was one.
JsonShape WithoutNull(const JsonShape& shape, bool& nullable);

}  // namespace godwit

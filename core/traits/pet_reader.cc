// Stored trait texts, read back: strictly, or tolerantly with a warning.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/json/number.h"
#include "core/json/string.h"
#include "core/json/versioned.h"
#include "core/traits/pet_traits.h"
#include "generated/sample_files.h"

namespace godwit {
namespace {

using Json = nlohmann::json;

template <typename Enum>
Enum FromWord(const Json& word, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (word == PetWord(static_cast<Enum>(i))) return static_cast<Enum>(i);
  }
  return Enum{};  // not reached: the validator has accepted the word
}

Hsl ToHsl(const Json& color) {
  return {color["h"].get<double>(), color["s"].get<double>(), color["l"].get<double>()};
}

// REQUIRES: the validator accepts the document.
PetTraits ToTraits(const Json& json) {
  PetTraits traits;
  traits.body_color = ToHsl(json["bodyColor"]);
  traits.pattern_type = FromWord<PetPattern>(json["patternType"], 4);
  if (json.contains("patternColor")) traits.pattern_color = ToHsl(json["patternColor"]);
  traits.accessory = FromWord<PetAccessory>(json["accessory"], 5);
  traits.body_size = FromWord<PetSize>(json["bodySize"], 3);
  traits.expression = FromWord<PetExpression>(json["expression"], 5);
  traits.rarity = FromWord<PetRarity>(json["rarity"], 4);
  // 1.0 and 1e0 are integers too. Beyond 2^53 a double counts no longer; no version goes there.
  constexpr double kExact = 9007199254740992.0;
  traits.trait_version =
      static_cast<std::int64_t>(std::min(json["traitVersion"].get<double>(), kExact));
  return traits;
}

std::string Join(const std::vector<Violation>& violations) {
  std::string text;
  for (const Violation& violation : violations) {
    if (!text.empty()) text += "; ";
    text += Describe(violation);
  }
  return text;
}

// The schema is part of the program and a test compiles it. Should it ever be missing, nothing
// passes.
std::string_view SchemaOrNothing() {
  return PetTraitsSchema().empty() ? "false" : PetTraitsSchema();
}

// The versions of a trait text. Another one takes a function that makes it of the one before, its
// schema, and a row here; what is made from an id and written is then to be of that version, too.
const DocumentKind& Versions() {
  static const DocumentVersion kVersions[] = {
      {.upgrade = nullptr, .schema = SchemaOrNothing()},
  };
  static const DocumentKind kKind =
      DocumentKind::Compile(
          {.name = "pet", .member = "traitVersion", .first = 1, .versions = kVersions})
          .value();
  return kKind;
}

}  // namespace

std::string_view PetTraitsSchema() {
  for (const EmbeddedFile& file : SampleFiles()) {
    if (file.path == "pets/schemas/pet-traits.schema.json") return file.bytes;
  }
  return {};
}

const Validator& PetTraitsValidator() {
  static const Validator kValidator = Validator::Compile(SchemaOrNothing()).value();
  return kValidator;
}

Result<PetTraits> ParsePetTraits(std::string_view text) {
  const std::vector<Violation> violations = PetTraitsValidator().Violations(text);
  if (!violations.empty()) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "pet traits",
                 .why = Join(violations),
                 .next = "the rules are in schemas/pet-traits.schema.json of the project"};
  }
  return ToTraits(Json::parse(text, nullptr, /*allow_exceptions=*/false));
}

PetTraitsReading ReadPetTraits(std::string_view id, std::optional<std::string_view> stored) {
  PetTraitsReading reading;
  std::string why = "it has no traits yet";
  if (stored) {
    const Result<VersionedDocument> document = Versions().Read(id, *stored);
    if (document.ok()) {
      reading.traits = ToTraits(document.value().json);
      return reading;
    }
    why = "its traits cannot be used: " + document.error().why;
  }
  std::string quoted;
  AppendJsonString(id, quoted);
  reading.warning = "pet " + quoted + ": " + why + "; made again from its id";
  reading.traits = MakePetTraits(id);
  return reading;
}

}  // namespace godwit

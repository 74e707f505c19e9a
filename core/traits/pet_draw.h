// The pet trait generator, draw by draw, in integers only: doubles stay bit patterns here, so no
// compiler flag or processor can change a pet. The rules are those of trait version 1.
#pragma once

#include <array>
#include <cstdint>

#include "core/traits/seedrandom.h"

namespace godwit {

// Enumerators stand in the order in which the generator lists its choices.
enum class PetRarity : std::uint8_t { kCommon, kUncommon, kRare, kLegendary };
enum class PetPattern : std::uint8_t { kNone, kStriped, kSpotted, kGradient };
enum class PetAccessory : std::uint8_t { kNone, kCollar, kHorns, kWings, kCrown };
enum class PetSize : std::uint8_t { kSmall, kMedium, kLarge };
enum class PetExpression : std::uint8_t { kHappy, kNeutral, kCurious, kMischievous, kSleepy };

// Hue, saturation, lightness as IEEE 754 bits.
using ColorBits = std::array<std::uint64_t, 3>;

struct PetDraw {
  ColorBits body;
  ColorBits pattern;  // meaningful unless pattern_type is kNone
  PetRarity rarity;
  PetPattern pattern_type;
  PetAccessory accessory;
  PetSize size;
  PetExpression expression;
};

// Takes 8 draws, 11 with a pattern colour, from a freshly seeded generator.
PetDraw DrawPet(SeedRandom& rng);

}  // namespace godwit

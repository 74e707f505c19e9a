#include "core/traits/pet_draw.h"

#include <cstddef>

#include "core/traits/soft_double.h"

namespace godwit {
namespace {

using soft::Add;
using soft::FromBits;
using soft::FromInteger;
using soft::Multiply;
using soft::Subtract;

// Weights in hundredths.
template <std::size_t Count>
using Weights = std::array<std::uint8_t, Count>;

// The original's weighted choice: the roll is lowered by each weight in turn and the first that
// takes it to zero or below wins. Count when none does.
template <std::size_t Count>
constexpr std::size_t Choose(const Weights<Count>& weights, std::uint64_t draw) {
  SoftDouble total;
  for (const std::uint8_t weight : weights) total = Add(total, soft::FromRatio(weight, 100));
  SoftDouble roll = soft::MultiplyFull(FromBits(draw), total);
  for (std::size_t i = 0; i < Count; ++i) {
    roll = Subtract(roll, soft::FromRatio(weights[i], 100));
    if (roll.mantissa == 0 || roll.negative) return i;
  }
  return Count;
}

// Every step of Choose is monotone in the draw, rounding included, so the choice is a staircase
// over the draws' bit patterns: limits[i] is the last pattern that chooses i or less. Found when
// compiled, a choice costs a few integer comparisons.
template <std::size_t Count>
struct Staircase {
  std::array<std::uint64_t, Count> limits;

  std::size_t operator()(std::uint64_t draw) const {
    std::size_t choice = 0;
    for (const std::uint64_t limit : limits) choice += draw > limit ? 1 : 0;
    return choice == Count ? 0 : choice;
  }
};

template <std::size_t Count>
consteval Staircase<Count> MakeStaircase(const Weights<Count>& weights) {
  constexpr std::uint64_t kTiny = std::uint64_t{963} << 52;  // 2^-60, below every draw
  constexpr std::uint64_t kOne = std::uint64_t{1023} << 52;
  Staircase<Count> stairs{};
  for (std::size_t i = 0; i < Count; ++i) {
    std::uint64_t low = kTiny;
    std::uint64_t high = kOne;  // the first pattern known to choose more than i, or the end
    while (high - low > 1) {
      const std::uint64_t middle = low + (high - low) / 2;
      (Choose(weights, middle) <= i ? low : high) = middle;
    }
    stairs.limits[i] = low;
  }
  return stairs;
}

// Indexed by rarity.
constexpr std::array<Staircase<4>, 4> kPattern = {
    MakeStaircase<4>({50, 25, 15, 10}),
    MakeStaircase<4>({30, 30, 25, 15}),
    MakeStaircase<4>({15, 25, 35, 25}),
    MakeStaircase<4>({10, 15, 25, 50}),
};
constexpr std::array<Staircase<5>, 4> kAccessory = {
    MakeStaircase<5>({50, 30, 10, 5, 5}),
    MakeStaircase<5>({30, 30, 20, 10, 10}),
    MakeStaircase<5>({15, 20, 30, 20, 15}),
    MakeStaircase<5>({5, 10, 20, 30, 35}),
};
constexpr Staircase<3> kSize = MakeStaircase<3>({33, 34, 33});
constexpr Staircase<5> kExpression = MakeStaircase<5>({25, 20, 20, 20, 15});

PetRarity DrawRarity(SeedRandom& rng) {
  static constexpr std::array<std::uint64_t, 3> kFrom = {
      soft::ToBits(soft::FromRatio(70, 100)),
      soft::ToBits(soft::FromRatio(90, 100)),
      soft::ToBits(soft::FromRatio(98, 100)),
  };
  const std::uint64_t draw = rng.NextBits();
  std::uint8_t rarity = 0;
  for (const std::uint64_t from : kFrom) rarity += draw >= from ? 1 : 0;
  return static_cast<PetRarity>(rarity);
}

// low + draw · width, each step rounded.
SoftDouble Between(SeedRandom& rng, std::uint64_t low, std::uint64_t width) {
  const SoftDouble draw = FromBits(rng.NextBits());
  return Add(FromInteger(low), Multiply(draw, width));
}

// (draw − 0.5) · width
SoftDouble Variance(SeedRandom& rng, std::uint64_t width) {
  const SoftDouble draw = FromBits(rng.NextBits());
  constexpr SoftDouble kHalf = soft::FromRatio(1, 2);
  return Multiply(Subtract(draw, kHalf), width);
}

// The hue across the circle. Below 555, so the floating remainder by 360 is one exact subtraction.
SoftDouble OppositeHue(const SoftDouble& hue, const SoftDouble& variance) {
  const SoftDouble sum = Add(Add(hue, FromInteger(180)), variance);
  return soft::Less(sum, FromInteger(360)) ? sum : Subtract(sum, FromInteger(360));
}

SoftDouble Clamp(const SoftDouble& value, std::uint64_t low, std::uint64_t high) {
  if (soft::Less(value, FromInteger(low))) return FromInteger(low);
  return soft::Less(FromInteger(high), value) ? FromInteger(high) : value;
}

ColorBits Bits(const SoftDouble& h, const SoftDouble& s, const SoftDouble& l) {
  return {soft::ToBits(h), soft::ToBits(s), soft::ToBits(l)};
}

}  // namespace

PetDraw DrawPet(SeedRandom& rng) {
  // One draw per statement: the order is part of the contract.
  PetDraw pet{};
  pet.rarity = DrawRarity(rng);
  const auto rarity = static_cast<std::size_t>(pet.rarity);
  const SoftDouble h = Between(rng, 0, 360);
  const SoftDouble s = Between(rng, 50, 40);
  const SoftDouble l = Between(rng, 25, 50);
  pet.body = Bits(h, s, l);
  pet.pattern_type = static_cast<PetPattern>(kPattern[rarity](rng.NextBits()));
  if (pet.pattern_type != PetPattern::kNone) {
    const SoftDouble pattern_h = OppositeHue(h, Variance(rng, 30));
    const SoftDouble pattern_s = Clamp(Add(s, Variance(rng, 20)), 50, 90);
    const SoftDouble pattern_l = Clamp(Add(l, Variance(rng, 20)), 25, 75);
    pet.pattern = Bits(pattern_h, pattern_s, pattern_l);
  }
  pet.accessory = static_cast<PetAccessory>(kAccessory[rarity](rng.NextBits()));
  pet.size = static_cast<PetSize>(kSize(rng.NextBits()));
  pet.expression = static_cast<PetExpression>(kExpression(rng.NextBits()));
  return pet;
}

}  // namespace godwit

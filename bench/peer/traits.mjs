// Trait texts and their validation as a JavaScript application makes them: npm seedrandom draws, zod
// validates. Written after the sample's rules, not after core/traits; zod's schema says what
// migrations/pets/schemas/pet-traits.schema.json says. The driver compares the texts with Godwit's before
// it believes any figure.

const RARITIES = [
  ['common', 0.7],
  ['uncommon', 0.9],
  ['rare', 0.98],
];

const PATTERNS = {
  common: { none: 0.5, striped: 0.25, spotted: 0.15, gradient: 0.1 },
  uncommon: { none: 0.3, striped: 0.3, spotted: 0.25, gradient: 0.15 },
  rare: { none: 0.15, striped: 0.25, spotted: 0.35, gradient: 0.25 },
  legendary: { none: 0.1, striped: 0.15, spotted: 0.25, gradient: 0.5 },
};

const ACCESSORIES = {
  common: { none: 0.5, collar: 0.3, horns: 0.1, wings: 0.05, crown: 0.05 },
  uncommon: { none: 0.3, collar: 0.3, horns: 0.2, wings: 0.1, crown: 0.1 },
  rare: { none: 0.15, collar: 0.2, horns: 0.3, wings: 0.2, crown: 0.15 },
  legendary: { none: 0.05, collar: 0.1, horns: 0.2, wings: 0.3, crown: 0.35 },
};

const SIZES = { small: 0.33, medium: 0.34, large: 0.33 };

const EXPRESSIONS = { happy: 0.25, neutral: 0.2, curious: 0.2, mischievous: 0.2, sleepy: 0.15 };

// A table of weights as the choice function wants it; made once.
function choices(weights) {
  const names = Object.keys(weights);
  const values = Object.values(weights);
  return { names, values, total: values.reduce((sum, weight) => sum + weight, 0) };
}

const byRarity = (tables) =>
  Object.fromEntries(Object.entries(tables).map(([rarity, table]) => [rarity, choices(table)]));
const PATTERN_CHOICES = byRarity(PATTERNS);
const ACCESSORY_CHOICES = byRarity(ACCESSORIES);
const SIZE_CHOICES = choices(SIZES);
const EXPRESSION_CHOICES = choices(EXPRESSIONS);

function choose(rng, { names, values, total }) {
  let roll = rng() * total;
  for (let i = 0; i < names.length; ++i) {
    roll -= values[i];
    if (roll <= 0) return names[i];
  }
  return names[0];
}

const between = (rng, low, high) => low + rng() * (high - low);
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

function chooseRarity(rng) {
  const roll = rng();
  return RARITIES.find(([, below]) => roll < below)?.[0] ?? 'legendary';
}

// (seedrandom) → (id) → the pet's traits
export function traitsMaker(seedrandom) {
  return (id) => {
    const rng = seedrandom(id);
    const rarity = chooseRarity(rng);
    const h = between(rng, 0, 360);
    const s = between(rng, 50, 90);
    const l = between(rng, 25, 75);
    const traits = { bodyColor: { h, s, l } };
    traits.patternType = choose(rng, PATTERN_CHOICES[rarity]);
    if (traits.patternType !== 'none') {
      const variance = (rng() - 0.5) * 30;
      traits.patternColor = {
        h: (h + 180 + variance) % 360,
        s: clamp(s + (rng() - 0.5) * 20, 50, 90),
        l: clamp(l + (rng() - 0.5) * 20, 25, 75),
      };
    }
    traits.accessory = choose(rng, ACCESSORY_CHOICES[rarity]);
    traits.bodySize = choose(rng, SIZE_CHOICES);
    traits.expression = choose(rng, EXPRESSION_CHOICES);
    traits.rarity = rarity;
    traits.traitVersion = 1;
    return traits;
  };
}

// The schema file's rules for zod.
export function traitsSchema({ z }) {
  const color = z.strictObject({
    h: z.number().min(0).max(360),
    s: z.number().min(0).max(100),
    l: z.number().min(0).max(100),
  });
  const common = {
    bodyColor: color,
    accessory: z.enum(['none', 'horns', 'wings', 'crown', 'collar']),
    bodySize: z.enum(['small', 'medium', 'large']),
    expression: z.enum(['happy', 'neutral', 'curious', 'mischievous', 'sleepy']),
    rarity: z.enum(['common', 'uncommon', 'rare', 'legendary']),
    traitVersion: z.int().min(1),
  };
  return z.discriminatedUnion('patternType', [
    z.strictObject({ ...common, patternType: z.literal('none') }),
    z.strictObject({
      ...common,
      patternType: z.enum(['striped', 'spotted', 'gradient']),
      patternColor: color,
    }),
  ]);
}

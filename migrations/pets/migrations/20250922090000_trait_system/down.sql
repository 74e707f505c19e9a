-- Children first, then their parents; indexes go with their tables.
DROP TABLE "PetTrait";

DROP TABLE "Trait";

-- The schema that the migrations lead to, the optional ones aside.

-- Owners. Their e-mail addresses are compared as they are written.
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "password" TEXT NOT NULL,
    "name" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- Stats and personality run from 0 to 100 (a check of the application's, not of the schema's), and
-- parents are plain ids, which may outlive the pet. Its looks are in traits, made from its id alone.
CREATE TABLE "Pet" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "health" INTEGER NOT NULL DEFAULT 100,
    "hunger" INTEGER NOT NULL DEFAULT 0,
    "happiness" INTEGER NOT NULL DEFAULT 100,
    "energy" INTEGER NOT NULL DEFAULT 100,
    "isCritical" BOOLEAN NOT NULL DEFAULT false,
    "maxHealthPenalty" INTEGER NOT NULL DEFAULT 0,
    "neglectStartedAt" DATETIME,
    "friendliness" INTEGER NOT NULL DEFAULT 50,
    "energyTrait" INTEGER NOT NULL DEFAULT 50,
    "curiosity" INTEGER NOT NULL DEFAULT 50,
    "patience" INTEGER NOT NULL DEFAULT 50,
    "playfulness" INTEGER NOT NULL DEFAULT 50,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "parent1Id" TEXT,
    "parent2Id" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "lastFedAt" DATETIME,
    "lastInteractionAt" DATETIME,
    "lastStatUpdate" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastBredAt" DATETIME,
    "traits" TEXT,
    CONSTRAINT "Pet_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "Pet_userId_idx" ON "Pet"("userId");
CREATE INDEX "Pet_parent1Id_idx" ON "Pet"("parent1Id");
CREATE INDEX "Pet_parent2Id_idx" ON "Pet"("parent2Id");

-- Traits that are inherited, and which pet has which.
CREATE TABLE "Trait" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "traitName" TEXT NOT NULL,
    "traitType" TEXT NOT NULL,
    "rarity" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE "PetTrait" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "petId" TEXT NOT NULL,
    "traitId" TEXT NOT NULL,
    "inheritanceSource" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "PetTrait_petId_fkey"
        FOREIGN KEY ("petId") REFERENCES "Pet" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PetTrait_traitId_fkey"
        FOREIGN KEY ("traitId") REFERENCES "Trait" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "Trait_traitName_key" ON "Trait"("traitName");
CREATE INDEX "Trait_traitType_idx" ON "Trait"("traitType");
CREATE INDEX "Trait_rarity_idx" ON "Trait"("rarity");
CREATE UNIQUE INDEX "PetTrait_petId_traitId_key" ON "PetTrait"("petId", "traitId");
CREATE INDEX "PetTrait_petId_idx" ON "PetTrait"("petId");
CREATE INDEX "PetTrait_traitId_idx" ON "PetTrait"("traitId");

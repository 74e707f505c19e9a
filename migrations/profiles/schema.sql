-- The schema that the migrations lead to: the old model and, beside it, the new one. The optional
-- migration that retires the old one is not in it.

-- The old model: a free-form profile for each user and context.
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

CREATE TABLE "ContextProfile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "contextType" TEXT NOT NULL
        CHECK ("contextType" IN ('romantic', 'friendship', 'professional', 'creative', 'service')),
    "tonePreference" TEXT NOT NULL
        CHECK ("tonePreference" IN ('light', 'balanced', 'serious')),
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ContextProfile_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "ContextProfile_userId_contextType_key"
    ON "ContextProfile"("userId", "contextType");

CREATE TABLE "ChatMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "contextProfileId" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('user', 'assistant', 'system')),
    "content" TEXT,
    "offRecord" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ChatMessage_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ChatMessage_contextProfileId_fkey"
        FOREIGN KEY ("contextProfileId") REFERENCES "ContextProfile" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "ChatMessage_userId_idx" ON "ChatMessage"("userId");
CREATE INDEX "ChatMessage_contextProfileId_idx" ON "ChatMessage"("contextProfileId");

CREATE TABLE "Profile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "contextProfileId" TEXT NOT NULL,
    "data" TEXT NOT NULL DEFAULT '{}',
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "missing" TEXT NOT NULL DEFAULT '[]',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Profile_contextProfileId_fkey"
        FOREIGN KEY ("contextProfileId") REFERENCES "ContextProfile" ("id")
        ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "Profile_contextProfileId_key" ON "Profile"("contextProfileId");

-- The new model: one shared profile for each user, one typed intent for each user and context.
CREATE TABLE "ProfileNew" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "coreValues" TEXT NOT NULL DEFAULT '[]' CHECK (json_type("coreValues") = 'array'),
    "beliefs" TEXT NOT NULL DEFAULT '{}' CHECK (json_type("beliefs") = 'object'),
    "interactionStyle" TEXT NOT NULL DEFAULT '{}' CHECK (json_type("interactionStyle") = 'object'),
    "lifestyle" TEXT NOT NULL DEFAULT '{}' CHECK (json_type("lifestyle") = 'object'),
    "constraints" TEXT NOT NULL DEFAULT '[]' CHECK (json_type("constraints") = 'array'),
    "location" TEXT,
    "ageRange" TEXT,
    "name" TEXT,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "missing" TEXT NOT NULL DEFAULT '[]' CHECK (json_type("missing") = 'array'),
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ProfileNew_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "ProfileNew_userId_key" ON "ProfileNew"("userId");

CREATE TABLE "ContextIntent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "contextType" TEXT NOT NULL
        CHECK ("contextType" IN ('romantic', 'friendship', 'professional', 'creative', 'service')),
    "relationshipTimeline" TEXT,
    "exclusivityExpectation" TEXT,
    "familyIntentions" TEXT,
    "attractionImportance" TEXT,
    "friendshipDepth" TEXT,
    "groupActivityPreference" TEXT,
    "emotionalSupportExpectation" TEXT,
    "partnershipType" TEXT,
    "commitmentHorizon" TEXT,
    "complementarySkills" TEXT CHECK (json_valid("complementarySkills")),
    "equityOrRevShare" TEXT,
    "creativeType" TEXT,
    "roleNeeded" TEXT,
    "processStyle" TEXT,
    "egoBalance" TEXT,
    "compensationExpectation" TEXT,
    "serviceType" TEXT,
    "budgetRange" TEXT,
    "timelineNeeded" TEXT,
    "credentialsRequired" TEXT,
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "missing" TEXT NOT NULL DEFAULT '[]' CHECK (json_type("missing") = 'array'),
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ContextIntent_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "ContextIntent_userId_contextType_key"
    ON "ContextIntent"("userId", "contextType");

-- Added beside the old tables, which stay as they are: going back is dropping these two.
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
    CONSTRAINT "ProfileNew_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "ProfileNew_userId_key" ON "ProfileNew"("userId");

-- CreateTable
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
    CONSTRAINT "ContextIntent_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "ContextIntent_userId_contextType_key" ON "ContextIntent"("userId", "contextType");

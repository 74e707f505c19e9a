-- What the application asks: of the new model as it is beside the old one, and of messages.

-- godwit: query profile-of-user
-- godwit: until 20251215090000_retire_old_profiles
-- godwit: index ProfileNew_userId_key
-- godwit: no-sort
SELECT "coreValues", "beliefs", "interactionStyle", "lifestyle", "constraints", "location",
       "ageRange", "name", "completeness", "missing"
FROM "ProfileNew"
WHERE "userId" = :userId;

-- godwit: query intents-of-user
-- godwit: index ContextIntent_userId_contextType_key
-- godwit: no-sort
SELECT "contextType", "completeness", "missing"
FROM "ContextIntent"
WHERE "userId" = :userId
ORDER BY "contextType";

-- What matching starts from: who has this intent, with the profile that goes with it.
-- godwit: query intents-of-a-kind
-- godwit: until 20251215090000_retire_old_profiles
-- godwit: index ProfileNew_userId_key
SELECT "ContextIntent"."userId", "ProfileNew"."location", "ProfileNew"."ageRange"
FROM "ContextIntent"
JOIN "ProfileNew" ON "ProfileNew"."userId" = "ContextIntent"."userId"
WHERE "ContextIntent"."contextType" = :contextType AND "ContextIntent"."completeness" >= :completeness
ORDER BY "ContextIntent"."userId";

-- The old model, for code that still reads it.
-- godwit: query old-profiles-of-user
-- godwit: until 20251215090000_retire_old_profiles
-- godwit: index ContextProfile_userId_contextType_key
-- godwit: index Profile_contextProfileId_key
SELECT "ContextProfile"."contextType", "Profile"."data"
FROM "ContextProfile"
JOIN "Profile" ON "Profile"."contextProfileId" = "ContextProfile"."id"
WHERE "ContextProfile"."userId" = :userId
ORDER BY "ContextProfile"."createdAt", "ContextProfile"."id";

-- godwit: query messages-of-context
-- godwit: index ChatMessage_contextProfileId_idx
SELECT "id", "role", "content", "createdAt"
FROM "ChatMessage"
WHERE "contextProfileId" = :contextProfileId AND NOT "offRecord"
ORDER BY "createdAt", "id";

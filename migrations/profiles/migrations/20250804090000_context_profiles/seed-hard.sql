-- What real data is like: `godwit seed --set hard`. Each user's id says what is hard about it.
INSERT INTO "User" ("id", "email", "name", "createdAt", "updatedAt") VALUES
  ('hard-1-conflicts', 'conflicts@example.com', 'Sam', '2025-08-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z'),
  ('hard-2-no-context', 'empty@example.com', NULL, '2025-08-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z'),
  ('hard-3-no-profile', 'half@example.com', 'Kim', '2025-08-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z'),
  ('hard-4-malformed', 'malformed@example.com', 'Max', '2025-08-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z'),
  ('hard-5-unicode', 'unicode@example.com', '김하늘', '2025-08-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z'),
  ('hard-6-nothing-yet', 'nothing@example.com', NULL, '2025-08-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z'),
  ('hard-7-odd-types', 'odd@example.com', 'Ona', '2025-08-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z')
ON CONFLICT DO NOTHING;

-- The contexts of hard-1 were made at the same moment: then the id decides who wins.
INSERT INTO "ContextProfile" ("id", "userId", "contextType", "tonePreference", "createdAt", "updatedAt") VALUES
  ('hard-1-c', 'hard-1-conflicts', 'creative', 'light', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-1-a', 'hard-1-conflicts', 'romantic', 'serious', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-1-b', 'hard-1-conflicts', 'friendship', 'balanced', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-3-a', 'hard-3-no-profile', 'professional', 'serious', '2025-08-03T00:00:00.000Z', '2025-08-03T00:00:00.000Z'),
  ('hard-3-b', 'hard-3-no-profile', 'service', 'light', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-4-a', 'hard-4-malformed', 'romantic', 'light', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-4-b', 'hard-4-malformed', 'friendship', 'light', '2025-08-03T00:00:00.000Z', '2025-08-03T00:00:00.000Z'),
  ('hard-5-a', 'hard-5-unicode', 'romantic', 'serious', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-5-b', 'hard-5-unicode', 'friendship', 'light', '2025-08-03T00:00:00.000Z', '2025-08-03T00:00:00.000Z'),
  ('hard-5-c', 'hard-5-unicode', 'professional', 'balanced', '2025-08-04T00:00:00.000Z', '2025-08-04T00:00:00.000Z'),
  ('hard-5-d', 'hard-5-unicode', 'creative', 'balanced', '2025-08-05T00:00:00.000Z', '2025-08-05T00:00:00.000Z'),
  ('hard-5-e', 'hard-5-unicode', 'service', 'balanced', '2025-08-06T00:00:00.000Z', '2025-08-06T00:00:00.000Z'),
  ('hard-6-a', 'hard-6-nothing-yet', 'creative', 'light', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-7-a', 'hard-7-odd-types', 'romantic', 'light', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-7-b', 'hard-7-odd-types', 'professional', 'light', '2025-08-03T00:00:00.000Z', '2025-08-03T00:00:00.000Z'),
  ('hard-7-c', 'hard-7-odd-types', 'service', 'light', '2025-08-04T00:00:00.000Z', '2025-08-04T00:00:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "Profile" ("id", "contextProfileId", "data", "createdAt", "updatedAt") VALUES
  ('hard-p-1a', 'hard-1-a', '{"location":"","ageRange":"25-34","name":"Sam","beliefs":{"faith":"none","politics":"green"},"coreValues":["honesty","humour"],"attractionImportance":"some"}', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-p-1b', 'hard-1-b', '{"location":"Oslo","ageRange":"35-44","name":"Samuel","beliefs":{"politics":"liberal"},"coreValues":["humour","loyalty"]}', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-p-1c', 'hard-1-c', '{"location":"Bergen","ageRange":"25-34","name":"Sam","beliefs":{"politics":"green","faith":"none"},"creativeType":"music","medium":"cello"}', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-p-3b', 'hard-3-b', '{"serviceType":"tutoring","budgetRange":"20-30","location":"서울"}', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-p-4a', 'hard-4-a', '{"coreValues":["patience"],"location":"Rome"', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-p-4b', 'hard-4-b', '{"friendshipDepth":"close"}', '2025-08-03T00:00:00.000Z', '2025-08-03T00:00:00.000Z'),
  ('hard-p-5a', 'hard-5-a', '{"name":"김하늘","location":"부산","ageRange":"25-34","coreValues":["정직","🌊"],"beliefs":{"종교":"없음"},"interactionStyle":{"tempo":"느긋"},"lifestyle":{"아침":true},"constraints":["no‮smoking"],"relationshipTimeline":"천천히","exclusivityExpectation":"예","familyIntentions":"아마","attractionImportance":"중요"}', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-p-5b', 'hard-5-b', '{"coreValues":["🌊","정직","용기"],"friendshipDepth":"깊은","groupActivityPreference":"소규모","emotionalSupportExpectation":"서로"}', '2025-08-03T00:00:00.000Z', '2025-08-03T00:00:00.000Z'),
  ('hard-p-5c', 'hard-5-c', '{"partnershipType":"공동 창업","commitmentHorizon":"5년","complementarySkills":["디자인","Straße \"x\""],"equityOrRevShare":"50:50"}', '2025-08-04T00:00:00.000Z', '2025-08-04T00:00:00.000Z'),
  ('hard-p-5d', 'hard-5-d', '{"creativeType":"صوت","roleNeeded":"راوٍ","processStyle":"jam","egoBalance":"even","compensationExpectation":"none"}', '2025-08-05T00:00:00.000Z', '2025-08-05T00:00:00.000Z'),
  ('hard-p-5e', 'hard-5-e', '{"serviceType":"번역","budgetRange":"₩","timelineNeeded":"1주","credentialsRequired":"통역사"}', '2025-08-06T00:00:00.000Z', '2025-08-06T00:00:00.000Z'),
  ('hard-p-7a', 'hard-7-a', '{"coreValues":"honesty","constraints":null,"beliefs":["not","an","object"],"location":null,"ageRange":30,"relationshipTimeline":"","familyIntentions":[],"attractionImportance":7,"budgetRange":"belongs to service"}', '2025-08-02T00:00:00.000Z', '2025-08-02T00:00:00.000Z'),
  ('hard-p-7b', 'hard-7-b', '{"complementarySkills":"law","partnershipType":["a","b"],"beliefs":{"n":9007199254740993,"d":1.10},"constraints":[1,1.0,"1",{"a":[1, 2]},{"a":[1,2]}]}', '2025-08-03T00:00:00.000Z', '2025-08-03T00:00:00.000Z'),
  ('hard-p-7c', 'hard-7-c', '["a","list"]', '2025-08-04T00:00:00.000Z', '2025-08-04T00:00:00.000Z')
ON CONFLICT DO NOTHING;

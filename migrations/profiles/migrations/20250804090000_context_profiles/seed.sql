-- The reference run: three users in seven contexts. Two romantic profiles hold what the new model has
-- no column for.
INSERT INTO "User" ("id", "email", "name", "createdAt", "updatedAt") VALUES
  ('3f0c6a52-8d14-4e5b-9a77-5b1de0c4a901', 'mina@example.com', 'Mina', '2025-08-05T08:00:00.000Z', '2025-08-05T08:00:00.000Z'),
  ('7a9e2b10-4c63-4d0f-8e21-90b3f7d6c802', 'jonas@example.com', 'Jonas', '2025-08-06T09:30:00.000Z', '2025-08-06T09:30:00.000Z'),
  ('c4d81f3e-2b7a-4f96-b1c5-6e0a9d38f703', 'aiko@example.com', NULL, '2025-08-07T10:45:00.000Z', '2025-08-07T10:45:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "ContextProfile" ("id", "userId", "contextType", "tonePreference", "createdAt", "updatedAt") VALUES
  ('11d0b6c4-0a01-4b1e-9c01-000000000001', '3f0c6a52-8d14-4e5b-9a77-5b1de0c4a901', 'romantic', 'serious', '2025-08-05T08:05:00.000Z', '2025-08-05T08:05:00.000Z'),
  ('11d0b6c4-0a01-4b1e-9c01-000000000002', '3f0c6a52-8d14-4e5b-9a77-5b1de0c4a901', 'professional', 'balanced', '2025-08-06T08:05:00.000Z', '2025-08-06T08:05:00.000Z'),
  ('11d0b6c4-0a01-4b1e-9c01-000000000003', '3f0c6a52-8d14-4e5b-9a77-5b1de0c4a901', 'friendship', 'light', '2025-08-07T08:05:00.000Z', '2025-08-07T08:05:00.000Z'),
  ('11d0b6c4-0a01-4b1e-9c01-000000000004', '7a9e2b10-4c63-4d0f-8e21-90b3f7d6c802', 'romantic', 'balanced', '2025-08-06T09:35:00.000Z', '2025-08-06T09:35:00.000Z'),
  ('11d0b6c4-0a01-4b1e-9c01-000000000005', '7a9e2b10-4c63-4d0f-8e21-90b3f7d6c802', 'professional', 'serious', '2025-08-08T09:35:00.000Z', '2025-08-08T09:35:00.000Z'),
  ('11d0b6c4-0a01-4b1e-9c01-000000000006', 'c4d81f3e-2b7a-4f96-b1c5-6e0a9d38f703', 'romantic', 'light', '2025-08-07T10:50:00.000Z', '2025-08-07T10:50:00.000Z'),
  ('11d0b6c4-0a01-4b1e-9c01-000000000007', 'c4d81f3e-2b7a-4f96-b1c5-6e0a9d38f703', 'friendship', 'balanced', '2025-08-09T10:50:00.000Z', '2025-08-09T10:50:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "Profile" ("id", "contextProfileId", "data", "completeness", "missing", "createdAt", "updatedAt") VALUES
  ('22d0b6c4-0a01-4b1e-9c01-000000000001', '11d0b6c4-0a01-4b1e-9c01-000000000001',
   '{"coreValues":["honesty","family"],"location":"Berlin","ageRange":"25-34","beliefs":{"faith":"none"},"relationshipTimeline":"within a year","intent":"long-term","preferences":["hiking","jazz"],"dealbreakers":["smoking"]}',
   60, '[]', '2025-08-05T08:06:00.000Z', '2025-08-05T08:06:00.000Z'),
  ('22d0b6c4-0a01-4b1e-9c01-000000000002', '11d0b6c4-0a01-4b1e-9c01-000000000002',
   '{"coreValues":["honesty","craft"],"location":"Berlin","partnershipType":"co-founder","commitmentHorizon":"3 years","complementarySkills":["sales","design"]}',
   75, '["equityOrRevShare"]', '2025-08-06T08:06:00.000Z', '2025-08-06T08:06:00.000Z'),
  ('22d0b6c4-0a01-4b1e-9c01-000000000003', '11d0b6c4-0a01-4b1e-9c01-000000000003',
   '{"interactionStyle":{"pace":"slow"},"friendshipDepth":"close","groupActivityPreference":"small groups","emotionalSupportExpectation":"mutual"}',
   100, '[]', '2025-08-07T08:06:00.000Z', '2025-08-07T08:06:00.000Z'),
  ('22d0b6c4-0a01-4b1e-9c01-000000000004', '11d0b6c4-0a01-4b1e-9c01-000000000004',
   '{"coreValues":["adventure"],"location":"Lisbon","intent":"someone to share memories with","preferences":["adventure"],"dealbreakers":["negative"]}',
   30, '["ageRange"]', '2025-08-06T09:36:00.000Z', '2025-08-06T09:36:00.000Z'),
  ('22d0b6c4-0a01-4b1e-9c01-000000000005', '11d0b6c4-0a01-4b1e-9c01-000000000005',
   '{"coreValues":["ownership"],"constraints":["remote only"],"partnershipType":"contractor","equityOrRevShare":"none"}',
   50, '[]', '2025-08-08T09:36:00.000Z', '2025-08-08T09:36:00.000Z'),
  ('22d0b6c4-0a01-4b1e-9c01-000000000006', '11d0b6c4-0a01-4b1e-9c01-000000000006',
   '{"coreValues":["kindness"],"location":"Osaka","ageRange":"35-44","lifestyle":{"sleep":"early"},"exclusivityExpectation":"exclusive","familyIntentions":"open"}',
   50, '[]', '2025-08-07T10:51:00.000Z', '2025-08-07T10:51:00.000Z'),
  ('22d0b6c4-0a01-4b1e-9c01-000000000007', '11d0b6c4-0a01-4b1e-9c01-000000000007',
   '{"coreValues":["kindness","curiosity"],"lifestyle":{"diet":"vegetarian"},"friendshipDepth":"casual"}',
   33, '[]', '2025-08-09T10:51:00.000Z', '2025-08-09T10:51:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "ChatMessage" ("id", "userId", "contextProfileId", "role", "content", "offRecord", "createdAt") VALUES
  ('33d0b6c4-0a01-4b1e-9c01-000000000001', '3f0c6a52-8d14-4e5b-9a77-5b1de0c4a901', '11d0b6c4-0a01-4b1e-9c01-000000000001', 'user', 'I like jazz and long walks.', false, '2025-08-05T08:10:00.000Z'),
  ('33d0b6c4-0a01-4b1e-9c01-000000000002', '3f0c6a52-8d14-4e5b-9a77-5b1de0c4a901', '11d0b6c4-0a01-4b1e-9c01-000000000001', 'assistant', 'Noted. What matters most to you?', false, '2025-08-05T08:10:05.000Z'),
  ('33d0b6c4-0a01-4b1e-9c01-000000000003', '7a9e2b10-4c63-4d0f-8e21-90b3f7d6c802', '11d0b6c4-0a01-4b1e-9c01-000000000005', 'user', NULL, true, '2025-08-08T09:40:00.000Z'),
  ('33d0b6c4-0a01-4b1e-9c01-000000000004', 'c4d81f3e-2b7a-4f96-b1c5-6e0a9d38f703', '11d0b6c4-0a01-4b1e-9c01-000000000007', 'system', 'Welcome, Aiko.', false, '2025-08-09T10:55:00.000Z')
ON CONFLICT DO NOTHING;

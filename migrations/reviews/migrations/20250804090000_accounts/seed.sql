-- Five readers. Hashes and tokens are made up: nobody can log in with them.
INSERT INTO "users" ("id", "email", "emailVerified", "emailVerifiedAt", "passwordHash", "name", "role", "status", "lastLoginAt", "lastLoginIp", "createdAt", "updatedAt") VALUES
  ('seed-user-seoyeon', 'seoyeon@example.com', true, '2025-08-05T09:10:00.000Z', 'sample-hash-seoyeon', '김서연', 'USER', 'ACTIVE', '2025-11-02T21:40:00.000Z', '192.0.2.11', '2025-08-05T09:00:00.000Z', '2025-11-02T21:40:00.000Z'),
  ('seed-user-doyun', 'doyun@example.com', true, '2025-08-06T12:05:00.000Z', 'sample-hash-doyun', '이도윤', 'USER', 'ACTIVE', '2025-11-03T07:15:00.000Z', '192.0.2.12', '2025-08-06T12:00:00.000Z', '2025-11-03T07:15:00.000Z'),
  ('seed-user-haeun', 'haeun@example.com', true, '2025-08-07T18:35:00.000Z', NULL, '박하은', 'USER', 'ACTIVE', '2025-10-28T20:00:00.000Z', '198.51.100.7', '2025-08-07T18:30:00.000Z', '2025-10-28T20:00:00.000Z'),
  ('seed-user-jiho', 'jiho@example.com', true, '2025-08-08T08:20:00.000Z', 'sample-hash-jiho', '최지호', 'MODERATOR', 'ACTIVE', '2025-11-03T09:00:00.000Z', '203.0.113.5', '2025-08-08T08:15:00.000Z', '2025-11-03T09:00:00.000Z'),
  ('seed-user-eunwoo', 'eunwoo@example.com', false, NULL, 'sample-hash-eunwoo', '정은우', 'USER', 'ACTIVE', NULL, NULL, '2025-08-20T22:45:00.000Z', '2025-08-20T22:45:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "sessions" ("id", "userId", "token", "refreshToken", "expiresAt", "refreshExpiresAt", "ipAddress", "userAgent", "deviceInfo", "isActive", "revokedAt", "createdAt", "updatedAt") VALUES
  ('seed-session-1', 'seed-user-seoyeon', 'sample-token-1', 'sample-refresh-1', '2025-11-02T22:40:00.000Z', '2025-12-02T21:40:00.000Z', '192.0.2.11', 'Mozilla/5.0 (Linux; Android 15)', '{"type":"mobile","os":"Android","browser":"Chrome"}', true, NULL, '2025-11-02T21:40:00.000Z', '2025-11-02T21:40:00.000Z'),
  ('seed-session-2', 'seed-user-doyun', NULL, NULL, '2025-11-01T08:00:00.000Z', NULL, '192.0.2.12', 'Mozilla/5.0 (X11; Linux x86_64)', '{"type":"desktop","os":"Linux","browser":"Firefox"}', false, '2025-11-01T07:30:00.000Z', '2025-11-01T07:00:00.000Z', '2025-11-01T07:30:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "oauth_connections" ("id", "userId", "provider", "providerId", "email", "profile", "createdAt", "updatedAt") VALUES
  ('seed-oauth-haeun', 'seed-user-haeun', 'kakao', '1002003004', 'haeun@example.com', '{"nickname":"하은","locale":"ko-KR"}', '2025-08-07T18:30:00.000Z', '2025-08-07T18:30:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "audit_logs" ("id", "userId", "action", "metadata", "ipAddress", "createdAt") VALUES
  ('seed-audit-1', 'seed-user-jiho', 'ROLE_CHANGED', '{"from":"USER","to":"MODERATOR"}', '203.0.113.5', '2025-08-09T10:00:00.000Z'),
  ('seed-audit-2', NULL, 'LOGIN_FAILED', NULL, '198.51.100.99', '2025-08-21T01:12:00.000Z')
ON CONFLICT DO NOTHING;

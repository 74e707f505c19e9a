-- Two users, one of them with a key for programs. What stands for hashes is made up: nobody can log in
-- with it.
INSERT INTO "users" ("id", "email", "password_hash", "name", "created_at", "updated_at") VALUES
  ('seed-user-ada', 'ada@example.com', '$argon2id$v=19$m=19456,t=2,p=1$c2VlZC11c2VyLWFkYQ$bm90IGEgcmVhbCBoYXNoLCBvbmx5IGEgc2FtcGxlIQ', 'Ada', '2025-10-01T09:00:00.000Z', '2025-10-01T09:00:00.000Z'),
  ('seed-user-minjun', 'minjun@example.com', '$argon2id$v=19$m=19456,t=2,p=1$c2VlZC11c2VyLW1pbg$bm9yIGlzIHRoaXMgb25lIG9mIGEgcGFzc3dvcmQhIQ', '민준', '2025-10-02T10:30:00.000Z', '2025-10-05T08:15:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "api_keys" ("id", "user_id", "name", "key_hash", "key_prefix", "last_used", "expires_at", "created_at") VALUES
  ('seed-key-ada', 'seed-user-ada', 'Nightly runs', 'b1f4e3a0c7d2965808e6bb1ccf4417a9d05e32f1986cc0de7741a2b9e8f35d60', 'vr_seed_7Qk2', '2025-10-20T03:00:00.000Z', '2026-10-01T00:00:00.000Z', '2025-10-01T09:05:00.000Z')
ON CONFLICT DO NOTHING;

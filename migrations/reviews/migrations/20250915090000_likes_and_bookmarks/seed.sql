INSERT INTO "likes" ("id", "userId", "reviewId", "createdAt") VALUES
  ('seed-like-01', 'seed-user-doyun', 'seed-review-01', '2025-09-16T08:00:00.000Z'),
  ('seed-like-02', 'seed-user-haeun', 'seed-review-01', '2025-09-16T09:30:00.000Z'),
  ('seed-like-03', 'seed-user-jiho', 'seed-review-01', '2025-09-17T22:10:00.000Z'),
  ('seed-like-04', 'seed-user-seoyeon', 'seed-review-02', '2025-09-18T07:00:00.000Z'),
  ('seed-like-05', 'seed-user-seoyeon', 'seed-review-04', '2025-09-18T07:05:00.000Z'),
  ('seed-like-06', 'seed-user-doyun', 'seed-review-04', '2025-09-19T12:00:00.000Z'),
  ('seed-like-07', 'seed-user-haeun', 'seed-review-04', '2025-09-19T12:30:00.000Z'),
  ('seed-like-08', 'seed-user-eunwoo', 'seed-review-04', '2025-09-21T23:50:00.000Z'),
  ('seed-like-09', 'seed-user-jiho', 'seed-review-06', '2025-10-01T18:00:00.000Z'),
  ('seed-like-10', 'seed-user-seoyeon', 'seed-review-06', '2025-10-02T06:40:00.000Z'),
  ('seed-like-11', 'seed-user-doyun', 'seed-review-08', '2025-10-13T08:20:00.000Z'),
  ('seed-like-12', 'seed-user-eunwoo', 'seed-review-10', '2025-10-26T10:00:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "bookmarks" ("id", "userId", "reviewId", "createdAt") VALUES
  ('seed-bookmark-1', 'seed-user-haeun', 'seed-review-01', '2025-09-16T09:31:00.000Z'),
  ('seed-bookmark-2', 'seed-user-seoyeon', 'seed-review-04', '2025-09-18T07:06:00.000Z'),
  ('seed-bookmark-3', 'seed-user-eunwoo', 'seed-review-04', '2025-09-21T23:51:00.000Z'),
  ('seed-bookmark-4', 'seed-user-eunwoo', 'seed-review-06', '2025-10-01T22:00:00.000Z'),
  ('seed-bookmark-5', 'seed-user-seoyeon', 'seed-review-08', '2025-10-13T21:15:00.000Z')
ON CONFLICT DO NOTHING;

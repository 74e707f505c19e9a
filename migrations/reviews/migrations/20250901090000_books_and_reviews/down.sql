-- Indexes and triggers go with their tables.
DROP TABLE "reviews";
DROP TABLE "books";

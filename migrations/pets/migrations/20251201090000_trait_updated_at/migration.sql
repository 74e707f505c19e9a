-- godwit: optional wrong on purpose: it passes on an empty table and fails on a populated one, which is what a rehearsal on real data finds out beforehand

-- As the ORM wrote it, and as it went through on the developer's empty database. Rows that exist
-- would have to hold NULL in a column that forbids it; a default, or a nullable column filled by a
-- data step, is the way that works.
ALTER TABLE "Trait" ADD COLUMN "updatedAt" DATETIME NOT NULL;

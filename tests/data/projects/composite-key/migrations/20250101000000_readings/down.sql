DROP TRIGGER "reading_audit";
DROP TABLE "audit";
DROP TABLE "note";
DROP TABLE "reading";

-- Django 3.2.25
-- What tests/conformance/record/django_schema.py made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: check
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY, "k" integer NULL, CONSTRAINT "p_k" CHECK (("k" > 0 AND "k" < 100)));
INSERT INTO "new__p" ("id", "k", "n") SELECT "id", "k", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: collate
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY, "name" text COLLATE NOCASE NULL);
INSERT INTO "new__p" ("id", "name", "n") SELECT "id", "name", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: empty_sequence
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: foreign_triggers
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
ROLLBACK;
PRAGMA foreign_keys = ON;
-- ended: django.db.utils.OperationalError: error in trigger c_ai: no such table: main.p

-- case: generated
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: indexes
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
CREATE INDEX "p_n" ON "p" ("n");
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: new_key
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__c" ("pid" integer NULL REFERENCES "p" ("id") DEFERRABLE INITIALLY DEFERRED, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__c" ("id", "pid") SELECT "id", "pid" FROM "c";
DROP TABLE "c";
ALTER TABLE "new__c" RENAME TO "c";
CREATE INDEX "c_pid_929127fc" ON "c" ("pid");
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: orphans
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__c" ("pid" integer NULL REFERENCES "p" ("id") DEFERRABLE INITIALLY DEFERRED, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__c" ("id", "pid") SELECT "id", "pid" FROM "c";
DROP TABLE "c";
ALTER TABLE "new__c" RENAME TO "c";
CREATE INDEX "c_pid_929127fc" ON "c" ("pid");
PRAGMA foreign_key_check;
-- ended: django.db.utils.IntegrityError: The row in table 'c' with primary key '2' has an invalid foreign key: c.pid contains a value '99' that does not have a corresponding value in p.id.

-- case: restrict
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: self_reference
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY, "parent" integer NULL REFERENCES "p" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__p" ("id", "parent", "n") SELECT "id", "parent", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
CREATE INDEX "p_parent_dc48d923" ON "p" ("parent");
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: sequence
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: set_default
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: set_null
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: special_indexes
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY, "name" text NULL);
INSERT INTO "new__p" ("id", "name", "n") SELECT "id", "name", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
CREATE INDEX "p_partial" ON "p" ("name") WHERE "name" IS NOT NULL;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: strict
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: triggers
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: view_chain
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
ROLLBACK;
PRAGMA foreign_keys = ON;
-- ended: django.db.utils.OperationalError: error in view v1: no such table: main.p

-- case: views
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
ROLLBACK;
PRAGMA foreign_keys = ON;
-- ended: django.db.utils.OperationalError: error in view v: no such table: main.p

-- case: without_rowid
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__p" ("n" integer NULL, "id" integer NOT NULL PRIMARY KEY);
INSERT INTO "new__p" ("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "new__p" RENAME TO "p";
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

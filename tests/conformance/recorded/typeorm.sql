-- TypeORM 1.1.1
-- What tests/conformance/record/typeorm.mjs made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: check
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer, "k" integer);
INSERT INTO "temporary_p"("id", "n", "k") SELECT "id", "n", "k" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: collate
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer, "name" text);
INSERT INTO "temporary_p"("id", "n", "name") SELECT "id", "n", "name" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: empty_sequence
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: foreign_triggers
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
Migration "Change1700000000000" failed, error: SqliteError: error in trigger c_ai: no such table: main.p
ROLLBACK;
-- ended: driverError: SqliteError: error in trigger c_ai: no such table: main.p

-- case: generated
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
Migration "Change1700000000000" failed, error: SqliteError: no such table: typeorm_metadata
ROLLBACK;
-- ended: driverError: SqliteError: no such table: typeorm_metadata

-- case: indexes
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
DROP INDEX "p_n";
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
CREATE INDEX "p_n" ON "p" ("n");
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: new_key
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_c" ("id" integer PRIMARY KEY, "pid" integer, CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "p" ("id"));
INSERT INTO "temporary_c"("id", "pid") SELECT "id", "pid" FROM "c";
DROP TABLE "c";
ALTER TABLE "temporary_c" RENAME TO "c";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: orphans
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_c" ("id" integer PRIMARY KEY, "pid" integer, CONSTRAINT "FK_a140aa62f02164fd04d12e23f19" FOREIGN KEY ("pid") REFERENCES "p" ("id"));
INSERT INTO "temporary_c"("id", "pid") SELECT "id", "pid" FROM "c";
DROP TABLE "c";
ALTER TABLE "temporary_c" RENAME TO "c";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: restrict
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: self_reference
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer, "parent" integer, CONSTRAINT "FK_155ed104602c00f358fa10169cf" FOREIGN KEY ("parent") REFERENCES "p" ("id") ON DELETE CASCADE ON UPDATE NO ACTION);
INSERT INTO "temporary_p"("id", "n", "parent") SELECT "id", "n", "parent" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: sequence
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: set_default
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: set_null
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: special_indexes
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
DROP INDEX "p_expression";
DROP INDEX "p_sorted";
DROP INDEX "p_partial";
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer, "name" text);
INSERT INTO "temporary_p"("id", "n", "name") SELECT "id", "n", "name" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
CREATE INDEX "p_expression" ON "p" ("null");
Migration "Change1700000000000" failed, error: SqliteError: no such column: null
ROLLBACK;
-- ended: driverError: SqliteError: no such column: null

-- case: strict
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: triggers
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

-- case: view_chain
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
Migration "Change1700000000000" failed, error: SqliteError: error in view v1: no such table: main.p
ROLLBACK;
-- ended: driverError: SqliteError: error in view v1: no such table: main.p

-- case: views
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY, "n" integer);
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
Migration "Change1700000000000" failed, error: SqliteError: error in view v: no such table: main.p
ROLLBACK;
-- ended: driverError: SqliteError: error in view v: no such table: main.p

-- case: without_rowid
PRAGMA foreign_keys = ON;
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE "temporary_p" ("id" integer PRIMARY KEY NOT NULL, "n" integer) WITHOUT ROWID;
INSERT INTO "temporary_p"("id", "n") SELECT "id", "n" FROM "p";
DROP TABLE "p";
ALTER TABLE "temporary_p" RENAME TO "p";
INSERT INTO "migrations"("timestamp", "name") VALUES (1700000000000, 'Change1700000000000');
COMMIT;
PRAGMA foreign_keys = ON;
-- ended: done

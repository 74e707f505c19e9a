-- Drizzle ORM 0.45.4 with drizzle-kit 0.31.11
-- What tests/conformance/record/drizzle.mjs made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('7416f06a87e4d286a8f6cfd09afd6922ab5b6a56215653f850d97db7f0d438ca', 1700000000000);
COMMIT;
-- ended: done

-- case: check
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer,
	`k` integer,
	CONSTRAINT "p_k" CHECK(k > 0 AND k < 100)
);
INSERT INTO `__new_p`("id", "n", "k") SELECT "id", "n", "k" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('03b2a2d082921d939d2ab92c837450894fca2c064db118757478f8acd170c77f', 1700000000000);
COMMIT;
-- ended: done

-- case: collate
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer,
	`name` text
);
INSERT INTO `__new_p`("id", "n", "name") SELECT "id", "n", "name" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('81afcd9013bcd2561123f276ea25a702e7cbc1cde19959d614ad4b4bb732d3c5', 1700000000000);
COMMIT;
-- ended: done

-- case: empty_sequence
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('e727440a2de665b188d6772748d374309ac71433a2120568a2206af5b8e39825', 1700000000000);
COMMIT;
-- ended: done

-- case: foreign_triggers
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
ROLLBACK;
-- ended: cause: SqliteError: error in trigger c_ai: no such table: main.p

-- case: generated
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer,
	`twice` integer GENERATED ALWAYS AS (n * 2) STORED,
	`half` integer GENERATED ALWAYS AS (n / 2) VIRTUAL
);
INSERT INTO `__new_p`("id", "n", "twice", "half") SELECT "id", "n", "twice", "half" FROM `p`;
ROLLBACK;
-- ended: cause: SqliteError: cannot INSERT into generated column "twice"

-- case: indexes
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
CREATE INDEX `p_n` ON `p` (`n`);
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('73c5afe6d65577522e5393109572a3c99ca90ac2362eb83806c383fd24abb1fe', 1700000000000);
COMMIT;
-- ended: done

-- case: new_key
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_c` (
	`id` integer PRIMARY KEY NOT NULL,
	`pid` integer,
	FOREIGN KEY (`pid`) REFERENCES `p`(`id`) ON UPDATE no action ON DELETE no action
);
INSERT INTO `__new_c`("id", "pid") SELECT "id", "pid" FROM `c`;
DROP TABLE `c`;
ALTER TABLE `__new_c` RENAME TO `c`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('d673a1e8b2d4a29c8c1f4db6870a7c33798dd3b03cf39b9a295453a420c3ce11', 1700000000000);
COMMIT;
-- ended: done

-- case: orphans
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_c` (
	`id` integer PRIMARY KEY NOT NULL,
	`pid` integer,
	FOREIGN KEY (`pid`) REFERENCES `p`(`id`) ON UPDATE no action ON DELETE no action
);
INSERT INTO `__new_c`("id", "pid") SELECT "id", "pid" FROM `c`;
ROLLBACK;
-- ended: cause: SqliteError: FOREIGN KEY constraint failed

-- case: restrict
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ROLLBACK;
-- ended: cause: SqliteError: FOREIGN KEY constraint failed

-- case: self_reference
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer,
	`parent` integer,
	FOREIGN KEY (`parent`) REFERENCES `p`(`id`) ON UPDATE no action ON DELETE cascade
);
INSERT INTO `__new_p`("id", "n", "parent") SELECT "id", "n", "parent" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('b586a6cb6141485fc81fd8c1bf72bdc92531b8315a44417eb40824a22beaa9e5', 1700000000000);
COMMIT;
-- ended: done

-- case: sequence
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('e727440a2de665b188d6772748d374309ac71433a2120568a2206af5b8e39825', 1700000000000);
COMMIT;
-- ended: done

-- case: set_default
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ROLLBACK;
-- ended: cause: SqliteError: FOREIGN KEY constraint failed

-- case: set_null
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('7416f06a87e4d286a8f6cfd09afd6922ab5b6a56215653f850d97db7f0d438ca', 1700000000000);
COMMIT;
-- ended: done

-- case: special_indexes
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer,
	`name` text
);
INSERT INTO `__new_p`("id", "n", "name") SELECT "id", "n", "name" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
CREATE UNIQUE INDEX `p_partial` ON `p` (`name`) WHERE name IS NOT NULL;
CREATE INDEX `p_sorted` ON `p` (`name COLLATE NOCASE DESC`);
ROLLBACK;
-- ended: cause: SqliteError: no such column: name COLLATE NOCASE DESC

-- case: strict
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('7416f06a87e4d286a8f6cfd09afd6922ab5b6a56215653f850d97db7f0d438ca', 1700000000000);
COMMIT;
-- ended: done

-- case: triggers
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('7416f06a87e4d286a8f6cfd09afd6922ab5b6a56215653f850d97db7f0d438ca', 1700000000000);
COMMIT;
-- ended: done

-- case: view_chain
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
ROLLBACK;
-- ended: cause: SqliteError: error in view v1: no such table: main.p

-- case: views
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
ROLLBACK;
-- ended: cause: SqliteError: error in view v: no such table: main.p

-- case: without_rowid
CREATE TABLE IF NOT EXISTS "__drizzle_migrations" (
				id SERIAL PRIMARY KEY,
				hash text NOT NULL,
				created_at numeric
			);
BEGIN;
PRAGMA foreign_keys=OFF;
CREATE TABLE `__new_p` (
	`id` integer PRIMARY KEY NOT NULL,
	`n` integer
);
INSERT INTO `__new_p`("id", "n") SELECT "id", "n" FROM `p`;
DROP TABLE `p`;
ALTER TABLE `__new_p` RENAME TO `p`;
PRAGMA foreign_keys=ON;
INSERT INTO "__drizzle_migrations" ("hash", "created_at") VALUES('7416f06a87e4d286a8f6cfd09afd6922ab5b6a56215653f850d97db7f0d438ca', 1700000000000);
COMMIT;
-- ended: done

-- Knex 3.3.0
-- What tests/conformance/record/knex.mjs made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter353` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter353" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter353" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324782664, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: check
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter955` (`id` INTEGER PRIMARY KEY, `n` integer, `k` INTEGER CHECK (k > 0), CHECK (k < 100));
INSERT INTO "_knex_temp_alter955" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter955" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324783475, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: collate
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter224` (`id` INTEGER PRIMARY KEY, `n` integer, `name` TEXT COLLATE NOCASE);
INSERT INTO "_knex_temp_alter224" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter224" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324784507, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: empty_sequence
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter232` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `n` integer);
INSERT INTO "_knex_temp_alter232" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter232" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324785819, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: foreign_triggers
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter354` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter354" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter354" RENAME TO "p";
ROLLBACK TO SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter354" RENAME TO "p" - error in trigger c_ai: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
ROLLBACK;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter354" RENAME TO "p" - error in trigger c_ai: no such table: main.p

-- case: generated
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter930` (`id` INTEGER PRIMARY KEY, `n` integer, `twice` INTEGER AS (n * 2) STORED, `half` INTEGER AS (n / 2) VIRTUAL);
INSERT INTO "_knex_temp_alter930" SELECT * FROM "p";
ROLLBACK TO SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: INSERT INTO "_knex_temp_alter930" SELECT * FROM "p"; - table _knex_temp_alter930 has 2 columns but 4 values were supplied
update `knex_migrations_lock` set `is_locked` = 0;
ROLLBACK;
-- ended: SqliteError: INSERT INTO "_knex_temp_alter930" SELECT * FROM "p"; - table _knex_temp_alter930 has 2 columns but 4 values were supplied

-- case: indexes
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter327` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter327" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter327" RENAME TO "p";
CREATE INDEX p_n ON p (n);
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324789584, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: new_key
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter910` (`id` INTEGER PRIMARY KEY, `pid` INTEGER, FOREIGN KEY (`pid`) REFERENCES `p` (`id`));
INSERT INTO "_knex_temp_alter910" SELECT * FROM "c";
DROP TABLE "c";
ALTER TABLE "_knex_temp_alter910" RENAME TO "c";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324791239, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: orphans
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter521` (`id` INTEGER PRIMARY KEY, `pid` INTEGER, FOREIGN KEY (`pid`) REFERENCES `p` (`id`));
INSERT INTO "_knex_temp_alter521" SELECT * FROM "c";
ROLLBACK TO SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: INSERT INTO "_knex_temp_alter521" SELECT * FROM "c"; - FOREIGN KEY constraint failed
update `knex_migrations_lock` set `is_locked` = 0;
ROLLBACK;
-- ended: SqliteError: INSERT INTO "_knex_temp_alter521" SELECT * FROM "c"; - FOREIGN KEY constraint failed

-- case: restrict
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter966` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter966" SELECT * FROM "p";
DROP TABLE "p";
ROLLBACK TO SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: DROP TABLE "p" - FOREIGN KEY constraint failed
update `knex_migrations_lock` set `is_locked` = 0;
ROLLBACK;
-- ended: SqliteError: DROP TABLE "p" - FOREIGN KEY constraint failed

-- case: self_reference
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter313` (`id` INTEGER PRIMARY KEY, `n` integer, `parent` INTEGER REFERENCES `p` (`id`) ON DELETE CASCADE);
INSERT INTO "_knex_temp_alter313" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter313" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324796328, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: sequence
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter075` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `n` integer);
INSERT INTO "_knex_temp_alter075" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter075" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324797810, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: set_default
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter832` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter832" SELECT * FROM "p";
DROP TABLE "p";
ROLLBACK TO SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: DROP TABLE "p" - FOREIGN KEY constraint failed
update `knex_migrations_lock` set `is_locked` = 0;
ROLLBACK;
-- ended: SqliteError: DROP TABLE "p" - FOREIGN KEY constraint failed

-- case: set_null
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter261` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter261" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter261" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324800994, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: special_indexes
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter106` (`id` INTEGER PRIMARY KEY, `n` integer, `name` TEXT);
INSERT INTO "_knex_temp_alter106" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter106" RENAME TO "p";
CREATE UNIQUE INDEX p_partial ON p (name) WHERE name IS NOT NULL;
CREATE INDEX p_sorted ON p (name COLLATE NOCASE DESC);
CREATE INDEX p_expression ON p (lower(name));
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324802457, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: strict
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
migration file "change" failed
migration failed with error: Parsing CREATE TABLE failed at [STRICT] of "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT) STRICT"
update `knex_migrations_lock` set `is_locked` = 0;
ROLLBACK;
-- ended: Error: Parsing CREATE TABLE failed at [STRICT] of "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT) STRICT"

-- case: triggers
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter161` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter161" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter161" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324805559, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

-- case: view_chain
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter658` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter658" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter658" RENAME TO "p";
ROLLBACK TO SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter658" RENAME TO "p" - error in view v1: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
ROLLBACK;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter658" RENAME TO "p" - error in view v1: no such table: main.p

-- case: views
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter471` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter471" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter471" RENAME TO "p";
ROLLBACK TO SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter471" RENAME TO "p" - error in view v: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
ROLLBACK;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter471" RENAME TO "p" - error in view v: no such table: main.p

-- case: without_rowid
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
SAVEPOINT trx3;
RELEASE SAVEPOINT trx3;
PRAGMA foreign_keys = OFF;
SAVEPOINT trx4;
CREATE TABLE `_knex_temp_alter748` (`id` INTEGER PRIMARY KEY, `n` integer) WITHOUT ROWID;
INSERT INTO "_knex_temp_alter748" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter748" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
RELEASE SAVEPOINT trx4;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324810703, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
COMMIT;
-- ended: done

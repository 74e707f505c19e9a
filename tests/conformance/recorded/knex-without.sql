-- Knex 3.3.0, migration without a transaction
-- What tests/conformance/record/knex.mjs made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter724` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter724" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter724" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324001433, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: check
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter310` (`id` INTEGER PRIMARY KEY, `n` integer, `k` INTEGER CHECK (k > 0), CHECK (k < 100));
INSERT INTO "_knex_temp_alter310" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter310" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324002175, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: collate
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter509` (`id` INTEGER PRIMARY KEY, `n` integer, `name` TEXT COLLATE NOCASE);
INSERT INTO "_knex_temp_alter509" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter509" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324002815, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: empty_sequence
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter932` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `n` integer);
INSERT INTO "_knex_temp_alter932" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter932" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324003578, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: foreign_triggers
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter101` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter101" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter101" RENAME TO "p";
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter101" RENAME TO "p" - error in trigger c_ai: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter101" RENAME TO "p" - error in trigger c_ai: no such table: main.p

-- case: generated
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter187` (`id` INTEGER PRIMARY KEY, `n` integer, `twice` INTEGER AS (n * 2) STORED, `half` INTEGER AS (n / 2) VIRTUAL);
INSERT INTO "_knex_temp_alter187" SELECT * FROM "p";
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: INSERT INTO "_knex_temp_alter187" SELECT * FROM "p"; - table _knex_temp_alter187 has 2 columns but 4 values were supplied
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: SqliteError: INSERT INTO "_knex_temp_alter187" SELECT * FROM "p"; - table _knex_temp_alter187 has 2 columns but 4 values were supplied

-- case: indexes
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter307` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter307" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter307" RENAME TO "p";
CREATE INDEX p_n ON p (n);
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324005623, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: orphans
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter149` (`id` INTEGER PRIMARY KEY, `pid` INTEGER, FOREIGN KEY (`pid`) REFERENCES `p` (`id`));
INSERT INTO "_knex_temp_alter149" SELECT * FROM "c";
DROP TABLE "c";
ALTER TABLE "_knex_temp_alter149" RENAME TO "c";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: FOREIGN KEY constraint failed
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: Error: FOREIGN KEY constraint failed

-- case: restrict
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter609` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter609" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter609" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324007067, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: self_reference
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter958` (`id` INTEGER PRIMARY KEY, `n` integer, `parent` INTEGER REFERENCES `p` (`id`) ON DELETE CASCADE);
INSERT INTO "_knex_temp_alter958" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter958" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324007711, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: sequence
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter685` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `n` integer);
INSERT INTO "_knex_temp_alter685" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter685" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324008383, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: set_default
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter140` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter140" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter140" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324009135, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: set_null
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter907` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter907" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter907" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324009915, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: special_indexes
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter054` (`id` INTEGER PRIMARY KEY, `n` integer, `name` TEXT);
INSERT INTO "_knex_temp_alter054" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter054" RENAME TO "p";
CREATE UNIQUE INDEX p_partial ON p (name) WHERE name IS NOT NULL;
CREATE INDEX p_sorted ON p (name COLLATE NOCASE DESC);
CREATE INDEX p_expression ON p (lower(name));
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324010723, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: strict
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
migration file "change" failed
migration failed with error: Parsing CREATE TABLE failed at [STRICT] of "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT) STRICT"
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: Error: Parsing CREATE TABLE failed at [STRICT] of "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT) STRICT"

-- case: triggers
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter304` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter304" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter304" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324012183, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: view_chain
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter516` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter516" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter516" RENAME TO "p";
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter516" RENAME TO "p" - error in view v1: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter516" RENAME TO "p" - error in view v1: no such table: main.p

-- case: views
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter258` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter258" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter258" RENAME TO "p";
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter258" RENAME TO "p" - error in view v: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter258" RENAME TO "p" - error in view v: no such table: main.p

-- case: without_rowid
create table `knex_migrations` (`id` integer not null primary key autoincrement, `name` varchar(255), `batch` integer, `migration_time` datetime);
create table `knex_migrations_lock` (`index` integer not null primary key autoincrement, `is_locked` integer);
insert into `knex_migrations_lock` (`is_locked`) values (0);
BEGIN;
update `knex_migrations_lock` set `is_locked` = 1 where `is_locked` = 0;
COMMIT;
BEGIN;
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE `_knex_temp_alter370` (`id` INTEGER PRIMARY KEY, `n` integer) WITHOUT ROWID;
INSERT INTO "_knex_temp_alter370" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter370" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324014123, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

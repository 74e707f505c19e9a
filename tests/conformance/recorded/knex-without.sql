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
CREATE TABLE `_knex_temp_alter356` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter356" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter356" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324814388, 'change');
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
CREATE TABLE `_knex_temp_alter723` (`id` INTEGER PRIMARY KEY, `n` integer, `k` INTEGER CHECK (k > 0), CHECK (k < 100));
INSERT INTO "_knex_temp_alter723" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter723" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324816038, 'change');
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
CREATE TABLE `_knex_temp_alter570` (`id` INTEGER PRIMARY KEY, `n` integer, `name` TEXT COLLATE NOCASE);
INSERT INTO "_knex_temp_alter570" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter570" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324817851, 'change');
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
CREATE TABLE `_knex_temp_alter226` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `n` integer);
INSERT INTO "_knex_temp_alter226" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter226" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324819519, 'change');
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
CREATE TABLE `_knex_temp_alter819` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter819" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter819" RENAME TO "p";
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter819" RENAME TO "p" - error in trigger c_ai: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter819" RENAME TO "p" - error in trigger c_ai: no such table: main.p

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
CREATE TABLE `_knex_temp_alter553` (`id` INTEGER PRIMARY KEY, `n` integer, `twice` INTEGER AS (n * 2) STORED, `half` INTEGER AS (n / 2) VIRTUAL);
INSERT INTO "_knex_temp_alter553" SELECT * FROM "p";
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: INSERT INTO "_knex_temp_alter553" SELECT * FROM "p"; - table _knex_temp_alter553 has 2 columns but 4 values were supplied
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: SqliteError: INSERT INTO "_knex_temp_alter553" SELECT * FROM "p"; - table _knex_temp_alter553 has 2 columns but 4 values were supplied

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
CREATE TABLE `_knex_temp_alter200` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter200" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter200" RENAME TO "p";
CREATE INDEX p_n ON p (n);
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324824363, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

-- case: new_key
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
CREATE TABLE `_knex_temp_alter652` (`id` INTEGER PRIMARY KEY, `pid` INTEGER, FOREIGN KEY (`pid`) REFERENCES `p` (`id`));
INSERT INTO "_knex_temp_alter652" SELECT * FROM "c";
DROP TABLE "c";
ALTER TABLE "_knex_temp_alter652" RENAME TO "c";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324826003, 'change');
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
CREATE TABLE `_knex_temp_alter221` (`id` INTEGER PRIMARY KEY, `pid` INTEGER, FOREIGN KEY (`pid`) REFERENCES `p` (`id`));
INSERT INTO "_knex_temp_alter221" SELECT * FROM "c";
DROP TABLE "c";
ALTER TABLE "_knex_temp_alter221" RENAME TO "c";
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
CREATE TABLE `_knex_temp_alter738` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter738" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter738" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324830351, 'change');
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
CREATE TABLE `_knex_temp_alter503` (`id` INTEGER PRIMARY KEY, `n` integer, `parent` INTEGER REFERENCES `p` (`id`) ON DELETE CASCADE);
INSERT INTO "_knex_temp_alter503" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter503" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324832007, 'change');
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
CREATE TABLE `_knex_temp_alter873` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `n` integer);
INSERT INTO "_knex_temp_alter873" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter873" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324833212, 'change');
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
CREATE TABLE `_knex_temp_alter915` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter915" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter915" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324834676, 'change');
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
CREATE TABLE `_knex_temp_alter137` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter137" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter137" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324835980, 'change');
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
CREATE TABLE `_knex_temp_alter337` (`id` INTEGER PRIMARY KEY, `n` integer, `name` TEXT);
INSERT INTO "_knex_temp_alter337" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter337" RENAME TO "p";
CREATE UNIQUE INDEX p_partial ON p (name) WHERE name IS NOT NULL;
CREATE INDEX p_sorted ON p (name COLLATE NOCASE DESC);
CREATE INDEX p_expression ON p (lower(name));
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324837096, 'change');
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
CREATE TABLE `_knex_temp_alter070` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter070" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter070" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324839543, 'change');
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
CREATE TABLE `_knex_temp_alter139` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter139" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter139" RENAME TO "p";
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter139" RENAME TO "p" - error in view v1: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter139" RENAME TO "p" - error in view v1: no such table: main.p

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
CREATE TABLE `_knex_temp_alter305` (`id` INTEGER PRIMARY KEY, `n` integer);
INSERT INTO "_knex_temp_alter305" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter305" RENAME TO "p";
ROLLBACK;
PRAGMA foreign_keys = ON;
migration file "change" failed
migration failed with error: ALTER TABLE "_knex_temp_alter305" RENAME TO "p" - error in view v: no such table: main.p
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: SqliteError: ALTER TABLE "_knex_temp_alter305" RENAME TO "p" - error in view v: no such table: main.p

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
CREATE TABLE `_knex_temp_alter777` (`id` INTEGER PRIMARY KEY, `n` integer) WITHOUT ROWID;
INSERT INTO "_knex_temp_alter777" SELECT * FROM "p";
DROP TABLE "p";
ALTER TABLE "_knex_temp_alter777" RENAME TO "p";
PRAGMA foreign_key_check;
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
insert into `knex_migrations` (`batch`, `migration_time`, `name`) values (1, 1795324842463, 'change');
update `knex_migrations_lock` set `is_locked` = 0;
-- ended: done

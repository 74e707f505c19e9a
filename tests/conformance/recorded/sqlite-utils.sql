-- sqlite-utils 3.30
-- What tests/conformance/record/sqlite_utils_transform.py made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_aa259e953425] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_aa259e953425] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_aa259e953425] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: check
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_a65c06d202f6] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER,
   [k] INTEGER
);
BEGIN;
INSERT INTO [p_new_a65c06d202f6] ([id], [n], [k])
   SELECT [id], [n], [k] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_a65c06d202f6] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: collate
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_d512dda3233c] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER,
   [name] TEXT
);
BEGIN;
INSERT INTO [p_new_d512dda3233c] ([id], [n], [name])
   SELECT [id], [n], [name] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_d512dda3233c] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: empty_sequence
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_db8971095b25] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_db8971095b25] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_db8971095b25] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: foreign_triggers
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_b50e9d596380] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_b50e9d596380] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_b50e9d596380] RENAME TO [p];
ROLLBACK;
PRAGMA foreign_keys=1;
-- ended: sqlite3.OperationalError: error in trigger c_ai: no such table: main.p

-- case: generated
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_563bdce36d93] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_563bdce36d93] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_563bdce36d93] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: indexes
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_f8c8f1898d63] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_f8c8f1898d63] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_f8c8f1898d63] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: new_key
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA writable_schema = 1;
BEGIN;
UPDATE sqlite_master SET sql = 'CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER,
   FOREIGN KEY([pid]) REFERENCES [p]([id])
)' WHERE name = 'c';
PRAGMA schema_version = 3;
PRAGMA writable_schema = 0;
COMMIT;
VACUUM;
-- ended: done

-- case: orphans
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA writable_schema = 1;
BEGIN;
UPDATE sqlite_master SET sql = 'CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER,
   FOREIGN KEY([pid]) REFERENCES [p]([id])
)' WHERE name = 'c';
PRAGMA schema_version = 3;
PRAGMA writable_schema = 0;
COMMIT;
VACUUM;
-- ended: done

-- case: restrict
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_c60deefddf02] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_c60deefddf02] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_c60deefddf02] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: self_reference
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_02463d718136] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER,
   [parent] INTEGER REFERENCES [p]([id])
);
BEGIN;
INSERT INTO [p_new_02463d718136] ([id], [n], [parent])
   SELECT [id], [n], [parent] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_02463d718136] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: sequence
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_ad91e21a3187] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_ad91e21a3187] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_ad91e21a3187] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: set_default
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_6dbefd47ebcd] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_6dbefd47ebcd] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_6dbefd47ebcd] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: set_null
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_fdad7382f0f8] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_fdad7382f0f8] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_fdad7382f0f8] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: special_indexes
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_a92093b46443] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER,
   [name] TEXT
);
BEGIN;
INSERT INTO [p_new_a92093b46443] ([id], [n], [name])
   SELECT [id], [n], [name] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_a92093b46443] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: strict
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_ea2ca86adb1b] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_ea2ca86adb1b] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_ea2ca86adb1b] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: triggers
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_c85bc0db337e] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_c85bc0db337e] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_c85bc0db337e] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: view_chain
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_3e456e9d16bc] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_3e456e9d16bc] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_3e456e9d16bc] RENAME TO [p];
ROLLBACK;
PRAGMA foreign_keys=1;
-- ended: sqlite3.OperationalError: error in view v1: no such table: main.p

-- case: views
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_399bc4b5fa11] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_399bc4b5fa11] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_399bc4b5fa11] RENAME TO [p];
ROLLBACK;
PRAGMA foreign_keys=1;
-- ended: sqlite3.OperationalError: error in view v: no such table: main.p

-- case: without_rowid
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_ce91b682c75d] (
   [id] INTEGER PRIMARY KEY NOT NULL,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_ce91b682c75d] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_ce91b682c75d] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

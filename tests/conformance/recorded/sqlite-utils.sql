-- sqlite-utils 3.30
-- What tests/conformance/record/sqlite_utils_transform.py made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_fd5690e20a2d] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_fd5690e20a2d] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_fd5690e20a2d] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: check
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_bee6c7596647] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER,
   [k] INTEGER
);
BEGIN;
INSERT INTO [p_new_bee6c7596647] ([id], [n], [k])
   SELECT [id], [n], [k] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_bee6c7596647] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: collate
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_ebdf66bf120a] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER,
   [name] TEXT
);
BEGIN;
INSERT INTO [p_new_ebdf66bf120a] ([id], [n], [name])
   SELECT [id], [n], [name] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_ebdf66bf120a] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: empty_sequence
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_cda150fad1f3] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_cda150fad1f3] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_cda150fad1f3] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: foreign_triggers
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_6b202b4f6adb] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_6b202b4f6adb] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_6b202b4f6adb] RENAME TO [p];
ROLLBACK;
PRAGMA foreign_keys=1;
-- ended: sqlite3.OperationalError: error in trigger c_ai: no such table: main.p

-- case: generated
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_71870d30df2b] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_71870d30df2b] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_71870d30df2b] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: indexes
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_f965fde547a6] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_f965fde547a6] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_f965fde547a6] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
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
CREATE TABLE [p_new_310abb96f51e] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_310abb96f51e] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_310abb96f51e] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: self_reference
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_174a92854f17] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER,
   [parent] INTEGER REFERENCES [p]([id])
);
BEGIN;
INSERT INTO [p_new_174a92854f17] ([id], [n], [parent])
   SELECT [id], [n], [parent] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_174a92854f17] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: sequence
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_ce53d0396b36] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_ce53d0396b36] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_ce53d0396b36] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: set_default
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_8e4715ad25c0] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_8e4715ad25c0] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_8e4715ad25c0] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: set_null
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_6b3d5cd72ba6] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_6b3d5cd72ba6] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_6b3d5cd72ba6] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: special_indexes
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_f243d0cfb1a0] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER,
   [name] TEXT
);
BEGIN;
INSERT INTO [p_new_f243d0cfb1a0] ([id], [n], [name])
   SELECT [id], [n], [name] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_f243d0cfb1a0] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: strict
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_d59e418a8315] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_d59e418a8315] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_d59e418a8315] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: triggers
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_b73642687064] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_b73642687064] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_b73642687064] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

-- case: view_chain
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_86f0bea3c66d] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_86f0bea3c66d] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_86f0bea3c66d] RENAME TO [p];
ROLLBACK;
PRAGMA foreign_keys=1;
-- ended: sqlite3.OperationalError: error in view v1: no such table: main.p

-- case: views
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_5d050ce16c1a] (
   [id] INTEGER PRIMARY KEY,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_5d050ce16c1a] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_5d050ce16c1a] RENAME TO [p];
ROLLBACK;
PRAGMA foreign_keys=1;
-- ended: sqlite3.OperationalError: error in view v: no such table: main.p

-- case: without_rowid
PRAGMA recursive_triggers=on;
PRAGMA foreign_keys = ON;
PRAGMA foreign_keys=0;
CREATE TABLE [p_new_afb30f00552c] (
   [id] INTEGER PRIMARY KEY NOT NULL,
   [n] INTEGER
);
BEGIN;
INSERT INTO [p_new_afb30f00552c] ([id], [n])
   SELECT [id], [n] FROM [p];
DROP TABLE [p];
ALTER TABLE [p_new_afb30f00552c] RENAME TO [p];
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys=1;
-- ended: done

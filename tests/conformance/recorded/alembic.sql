-- Alembic 1.8.1 with SQLAlchemy 1.4.46
-- What tests/conformance/record/alembic_batch.py made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- case: check
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	k INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n, k) SELECT p.id, CAST(p.n AS INTEGER) AS n, p.k 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- case: collate
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	name TEXT, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n, name) SELECT p.id, CAST(p.n AS INTEGER) AS n, p.name 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- case: empty_sequence
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- case: foreign_triggers
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
ROLLBACK;
-- ended: sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) error in trigger c_ai: no such table: main.p

-- case: generated
PRAGMA foreign_keys = ON;
-- ended: sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) unknown table option: VIRTUAL

-- case: indexes
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
CREATE INDEX p_n ON p (n);
COMMIT;
-- ended: done

-- case: new_key
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_c (
	id INTEGER, 
	pid INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT c_pid FOREIGN KEY(pid) REFERENCES p (id)
);
BEGIN;
INSERT INTO _alembic_tmp_c (id, pid) SELECT c.id, c.pid 
FROM c;
DROP TABLE c;
ALTER TABLE _alembic_tmp_c RENAME TO c;
COMMIT;
-- ended: done

-- case: orphans
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_c (
	id INTEGER, 
	pid INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT c_pid FOREIGN KEY(pid) REFERENCES p (id)
);
BEGIN;
INSERT INTO _alembic_tmp_c (id, pid) SELECT c.id, c.pid 
FROM c;
DROP TABLE _alembic_tmp_c;
ROLLBACK;
-- ended: sqlalchemy.exc.IntegrityError: (sqlite3.IntegrityError) FOREIGN KEY constraint failed

-- case: restrict
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
DROP TABLE _alembic_tmp_p;
ROLLBACK;
-- ended: sqlalchemy.exc.IntegrityError: (sqlite3.IntegrityError) FOREIGN KEY constraint failed

-- case: self_reference
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	parent INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(parent) REFERENCES p (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n, parent) SELECT p.id, CAST(p.n AS INTEGER) AS n, p.parent 
FROM p;
DROP TABLE p;
DROP TABLE _alembic_tmp_p;
ROLLBACK;
-- ended: sqlalchemy.exc.IntegrityError: (sqlite3.IntegrityError) FOREIGN KEY constraint failed

-- case: sequence
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- case: set_default
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
DROP TABLE _alembic_tmp_p;
ROLLBACK;
-- ended: sqlalchemy.exc.IntegrityError: (sqlite3.IntegrityError) FOREIGN KEY constraint failed

-- case: set_null
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- case: special_indexes
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	name TEXT, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n, name) SELECT p.id, CAST(p.n AS INTEGER) AS n, p.name 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
CREATE UNIQUE INDEX p_partial ON p (name) WHERE name IS NOT NULL;
CREATE INDEX p_sorted ON p (name);
COMMIT;
-- ended: done

-- case: strict
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- case: triggers
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- case: view_chain
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
ROLLBACK;
-- ended: sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) error in view v1: no such table: main.p

-- case: views
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
ROLLBACK;
-- ended: sqlalchemy.exc.OperationalError: (sqlite3.OperationalError) error in view v: no such table: main.p

-- case: without_rowid
PRAGMA foreign_keys = ON;
CREATE TABLE _alembic_tmp_p (
	id INTEGER NOT NULL, 
	n INTEGER, 
	PRIMARY KEY (id)
);
BEGIN;
INSERT INTO _alembic_tmp_p (id, n) SELECT p.id, CAST(p.n AS INTEGER) AS n 
FROM p;
DROP TABLE p;
ALTER TABLE _alembic_tmp_p RENAME TO p;
COMMIT;
-- ended: done

-- title: CHECKs without a name, of a column and of the table
-- column: check
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, k INTEGER CHECK (k > 0), CHECK (k < 100));
-- rows
INSERT INTO p VALUES (1, '10', 1), (2, '20', 2);
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER, k INTEGER CHECK (k > 0), CHECK (k < 100));
-- holds: the column's CHECK refuses a row
INSERT OR IGNORE INTO p (id, k) VALUES (3, 0); SELECT count(*) FROM p WHERE k = 0;
-- is
0
-- holds: the table's CHECK refuses a row
INSERT OR IGNORE INTO p (id, k) VALUES (3, 100); SELECT count(*) FROM p WHERE k = 100;
-- is
0

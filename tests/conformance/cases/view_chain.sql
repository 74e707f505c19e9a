-- title: A chain of five views on the rebuilt table, a trigger on the last
-- column: views
-- facts: 4
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE VIEW v1 AS SELECT id, n FROM p;
CREATE VIEW v2 AS SELECT id, n FROM v1;
CREATE VIEW v3 AS SELECT id, n FROM v2;
CREATE VIEW v4 AS SELECT id, n FROM v3 WHERE id IN (SELECT id FROM v1);
CREATE VIEW a5 AS SELECT id, n FROM v4;
CREATE TRIGGER a5_ii INSTEAD OF INSERT ON a5 BEGIN INSERT INTO p (id, n) VALUES (NEW.id, NEW.n); END;
-- rows
INSERT INTO p VALUES (1, '10');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);
CREATE VIEW v1 AS SELECT id, n FROM p;
CREATE VIEW v2 AS SELECT id, n FROM v1;
CREATE VIEW v3 AS SELECT id, n FROM v2;
CREATE VIEW v4 AS SELECT id, n FROM v3 WHERE id IN (SELECT id FROM v1);
CREATE VIEW a5 AS SELECT id, n FROM v4;
CREATE TRIGGER a5_ii INSTEAD OF INSERT ON a5 BEGIN INSERT INTO p (id, n) VALUES (NEW.id, NEW.n); END;
-- holds: the last view reads the rebuilt table, and its trigger writes it
INSERT INTO a5 (id, n) VALUES (2, 20); SELECT id, n FROM a5 ORDER BY id;
-- is
1|10
2|20

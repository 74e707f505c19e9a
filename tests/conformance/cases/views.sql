-- title: A view on the rebuilt table
-- column: views
-- facts: 4
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE VIEW v AS SELECT id, n FROM p;
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);
CREATE VIEW v AS SELECT id, n FROM p;
-- holds: the view is there, and reads the rebuilt table
SELECT id, n FROM v ORDER BY id;
-- is
1|10
2|20

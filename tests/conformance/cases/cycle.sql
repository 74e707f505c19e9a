-- title: Two tables that refer to each other, both rebuilt
-- facts: 1 2 3
-- start
CREATE TABLE a (id INTEGER PRIMARY KEY, bid INTEGER REFERENCES b (id) ON DELETE CASCADE, n TEXT);
CREATE TABLE b (id INTEGER PRIMARY KEY, aid INTEGER REFERENCES a (id) ON DELETE CASCADE, n TEXT);
-- rows
INSERT INTO a VALUES (1, NULL, '10'), (2, NULL, '20');
INSERT INTO b VALUES (1, 1, '10'), (2, 2, '20');
UPDATE a SET bid = 3 - id;
-- wanted
CREATE TABLE a (id INTEGER PRIMARY KEY, bid INTEGER REFERENCES b (id) ON DELETE CASCADE, n INTEGER);
CREATE TABLE b (id INTEGER PRIMARY KEY, aid INTEGER REFERENCES a (id) ON DELETE CASCADE, n INTEGER);
-- holds: every row of both is there
SELECT a.id, bid, a.n, b.id, aid, b.n FROM a JOIN b ON b.id = a.bid ORDER BY a.id;
-- is
1|2|10|2|2|20
2|1|20|1|1|10
-- holds: they refer to each other
SELECT "table" FROM pragma_foreign_key_list('a'); SELECT "table" FROM pragma_foreign_key_list('b');
-- is
b
a

-- title: A column that the old table does not have is not copied from a string
-- facts: 8
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER, b TEXT, "say 'b'" TEXT DEFAULT 'none');
-- holds: the new columns hold NULL and the default
SELECT id, n, quote(b), "say 'b'" FROM p ORDER BY id;
-- is
1|10|NULL|none
2|20|NULL|none

-- title: ON CONFLICT clauses of constraints
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, u TEXT UNIQUE ON CONFLICT REPLACE, m TEXT NOT NULL ON CONFLICT IGNORE);
-- rows
INSERT INTO p VALUES (1, '10', 'a', 'x'), (2, '20', 'b', 'y');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER, u TEXT UNIQUE ON CONFLICT REPLACE, m TEXT NOT NULL ON CONFLICT IGNORE);
-- holds: the clauses still decide
INSERT INTO p VALUES (3, 30, 'b', 'z'); INSERT INTO p VALUES (4, 40, 'd', NULL); SELECT id, u FROM p ORDER BY id;
-- is
1|a
3|b

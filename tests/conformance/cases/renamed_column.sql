-- title: A renamed column that a trigger, a view, an index and a foreign key mention
-- facts: 4 5 6
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT UNIQUE, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pa TEXT REFERENCES p (a) ON UPDATE CASCADE);
CREATE TABLE log (line TEXT);
CREATE INDEX p_a ON p (lower(a)) WHERE a IS NOT NULL;
CREATE TRIGGER p_au AFTER UPDATE OF a ON p BEGIN INSERT INTO log VALUES (OLD.a || ' ' || NEW.a); END;
CREATE VIEW v AS SELECT a FROM p;
-- rows
INSERT INTO p VALUES (1, 'x', '10'), (2, 'y', '20');
INSERT INTO c VALUES (1, 'x');
-- wanted
CREATE TABLE p (
  id INTEGER PRIMARY KEY,
  b TEXT UNIQUE, -- godwit: renamed from a
  n INTEGER
);
CREATE TABLE c (id INTEGER PRIMARY KEY, pa TEXT REFERENCES p (b) ON UPDATE CASCADE);
CREATE TABLE log (line TEXT);
CREATE INDEX p_a ON p (lower(b)) WHERE b IS NOT NULL;
CREATE TRIGGER p_au AFTER UPDATE OF b ON p BEGIN INSERT INTO log VALUES (OLD.b || ' ' || NEW.b); END;
CREATE VIEW v AS SELECT b FROM p;
-- holds: the values moved with the column
SELECT id, b, n FROM p ORDER BY id;
-- is
1|x|10
2|y|20
-- holds: the trigger fires for the column's new name, and the child follows
UPDATE p SET b = 'z' WHERE id = 1; SELECT line, pa FROM log, c;
-- is
x z|z
-- holds: the view has the column's new name
SELECT b FROM v ORDER BY b;
-- is
x
y

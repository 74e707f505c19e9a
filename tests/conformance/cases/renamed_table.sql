-- title: A renamed table that children, a view and a trigger mention
-- facts: 4 6
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES p (id) ON DELETE CASCADE);
CREATE VIEW v AS SELECT id FROM p;
CREATE TRIGGER c_ai AFTER INSERT ON c BEGIN UPDATE p SET n = 'seen' WHERE id = NEW.pid; END;
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
INSERT INTO c VALUES (1, 1);
UPDATE p SET n = '10' WHERE id = 1;
-- wanted
CREATE TABLE parent ( -- godwit: renamed from p
  id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES parent (id) ON DELETE CASCADE);
CREATE VIEW v AS SELECT id FROM parent;
CREATE TRIGGER c_ai AFTER INSERT ON c BEGIN UPDATE parent SET n = 'seen' WHERE id = NEW.pid; END;
-- holds: the children refer to the table by its new name
SELECT "table" FROM pragma_foreign_key_list('c');
-- is
parent
-- holds: the children are there, and the trigger writes the renamed table
INSERT INTO c VALUES (2, 2); SELECT c.id, n FROM c JOIN parent ON parent.id = pid ORDER BY c.id;
-- is
1|10
2|seen
-- holds: the view reads the renamed table
SELECT count(*) FROM v;
-- is
2

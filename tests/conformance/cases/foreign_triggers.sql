-- title: Triggers of other tables that mention the rebuilt one
-- column: triggers
-- facts: 5
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER);
CREATE TRIGGER c_ai AFTER INSERT ON c BEGIN UPDATE p SET n = n + 1 WHERE id = NEW.pid; END;
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER);
CREATE TRIGGER c_ai AFTER INSERT ON c BEGIN UPDATE p SET n = n + 1 WHERE id = NEW.pid; END;
-- holds: the trigger is there, and writes the rebuilt table
INSERT INTO c VALUES (1, 1); SELECT n FROM p WHERE id = 1;
-- is
11

-- title: Triggers of the rebuilt table
-- column: triggers
-- facts: 5
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE log (line TEXT);
CREATE TRIGGER p_ai AFTER INSERT ON p BEGIN INSERT INTO log VALUES ('new ' || NEW.id); END;
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
DELETE FROM log;
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE log (line TEXT);
CREATE TRIGGER p_ai AFTER INSERT ON p BEGIN INSERT INTO log VALUES ('new ' || NEW.id); END;
-- holds: the trigger did not fire for the rows that were copied
SELECT count(*) FROM log;
-- is
0
-- holds: the trigger is there, and fires
INSERT INTO p (id, n) VALUES (3, 30); SELECT line FROM log;
-- is
new 3

-- title: Indexes of the rebuilt table
-- column: indexes
-- facts: 5
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE INDEX p_n ON p (n);
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);
CREATE INDEX p_n ON p (n);
-- holds: the index is there
SELECT group_concat(name) FROM pragma_index_info('p_n');
-- is
n

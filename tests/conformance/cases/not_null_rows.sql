-- title: A NOT NULL column without a default, where there are rows
-- facts: 12
-- outcome: refused
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, b TEXT NOT NULL);
-- holds: the table is as it was
SELECT group_concat(name) FROM pragma_table_info('p');
-- is
id,n
-- holds: the rows are as they were
SELECT id, n FROM p ORDER BY id;
-- is
1|10
2|20

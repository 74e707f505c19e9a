-- title: A STRICT table
-- column: strict
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT) STRICT;
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER) STRICT;
-- holds: the table is still STRICT
SELECT strict FROM pragma_table_list('p');
-- is
1
-- holds: the rows are there
SELECT id, n FROM p ORDER BY id;
-- is
1|10
2|20

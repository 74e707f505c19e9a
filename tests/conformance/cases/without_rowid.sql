-- title: A WITHOUT ROWID table
-- column: strict
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT) WITHOUT ROWID;
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER) WITHOUT ROWID;
-- holds: the table is still WITHOUT ROWID
SELECT wr FROM pragma_table_list('p');
-- is
1
-- holds: the rows are there
SELECT id, n FROM p ORDER BY id;
-- is
1|10
2|20

-- title: Generated columns, stored and virtual
-- column: generated
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, twice INTEGER AS (n * 2) STORED, half INTEGER AS (n / 2) VIRTUAL);
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER, twice INTEGER AS (n * 2) STORED, half INTEGER AS (n / 2) VIRTUAL);
-- holds: the columns are generated, the one stored and the other virtual
SELECT name, hidden FROM pragma_table_xinfo('p') WHERE name IN ('twice', 'half') ORDER BY cid;
-- is
twice|3
half|2
-- holds: they follow what they are made of
UPDATE p SET n = 40 WHERE id = 2; SELECT id, twice, half FROM p ORDER BY id;
-- is
1|20|5
2|80|20

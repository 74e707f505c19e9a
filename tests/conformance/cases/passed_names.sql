-- title: Two tables, one of which gets the other's name, by hints
-- start
CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);
CREATE TABLE b (id INTEGER PRIMARY KEY, y TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, aid INTEGER REFERENCES a (id) ON DELETE CASCADE);
-- rows
INSERT INTO a VALUES (1, 'was a');
INSERT INTO b VALUES (5, 'was b');
INSERT INTO c VALUES (1, 1);
-- wanted
CREATE TABLE b ( -- godwit: renamed from a
  id INTEGER PRIMARY KEY, x TEXT);
CREATE TABLE d ( -- godwit: renamed from b
  id INTEGER PRIMARY KEY, y TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, aid INTEGER REFERENCES b (id) ON DELETE CASCADE);
-- holds: each table's rows have its new name
SELECT id, x FROM b; SELECT id, y FROM d;
-- is
1|was a
5|was b
-- holds: the child follows its parent
SELECT "table" FROM pragma_foreign_key_list('c'); SELECT count(*) FROM c;
-- is
b
1

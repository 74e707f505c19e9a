-- title: Comments in the text that SQLite stores
-- start
CREATE TABLE p (
  id INTEGER PRIMARY KEY, -- given by the shop
  n TEXT /* pieces */
);
CREATE INDEX p_n ON p (n) /* for the list */;
-- rows
INSERT INTO p VALUES (1, '10');
-- wanted
CREATE TABLE p (
  id INTEGER PRIMARY KEY, -- given by the shop
  n INTEGER /* pieces */
);
CREATE INDEX p_n ON p (n) /* for the list */;
-- holds: the comments are there
SELECT name, instr(sql, '-- given by the shop') > 0, instr(sql, '/* ') > 0 FROM sqlite_schema
WHERE tbl_name = 'p' ORDER BY name;
-- is
p|1|1
p_n|0|1

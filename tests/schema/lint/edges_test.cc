// Scripts that lint once judged wrongly: what it did not see, what it told that was not so.
#include <gtest/gtest.h>

#include "tests/schema/lint/cases.h"

namespace godwit {
namespace {

constexpr const char* kMoved =
    "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
    "INSERT INTO user (id, name, born) VALUES (1, 'a', '2000'), (2, 'b', NULL);";

const LintCase kCases[] = {
    {"DROP TABLE of a parent deletes its children's rows",
     kFamily,
     "DROP TABLE a; CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT, n INTEGER);"
     "UPDATE b SET a = 1 WHERE id = 1;",
     true,
     {"GW101 warning drops table \"a\" with 3 rows",
      "GW104 error DROP TABLE of table \"a\" deletes its rows first, which cascades to 2 "
      "tables, 7 "
      "rows (\"b\", \"c\"), because foreign keys are on"}},
    {"with foreign keys off it does not",
     kFamily,
     "PRAGMA foreign_keys = OFF; DROP TABLE a; DELETE FROM b WHERE id > 0;"
     "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT, n INTEGER);",
     true,
     {"GW101 warning drops table \"a\" with 3 rows"}},
    {"DROP TABLE of a parent empties its children's keys",
     "CREATE TABLE a (id INTEGER PRIMARY KEY);"
     "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 7 REFERENCES a (id) ON DELETE SET "
     "NULL);"
     "CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE SET NULL);"
     "CREATE TABLE d (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE SET NULL);"
     "INSERT INTO a (id) VALUES (1), (2); INSERT INTO b (id, a) VALUES (1, 1), (2, 2), (3, NULL);"
     "INSERT INTO c (id, a) VALUES (1, NULL); INSERT INTO d (id, a) VALUES (1, 1);",
     "DROP TABLE d; CREATE TABLE d (id INTEGER PRIMARY KEY); DROP TABLE a;"
     "CREATE TABLE a (id INTEGER PRIMARY KEY);",
     true,
     {"GW101 warning drops table \"d\" with 1 row", "GW101 warning drops table \"a\" with 2 rows",
      "GW104 error DROP TABLE of table \"a\" deletes its rows first, which empties \"a\" in 2 rows "
      "of table \"b\" (ON DELETE SET NULL), because foreign keys are on"}},
    {"with foreign keys off nothing is emptied",
     "CREATE TABLE a (id INTEGER PRIMARY KEY);"
     "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE SET NULL);"
     "INSERT INTO a (id) VALUES (1); INSERT INTO b (id, a) VALUES (1, 1);",
     "PRAGMA foreign_keys = OFF; DROP TABLE a; CREATE TABLE a (id INTEGER PRIMARY KEY);",
     true,
     {"GW101 warning drops table \"a\" with 1 row"}},
    {"a rename written out keeps the rows",
     kMoved,
     "CREATE TABLE person (id INTEGER PRIMARY KEY, full_name TEXT, born TEXT);"
     "INSERT INTO person (id, full_name, born) SELECT id, name, born FROM user; DROP TABLE user;",
     true,
     {"GW202 warning renames column \"name\" of table \"user\" to \"full_name\"",
      "GW201 warning renames table \"user\" to \"person\" by a copy"}},
    {"a copy that leaves rows out does not",
     kMoved,
     "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO person (id, name, born) SELECT id, name, born FROM user WHERE id > 1;"
     "DROP TABLE user;",
     true,
     {"GW101 warning drops table \"user\" with 2 rows"}},
    {"nor does one of few columns",
     kMoved,
     "CREATE TABLE ids (id INTEGER PRIMARY KEY); INSERT INTO ids (id) SELECT id FROM user;"
     "DROP TABLE user;",
     true,
     {"GW101 warning drops table \"user\" with 2 rows"}},
    {"a table that is split is dropped",
     kMoved,
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE q (id INTEGER PRIMARY KEY, "
     "name TEXT, born TEXT);"
     "INSERT INTO p (id, name) SELECT id, name FROM user;"
     "INSERT INTO q (id, name, born) SELECT id, name, born FROM user; DROP TABLE user;",
     true,
     {"GW101 warning drops table \"user\" with 2 rows"}},
    {"children that go as well are told as that",
     kFamily,
     "DROP TABLE b; DROP TABLE c;",
     true,
     {"GW101 warning drops table \"b\" with 4 rows",
      "GW101 warning drops table \"c\" with 3 rows"}},
    {"two ways to a row are one row",
     "CREATE TABLE a (id INTEGER PRIMARY KEY);"
     "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE CASCADE);"
     "CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE CASCADE,"
     " b INTEGER REFERENCES b (id) ON DELETE CASCADE);"
     "INSERT INTO a (id) VALUES (1), (2); INSERT INTO b (id, a) VALUES (1, 1);"
     "INSERT INTO c (id, a, b) VALUES (1, 1, 1), (2, 2, 1);",
     "DELETE FROM a WHERE id = 1;",
     true,
     {"GW104 warning DELETE from table \"a\" cascades to 2 tables, 3 rows (\"b\", \"c\")"}},
    {"a table that refers to itself",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t (id) ON DELETE CASCADE);"
     "INSERT INTO t (id, up) VALUES (1, NULL), (2, 1), (3, 2), (4, NULL);",
     "DELETE FROM t WHERE id = 1;",
     true,
     {"GW104 warning DELETE from table \"t\" cascades to 1 table, at least 1 row (\"t\")"}},
    {"and a row of it that nothing refers to",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t (id) ON DELETE CASCADE);"
     "INSERT INTO t (id, up) VALUES (1, NULL), (2, 1), (3, 2), (4, NULL);",
     "DELETE FROM t WHERE id = 4;",
     true,
     {}},
    {"a trigger's statements set their columns each",
     kFamily,
     "CREATE TRIGGER a_set AFTER INSERT ON a BEGIN UPDATE a SET x = 'new' WHERE id = new.id;"
     "UPDATE a SET x = x || '!', n = 1 WHERE id = new.id; DELETE FROM b; END;",
     true,
     {}},
    {"a statement behind WITH",
     kFamily,
     "WITH q AS (SELECT 1) DELETE FROM a; WITH q (z) AS MATERIALIZED (SELECT 2) UPDATE c SET "
     "b = 1;",
     true,
     {"GW104 warning DELETE from table \"a\" cascades to 2 tables",
      "GW701 note UPDATE without WHERE writes every row of table \"c\", 3 rows"}},
    {"a rebuild that WITH fills",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, b INTEGER NOT NULL REFERENCES b (id) ON DELETE "
     "CASCADE);"
     "WITH q AS (SELECT id, b FROM c) INSERT INTO n (id, b) SELECT id, b FROM q;"
     "DROP TABLE c; ALTER TABLE n RENAME TO c; CREATE INDEX c_b ON c (b);",
     false,
     {"GW302 warning makes column \"b\" of table \"c\" NOT NULL"}},
    {"rows that the script mends first are no error",
     kFamily,
     "PRAGMA foreign_keys = OFF; UPDATE a SET x = '' WHERE x IS NULL;"
     "CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT NOT NULL, n INTEGER);"
     "INSERT INTO n (id, x, n) SELECT id, x, n FROM a; DROP TABLE a; ALTER TABLE n RENAME TO "
     "a;",
     true,
     {"GW302 warning makes column \"x\" of table \"a\" NOT NULL, which fails where a row holds "
      "NULL: 1 row does today"}},
    {"nor those that it deletes",
     kFamily,
     "PRAGMA foreign_keys = OFF; DELETE FROM a WHERE x IS NULL; ALTER TABLE a ALTER COLUMN x SET "
     "NOT NULL;",
     true,
     {"GW302 warning makes column \"x\" of table \"a\" NOT NULL, which fails where a row holds "
      "NULL: 1 row does today"}},
    {"nor duplicates",
     kFamily,
     "PRAGMA foreign_keys = OFF; DELETE FROM a WHERE id NOT IN (SELECT min(id) FROM a GROUP "
     "BY n);"
     "CREATE UNIQUE INDEX a_n ON a (n);",
     true,
     {"GW303 warning makes \"n\" unique in table \"a\", which fails where rows hold the same: 1 "
      "row too many today"}},
    {"what is mended too late is an error",
     kFamily,
     "PRAGMA foreign_keys = OFF; ALTER TABLE a ALTER COLUMN x SET NOT NULL;"
     "UPDATE a SET x = '' WHERE x = 'y';",
     true,
     {"GW302 error makes column \"x\" of table \"a\" NOT NULL, which fails where a row holds "
      "NULL: 1 row does"}},
    {"views and triggers follow every change of schema",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); CREATE TABLE u (id INTEGER PRIMARY KEY);"
     "CREATE VIEW v AS SELECT * FROM t; CREATE TRIGGER u_in AFTER INSERT ON u BEGIN INSERT INTO t "
     "(id) VALUES (new.id); END;",
     "ALTER TABLE t ADD COLUMN y TEXT; ALTER TABLE t RENAME TO s; ALTER TABLE s RENAME COLUMN x TO "
     "z; DROP TRIGGER u_in; DROP VIEW v;",
     false,
     {"GW201 warning renames table \"t\" to \"s\"",
      "GW202 warning renames column \"x\" of table \"t\" to \"z\"",
      "GW206 warning drops trigger \"u_in\" of table \"u\"", "GW205 warning drops view \"v\""}},
    {"a value that STRICT refuses is counted",
     "CREATE TABLE s (id INTEGER PRIMARY KEY, n INTEGER, t TEXT);"
     "INSERT INTO s (id, n, t) VALUES (1, 'abc', 'x'), (2, 2, 'y'), (3, 1.5, 'z');",
     "CREATE TABLE n (id INTEGER PRIMARY KEY, n INTEGER, t TEXT) STRICT;"
     "INSERT INTO n (id, n, t) SELECT id, n, t FROM s; DROP TABLE s; ALTER TABLE n RENAME TO s;",
     true,
     {"GW307 error makes table \"s\" STRICT, which fails where a value is not of its column's "
      "type: 2 rows have such a value"}},
    {"where all values fit, STRICT is no finding",
     "CREATE TABLE s (id INTEGER PRIMARY KEY, n INTEGER, t TEXT, r REAL, b BLOB);"
     "INSERT INTO s (id, n, t, r, b) VALUES (1, 7, 8, '-12', x'00'), (2, NULL, NULL, NULL, NULL);",
     "CREATE TABLE n (id INTEGER PRIMARY KEY, n INTEGER, t TEXT, r REAL, b BLOB) STRICT;"
     "INSERT INTO n (id, n, t, r, b) SELECT id, n, t, r, b FROM s; DROP TABLE s; ALTER TABLE n "
     "RENAME TO s;",
     true,
     {}},
    {"where it cannot be told, it is a warning",
     "CREATE TABLE s (id INTEGER PRIMARY KEY, n TEXT); INSERT INTO s (id, n) VALUES (1, '1e3');",
     "CREATE TABLE n (id INTEGER PRIMARY KEY, n REAL) STRICT;"
     "INSERT INTO n (id, n) SELECT id, n FROM s; DROP TABLE s; ALTER TABLE n RENAME TO s;",
     true,
     {"GW208 warning changes column", "GW307 warning makes table \"s\" STRICT"}},
    {"a new NOT NULL column of an empty table built anew",
     "CREATE TABLE s (id INTEGER PRIMARY KEY, n INTEGER);",
     "CREATE TABLE n (id INTEGER PRIMARY KEY, n INTEGER, m TEXT NOT NULL);"
     "INSERT INTO n (id, n) SELECT id, n FROM s; DROP TABLE s; ALTER TABLE n RENAME TO s;",
     true,
     {"GW301 warning column \"m\" of table \"s\" is NOT NULL without a default, and the copy gives "
      "it no value (here the table has no rows)"}},
    {"a new column that holds NULL is unique",
     kFamily,
     "ALTER TABLE a ADD COLUMN mail TEXT; CREATE UNIQUE INDEX a_mail ON a (mail);",
     false,
     {}},
    {"unless it is filled before",
     kFamily,
     "ALTER TABLE a ADD COLUMN mail TEXT; UPDATE a SET mail = x WHERE id > 0;"
     "CREATE UNIQUE INDEX a_mail ON a (mail);",
     false,
     {"GW303 warning makes \"mail\" unique in table \"a\""}},
    {"SERIAL is a word, not a part of one",
     "",
     "CREATE TABLE s (id INTEGER PRIMARY KEY, v SERIALIZED_BLOB, n BIGSERIAL);",
     false,
     {"GW601 error column \"n\""}},
    {"constants in parentheses and CAST",
     kFamily,
     "ALTER TABLE a ADD COLUMN p INTEGER DEFAULT ((7)); ALTER TABLE a ADD COLUMN q INTEGER DEFAULT "
     "(CAST('1' AS INTEGER)); ALTER TABLE a ADD COLUMN r INTEGER DEFAULT (-(+1));"
     "ALTER TABLE a ADD COLUMN s TEXT DEFAULT (lower('A'));",
     true,
     {"GW308 error column \"s\""}},
    {"a trigger's table that is not there is no name that is taken",
     kFamily,
     "CREATE TRIGGER a AFTER INSERT ON nope BEGIN SELECT 1; END;",
     false,
     {"GW903 error the statement fails on the schema that the migration finds: no such table"}},
    {"an index's name that is taken is one",
     kFamily,
     "CREATE INDEX b_a ON a (x);",
     false,
     {"GW418 error the name \"b_a\" is taken already"}},
    {"a view in a table's place",
     "CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t;",
     "CREATE TABLE IF NOT EXISTS v (id INTEGER PRIMARY KEY);",
     false,
     {"GW705 error IF NOT EXISTS hides that \"v\" is there already, as a view"}},
    {"a virtual table has content, not rows",
     "CREATE VIRTUAL TABLE f USING fts5(x);",
     "DROP TABLE f; CREATE VIRTUAL TABLE f USING fts5(x, y);",
     true,
     {"GW101 warning drops table \"f\"; the one of that name that comes in its place is not filled "
      "from it"}},
    {"a new view that does not work",
     kFamily,
     "CREATE VIEW v AS SELECT nope FROM a;",
     false,
     {"GW203 error view \"v\" does not work: no such column: nope"}},
    {"a new trigger that does not work is named",
     kFamily,
     "CREATE TRIGGER fine AFTER INSERT ON a BEGIN SELECT 1; END;"
     "CREATE TRIGGER wrong AFTER INSERT ON a BEGIN INSERT INTO nope (id) VALUES (1); END;",
     false,
     {"GW204 error trigger \"wrong\" of table \"a\" does not work, so writing to the table fails: "
      "no such table: main.nope"}},
    {"an old trigger that does not work any more is named",
     "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE log (id INTEGER PRIMARY KEY);"
     "CREATE TRIGGER kept AFTER INSERT ON a BEGIN INSERT INTO log (id) VALUES (new.id); END;",
     "DROP TABLE log;",
     false,
     {"GW101 warning drops table \"log\"",
      "GW204 error trigger \"kept\" of table \"a\" does not work any more after it"}},
    {"foreign keys are off for the whole script, as Godwit runs it",
     kFamily,
     "DELETE FROM b WHERE id = 1; PRAGMA foreign_keys = 'No'; PRAGMA main.foreign_keys = 1;"
     "DELETE FROM a WHERE id = 1;",
     true,
     {}},
    {"a word that is neither is off",
     kFamily,
     "PRAGMA foreign_keys = nope; DELETE FROM a WHERE id = 1;",
     true,
     {}},
    {"a rename and a rebuild are one table",
     "CREATE TABLE a0 (id INTEGER PRIMARY KEY, x TEXT, phone TEXT, mail TEXT);"
     "INSERT INTO a0 (id, x, phone, mail) VALUES (1, 'x', '1', 'm'), (2, '', NULL, 'm');",
     "ALTER TABLE a0 RENAME TO b0; CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT CHECK (x <> ''), "
     "mail TEXT UNIQUE); INSERT INTO n (id, x, mail) SELECT id, x, mail FROM b0; DROP TABLE b0;"
     "ALTER TABLE n RENAME TO b0;",
     true,
     {"GW201 warning renames table \"a0\" to \"b0\"",
      "GW102 warning drops column \"phone\" of table \"a0\" with 1 non-null value",
      "GW303 error makes \"mail\" unique in table \"b0\", which fails where rows hold the same: 1 "
      "row too many",
      "GW305 error adds CHECK (x <> '') to table \"b0\", which fails where a row does not hold to "
      "it: 1 row does not"}},
    {"a column that is renamed before its table is built anew",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t (id, x) VALUES (1, 'x');",
     "ALTER TABLE t RENAME COLUMN x TO y; CREATE TABLE n (id INTEGER PRIMARY KEY, y TEXT CHECK (y "
     "<> 'x')); INSERT INTO n (id, y) SELECT id, y FROM t; DROP TABLE t; ALTER TABLE n RENAME TO "
     "t;",
     true,
     {"GW202 warning renames column \"x\" of table \"t\" to \"y\"",
      "GW305 error adds CHECK (y <> 'x') to table \"t\", which fails where a row does not hold to "
      "it: 1 row does not"}},
    {"a rebuild by way of a temporary table",
     kFamily,
     "CREATE TEMP TABLE kept AS SELECT id, b FROM c; DROP TABLE c;"
     "CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER NOT NULL);"
     "INSERT INTO c (id, b) SELECT id, b FROM kept; DROP TABLE kept; CREATE INDEX c_b ON c (b);",
     false,
     {"GW302 warning makes column \"b\"", "GW416 warning table \"c\" loses the foreign key"}},
    {"a copy by an inner join",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE CASCADE);"
     "INSERT INTO n (id, b) SELECT c.id, c.b FROM c JOIN b ON b.id = c.b; DROP TABLE c;"
     "ALTER TABLE n RENAME TO c; CREATE INDEX c_b ON c (b);",
     false,
     {"GW106 warning the rebuild of table \"c\" copies not every row: JOIN leaves some out"}},
    {"a copy by a left join",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE CASCADE);"
     "INSERT INTO n (id, b) SELECT c.id, c.b FROM c LEFT OUTER JOIN b ON b.id = c.b; DROP TABLE c;"
     "ALTER TABLE n RENAME TO c; CREATE INDEX c_b ON c (b);",
     false,
     {}},
    {"a copy of a part",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE CASCADE);"
     "INSERT INTO n (id, b) SELECT id, b FROM (SELECT * FROM c WHERE id > 1); DROP TABLE c;"
     "ALTER TABLE n RENAME TO c; CREATE INDEX c_b ON c (b);",
     false,
     {"GW106 warning the rebuild of table \"c\" copies not every row: WHERE leaves some out"}},
    {"what the copy has is deleted",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE CASCADE);"
     "INSERT INTO n (id, b) SELECT id, b FROM c; DELETE FROM n WHERE id = 1; DROP TABLE c;"
     "ALTER TABLE n RENAME TO c; CREATE INDEX c_b ON c (b);",
     false,
     {"GW106 warning the rebuild of table \"c\" deletes rows of its copy"}},
    {"a constraint that drops rows in silence",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, b INTEGER UNIQUE ON CONFLICT IGNORE REFERENCES b "
     "(id) "
     "ON DELETE CASCADE);"
     "INSERT INTO n (id, b) SELECT id, b FROM c; DROP TABLE c; ALTER TABLE n RENAME TO c;",
     false,
     {"GW304 warning makes the index over \"b\" of table \"c\" unique",
      "GW106 warning the rebuild of table \"c\" copies not every row: UNIQUE ON CONFLICT IGNORE "
      "leaves some out"}},
    {"two copies that are one",
     kFamily,
     "CREATE TABLE n (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE CASCADE);"
     "INSERT INTO n (id, b) SELECT id, b FROM c WHERE id > 1;"
     "INSERT INTO n (id, b) SELECT id, b FROM c WHERE id <= 1; DROP TABLE c;"
     "ALTER TABLE n RENAME TO c; CREATE INDEX c_b ON c (b);",
     false,
     {}},
};

TEST(LintRules, Edges) { CheckLintCases(kCases); }

}  // namespace
}  // namespace godwit

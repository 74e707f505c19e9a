// Pairs of databases: what the digest must not see, and what it must never miss.
#include "core/digest/digest.h"
#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "tests/digest/databases.h"

namespace godwit {
namespace {

struct Pair {
  std::string_view what;
  std::string_view left;
  std::string_view right;
};

constexpr Pair kEqual[] = {
    {"order of insertion, rowid key",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (1, 'x'), (2, 'y')",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (2, 'y'); "
     "INSERT INTO t VALUES (1, 'x')"},
    {"order of insertion, text key",
     "CREATE TABLE t (id TEXT PRIMARY KEY, a); INSERT INTO t VALUES ('b', 1), ('a', 2)",
     "CREATE TABLE t (id TEXT PRIMARY KEY, a); INSERT INTO t VALUES ('a', 2), ('b', 1)"},
    {"order of insertion, no key",
     "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), (1, 1), (NULL, 1), (1, 1)",
     "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 1), (NULL, 1), (1, 2), (1, 1)"},
    {"order of insertion where SQLite's comparison sees a tie: 1 and 1.0",
     "CREATE TABLE t (a); INSERT INTO t VALUES (1), (1.0), (1)",
     "CREATE TABLE t (a); INSERT INTO t VALUES (1.0), (1), (1)"},
    {"order of insertion with NULLs in the key",
     "CREATE TABLE t (a, b, c, PRIMARY KEY (a, b)); "
     "INSERT INTO t VALUES (1, NULL, 'x'), (1, NULL, 'y'), (0, 5, 'z')",
     "CREATE TABLE t (a, b, c, PRIMARY KEY (a, b)); "
     "INSERT INTO t VALUES (0, 5, 'z'), (1, NULL, 'y'), (1, NULL, 'x')"},
    {"the key's own collation",
     "CREATE TABLE t (a TEXT COLLATE NOCASE PRIMARY KEY NOT NULL) ; "
     "INSERT INTO t VALUES ('b'), ('A'), ('c')",
     "CREATE TABLE t (a TEXT COLLATE NOCASE PRIMARY KEY NOT NULL) ; "
     "INSERT INTO t VALUES ('A'), ('c'), ('b')"},
    {"rowids", "CREATE TABLE t (a); INSERT INTO t(rowid, a) VALUES (7, 'x'), (9, 'y')",
     "CREATE TABLE t (a); INSERT INTO t(rowid, a) VALUES (1, 'x'), (2, 'y')"},
    {"page size, free pages, VACUUM",
     "PRAGMA page_size = 512; CREATE TABLE t (id INTEGER PRIMARY KEY, a); "
     "CREATE TABLE u (a); INSERT INTO u VALUES (zeroblob(20000)); DROP TABLE u; "
     "INSERT INTO t VALUES (1, zeroblob(3000)), (2, 'y')",
     "PRAGMA page_size = 8192; CREATE TABLE t (id INTEGER PRIMARY KEY, a); "
     "INSERT INTO t VALUES (2, 'y'), (1, zeroblob(3000)), (3, 'gone'); "
     "DELETE FROM t WHERE id = 3; VACUUM"},
    {"text encoding, little-endian",
     "CREATE TABLE t (id TEXT PRIMARY KEY, a); CREATE VIEW v AS SELECT 'ü' AS x FROM t; "
     "INSERT INTO t VALUES ('A', 'Ā'), ('Ā', '🐾'), ('ￜ', ''), ('🐾', NULL), (x'41', 1), (2, 3)",
     "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (id TEXT PRIMARY KEY, a); "
     "CREATE VIEW v AS SELECT 'ü' AS x FROM t; "
     "INSERT INTO t VALUES ('🐾', NULL), ('ￜ', ''), ('Ā', '🐾'), ('A', 'Ā'), (x'41', 1), (2, 3)"},
    {"text encoding, big-endian, no key", "CREATE TABLE t (a); INSERT INTO t VALUES ('é'), ('🐾')",
     "PRAGMA encoding = 'UTF-16be'; CREATE TABLE t (a); INSERT INTO t VALUES ('🐾'), ('é')"},
    {"quoting, keyword case, white space, comments",
     "CREATE TABLE \"Pet\" (\"id\" INTEGER PRIMARY KEY, [name] text NOT NULL CHECK (\"name\" <> "
     "''), "
     "`key` varchar ( 10 ) DEFAULT 'x')",
     "create table Pet -- the pets\n(id integer primary key, name TEXT not null check(name<>''), "
     "key VARCHAR(10)default 'x' /* why */)"},
    {"a string in double quotes is a string",
     "CREATE TABLE t (a DEFAULT \"Rex\", b CHECK (b IN (\"X\", \"Y\")))",
     "CREATE TABLE t (a DEFAULT 'Rex', b CHECK (b IN ('X', 'Y')))"},
    {"order of table constraints; a CHECK on a column or on the table",
     "CREATE TABLE p (a, b, UNIQUE (a, b), UNIQUE (b)); CREATE TABLE t (a, b, CHECK (a > 0), "
     "CHECK (b > 0), FOREIGN KEY (a) REFERENCES p(b), FOREIGN KEY (a, b) REFERENCES p(a, b))",
     "CREATE TABLE p (a, b UNIQUE, UNIQUE (a, b)); CREATE TABLE t (a REFERENCES P(B), "
     "b CHECK (b > 0), FOREIGN KEY (a, b) REFERENCES P(A, B) ON DELETE NO ACTION, CHECK (a > 0))"},
    {"order of creation",
     "CREATE TABLE a (x); CREATE TABLE b (x); CREATE INDEX ab ON a (x); CREATE INDEX aa ON a (x)",
     "CREATE TABLE b (x); CREATE TABLE a (x); CREATE INDEX aa ON a (x); CREATE INDEX ab ON a (x)"},
    {"layout of triggers, views and indexes",
     "CREATE TABLE t (a, b); CREATE VIEW v AS SELECT a, b FROM t WHERE a > 1; "
     "CREATE INDEX i ON t (lower(a) COLLATE nocase ASC, b) WHERE b IS NOT NULL; "
     "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET b = 1 WHERE a = NEW.a; END",
     "CREATE TABLE t (a, b); create view \"v\" as select \"a\", [b] from \"t\" where a>1; "
     "create index \"i\" on \"t\" ( lower( \"a\" ) collate NOCASE , \"b\" ) where \"b\" is not "
     "null; "
     "create trigger if not exists \"g\" after insert on \"T\" begin update \"t\" set \"b\"=1 "
     "where \"a\" = new.\"a\"; end"},
    {"ledgers", "CREATE TABLE t (a); INSERT INTO t VALUES (1)",
     "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE TABLE _prisma_migrations (id); "
     "INSERT INTO _prisma_migrations VALUES (1); CREATE TABLE godwit_migrations (name); "
     "CREATE INDEX godwit_i ON godwit_migrations (name); "
     "CREATE TABLE schema_migrations (Version, dirty); CREATE TABLE DATABASECHANGELOG (id); "
     "CREATE TRIGGER g AFTER INSERT ON godwit_migrations BEGIN SELECT 1; END"},
    {"ANALYZE and AUTOINCREMENT's counter",
     "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a); CREATE INDEX i ON t (a); "
     "INSERT INTO t VALUES (1, 2)",
     "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a); CREATE INDEX i ON t (a); "
     "INSERT INTO t VALUES (1, 2), (9, 9); DELETE FROM t WHERE id = 9; ANALYZE"},
    {"how rows reached a full-text table",
     "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f(rowid, a) VALUES (1, 'x y'), (2, 'z')",
     "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f(rowid, a) VALUES (2, 'z'), (3, 'q'); "
     "INSERT INTO f(rowid, a) VALUES (1, 'x y'); DELETE FROM f WHERE rowid = 3; "
     "INSERT INTO f(f) VALUES ('optimize')"},
    {"a whole number in a REAL column, stored as an integer",
     "CREATE TABLE t (a REAL); INSERT INTO t VALUES (5)",
     "CREATE TABLE t (a REAL); INSERT INTO t VALUES (5.0)"},
};

TEST(Digest, IsEqualForEqualContents) {
  for (const Pair& pair : kEqual) {
    Database left = Make(pair.left);
    Database right = Make(pair.right);
    EXPECT_EQ(CanonicalSchema(*Inspect(left)), CanonicalSchema(*Inspect(right))) << pair.what;
    EXPECT_EQ(Digest(left), Digest(right)) << pair.what;
  }
}

constexpr Pair kOtherData[] = {
    {"one byte", "INSERT INTO t VALUES (1, 'abc', 0)", "INSERT INTO t VALUES (1, 'abd', 0)"},
    {"integer and real", "INSERT INTO t VALUES (1, 1, 0)", "INSERT INTO t VALUES (1, 1.0, 0)"},
    {"integer and text", "INSERT INTO t VALUES (1, 1, 0)", "INSERT INTO t VALUES (1, '1', 0)"},
    {"text and blob", "INSERT INTO t VALUES (1, '1', 0)", "INSERT INTO t VALUES (1, x'31', 0)"},
    {"real and text", "INSERT INTO t VALUES (1, 1.5, 0)", "INSERT INTO t VALUES (1, '1.5', 0)"},
    {"NULL and ''", "INSERT INTO t VALUES (1, NULL, 0)", "INSERT INTO t VALUES (1, '', 0)"},
    {"NULL and 0", "INSERT INTO t VALUES (1, NULL, 0)", "INSERT INTO t VALUES (1, 0, 0)"},
    {"'' and x''", "INSERT INTO t VALUES (1, '', 0)", "INSERT INTO t VALUES (1, x'', 0)"},
    {"text split elsewhere", "INSERT INTO t VALUES (1, 'ab', 'c')",
     "INSERT INTO t VALUES (1, 'a', 'bc')"},
    {"columns swapped", "INSERT INTO t VALUES (1, 'a', 'b')", "INSERT INTO t VALUES (1, 'b', 'a')"},
    {"text behind a NUL", "INSERT INTO t VALUES (1, 'a' || char(0) || 'b', 0)",
     "INSERT INTO t VALUES (1, 'a' || char(0) || 'c', 0)"},
    {"one row more", "INSERT INTO t VALUES (1, 0, 0)", "INSERT INTO t VALUES (1, 0, 0), (2, 0, 0)"},
    {"keys exchanged", "INSERT INTO t VALUES (1, 'a', 0), (2, 'b', 0)",
     "INSERT INTO t VALUES (1, 'b', 0), (2, 'a', 0)"},
    {"row in the other table", "INSERT INTO t VALUES (1, 0, 0)", "INSERT INTO u VALUES (1, 0, 0)"},
    {"a repeated row in a table without key", "INSERT INTO n VALUES (1), (1), (2)",
     "INSERT INTO n VALUES (1), (2), (2)"},
    {"rowid of a full-text row", "INSERT INTO f(rowid, a) VALUES (1, 'x')",
     "INSERT INTO f(rowid, a) VALUES (2, 'x')"},
    {"full-text row", "INSERT INTO f(rowid, a) VALUES (1, 'x')",
     "INSERT INTO f(rowid, a) VALUES (1, 'y')"},
    {"R-tree's box", "INSERT INTO r VALUES (1, 0, 1)", "INSERT INTO r VALUES (1, 0, 2)"},
    {"last bit of a real", "INSERT INTO t VALUES (1, 0.1, 0)",
     "INSERT INTO t VALUES (1, 0.10000000000000002, 0)"},
    {"largest integers", "INSERT INTO t VALUES (1, 9223372036854775807, 0)",
     "INSERT INTO t VALUES (1, 9223372036854775806, 0)"},
};

TEST(Digest, DiffersForOtherData) {
  constexpr std::string_view kSchema =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b); CREATE TABLE u (id INTEGER PRIMARY KEY, a, "
      "b);"
      "CREATE TABLE n (a); CREATE VIRTUAL TABLE f USING fts5(a);"
      "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1);";
  for (const Pair& pair : kOtherData) {
    const DatabaseDigest left = DigestOf(std::string(kSchema).append(pair.left));
    const DatabaseDigest right = DigestOf(std::string(kSchema).append(pair.right));
    EXPECT_EQ(left.schema, right.schema) << pair.what;
    EXPECT_NE(left.data, right.data) << pair.what;
  }
}

constexpr Pair kOtherSchema[] = {
    {"table's name", "CREATE TABLE t (a)", "CREATE TABLE u (a)"},
    {"case of a table's name", "CREATE TABLE t (a)", "CREATE TABLE T (a)"},
    {"column's name", "CREATE TABLE t (a)", "CREATE TABLE t (b)"},
    {"order of columns", "CREATE TABLE t (a, b)", "CREATE TABLE t (b, a)"},
    {"type", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INTEGER)"},
    {"type's size", "CREATE TABLE t (a CHAR(1))", "CREATE TABLE t (a CHAR(2))"},
    {"words of a type", "CREATE TABLE t (a BIG INT)", "CREATE TABLE t (a BIGINT)"},
    {"NOT NULL", "CREATE TABLE t (a)", "CREATE TABLE t (a NOT NULL)"},
    {"conflict clause of NOT NULL", "CREATE TABLE t (a NOT NULL)",
     "CREATE TABLE t (a NOT NULL ON CONFLICT IGNORE)"},
    {"default", "CREATE TABLE t (a DEFAULT 1)", "CREATE TABLE t (a DEFAULT 2)"},
    {"default NULL", "CREATE TABLE t (a)", "CREATE TABLE t (a DEFAULT NULL)"},
    {"default's type", "CREATE TABLE t (a DEFAULT 1)", "CREATE TABLE t (a DEFAULT '1')"},
    {"case of a default string", "CREATE TABLE t (a DEFAULT \"Ab\")",
     "CREATE TABLE t (a DEFAULT \"ab\")"},
    {"white space in a default string", "CREATE TABLE t (a DEFAULT 'a b')",
     "CREATE TABLE t (a DEFAULT 'a  b')"},
    {"collation", "CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT COLLATE NOCASE)"},
    {"primary key", "CREATE TABLE t (a INTEGER, b)", "CREATE TABLE t (a INTEGER PRIMARY KEY, b)"},
    {"order of the primary key", "CREATE TABLE t (a, b, PRIMARY KEY (a, b))",
     "CREATE TABLE t (a, b, PRIMARY KEY (b, a))"},
    {"a key that is no rowid", "CREATE TABLE t (a INTEGER PRIMARY KEY)",
     "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"},
    {"conflict clause of the primary key", "CREATE TABLE t (a INTEGER PRIMARY KEY)",
     "CREATE TABLE t (a INTEGER PRIMARY KEY ON CONFLICT REPLACE)"},
    {"AUTOINCREMENT", "CREATE TABLE t (a INTEGER PRIMARY KEY)",
     "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"},
    {"STRICT", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT) STRICT"},
    {"WITHOUT ROWID", "CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL)",
     "CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID"},
    {"CHECK", "CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a)"},
    {"CHECK's expression", "CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a CHECK (a >= 0))"},
    {"CHECK's name", "CREATE TABLE t (a CHECK (a > 0))",
     "CREATE TABLE t (a CONSTRAINT c CHECK (a > 0))"},
    {"case of a string in a CHECK", "CREATE TABLE t (a CHECK (a IN (\"X\")))",
     "CREATE TABLE t (a CHECK (a IN (\"x\")))"},
    {"a name and a constant", "CREATE TABLE t (a CHECK (a = true), \"true\")",
     "CREATE TABLE t (a CHECK (a = \"true\"), \"true\")"},
    {"a name and a string", "CREATE TABLE t (a, b CHECK (b <> \"a\"))",
     "CREATE TABLE t (a, b CHECK (b <> 'a'))"},
    {"generated, kind", "CREATE TABLE t (a, b AS (a) VIRTUAL)",
     "CREATE TABLE t (a, b AS (a) STORED)"},
    {"generated, expression", "CREATE TABLE t (a, b AS (a + 1))",
     "CREATE TABLE t (a, b AS (a + 2))"},
    {"UNIQUE", "CREATE TABLE t (a)", "CREATE TABLE t (a UNIQUE)"},
    {"UNIQUE and a unique index", "CREATE TABLE t (a UNIQUE)",
     "CREATE TABLE t (a); CREATE UNIQUE INDEX i ON t (a)"},
    {"order in UNIQUE", "CREATE TABLE t (a, b, UNIQUE (a, b))",
     "CREATE TABLE t (a, b, UNIQUE (b, a))"},
    {"conflict clause of UNIQUE", "CREATE TABLE t (a UNIQUE)",
     "CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE)"},
    {"foreign key", "CREATE TABLE t (a REFERENCES t)", "CREATE TABLE t (a)"},
    {"foreign key's action", "CREATE TABLE t (a REFERENCES t ON DELETE CASCADE)",
     "CREATE TABLE t (a REFERENCES t ON DELETE SET NULL)"},
    {"which action", "CREATE TABLE t (a REFERENCES t ON DELETE CASCADE)",
     "CREATE TABLE t (a REFERENCES t ON UPDATE CASCADE)"},
    {"foreign key's deferral", "CREATE TABLE t (a REFERENCES t)",
     "CREATE TABLE t (a REFERENCES t DEFERRABLE INITIALLY DEFERRED)"},
    {"foreign key's target", "CREATE TABLE t (a, b, c REFERENCES t(a))",
     "CREATE TABLE t (a, b, c REFERENCES t(b))"},
    {"one foreign key of two columns or two of one",
     "CREATE TABLE t (a, b, FOREIGN KEY (a, b) REFERENCES t(a, b))",
     "CREATE TABLE t (a, b, FOREIGN KEY (a) REFERENCES t(a), FOREIGN KEY (b) REFERENCES t(b))"},
    {"index", "CREATE TABLE t (a)", "CREATE TABLE t (a); CREATE INDEX i ON t (a)"},
    {"index's name", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
     "CREATE TABLE t (a); CREATE INDEX j ON t (a)"},
    {"unique index", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
     "CREATE TABLE t (a); CREATE UNIQUE INDEX i ON t (a)"},
    {"index's order", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
     "CREATE TABLE t (a); CREATE INDEX i ON t (a DESC)"},
    {"index's columns", "CREATE TABLE t (a, b); CREATE INDEX i ON t (a, b)",
     "CREATE TABLE t (a, b); CREATE INDEX i ON t (b, a)"},
    {"index's collation", "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
     "CREATE TABLE t (a); CREATE INDEX i ON t (a COLLATE RTRIM)"},
    {"index's expression", "CREATE TABLE t (a); CREATE INDEX i ON t (lower(a))",
     "CREATE TABLE t (a); CREATE INDEX i ON t (upper(a))"},
    {"index's second expression", "CREATE TABLE t (a); CREATE INDEX i ON t (a, max(a, 1))",
     "CREATE TABLE t (a); CREATE INDEX i ON t (a, max(a, 2))"},
    {"index's predicate", "CREATE TABLE t (a); CREATE INDEX i ON t (a) WHERE a > 1",
     "CREATE TABLE t (a); CREATE INDEX i ON t (a) WHERE a > 2"},
    {"trigger's text", "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
     "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 2; END"},
    {"trigger's time", "CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
     "CREATE TABLE t (a); CREATE TRIGGER g BEFORE INSERT ON t BEGIN SELECT 1; END"},
    {"a trigger called like Godwit's tables", "CREATE TABLE t (a)",
     "CREATE TABLE t (a); CREATE TRIGGER godwit_g AFTER INSERT ON t BEGIN DELETE FROM t; END"},
    {"view's text", "CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t",
     "CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t WHERE a"},
    {"case of a view's column", "CREATE TABLE t (a); CREATE VIEW v AS SELECT a AS X FROM t",
     "CREATE TABLE t (a); CREATE VIEW v AS SELECT a AS x FROM t"},
    {"an alias and a join",
     "CREATE TABLE t (a); CREATE VIEW v AS SELECT 1 FROM t \"natural\" JOIN t b",
     "CREATE TABLE t (a); CREATE VIEW v AS SELECT 1 FROM t NATURAL JOIN t b"},
    {"module", "CREATE VIRTUAL TABLE v USING fts5(a)",
     "CREATE VIRTUAL TABLE v USING rtree(a, b, c)"},
    {"module's arguments", "CREATE VIRTUAL TABLE v USING fts5(a)",
     "CREATE VIRTUAL TABLE v USING fts5(a, prefix = 2)"},
    {"a table like a ledger with other columns", "CREATE TABLE t (a)",
     "CREATE TABLE t (a); CREATE TABLE migrations (id, name)"},
    {"a text that looks like the next line", "CREATE TABLE t (a DEFAULT 'x\ncolumn\tb\t')",
     "CREATE TABLE t (a DEFAULT 'x', b)"},
    {"a name that looks like the next field", "CREATE TABLE t (a, \"b\tINT\")",
     "CREATE TABLE t (a, b INT)"},
};

TEST(Digest, DiffersForOtherSchema) {
  for (const Pair& pair : kOtherSchema) {
    EXPECT_NE(DigestOf(pair.left).schema, DigestOf(pair.right).schema) << pair.what;
  }
}

}  // namespace
}  // namespace godwit

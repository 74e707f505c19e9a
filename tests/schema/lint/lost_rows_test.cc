// Whether a table's rows go or move, and whether keys that a parent's DROP TABLE would act on are
// seen to by statements of the script's own.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/schema/lint/cases.h"

namespace godwit {
namespace {

constexpr const char* kUser =
    "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
    "CREATE VIEW late AS SELECT id, name, born FROM user WHERE id > 1;"
    "INSERT INTO user (id, name, born) VALUES (1, 'a', '2000'), (2, 'b', NULL);";

// A script that fills a new table from `user`, none of which is a move of its rows.
struct Filling {
  const char* name;
  const char* sql;
};

constexpr Filling kNoMoves[] = {
    {"a count",
     "CREATE TABLE counts (id INTEGER PRIMARY KEY, name TEXT);"
     "INSERT INTO counts (id, name) SELECT count(*), 'users' FROM user;"},
    {"an aggregate beside columns",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) SELECT max(id), name, born FROM user;"},
    {"a table made of a count", "CREATE TABLE p AS SELECT count(*) AS id, name, born FROM user;"},
    {"WITH before INSERT",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "WITH x AS (SELECT * FROM user WHERE id > 2) INSERT INTO p (id, name, born) "
     "SELECT id, name, born FROM x;"},
    {"WITH behind INTO",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) WITH x AS (SELECT * FROM user WHERE id > 2) "
     "SELECT id, name, born FROM x;"},
    {"WITH of the table's name",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) WITH user AS (SELECT * FROM main.user WHERE id > 2) "
     "SELECT id, name, born FROM user;"},
    {"a view",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) SELECT id, name, born FROM late;"},
    {"a comma",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) SELECT id, name, born FROM user, (SELECT 1 WHERE 0) z;"},
    {"a constraint of the new table",
     "CREATE TABLE p (id INTEGER PRIMARY KEY ON CONFLICT IGNORE, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) SELECT id, name, born FROM user;"},
    {"a trigger of the new table",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "CREATE TRIGGER p_in BEFORE INSERT ON p WHEN new.id > 1 BEGIN SELECT raise(IGNORE); END;"
     "INSERT INTO p (id, name, born) SELECT id, name, born FROM user;"},
    {"a subquery in the list",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) SELECT value, (SELECT name FROM user), "
     "(SELECT born FROM user) FROM json_each('[1]');"},
    {"an expression",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) SELECT id, name || '', born FROM user;"},
    {"LIMIT",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO p (id, name, born) SELECT id, name, born FROM user LIMIT 1;"},
};

TEST(LintLostRows, WhatIsNoMoveIsADrop) {
  for (const Filling& one : kNoMoves) {
    SCOPED_TRACE(one.name);
    const std::string sql = std::string(one.sql) + "DROP VIEW late; DROP TABLE user;";
    const std::vector<std::string> expected = {
        "GW205 warning drops view \"late\", and does not make it again",
        "GW101 warning drops table \"user\" with 2 rows"};
    std::vector<std::string> texts = LintTexts(kUser, sql, true);
    // CREATE TABLE … AS makes no primary key, which is told besides.
    std::erase_if(texts, [](const std::string& text) { return text.starts_with("GW605"); });
    EXPECT_EQ(texts, expected);
  }
}

constexpr const char* kMoved =
    "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
    "INSERT INTO user (id, name, born) VALUES (1, 'a', '2000'), (2, 'b', NULL);";

const LintCase kMoves[] = {
    {"by a star",
     kMoved,
     "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO person SELECT * FROM user; DROP TABLE user;",
     true,
     {"GW703 warning table \"person\" is filled by SELECT *",
      "GW201 warning renames table \"user\" to \"person\" by a copy"}},
    {"by a schema's name and an alias",
     kMoved,
     "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO person (id, name, born) SELECT u.id, u.name, u.born FROM main.\"user\" AS u;"
     "DROP TABLE user;",
     true,
     {"GW201 warning renames table \"user\" to \"person\" by a copy"}},
    {"by CREATE TABLE AS",
     kMoved,
     "CREATE TABLE person AS SELECT id, name, born FROM user; DROP TABLE user;",
     true,
     {"GW209 warning changes the primary key",
      "GW201 warning renames table \"user\" to \"person\" by a copy"}},
    {"of a table that is renamed first",
     kMoved,
     "ALTER TABLE user RENAME TO old;"
     "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, born TEXT);"
     "INSERT INTO person (id, name, born) SELECT id, name, born FROM old; DROP TABLE old;",
     true,
     {"GW201 warning renames table \"user\" to \"person\", and programs"}},
    {"of one that is renamed twice",
     kMoved,
     "ALTER TABLE user RENAME TO old; ALTER TABLE old RENAME TO person;",
     true,
     {"GW201 warning renames table \"user\" to \"person\", and programs"}},
    {"of one that gets its name back",
     kMoved,
     "ALTER TABLE user RENAME TO old; ALTER TABLE old RENAME TO user;",
     true,
     {}},
    {"of a parent that is renamed first",
     "CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT);"
     "CREATE TABLE b (id INTEGER PRIMARY KEY, user INTEGER REFERENCES user (id));"
     "CREATE INDEX b_user ON b (user);",
     "PRAGMA foreign_keys = OFF; ALTER TABLE user RENAME TO old;"
     "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);"
     "INSERT INTO person (id, name) SELECT id, name FROM old; DROP TABLE old;",
     true,
     {"GW201 warning renames table \"user\" to \"person\", and programs",
      "GW405 error the rebuild of table \"user\" has renamed the old table first"}},
};

TEST(LintLostRows, MovesAreToldOnce) { CheckLintCases(kMoves); }

constexpr const char* kNulling =
    "CREATE TABLE a (id INTEGER PRIMARY KEY);"
    "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE SET NULL);"
    "CREATE INDEX b_a ON b (a); INSERT INTO a (id) VALUES (1), (2);"
    "INSERT INTO b (id, a) VALUES (1, 1), (2, 2), (3, NULL);";

constexpr const char* kEmpties =
    "GW104 error DROP TABLE of table \"a\" deletes its rows first, which empties \"a\" in ";

// What the script does to the family's tables before it drops "a", and makes it again so that no
// foreign key leads nowhere.
struct Before {
  const char* name;
  const char* family;
  const char* sql;
  bool with_rows;
  const char* told;  // nullptr = no error
};

const Before kSeenTo[] = {
    {"the keys are set", kNulling, "UPDATE b SET a = NULL;", true, nullptr},
    {"also without a database", kNulling, "UPDATE b SET a = NULL;", false, nullptr},
    {"those that are there", kNulling, "UPDATE b SET a = NULL WHERE a IS NOT NULL;", true, nullptr},
    {"one after the other", kNulling,
     "UPDATE b SET a = NULL WHERE a = 1; UPDATE b SET id = id + 10, a = NULL WHERE a = 2;", true,
     nullptr},
    {"the child's rows are deleted", kNulling, "DELETE FROM b WHERE 1;", true, nullptr},
    {"also without a database", kNulling, "DELETE FROM b WHERE 1;", false, nullptr},
    {"the parent's are", kNulling, "DELETE FROM a WHERE true;", true, nullptr},
    {"and those of a cascade's child", kFamily, "DELETE FROM b WHERE 1;", true, nullptr},
    {"a part is set", kNulling, "UPDATE b SET a = NULL WHERE a = 1;", true, kEmpties},
    {"to something else", kNulling, "UPDATE b SET a = 1;", true, kEmpties},
    {"those of the parent's rows", kNulling, "UPDATE b SET a = NULL WHERE a IN (SELECT id FROM a);",
     true, nullptr},
    {"which the script has changed", kNulling,
     "UPDATE a SET id = id + 10 WHERE id = 3;"
     "UPDATE b SET a = NULL WHERE a IN (SELECT id FROM a);",
     true, kEmpties},
    {"by what the script has changed", kNulling,
     "UPDATE b SET id = id + 10; UPDATE b SET a = NULL WHERE id < 10;", true, kEmpties},
    {"another column is", kNulling, "UPDATE b SET id = id + 7;", true, kEmpties},
    {"rows come behind it", kNulling, "UPDATE b SET a = NULL; INSERT INTO b (id, a) VALUES (9, 1);",
     true, kEmpties},
    {"a grandchild's rows alone", kFamily, "DELETE FROM c WHERE 1;", true,
     "GW104 error DROP TABLE of table \"a\" deletes its rows first, which cascades to 1 table, 4 "
     "rows (\"b\")"},
    {"a new child has no rows", "CREATE TABLE a (id INTEGER PRIMARY KEY);",
     "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE SET NULL);"
     "CREATE INDEX b_a ON b (a);",
     true, nullptr},
    {"nor of a cascade", "CREATE TABLE a (id INTEGER PRIMARY KEY);",
     "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE CASCADE);"
     "CREATE INDEX b_a ON b (a);",
     false, nullptr},
    {"unless it is filled", "CREATE TABLE a (id INTEGER PRIMARY KEY);",
     "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE SET NULL);"
     "CREATE INDEX b_a ON b (a); INSERT INTO b (id, a) VALUES (1, 1);",
     true, kEmpties},
};

TEST(LintLostRows, KeysThatTheScriptSeesTo) {
  for (const Before& one : kSeenTo) {
    SCOPED_TRACE(std::string(one.name) + ": " + one.sql);
    const std::string sql = std::string(one.sql) +
                            "DROP TABLE a; CREATE TABLE a (id INTEGER "
                            "PRIMARY KEY, x TEXT, n INTEGER);";
    std::string told;
    for (const std::string& text : LintTexts(one.family, sql, one.with_rows)) {
      if (text.starts_with("GW104 error")) told += text;
    }
    const std::string expected = one.told == nullptr ? "" : one.told;
    EXPECT_EQ(expected.empty() ? told : told.substr(0, expected.size()), expected) << told;
  }
}

}  // namespace
}  // namespace godwit

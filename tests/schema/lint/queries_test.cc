// Declared queries before and after a script: what is a finding, what is none, what it says and at
// which statement.
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/schema/lint/page.h"

namespace godwit {
namespace {

constexpr const char* kShop =
    "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price INTEGER, shop INTEGER);"
    "CREATE INDEX item_price ON item (price);"
    "CREATE TABLE shop (id INTEGER PRIMARY KEY, city TEXT);"
    "CREATE VIEW cheap AS SELECT * FROM item WHERE price < 10;";

constexpr const char* kByPrice =
    "-- godwit: query q\n-- godwit: index item_price\nSELECT id, name FROM item WHERE price = :p";

// The same table once more, without what a case says; each statement is on a line of its own.
constexpr const char* kRebuild =
    "PRAGMA foreign_keys = OFF;\n"
    "DROP VIEW cheap;\n"
    "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, price INTEGER, kind TEXT);\n"
    "INSERT INTO n (id, name, price) SELECT id, name, price FROM item;\n"
    "DROP TABLE item;\n"
    "ALTER TABLE n RENAME TO item;\n";

struct Case {
  const char* name;
  std::string queries;
  std::string sql;
  std::vector<std::string> expected;  // `line: CODE message` of what is about queries
};

std::vector<std::string> Told(const std::string& before, const Case& one) {
  const std::vector<LintQuery> queries = ReadLintQueries(one.queries);
  std::vector<std::string> told;
  for (const LintFinding& finding : LintOf(before, {one.sql, true, queries}, {}, false)) {
    if (finding.message.find("query ") == std::string::npos) continue;
    told.push_back(std::to_string(finding.line) + ": " + std::string(finding.rule->code) + " " +
                   finding.message + (finding.allowed ? " (allowed)" : ""));
  }
  return told;
}

const Case kBroken[] = {
    {"a column is dropped, at the statement that does it",
     "-- godwit: query q\nSELECT name FROM item;\n-- godwit: query r\nSELECT id FROM item",
     "CREATE TABLE x (id INTEGER PRIMARY KEY);\nDROP VIEW cheap;\nALTER TABLE item DROP COLUMN "
     "name;\nCREATE TABLE y (id INTEGER PRIMARY KEY);",
     {"3: GW210 query \"q\" does not work any more after it: no such column: name"}},
    {"a table is dropped that only a view reads",
     "-- godwit: query q\nSELECT id FROM cheap",
     "DROP TABLE shop;\nDROP TABLE item;",
     {"2: GW210 query \"q\" does not work any more after it: no such table: main.item"}},
    {"a rebuild without a column: where the table is made",
     "-- godwit: query q\nSELECT shop FROM item",
     kRebuild,
     {"3: GW210 query \"q\" does not work any more after it: no such column: shop"}},
    {"a rebuild that renames the old table first: likewise",
     "-- godwit: query q\nSELECT city FROM shop",
     "ALTER TABLE shop RENAME TO old;\nCREATE TABLE shop (id INTEGER PRIMARY KEY, street TEXT);\n"
     "INSERT INTO shop (id) SELECT id FROM old;\nDROP TABLE old;",
     {"2: GW210 query \"q\" does not work any more after it: no such column: city"}},
    {"a name that comes to be in two tables",
     "-- godwit: query q\nSELECT city FROM item JOIN shop ON shop.id = shop",
     "ALTER TABLE item ADD COLUMN city TEXT;",
     {"1: GW210 query \"q\" does not work any more after it: ambiguous column name: city"}},
    {"it did not work before either",
     "-- godwit: query q\nSELECT colour FROM item;\n-- godwit: query r\nDELETE FROM item;\n"
     "-- godwit: query s\nSELEC",
     "DROP VIEW cheap;\nALTER TABLE item DROP COLUMN name;\nDROP TABLE item;",
     {}},
    {"it works only from now on",
     "-- godwit: query q\nSELECT colour FROM item",
     "ALTER TABLE item ADD COLUMN colour TEXT;",
     {}},
    {"it is mended before the end",
     "-- godwit: query q\nSELECT name FROM item",
     "DROP VIEW cheap;\nALTER TABLE item RENAME COLUMN name TO title;\n"
     "ALTER TABLE item RENAME COLUMN title TO name;",
     {}},
    {"a script that fails says nothing of queries",
     "-- godwit: query q\nSELECT name FROM item",
     "DROP VIEW cheap;\nALTER TABLE item DROP COLUMN name;\nDROP TABLE nothing;",
     {}},
    {"allowed where it is found",
     "-- godwit: query q\nSELECT name FROM item",
     "DROP VIEW cheap;\n-- godwit: allow GW210 it is asked by nobody\nALTER TABLE item DROP COLUMN "
     "name;",
     {"3: GW210 query \"q\" does not work any more after it: no such column: name (allowed)"}},
};

const Case kPlans[] = {
    {"an index goes",
     kByPrice,
     "DROP TABLE shop;\nDROP INDEX item_price;",
     {"2: GW211 query \"q\" does not use index \"item_price\" any more, reads a whole table that "
      "it searched: the plan was SEARCH item USING INDEX item_price (price=?) and is SCAN item"}},
    {"an index that no query declares",
     "-- godwit: query q\nSELECT id, name FROM item WHERE price = :p",
     "DROP INDEX item_price;",
     {"1: GW211 query \"q\" reads a whole table that it searched: the plan was SEARCH item USING "
      "INDEX item_price (price=?) and is SCAN item"}},
    {"another index in its place, where none is declared",
     "-- godwit: query q\nSELECT id, name FROM item WHERE price = :p",
     "DROP INDEX item_price;\nCREATE INDEX item_price_shop ON item (price, shop);",
     {}},
    {"another index in the place of the one that is declared",
     kByPrice,
     "DROP INDEX item_price;\nCREATE INDEX item_price_shop ON item (price, shop);",
     {"1: GW211 query \"q\" does not use index \"item_price\" any more: the plan was SEARCH item "
      "USING INDEX item_price (price=?) and is SEARCH item USING INDEX item_price_shop "
      "(price=?)"}},
    {"made again before the end",
     kByPrice,
     "DROP INDEX item_price;\nCREATE INDEX item_price ON item (price, shop);",
     {}},
    {"a rebuild forgets the index: where its table goes",
     kByPrice,
     kRebuild,
     {"5: GW211 query \"q\" does not use index \"item_price\" any more, reads a whole table that "
      "it searched: the plan was SEARCH item USING INDEX item_price (price=?) and is SCAN item"}},
    {"a rebuild that makes it again",
     kByPrice,
     std::string(kRebuild) + "CREATE INDEX item_price ON item (price);",
     {}},
    {"it sorts from now on",
     "-- godwit: query q\nSELECT price FROM item ORDER BY price",
     "DROP INDEX item_price;",
     {"1: GW211 query \"q\" sorts, which it did not: the plan was SCAN item USING COVERING INDEX "
      "item_price and is SCAN item; USE TEMP B-TREE FOR ORDER BY"}},
    {"it sorts once more",
     "-- godwit: query q\nSELECT price, count(*) FROM item GROUP BY price ORDER BY count(*)",
     "DROP INDEX item_price;",
     {"1: GW211 query \"q\" sorts more than it did: the plan was SCAN item USING COVERING INDEX "
      "item_price and is SCAN item; USE TEMP B-TREE FOR GROUP BY"}},
    {"nothing but a sort is new: the plans are told whole",
     "-- godwit: query q\nSELECT name FROM item WHERE price = :p ORDER BY id",
     "DROP INDEX item_price;\nCREATE INDEX item_price ON item (price, shop);",
     {"1: GW211 query \"q\" sorts, which it did not: the plan was SEARCH item USING INDEX "
      "item_price "
      "(price=?) and is SEARCH item USING INDEX item_price (price=?); USE TEMP B-TREE FOR ORDER "
      "BY"}},
    {"an index that only spared reading the table",
     "-- godwit: query q\nSELECT price FROM item",
     "DROP INDEX item_price;",
     {}},
    {"a key of another type, so that SQLite makes an index for the moment",
     "-- godwit: query q\nSELECT name, city FROM item JOIN shop ON shop.id = item.shop",
     "DROP TABLE shop;\nCREATE TABLE shop (id TEXT PRIMARY KEY, city TEXT);",
     {"1: GW211 query \"q\" reads a whole table that it searched: the plan was SCAN item; SEARCH "
      "shop USING INTEGER PRIMARY KEY (rowid=?) and is SCAN shop; BLOOM FILTER ON item (shop=?); "
      "SEARCH item USING AUTOMATIC COVERING INDEX (shop=?)"}},
    {"an index that it did not use before",
     "-- godwit: query q\n-- godwit: index item_name\nSELECT id FROM item WHERE name > 'a' || shop",
     "CREATE INDEX item_shop ON item (shop);",
     {}},
    {"a view reads another table",
     "-- godwit: query q\nSELECT name FROM cheap WHERE id = :id",
     "DROP VIEW cheap;\nCREATE TABLE offer (id INTEGER, name TEXT);\n"
     "CREATE VIEW cheap AS SELECT id, name FROM offer;",
     {"1: GW211 query \"q\" reads a whole table that it searched: the plan was SEARCH item USING "
      "INTEGER PRIMARY KEY (rowid=?) and is SCAN offer"}},
};

const Case kColumns[] = {
    {"one more, at the statement that adds it",
     "-- godwit: query q\nSELECT * FROM item",
     "CREATE INDEX item_shop ON item (shop);\nALTER TABLE item ADD COLUMN kind TEXT;",
     {"2: GW212 query \"q\" gives other columns after it: with \"kind\" besides"}},
    {"one less, and another name",
     "-- godwit: query q\nSELECT * FROM item",
     "DROP VIEW cheap;\nALTER TABLE item DROP COLUMN shop;\nALTER TABLE item RENAME COLUMN name TO "
     "title;",
     {"2: GW212 query \"q\" gives other columns after it: without \"name\", \"shop\", with "
      "\"title\" besides"}},
    {"a rebuild: where the table is made",
     "-- godwit: query q\nSELECT * FROM item",
     kRebuild,
     {"3: GW212 query \"q\" gives other columns after it: without \"shop\", with \"kind\" "
      "besides"}},
    {"another order and another type",
     "-- godwit: query q\nSELECT * FROM shop",
     "DROP TABLE shop;\nCREATE TABLE shop (city VARCHAR(20), id integer PRIMARY KEY);",
     {"1: GW212 query \"q\" gives other columns after it: in the order \"city\", \"id\", \"city\" "
      "as VARCHAR(20) instead of TEXT"}},
    {"a type that was none",
     "-- godwit: query q\nSELECT city FROM shop",
     "DROP TABLE shop;\nCREATE TABLE shop (id INTEGER PRIMARY KEY, city);",
     {"1: GW212 query \"q\" gives other columns after it: \"city\" as no type instead of TEXT"}},
    {"through a view",
     "-- godwit: query q\nSELECT * FROM cheap",
     "ALTER TABLE item ADD COLUMN kind TEXT;",
     {"1: GW212 query \"q\" gives other columns after it: with \"kind\" besides"}},
    {"names that stand there twice",
     "-- godwit: query q\nSELECT * FROM item JOIN shop ON shop.id = item.shop",
     "DROP TABLE shop;\nCREATE TABLE shop (id INTEGER PRIMARY KEY, city TEXT, id2 INTEGER);",
     {"1: GW212 query \"q\" gives other columns after it: with \"id2\" besides"}},
    {"columns that are named, and a type written otherwise",
     "-- godwit: query q\nSELECT id, city FROM shop",
     "DROP TABLE shop;\nCREATE TABLE shop (n INTEGER, id integer PRIMARY KEY, city text);",
     {}},
    {"nothing, where another table changes",
     "-- godwit: query q\nSELECT * FROM item",
     "ALTER TABLE shop ADD COLUMN street TEXT;",
     {}},
};

void Check(std::span<const Case> cases) {
  for (const Case& one : cases) EXPECT_EQ(Told(kShop, one), one.expected) << one.name;
}

TEST(LintQueries, WhatDoesNotWorkAnyMore) { Check(kBroken); }
TEST(LintQueries, WhatGetsAWorsePlan) { Check(kPlans); }
TEST(LintQueries, WhatGivesOtherColumns) { Check(kColumns); }

}  // namespace
}  // namespace godwit

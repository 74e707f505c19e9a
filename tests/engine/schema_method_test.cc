// Method `schema`: the model as JSON, and what views and triggers use.
#include <string>

#include <gtest/gtest.h>

#include "tests/engine/client.h"

namespace godwit {
namespace {

constexpr const char* kSql = R"(
CREATE TABLE a (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    x TEXT CONSTRAINT named NOT NULL ON CONFLICT FAIL DEFAULT 'd' COLLATE nocase,
    y INT AS (id + 1) STORED,
    CONSTRAINT c CHECK (x <> ''),
    CONSTRAINT u UNIQUE (x) ON CONFLICT REPLACE
);
CREATE TABLE b (k TEXT, a_id INT REFERENCES a ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT p PRIMARY KEY (k)) WITHOUT ROWID;
CREATE INDEX i ON b (a_id DESC, lower(k)) WHERE a_id > 1;
CREATE VIEW v AS SELECT x, count(*) AS n FROM a;
CREATE VIEW broken AS SELECT z FROM a;
CREATE TRIGGER t AFTER UPDATE OF x ON a BEGIN
  INSERT INTO b (k) VALUES (OLD.x);
  UPDATE a SET x = NEW.x WHERE id = 2;
END;
INSERT INTO a (id, x) VALUES (7, 'seven');
)";

class SchemaMethod : public testing::Test {
 protected:
  void SetUp() override {
    const json project = {{"origin", "p"},
                          {"files",
                           {{"godwit.json", R"({"name": "p"})"},
                            {"migrations/20250101000000_a/migration.sql", kSql}}}};
    client_.Result("open", {{"project", project}, {"database", {{"kind", "memory"}}}});
    client_.Result("up");
    schema_ = client_.Result("schema");
  }
  Client client_;
  json schema_;
};

TEST_F(SchemaMethod, GivesTables) {
  ASSERT_EQ(schema_["tables"].size(), 2U) << "the ledger is no part of it";
  const json& a = schema_["tables"][0];
  EXPECT_EQ(a["name"], "a");
  EXPECT_EQ(a["kind"], "table");
  EXPECT_EQ(a["autoincrement"], true);
  EXPECT_EQ(a["module"], nullptr);
  EXPECT_EQ(a["columns"][1], json({{"name", "x"},
                                   {"type", "TEXT"},
                                   {"affinity", "text"},
                                   {"notNull", true},
                                   {"notNullName", "named"},
                                   {"notNullConflict", "fail"},
                                   {"default", "'d'"},
                                   {"collation", "NOCASE"},
                                   {"generated", nullptr},
                                   {"expression", nullptr},
                                   {"hidden", false},
                                   {"primaryKey", 0},
                                   {"neverNull", true}}));
  EXPECT_EQ(a["columns"][0]["neverNull"], true);
  EXPECT_EQ(a["columns"][2]["generated"], "stored");
  EXPECT_EQ(a["columns"][2]["expression"], "id + 1");
  EXPECT_EQ(a["checks"], json::array({{{"name", "c"}, {"expression", "x <> ''"}}}));
  EXPECT_EQ(a["indexes"][0]["origin"], "unique");
  EXPECT_EQ(a["indexes"][0]["constraint"], "u");
  EXPECT_EQ(a["indexes"][0]["conflict"], "replace");
  const json& b = schema_["tables"][1];
  EXPECT_EQ(b["withoutRowid"], true);
  EXPECT_EQ(b["primaryKey"]["name"], "p");
  EXPECT_EQ(b["foreignKeys"], json::array({{{"name", nullptr},
                                            {"columns", {"a_id"}},
                                            {"table", "a"},
                                            {"targetColumns", json::array()},
                                            {"onUpdate", "NO ACTION"},
                                            {"onDelete", "CASCADE"},
                                            {"match", nullptr},
                                            {"deferred", true}}}));
  for (const json& index : b["indexes"]) {
    if (index["origin"] != "created") continue;
    EXPECT_EQ(index["name"], "i");
    EXPECT_EQ(index["where"], "a_id > 1");
    EXPECT_EQ(index["keys"], json::array({{{"column", "a_id"},
                                           {"expression", nullptr},
                                           {"collation", "BINARY"},
                                           {"descending", true}},
                                          {{"column", nullptr},
                                           {"expression", "lower ( k )"},
                                           {"collation", "BINARY"},
                                           {"descending", false}}}));
  }
}

TEST_F(SchemaMethod, GivesWhatIsUsed) {
  const json& broken = schema_["views"][0];
  EXPECT_EQ(broken["error"], "no such column: z");
  EXPECT_TRUE(broken["columns"].empty());
  const json& view = schema_["views"][1];
  EXPECT_EQ(view["name"], "v");
  EXPECT_EQ(view["error"], nullptr);
  EXPECT_EQ(view["columns"][0], json({{"name", "x"}, {"type", "TEXT"}}));
  EXPECT_EQ(view["reads"], json::array({{{"table", "a"}, {"columns", {"x"}}}}));
  const json& trigger = schema_["triggers"][0];
  EXPECT_EQ(trigger["table"], "a");
  EXPECT_EQ(trigger["timing"], "after");
  EXPECT_EQ(trigger["event"], "update");
  EXPECT_EQ(trigger["updateOf"], json({"x"}));
  EXPECT_EQ(trigger["error"], nullptr);
  EXPECT_EQ(trigger["reads"], json::array({{{"table", "a"}, {"columns", {"id", "x"}}},
                                           {{"table", "b"}, {"columns", {"a_id"}}}}));
  EXPECT_EQ(trigger["updates"], json::array({{{"table", "a"}, {"columns", {"x"}}}}));
  EXPECT_EQ(trigger["inserts"], json({"b"}));
  EXPECT_EQ(trigger["deletes"], json::array());
  EXPECT_EQ(schema_["sequences"], json::array({{{"table", "a"}, {"value", 7}}}));
}

}  // namespace
}  // namespace godwit

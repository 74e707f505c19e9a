// Which relations a view reads, and that views which read each other too often are refused at once.
#include "core/schema/view_expansion.h"

#include <gtest/gtest.h>

#include "core/schema/inspect.h"
#include "tests/digest/databases.h"

namespace godwit {
namespace {

struct Case {
  std::string sql;
  std::vector<std::string> reads;
};

const std::vector<Case> kCases = {
    {"SELECT a, b FROM t", {"t"}},
    {"SELECT t.a, u FROM main.T AS t, \"u\" x JOIN [w] ON t.a = w.a, z WHERE y IN (a, b)",
     {"t", "u", "w", "z"}},
    {"SELECT a IS DISTINCT FROM b FROM (SELECT 1, c FROM t) UNION SELECT 1, d FROM u", {"t", "u"}},
    {"SELECT 1 FROM (a, b) LEFT JOIN c USING (d, e), f GROUP BY g, h ORDER BY i, j",
     {"a", "b", "c", "f"}},
    {"SELECT 1 FROM a WHERE b IN c AND EXISTS (SELECT 1 FROM d) LIMIT 1, 2", {"a", "c", "d"}},
};

TEST(ViewExpansion, FindsWhatAStatementReads) {
  for (const Case& one : kCases) EXPECT_EQ(RelationsRead(one.sql), one.reads) << one.sql;
}

// Each view reads the one before as often as `from` does.
std::string Chain(int views, const std::string& from_of_it) {
  std::string sql = "CREATE TABLE v0 (id INTEGER PRIMARY KEY, n TEXT);";
  for (int i = 1; i <= views; ++i) {
    const std::string below = "v" + std::to_string(i - 1);
    sql += "CREATE VIEW v" + std::to_string(i) + " AS SELECT a.id, a.n FROM " + below + " AS a" +
           (from_of_it.empty() ? "" : ", " + below + " AS " + from_of_it) + ";";
  }
  return sql;
}

TEST(ViewExpansion, RefusesViewsThatDouble) {
  const Database db = Make(Chain(40, "b"));
  const Result<Schema> schema = Inspect(db);
  ASSERT_FALSE(schema.ok());
  EXPECT_EQ(schema.error().code, ErrorCode::kRefused);
  EXPECT_NE(Describe(schema.error()).find("reads views that read views"), std::string::npos);
}

TEST(ViewExpansion, ReadsLongChainsAndThoseThatDoubleALittle) {
  for (const std::string& sql : {Chain(100, ""), Chain(10, "b")}) {
    const Result<Schema> schema = Inspect(Make(sql));
    ASSERT_TRUE(schema.ok()) << Describe(schema.error());
    for (const SchemaView& view : schema->views) {
      EXPECT_EQ(view.columns, (std::vector<std::string>{"id", "n"})) << view.name;
      EXPECT_EQ(view.column_types, (std::vector<std::string>{"INTEGER", "TEXT"})) << view.name;
    }
  }
}

// SQLite refuses a ring itself, where it is used.
TEST(ViewExpansion, ReadsRings) {
  const Result<Schema> schema =
      Inspect(Make("CREATE VIEW a AS SELECT 1 FROM b, b AS c; CREATE VIEW b AS SELECT 1 FROM a"));
  ASSERT_TRUE(schema.ok()) << Describe(schema.error());
  EXPECT_EQ(schema->views.size(), 2u);
  EXPECT_TRUE(schema->views[0].columns.empty());
}

}  // namespace
}  // namespace godwit

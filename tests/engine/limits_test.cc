// Limits as requests set them: they are of what the request opens, and go with it.
#include <string>

#include <gtest/gtest.h>

#include "tests/engine/client.h"

namespace godwit {
namespace {

json OpenParams(const std::string& sql, const json& limits) {
  json params = {
      {"project",
       {{"origin", "app"},
        {"files",
         {{"godwit.json", R"({"name": "app"})"},
          {"migrations/20260101000000_a/migration.sql", "CREATE TABLE t (a);\n" + sql}}}}},
      {"database", {{"kind", "memory"}}}};
  if (!limits.is_null()) params["limits"] = limits;
  return params;
}

TEST(EngineLimits, AreOfWhatIsOpened) {
  const std::string value = "INSERT INTO t VALUES (zeroblob(3000000))";
  const struct {
    json limits;
    std::string why;  // of the error of `up`; empty = none
  } rows[] = {
      {nullptr, ""},
      {{{"lengthBytes", 2'000'000}}, "string or blob too big (limit LENGTH is 2000000 bytes)"},
      {{{"strangers", true}, {"lengthBytes", 2'000'000}},
       "string or blob too big (limit LENGTH is 2000000 bytes)"},
      {{{"heapBytes", 2'000'000}}, "memory ran out: SQLite may take 2 MB"},
      {{{"strangers", true}}, ""},
      {json::object(), ""}};
  Client client;
  for (const auto& row : rows) {
    client.Result("open", OpenParams(value, row.limits));
    const json answer = client.Ask("up");
    EXPECT_EQ(answer["type"], row.why.empty() ? "result" : "error") << row.limits;
    if (!row.why.empty()) {
      EXPECT_EQ(answer["error"]["why"].get<std::string>(), row.why);
      EXPECT_EQ(answer["error"]["code"], "failed");
      EXPECT_EQ(client.Result("digest")["tables"].size(), 0U);
    }
  }
}

TEST(EngineLimits, AreMeasuredByTheRealClockWhereTheTimeIsFixed) {
  Client client;
  json params = OpenParams(
      "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
      "FROM n) SELECT i FROM n WHERE i < 0",
      {{"deadlineMillis", 20}});
  params["now"] = "2026-01-15T12:00:00Z";
  client.Result("open", params);
  for (const char* method : {"up", "rehearse"}) {
    const json answer = client.Ask(method);
    ASSERT_EQ(answer["type"], "error") << method;
    EXPECT_EQ(answer["error"]["why"], "the statement took longer than 0.02 s");
  }
}

TEST(EngineLimits, ThatAreNoneAreRefused) {
  Client client;
  for (const json& limits : {json(7), json({{"strangers", 1}}), json({{"deadlineMillis", 0}}),
                             json({{"deadlineMillis", 0.5}}), json({{"heapBytes", -1}}),
                             json({{"lengthBytes", 1'000'000'001}}), json({{"depth", 3}})}) {
    const json answer = client.Ask("open", OpenParams("", limits));
    ASSERT_EQ(answer["type"], "error") << limits;
    EXPECT_EQ(answer["error"]["code"], "usage") << limits;
    EXPECT_NE(answer["error"]["what"].get<std::string>().find("limits"), std::string::npos);
  }
}

}  // namespace
}  // namespace godwit

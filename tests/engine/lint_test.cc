// The method `lint`: its result, and the same as SARIF.
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "tests/engine/client.h"

namespace godwit {
namespace {

json OpenScript(Client& client, const std::string& sql) {
  const json files = {{"godwit.json", R"({"name": "app"})"},
                      {"migrations/20260101000000_a b/migration.sql", sql}};
  client.Result(
      "open", {{"project", {{"origin", "."}, {"files", files}}}, {"database", {{"kind", "none"}}}});
  return client.Result("lint", {{"sarif", true}});
}

constexpr const char* kScript =
    "-- godwit: allow GW901 nobody goes back\r\n"
    "CREATE TABLE ü (name VARCHAR(9) PRIMARY KEY);\r\n"
    "  CREATE TABLE b (id SERIAL PRIMARY KEY);\r\n";

TEST(EngineLint, TellsPlaceLineAndSuppression) {
  Client client;
  const json result = OpenScript(client, kScript);
  EXPECT_FALSE(result["passed"].get<bool>());
  EXPECT_EQ(result["counts"], json({{"error", 1}, {"warning", 1}, {"note", 1}, {"suppressed", 1}}));
  const json& findings = result["migrations"][0]["findings"];
  ASSERT_EQ(findings.size(), 4u);
  const json& serial = findings[3];
  EXPECT_EQ(serial["code"], "GW601");
  EXPECT_EQ(serial["severity"], "error");
  EXPECT_EQ(serial["line"], 3);
  EXPECT_EQ(serial["column"], 3);
  EXPECT_EQ(serial["source"], "  CREATE TABLE b (id SERIAL PRIMARY KEY);");
  EXPECT_EQ(serial["file"], "./migrations/20260101000000_a b/migration.sql");
  EXPECT_TRUE(serial["suppressed"].is_null());
  EXPECT_EQ(findings[2]["code"], "GW901");
  EXPECT_EQ(findings[2]["suppressed"], "nobody goes back");
}

TEST(EngineLint, Sarif) {
  Client client;
  const json sarif = OpenScript(client, kScript)["sarif"];
  EXPECT_EQ(sarif["version"], "2.1.0");
  ASSERT_EQ(sarif["runs"].size(), 1u);
  const json& run = sarif["runs"][0];
  const json& rules = run["tool"]["driver"]["rules"];
  std::set<std::string> ids;
  for (const json& rule : rules) ids.insert(rule["id"].get<std::string>());
  EXPECT_EQ(ids.size(), rules.size());
  ASSERT_EQ(run["results"].size(), 4u);
  for (const json& result : run["results"]) {
    const auto at = result["ruleIndex"].get<std::size_t>();
    EXPECT_EQ(rules[at]["id"], result["ruleId"]);
    const json& place = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(place["artifactLocation"]["uri"], "migrations/20260101000000_a%20b/migration.sql");
    EXPECT_GE(place["region"]["startLine"].get<int>(), 1);
    EXPECT_GE(place["region"]["startColumn"].get<int>(), 1);
  }
  EXPECT_EQ(run["results"][3]["level"], "error");
  EXPECT_TRUE(run["results"][3]["suppressions"].empty());
  EXPECT_EQ(run["results"][2]["suppressions"],
            json::array({{{"kind", "inSource"}, {"justification", "nobody goes back"}}}));
}

TEST(EngineLint, RefusesWhatItDoesNotKnow) {
  Client client;
  EXPECT_EQ(client.Ask("lint")["error"]["code"], "usage");
  OpenScript(client, "CREATE TABLE a (id INTEGER PRIMARY KEY);");
  EXPECT_EQ(client.Ask("lint", {{"sqliteVersion", "new"}})["error"]["code"], "usage");
  EXPECT_EQ(client.Ask("lint", {{"names", {"nothing"}}})["error"]["code"], "usage");
  EXPECT_EQ(client.Ask("lint", {{"nonsense", true}})["error"]["code"], "usage");
}

}  // namespace
}  // namespace godwit

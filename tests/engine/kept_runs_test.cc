#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "core/sqlite/database.h"
#include "tests/engine/client.h"
#include "tests/scratch.h"

namespace godwit {
namespace {

json ProjectOf(const std::map<std::string, std::string>& migrations) {
  json files = {{"godwit.json", R"({"name": "p"})"}};
  for (const auto& [path, text] : migrations) files["migrations/" + path] = text;
  return {{"origin", "p"}, {"files", files}};
}

const std::map<std::string, std::string> kTwo = {
    {"20260101000000_a/migration.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);"},
    {"20260101000000_a/down.sql", "DROP TABLE a;"},
    {"20260102000000_b/migration.sql", "INSERT INTO a VALUES (1, 'secret'), (2, 'secret');"},
    {"20260102000000_b/down.sql", "DELETE FROM a;"}};

std::map<std::string, std::string> With(std::map<std::string, std::string> files,
                                        const std::string& path, const std::string& text) {
  files[path] = text;
  return files;
}

json InMemory(const std::map<std::string, std::string>& migrations) {
  return {{"project", ProjectOf(migrations)}, {"database", {{"kind", "memory"}}}};
}

TEST(KeptRuns, EveryRunThatDidSomethingIsKept) {
  Client client;
  client.Result("open", kPetsInMemory);
  EXPECT_TRUE(client.Result("runs")["runs"].empty());
  EXPECT_EQ(client.Ask("report")["error"]["code"], "refused");
  const json up = client.Result("up");
  EXPECT_EQ(up["run"], 1);
  EXPECT_EQ(client.Result("up")["run"], nullptr) << "there was nothing to do";
  EXPECT_EQ(client.Result("seed")["run"], 2);
  EXPECT_EQ(client.Result("down")["run"], 3);
  const json runs = client.Result("runs")["runs"];
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0]["rows"], 92);
  EXPECT_EQ(runs[2]["command"], "down");
  json report = client.Result("report", {{"run", 1}})["report"];
  EXPECT_EQ(report["run"], 1);
  EXPECT_EQ(report["report"], 1);
  for (const char* member : {"report", "engine", "sqlite"}) report.erase(member);
  EXPECT_EQ(report, up);
  EXPECT_EQ(client.Result("report")["report"]["command"], "down");
  EXPECT_EQ(client.Ask("report", {{"run", 4}})["error"]["what"], "run 4");
  EXPECT_EQ(client.Result("down", {{"all", true}})["run"], nullptr) << "the ledger went, too";
  EXPECT_TRUE(client.Result("runs")["runs"].empty());
}

TEST(KeptRuns, AFailureIsKeptWhereSomethingWasDoneBefore) {
  Client client;
  const std::string broken = "SELECT nothing;";
  client.Result("open", InMemory(With(kTwo, "20260101000000_a/migration.sql", broken)));
  EXPECT_EQ(client.Ask("up")["type"], "error");
  EXPECT_TRUE(client.Result("runs")["runs"].empty());
  client.Result("open", InMemory(With(kTwo, "20260102000000_b/migration.sql", broken)));
  const json failed = client.Ask("up");
  EXPECT_EQ(failed["partial"]["run"], 1);
  const json report = client.Result("report")["report"];
  EXPECT_EQ(report["outcome"], "failed");
  EXPECT_EQ(report["error"], failed["error"]);
  EXPECT_EQ(report["migrations"].size(), 1U);
  EXPECT_TRUE(report["finishedAt"].is_string());
}

TEST(KeptRuns, ACancelIsKeptUnlessTheFileMayBeSomebodyElses) {
  for (const auto ending : {Engine::Ending::kOrderly, Engine::Ending::kHandsOff}) {
    Client client;
    client.Result("open", InMemory(kTwo));
    const int id = client.Submit("up");
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(client.engine().Step());
    client.engine().Cancel(id, ending);
    while (client.engine().Step()) {
    }
    const json answer = client.messages.back().body;
    EXPECT_EQ(answer["error"]["code"], "interrupted");
    EXPECT_EQ(answer["partial"]["migrations"].size(), 1U);
    const json runs = client.Result("runs")["runs"];
    if (ending == Engine::Ending::kHandsOff) {
      EXPECT_TRUE(runs.empty());
    } else {
      ASSERT_EQ(runs.size(), 1U);
      EXPECT_EQ(runs[0]["outcome"], "interrupted");
      EXPECT_EQ(runs[0]["migrations"], json({"20260101000000_a"}));
    }
  }
}

TEST(KeptRuns, HoldNoValueOfARow) {
  Client client;
  json open = InMemory(
      With(With(kTwo, "20260102000000_b/verify.sql", "-- godwit: check none\nSELECT x FROM a;"),
           "20260102000000_b/backfill.sql",
           "-- godwit: data-step s\n-- godwit: table a\n"
           "-- godwit: validate x doc\n"
           "SELECT id, x || '!' AS x FROM a WHERE x = 'secret'"));
  open["project"]["files"]["godwit.json"] =
      R"({"name": "p", "validators": [{"name": "doc", "schema": "schemas/doc.json"}]})";
  open["project"]["files"]["schemas/doc.json"] = R"({"enum": ["right"]})";
  client.Result("open", open);
  const json failed = client.Ask("up");
  ASSERT_EQ(failed["error"]["code"], "data-step") << ToText(failed);
  EXPECT_EQ(failed["partial"]["run"], 1);
  const json verified = client.Result("verify", {{"keep", true}});
  EXPECT_NE(ToText(verified).find("secret"), std::string::npos);
  EXPECT_EQ(verified["run"], 2);
  for (const int run : {1, 2}) {
    const json report = client.Result("report", {{"run", run}, {"html", true}, {"values", true}});
    EXPECT_EQ(ToText(report).find("secret"), std::string::npos) << run << ToText(report["report"]);
  }
  EXPECT_EQ(client.Result("report", {{"run", 1}})["report"]["error"]["why"], nullptr);
}

TEST(KeptRuns, ComparedTheyShowWhatDiffers) {
  Client client;
  client.Result("open", InMemory(kTwo));
  client.Result("up", {{"to", "20260101000000_a"}});
  client.Result("down");
  client.Result("up", {{"to", "20260101000000_a"}});
  EXPECT_EQ(client.Ask("runs", {{"first", 1}})["error"]["code"], "usage");
  EXPECT_EQ(client.Ask("runs", {{"first", 1}, {"second", 9}})["error"]["code"], "refused");
  client.Result("up");
  json differences = client.Result("runs", {{"first", 1}, {"second", 2}})["differences"];
  std::string words;
  for (const json& difference : differences) {
    if (difference["member"] == "durationMicros") continue;
    words += difference["subject"].get<std::string>() + "." +
             difference["member"].get<std::string>() + ":" + ToText(difference["first"]) + ">" +
             ToText(difference["second"]) + " ";
  }
  EXPECT_EQ(words,
            "migration \"20260101000000_a\".there:true>false "
            "migration \"20260102000000_b\".there:false>true ");
}

// A ledger that takes no reports: the migration is none the worse for it.
TEST(KeptRuns, ThatCannotBeKeptAreAWarning) {
  const std::string path = ScratchPath("kept-runs.db");
  std::filesystem::remove(path);
  const json database = {{"kind", "file"}, {"path", path}, {"mode", "create"}};
  {
    Client client;
    client.Result("open", {{"project", ProjectOf(kTwo)}, {"database", database}});
    EXPECT_EQ(client.Result("up", {{"to", "20260101000000_a"}})["run"], 1);
  }
  {
    Database other = std::move(Database::Open(path, {.mode = OpenMode::kReadWrite})).value();
    ASSERT_TRUE(other
                    .Execute("CREATE TRIGGER full BEFORE INSERT ON godwit_runs BEGIN SELECT "
                             "RAISE(ABORT, 'no room'); END")
                    .ok());
  }
  {
    Client client;
    client.Result("open", {{"project", ProjectOf(kTwo)}, {"database", database}});
    const json up = client.Result("up");
    EXPECT_EQ(up["outcome"], "done");
    EXPECT_EQ(up["run"], nullptr);
    EXPECT_EQ(up["warnings"], json({"the report is not kept in the database: no room"}));
    EXPECT_EQ(client.Result("status")["upToDate"], true);
  }
  std::filesystem::remove(path);
}

TEST(KeptRuns, UnderAReceiptTheRealTimeStandsBeside) {
  Client client;
  const char* const now = "2020-02-03T04:05:06.000Z";
  json open = InMemory(kTwo);
  open["now"] = now;
  client.Result("open", open);
  const json receipt = client.Result("rehearse");
  client.Result("up", {{"expect", receipt}});
  const json report = client.Result("report")["report"];
  EXPECT_EQ(report["startedAt"], now);
  EXPECT_EQ(report["finishedAt"], now);
  EXPECT_GT(report["ranAt"].get<std::string>(), "2025");
  EXPECT_GT(report["ranMicros"].get<std::int64_t>(), 0);
  client.Result("down", {{"steps", 1}});
  EXPECT_FALSE(client.Result("report")["report"].contains("ranAt"));
}

TEST(Verify, IsComparedWithAnEarlierReport) {
  Client client;
  const auto files = With(kTwo, "20260102000000_b/verify.sql",
                          "-- godwit: check none\nSELECT x FROM a WHERE id > 2;");
  client.Result("open", InMemory(files));
  const json receipt = client.Result("rehearse");
  client.Result("up");
  const json as_rehearsed = client.Result("verify", {{"expect", receipt}});
  EXPECT_EQ(as_rehearsed["passed"], true) << ToText(as_rehearsed);
  EXPECT_TRUE(as_rehearsed["differences"].empty());
  json expected = client.Result("verify");
  for (json& check : expected["checks"]) {
    if (check["name"] == "none") check["name"] = "other";
  }
  const json differs = client.Result("verify", {{"expect", expected}});
  EXPECT_EQ(differs["passed"], false);
  ASSERT_EQ(differs["differences"].size(), 2U);
  EXPECT_EQ(differs["differences"][0]["subject"], "check \"other\" of \"20260102000000_b\"");
  EXPECT_EQ(differs["differences"][0]["expected"], true);
  EXPECT_EQ(differs["differences"][0]["actual"], false);
  EXPECT_EQ(client.Ask("verify", {{"expect", {{"a", 1}}}})["error"]["code"], "refused");
}

}  // namespace
}  // namespace godwit

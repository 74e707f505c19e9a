#include "core/engine/engine.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/engine/receipt_json.h"
#include "core/engine/samples.h"
#include "tests/engine/client.h"
#include "tests/golden.h"

namespace godwit {
namespace {

TEST(Engine, OpensASampleAsItsApplicationStood) {
  Client client;
  const json opened = client.Result("open", kPetsInMemory);
  EXPECT_EQ(opened["project"]["name"], "pets");
  EXPECT_EQ(opened["status"]["upToDate"], false);
  json states = json::array();
  for (const json& migration : opened["status"]["migrations"]) states.push_back(migration["state"]);
  EXPECT_EQ(states, json({"applied", "applied", "applied", "pending", "off", "off"}));
  for (const json& table : client.Result("tables")) {
    if (table["name"] == "Pet") {
      EXPECT_EQ(table["rows"], 92);
    } else if (table["name"] == "User") {
      EXPECT_EQ(table["rows"], 170);
    }
  }
}

TEST(Engine, AProjectWithoutSampleDataIsPreparedAndStepsThrough) {
  Client client;
  const json project = {{"origin", "p"},
                        {"files",
                         {{"godwit.json", R"({"name": "p", "opensBefore": "20250102000000_b"})"},
                          {"migrations/20250101000000_a/migration.sql", "CREATE TABLE a (x);"},
                          {"migrations/20250101000000_a/down.sql", "DROP TABLE a;"},
                          {"migrations/20250102000000_b/migration.sql", "CREATE TABLE b (x);"},
                          {"migrations/20250102000000_b/down.sql", "DROP TABLE b;"}}}};
  const json opened = client.Result(
      "open", {{"project", project}, {"database", {{"kind", "memory"}}}, {"prepare", true}});
  EXPECT_EQ(opened["status"]["migrations"][0]["state"], "applied");
  EXPECT_EQ(opened["status"]["migrations"][1]["state"], "pending");
  EXPECT_EQ(client.Result("steps").back()["kind"], "down");
  const json seed = client.Ask("seed", {{"rows", 5}});
  EXPECT_EQ(seed["error"]["code"], "refused");
  EXPECT_EQ(seed["error"]["why"], "no applied migration has a volume.sql");
}

TEST(Engine, MigratesVerifiesAndGoesBack) {
  Client client;
  client.Result("open", kPetsInMemory);
  const json before = client.Result("digest");
  const json report = client.Result("up");
  EXPECT_EQ(report["dataSteps"][0]["rows"], 92);
  EXPECT_EQ(client.Result("verify")["passed"], true);
  EXPECT_NE(client.Result("digest"), before);
  client.Result("down");
  EXPECT_EQ(client.Result("digest"), before);
  client.Result("down", {{"all", true}});
  EXPECT_EQ(client.Result("tables"), json::array());
}

TEST(Engine, MendsTheLedger) {
  Client client;
  client.Result("open", kPetsInMemory);
  const std::string last = "20250922090000_trait_system";
  const json forgotten =
      client.Result("resolve", {{"rolledBack", last}, {"reason", "undone by hand"}});
  EXPECT_EQ(forgotten["command"], "resolve");
  EXPECT_EQ(forgotten["migrations"][0]["direction"], "forgotten");
  client.Result("resolve", {{"applied", last}, {"reason", "it was not"}});
  const json status = client.Result("status");
  EXPECT_EQ(status["ledger"], "godwit");
  ASSERT_EQ(status["events"].size(), 2U);
  EXPECT_EQ(status["events"][1]["event"], "resolve-applied");
  EXPECT_EQ(status["events"][1]["reason"], "it was not");
  const json refused = client.Ask("baseline", {{"to", last}});
  EXPECT_EQ(refused["error"]["code"], "refused");
}

TEST(Engine, StepsAreTheSameUnderAnyClock) {
  // Not profiles, whose new rows have the run's time.
  for (const char* sample : {"pets", "reviews", "valuerank"}) {
    Client client;
    client.Result("open", {{"project", sample}, {"database", {{"kind", "none"}}}});
    const json steps = client.Result("steps");
    client.Result("open", {{"project", sample}, {"now", "2031-05-06T07:08:09Z"}});
    EXPECT_EQ(client.Result("steps"), steps) << sample;
    EXPECT_EQ(steps.front()["kind"], "start");
    EXPECT_EQ(steps.back()["kind"], "down");
    EXPECT_EQ(steps.front()["digest"], steps.back()["digest"]) << sample;
  }
}

// The proof that every build computes the same: these files are compared by gcc's, clang's and the
// sanitizers' builds, and by WASM under node. GODWIT_REBASE=1 writes them anew.
TEST(Engine, StepsAreTheGoldenOnes) {
  for (const std::string& sample : SampleNames()) {
    Client client;
    client.Result("open", {{"project", sample}});
    std::string steps;
    for (const json& step : client.Result("steps")) steps += ToText(step) + "\n";
    ExpectGolden(sample + "-steps.jsonl", steps);
  }
}

TEST(Engine, CancelsAtABoundaryAndResumes) {
  Client client;
  client.Result("open", kPetsInMemory);
  const int id = client.Submit("up", {{"batch", 10}});
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(client.engine().Step());
  client.engine().Cancel(id);
  while (client.engine().Step()) {
  }
  const json answer = client.messages.back().body;
  EXPECT_EQ(answer["type"], "error");
  EXPECT_EQ(answer["error"]["code"], "interrupted");
  EXPECT_EQ(answer["partial"]["migrations"].size(), 1U);
  const json status = client.Result("status");
  EXPECT_EQ(status["dataSteps"][0]["state"], "running");
  const int left = status["dataSteps"][0]["rowsLeft"].get<int>();
  EXPECT_GT(left, 0);
  EXPECT_LT(left, 92);
  EXPECT_EQ(client.Result("resume")["dataSteps"][0]["rows"], left);
  EXPECT_EQ(client.Result("status")["upToDate"], true);
}

TEST(Engine, CancelsWhatHasNotBegun) {
  Client client;
  client.Submit("version");
  const int second = client.Submit("samples");
  client.engine().Cancel(second);
  while (client.engine().Step()) {
  }
  ASSERT_EQ(client.messages.size(), 2U);
  EXPECT_EQ(client.messages[0].body["error"]["code"], "interrupted");
  EXPECT_EQ(client.messages[0].body["error"]["next"], "nothing was touched");
  EXPECT_EQ(client.messages[1].body["type"], "result");
}

TEST(Engine, TravelsAsBytes) {
  Client client;
  client.Result("open", kPetsInMemory);
  client.Result("up");
  const json digest = client.Result("digest");
  client.Ask("export");
  const std::string bytes = client.messages.back().blob;
  const json opened =
      client.Ask("open", {{"project", "pets"}, {"database", {{"kind", "bytes"}}}}, bytes);
  EXPECT_EQ(opened["result"]["status"]["upToDate"], true);
  EXPECT_EQ(client.Result("digest"), digest);
}

TEST(Engine, ShowsRowsInPages) {
  Client client;
  client.Result("open", kPetsInMemory);
  const json page = client.Result("rows", {{"table", "Pet"}, {"offset", 90}, {"limit", 5}});
  EXPECT_EQ(page["total"], 92);
  EXPECT_EQ(page["rows"].size(), 2U);
  EXPECT_EQ(page["columns"][0], "id");
  EXPECT_LT(page["rows"][0][0], page["rows"][1][0]);
}

TEST(Engine, CellsKeepWhatJsonHasNoNumberFor) {
  Client client;
  const json files = {
      {"godwit.json", R"({"name": "cells"})"},
      {"migrations/20260101000000_t/migration.sql",
       "CREATE TABLE T(id INTEGER PRIMARY KEY, v);\n"
       "INSERT INTO T(v) VALUES (NULL), (1.5), (9e999), (-9e999), (9007199254740993);\n"}};
  client.Result("open", {{"project", {{"origin", "cells"}, {"files", files}}},
                         {"database", {{"kind", "memory"}}}});
  client.Result("up");
  EXPECT_EQ(client.Result("rows", {{"table", "T"}})["rows"],
            json({{1, nullptr},
                  {2, 1.5},
                  {3, {{"real", "Infinity"}}},
                  {4, {{"real", "-Infinity"}}},
                  {5, {{"integer", "9007199254740993"}}}}));
}

TEST(Engine, DrawsWhatIsStored) {
  Client client;
  client.Result("open", kPetsInMemory);
  const auto states = [&] {
    std::map<std::string, int> counts;
    const json pictures = client.Result("pictures");
    EXPECT_EQ(pictures["total"], 92);
    for (const json& picture : pictures["pictures"]) {
      ++counts[picture["state"].get<std::string>()];
      EXPECT_FALSE(picture["shapes"].empty());
      EXPECT_FALSE(picture["label"].empty());
    }
    return counts;
  };
  EXPECT_EQ(states(), (std::map<std::string, int>{{"none", 92}}));
  client.Result("up");
  EXPECT_EQ(states(), (std::map<std::string, int>{{"stored", 92}}));
  EXPECT_EQ(client.Result("pictures", {{"offset", 91}})["pictures"].size(), 1U);
}

TEST(Engine, CountsEveryPictureAndNotOnlyThosePagedIn) {
  Client client;
  client.Result("open", kPetsInMemory);
  const json first = {{"limit", 1}, {"totals", true}};
  const json before = client.Result("pictures", first);
  EXPECT_EQ(before["totals"],
            json({{"states", {{"none", 92}}}, {"captions", {{"no traits yet", 92}}}}));
  client.Result("up");
  std::map<std::string, int> captions;
  const json all = client.Result("pictures");
  for (const json& picture : all["pictures"]) {
    ++captions[picture["caption"].get<std::string>()];
  }
  const json after = client.Result("pictures", first);
  EXPECT_EQ(after["pictures"].size(), 1U);
  EXPECT_EQ(after["totals"], json({{"states", {{"stored", 92}}}, {"captions", captions}}));
  EXPECT_FALSE(client.Result("pictures").contains("totals")) << "it reads the whole table";
  client.Result("down", {{"all", true}});
  EXPECT_EQ(client.Result("pictures", first)["totals"],
            json({{"states", json::object()}, {"captions", json::object()}}));
}

TEST(Engine, LogsRowsWhenAsked) {
  Client client;
  client.Result("open", kPetsInMemory);
  client.engine().Submit({{{"id", 99}, {"method", "up"}, {"log", true}}, {}});
  while (client.engine().Step()) {
  }
  int rows = 0;
  for (const Message& message : client.messages) {
    if (message.body["type"] != "log" || message.body["event"]["event"] != "row") continue;
    ++rows;
    EXPECT_EQ(message.body["event"]["time"], "2026-01-15T12:00:00.000Z");
    EXPECT_TRUE(message.body["event"].contains("rarity"));
    EXPECT_TRUE(message.body["event"].contains("name"));
  }
  EXPECT_EQ(rows, 92);
}

TEST(Engine, SaysWhatIsWrongWithARequest) {
  const struct {
    std::string method;
    json params;
    std::string_view what;
    std::string_view why;
    std::string_view code;
  } rows[] = {
      {"nope", nullptr, "request \"nope\"", "there is no such method", "usage"},
      {"status", nullptr, "the request", "no project is open", "usage"},
      {"up", {{"too", "x"}}, "request \"up\", parameter \"too\"", "it is not known", "usage"},
      {"up", {{"to", 3}}, "request \"up\", parameter \"to\"", "it must be a text", "usage"},
      {"down",
       {{"steps", 0}},
       "request \"down\", parameter \"steps\"",
       "it must be a whole number from 1 to 1000000",
       "usage"},
      {"baseline", nullptr, "request \"baseline\", parameter \"to\"",
       "it must name the last migration that the database has", "usage"},
      {"baseline",
       {{"to", "x"}, {"acceptDrift", true}, {"reason", " "}},
       "request \"baseline\", parameter \"reason\"",
       "drift is accepted for a reason; it must not be empty",
       "usage"},
      {"resolve",
       {{"applied", "x"}, {"rolledBack", "y"}, {"reason", "z"}},
       "request \"resolve\", parameter \"applied\"",
       "one of applied and rolledBack must name a migration",
       "usage"},
      {"resolve",
       {{"applied", "x"}, {"reason", ""}},
       "request \"resolve\", parameter \"reason\"",
       "it is recorded in the ledger; it must not be empty",
       "usage"},
      {"up", json::array(), "request \"up\", parameter \"params\"", "they must be an object",
       "usage"},
      {"open",
       {{"project", "nope"}},
       "project \"nope\"",
       "there is no bundled sample of that name",
       "refused"},
      {"open",
       {{"database", {{"kind", "file"}, {"path", "no/such.db"}}}},
       "database \"no/such.db\"",
       "unable to open database file",
       "refused"},
  };
  for (const auto& row : rows) {
    Client client;
    const json answer = client.Ask(row.method, row.params);
    ASSERT_EQ(answer["type"], "error") << row.method;
    EXPECT_EQ(answer["error"]["what"], row.what);
    EXPECT_EQ(answer["error"]["why"], row.why);
    EXPECT_EQ(answer["error"]["code"], row.code);
  }
}

TEST(Engine, RefusesBytesThatAreNoDatabase) {
  Client client;
  const json answer =
      client.Ask("open", {{"project", "pets"}, {"database", {{"kind", "bytes"}}}}, "not one");
  EXPECT_EQ(answer["error"]["code"], "refused");
  // Nothing is half open.
  EXPECT_EQ(client.Ask("status")["error"]["why"], "no project is open");
}

TEST(Engine, KeepsWhatIsOpenWhenAnotherCannotBeOpened) {
  Client client;
  client.Result("open", kPetsInMemory);
  const json before = client.Result("digest");
  client.Ask("open", {{"project", "pets"}, {"database", {{"kind", "bytes"}}}}, "not one");
  EXPECT_EQ(client.Result("digest"), before);
  EXPECT_EQ(client.Result("project")["name"], "pets");
}

TEST(Receipts, WhatCannotBeSealedIsRefused) {
  json deep = json::array();
  for (int i = 0; i < 600; ++i) deep = json::array({std::move(deep)});
  const Result<Receipt> receipt = DecodeReceipt({{"receipt", 2}, {"seal", ""}, {"x", deep}});
  ASSERT_FALSE(receipt.ok());
  EXPECT_EQ(receipt.error().why, "it is not as it was made: its seal does not fit");
}

}  // namespace
}  // namespace godwit

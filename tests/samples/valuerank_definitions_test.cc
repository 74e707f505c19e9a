// Definitions of the valuerank sample and their family tree: every operation and rule.
#include "core/samples/valuerank_definitions.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/layer.h"

namespace godwit {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ValueRankDefinitionsLayer : public LayerTest {
 protected:
  ValueRankDefinitionsLayer() : LayerTest("valuerank") {}

  static json Content() {
    return {{"preamble", "p"}, {"template", "t"}, {"dimensions", json::array()}};
  }
  static NewDefinition Request(std::string id, std::optional<std::string> parent = {}) {
    NewDefinition request{.id = std::move(id), .parent_id = std::move(parent), .name = "New"};
    request.content = Content();
    return request;
  }

  ValueRankDefinitions definitions_{sample_.db(), clock_, log_};
};

TEST_F(ValueRankDefinitionsLayer, ADefinitionIsMadeReadChangedAndDeleted) {
  const auto made = definitions_.Create(Request("d1", "seed-def-root"));
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_EQ(made->content.text,
            R"({"dimensions":[],"preamble":"p","schema_version":1,"template":"t"})");
  EXPECT_EQ(*definitions_.Get("d1"), *made);
  json content = Content();
  content["preamble"] = "다른 말";
  const auto changed =
      definitions_.Update("d1", {.name = "Renamed", .content = content, .parent_id = std::nullopt});
  ASSERT_TRUE(changed.ok()) << Describe(changed.error());
  EXPECT_EQ(changed->name, "Renamed");
  EXPECT_EQ(changed->parent_id, "seed-def-root");
  EXPECT_EQ(definitions_.WithContent("d1")->content.json["preamble"], "다른 말");
  ASSERT_TRUE(definitions_.Delete("d1").ok());
  EXPECT_EQ(definitions_.Get("d1").error().kind, ErrorKind::kNotFound);
}

TEST_F(ValueRankDefinitionsLayer, AForkTakesOverWhatItDoesNotSay) {
  const auto fork = definitions_.Fork({.id = "d1", .parent_id = "seed-def-resource"});
  ASSERT_TRUE(fork.ok()) << Describe(fork.error());
  EXPECT_EQ(fork->name, "Resource Allocation (fork)");
  EXPECT_EQ(fork->parent_id, "seed-def-resource");
  EXPECT_EQ(definitions_.WithContent("d1")->content.json,
            definitions_.WithContent("seed-def-resource")->content.json);
  const auto own =
      definitions_.Fork({.id = "d2", .parent_id = "d1", .name = "Mine", .content = Content()});
  ASSERT_TRUE(own.ok()) << Describe(own.error());
  EXPECT_EQ(own->name, "Mine");
  EXPECT_EQ(Refused([&] { return definitions_.Fork({.id = "d3", .parent_id = "none"}); }),
            "Definition 'none': not found");
  EXPECT_EQ(Refused([&] { return definitions_.Fork({.id = "d1", .parent_id = "seed-def-root"}); }),
            "Definition 'd1', field \"id\": another one has it");
}

TEST_F(ValueRankDefinitionsLayer, OldContentIsUpgradedWhenItIsRead) {
  ASSERT_EQ(sample_.Try("UPDATE definitions SET content = '{\"preamble\":\"old\"}' "
                        "WHERE id = 'seed-def-privacy'"),
            "");
  const auto read = definitions_.WithContent("seed-def-privacy");
  ASSERT_TRUE(read.ok()) << Describe(read.error());
  EXPECT_EQ(read->content.was, 0);
  EXPECT_EQ(read->content.text,
            R"({"dimensions":[],"preamble":"old","schema_version":1,"template":""})");
  EXPECT_EQ(read->row.content.text, R"({"preamble":"old"})");
  // A fork is written in the current version.
  ASSERT_TRUE(definitions_.Fork({.id = "d1", .parent_id = "seed-def-privacy"}).ok());
  EXPECT_EQ(definitions_.WithContent("d1")->content.was, 1);
  ASSERT_EQ(sample_.Try("UPDATE definitions SET content = '{\"schema_version\":7}' "
                        "WHERE id = 'seed-def-privacy'"),
            "");
  EXPECT_EQ(Describe(definitions_.WithContent("seed-def-privacy").error()),
            "definition 'seed-def-privacy': schema_version 7 is not known");
  EXPECT_FALSE(definitions_.Fork({.id = "d2", .parent_id = "seed-def-privacy"}).ok());
}

TEST_F(ValueRankDefinitionsLayer, DefinitionsHaveRules) {
  const auto create = [&](auto change) {
    return Refused([&] {
      NewDefinition request = Request("d1");
      change(request);
      return definitions_.Create(request);
    });
  };
  EXPECT_EQ(create([](NewDefinition& one) { one.id.clear(); }),
            "Definition '', field \"id\": it is empty");
  EXPECT_EQ(create([](NewDefinition& one) { one.name.clear(); }),
            "Definition 'd1', field \"name\": it is empty");
  EXPECT_EQ(create([](NewDefinition& one) { one.content.erase("template"); }),
            "Definition 'd1', field \"content\": it breaks the rules of version 1: document: "
            "\"template\" is missing");
  EXPECT_EQ(create([](NewDefinition& one) { one.content = json(); }),
            "Definition 'd1', field \"content\": it is null, not an object");
  EXPECT_EQ(create([](NewDefinition& one) { one.content["schema_version"] = 2; }),
            "Definition 'd1', field \"content\": it says another schema_version than 1, the "
            "current one");
  EXPECT_EQ(create([](NewDefinition& one) { one.parent_id = "none"; }),
            "Definition 'none': not found");
  EXPECT_EQ(create([](NewDefinition& one) { one.parent_id = "d1"; }),
            "Definition 'd1', field \"parentId\": a definition is not its own parent");
}

TEST_F(ValueRankDefinitionsLayer, NobodyIsTheirOwnAncestor) {
  const auto move = [&](const char* id, const char* parent) {
    return Refused([&] {
      return definitions_.Update(
          id, {.name = {}, .content = {}, .parent_id = std::optional<std::string>(parent)});
    });
  };
  EXPECT_EQ(move("seed-def-root", "seed-def-root"),
            "Definition 'seed-def-root', field \"parentId\": 'seed-def-root' is the definition "
            "itself or descends from it");
  EXPECT_EQ(move("seed-def-root", "seed-def-triage"),
            "Definition 'seed-def-root', field \"parentId\": 'seed-def-triage' is the definition "
            "itself or descends from it");
  EXPECT_EQ(move("seed-def-triage", "none"), "Definition 'none': not found");
  const auto moved = definitions_.Update(
      "seed-def-triage",
      {.name = {}, .content = {}, .parent_id = std::optional<std::string>("seed-def-privacy")});
  ASSERT_TRUE(moved.ok()) << Describe(moved.error());
  const auto root = definitions_.Update(
      "seed-def-triage", {.name = {}, .content = {}, .parent_id = std::optional<std::string>()});
  ASSERT_TRUE(root.ok()) << Describe(root.error());
  EXPECT_THAT(Ids(definitions_.Ancestors("seed-def-triage")), ElementsAre("seed-def-triage"));
}

TEST_F(ValueRankDefinitionsLayer, TheDatabaseKeepsChainsFreeOfCircles) {
  std::string parent = "seed-def-triage";
  for (int i = 0; i < 300; ++i) {
    const std::string id = "chain-" + std::to_string(i);
    ASSERT_TRUE(definitions_.Create(Request(id, parent)).ok());
    parent = id;
  }
  EXPECT_EQ(
      sample_.Try("UPDATE definitions SET parent_id = 'chain-299' WHERE id = 'seed-def-root'"),
      "definitions.parent_id: a definition cannot descend from itself");
  const auto line = definitions_.Ancestors("chain-299");
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(line->size(), 303U);
  EXPECT_EQ(line->front().id, "seed-def-root");
  EXPECT_EQ(line->back(), (Relative{"chain-299", "chain-298", "New", 302}));
}

TEST_F(ValueRankDefinitionsLayer, FamiliesAreRead) {
  EXPECT_THAT(Ids(definitions_.Ancestors("seed-def-triage")),
              ElementsAre("seed-def-root", "seed-def-resource", "seed-def-triage"));
  EXPECT_THAT(Ids(definitions_.Descendants("seed-def-root")),
              ElementsAre("seed-def-privacy", "seed-def-resource", "seed-def-triage"));
  EXPECT_EQ(definitions_.Descendants("seed-def-root")->back().depth, 2);
  EXPECT_THAT(Ids(definitions_.Descendants("seed-def-triage")), IsEmpty());
  for (const char* id : {"seed-def-root", "seed-def-privacy", "seed-def-triage"}) {
    EXPECT_THAT(Ids(definitions_.Tree(id)), ElementsAre("seed-def-root", "seed-def-privacy",
                                                        "seed-def-resource", "seed-def-triage"));
    EXPECT_THAT(*definitions_.TreeIds(id), ElementsAre("seed-def-privacy", "seed-def-resource",
                                                       "seed-def-root", "seed-def-triage"));
  }
  EXPECT_EQ(definitions_.Ancestors("none").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(definitions_.Descendants("none").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(definitions_.Tree("none").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(definitions_.TreeIds("none").error().kind, ErrorKind::kNotFound);
}

TEST_F(ValueRankDefinitionsLayer, ListsAreFiltered) {
  EXPECT_THAT(Ids(definitions_.List({})), ElementsAre("seed-def-root", "seed-def-privacy",
                                                      "seed-def-resource", "seed-def-triage"));
  EXPECT_THAT(Ids(definitions_.List({.name_contains = "SCARCITY"})),
              ElementsAre("seed-def-triage"));
  EXPECT_THAT(Ids(definitions_.List({.has_parent = false})), ElementsAre("seed-def-root"));
  EXPECT_THAT(Ids(definitions_.List({.has_parent = true, .limit = 1, .offset = 1})),
              ElementsAre("seed-def-resource"));
  EXPECT_EQ(definitions_.List({.limit = 0}).error().why, "0 is not within 1..1000");
  EXPECT_EQ(definitions_.List({.offset = -1}).error().why, "it is below 0");
}

TEST_F(ValueRankDefinitionsLayer, WhatIsUsedIsNotDeleted) {
  EXPECT_EQ(Refused([&] { return definitions_.Delete("seed-def-root"); }),
            "Definition 'seed-def-root', field \"id\": it has 2 forks");
  EXPECT_EQ(Refused([&] { return definitions_.Delete("seed-def-triage"); }),
            "Definition 'seed-def-triage', field \"id\": it has 1 scenarios");
  EXPECT_EQ(Refused([&] { return definitions_.Delete("none"); }), "Definition 'none': not found");
}

}  // namespace
}  // namespace godwit

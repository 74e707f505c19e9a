// Method `query`: named operations through the protocol, with typed arguments.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/client.h"

namespace godwit {
namespace {

using ::testing::HasSubstr;

class QueryMethod : public ::testing::Test {
 protected:
  void SetUp() override {
    client_.Result("open", {{"project", "reviews"}, {"database", {{"kind", "memory"}}}});
    client_.Result("up");
    client_.Result("seed");
  }
  json Error(const json& params) {
    json answer = client_.Ask("query", params);
    EXPECT_EQ(answer["type"], "error") << ToText(answer);
    return answer["error"];
  }

  Client client_;
};

TEST_F(QueryMethod, TakesTypedArguments) {
  const json made = client_.Result("query", {{"sample", "reviews"},
                                             {"name", "create"},
                                             {"arguments",
                                              {{"id", "r1"},
                                               {"userId", "seed-user-jiho"},
                                               {"bookId", "seed-book-almond"},
                                               {"content", "한 번 더 읽고 싶은 책."},
                                               {"isRecommended", true},
                                               {"rating", 4}}}});
  EXPECT_EQ(made["sample"].get<std::string>(), "reviews");
  EXPECT_EQ(made["operation"].get<std::string>(), "create");
  EXPECT_EQ(made["result"]["rating"], 4);
  EXPECT_EQ(made["shapes"][0][0].get<std::string>(), "id");
  const json changed = client_.Result(
      "query", {{"sample", "reviews"},
                {"name", "update"},
                {"arguments", {{"id", "r1"}, {"rating", nullptr}, {"isRecommended", false}}}});
  EXPECT_TRUE(changed["result"]["rating"].is_null());
  EXPECT_EQ(changed["result"]["isRecommended"], false);
}

TEST_F(QueryMethod, RefusesWhatIsNoArgument) {
  const auto why = [&](const json& arguments) {
    return Error({{"sample", "reviews"}, {"name", "feed"}, {"arguments", arguments}})["why"]
        .get<std::string>();
  };
  EXPECT_EQ(why({{"limit", "5"}}), "it must be a whole number");
  EXPECT_EQ(why({{"limit", 1.5}}), "it must be a whole number");
  EXPECT_EQ(why({{"limit", 18446744073709551615U}}), "it must be a whole number");
  EXPECT_EQ(why("limit=5"), "its arguments must be an object, or a list of texts");
  EXPECT_EQ(why(json::array({1})), "it must be a list of texts");
  EXPECT_EQ(why({{"lmit", 5}}), "the operation has no such parameter");
}

TEST_F(QueryMethod, ErrorsSayTheirKind) {
  const json missing =
      Error({{"sample", "reviews"}, {"name", "get"}, {"arguments", json::array({"nobody"})}});
  EXPECT_EQ(missing["kind"].get<std::string>(), "not-found");
  EXPECT_EQ(missing["code"].get<std::string>(), "refused");
  const json draft = Error(
      {{"sample", "reviews"}, {"name", "add-view"}, {"arguments", {{"id", "seed-review-11"}}}});
  EXPECT_EQ(draft["kind"].get<std::string>(), "validation");
  EXPECT_THAT(draft["what"].get<std::string>(), HasSubstr("field \"status\""));
  EXPECT_FALSE(Error({{"sample", "films"}}).contains("kind"));
}

TEST_F(QueryMethod, ListsWithoutADatabase) {
  Client nothing_open;
  const json all = nothing_open.Result("query", {{"sample", "profiles"}});
  EXPECT_EQ(all["operations"].size(), 10U);
  const json one =
      nothing_open.Result("query", {{"sample", "profiles"}, {"name", "intent"}, {"list", true}});
  EXPECT_EQ(one["operations"][0]["parameters"][1]["type"].get<std::string>(),
            "romantic|friendship|professional|creative|service");
  const json answer = nothing_open.Ask(
      "query", {{"sample", "profiles"}, {"name", "intents"}, {"arguments", {"u"}}});
  EXPECT_EQ(answer["type"], "error");
}

TEST_F(QueryMethod, ExplainsAndWritesNothing) {
  const json before = client_.Result("digest");
  const json explained = client_.Result("query", {{"sample", "reviews"},
                                                  {"name", "delete"},
                                                  {"arguments", {{"id", "seed-review-01"}}},
                                                  {"explain", true}});
  ASSERT_EQ(explained["plans"].size(), 1U);
  EXPECT_THAT(explained["plans"][0]["sql"].get<std::string>(), HasSubstr("UPDATE \"reviews\""));
  EXPECT_EQ(explained["plans"][0]["steps"][0]["depth"], 0);
  EXPECT_EQ(client_.Result("digest"), before);
  // The connection is as it was.
  client_.Result(
      "query",
      {{"sample", "reviews"}, {"name", "delete"}, {"arguments", {{"id", "seed-review-01"}}}});
  EXPECT_NE(client_.Result("digest"), before);
}

}  // namespace
}  // namespace godwit

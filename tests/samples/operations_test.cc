// The named operations: each runs on its seeded sample with the arguments of a command line, a dry
// run of it changes nothing, and one of a layer that has no row here fails the test.
#include "core/samples/operations.h"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/schema/query_plan.h"
#include "core/sqlite/dry_run.h"
#include "tests/samples/layer.h"

namespace godwit {
namespace {

using ::testing::HasSubstr;
using Texts = std::vector<std::string>;

// In their order: what one writes, the next ones find.
struct CallRow {
  const char* name;
  Texts arguments;
  const char* gives;  // found in the result
};

class Operations : public LayerTest {
 protected:
  explicit Operations(std::string_view sample) : LayerTest(sample), name_(sample) {}

  Result<OperationResult> Run(const std::string& name, const Texts& texts) {
    GODWIT_ASSIGN(const Operation* operation, FindOperation(name_, name));
    GODWIT_ASSIGN(const Arguments args, Arguments::Parse(name, operation->parameters, texts));
    return operation->run({sample_.db(), clock_, log_, args});
  }
  std::string Text(const std::string& name, const Texts& texts) {
    const Result<OperationResult> result = Run(name, texts);
    return result.ok() ? result->value.dump() : Describe(result.error());
  }

  // Runs each first dry, then in earnest.
  void RunAll(const std::vector<CallRow>& rows) {
    std::set<std::string> left;
    const Result<std::span<const Operation>> all = OperationsOf(name_);
    ASSERT_TRUE(all.ok());
    for (const Operation& operation : *all) left.emplace(operation.name);
    for (const CallRow& row : rows) {
      SCOPED_TRACE(row.name);
      left.erase(row.name);
      RunDry(row);
      const Sha256Digest before = sample_.Digest().data;
      EXPECT_THAT(Text(row.name, row.arguments), HasSubstr(row.gives));
      const Result<const Operation*> operation = FindOperation(name_, row.name);
      ASSERT_TRUE(operation.ok());
      if (!(*operation)->writes) {
        EXPECT_EQ(sample_.Digest().data, before);
      }
    }
    EXPECT_THAT(left, ::testing::IsEmpty()) << "operations without a row";
  }

  void RunDry(const CallRow& row) {
    const Sha256Digest before = sample_.Digest().data;
    std::vector<std::string> statements;
    {
      const DryRun dry_run(sample_.db());
      const Result<OperationResult> result = Run(row.name, row.arguments);
      const bool refused = !result.ok() && !DryRun::IsTakenBack(result.error());
      if (refused) {
        EXPECT_THAT(Describe(result.error()), HasSubstr(row.gives));
        return;
      }
      statements = dry_run.statements();
    }
    EXPECT_EQ(sample_.Digest().data, before);
    EXPECT_FALSE(sample_.db().InTransaction());
    EXPECT_FALSE(statements.empty());
    for (const std::string& sql : statements) {
      EXPECT_TRUE(ReadQueryPlan(sample_.db(), sql).ok()) << sql;
    }
  }

  std::string name_;
};

class ReviewsOperationsTest : public Operations {
 protected:
  ReviewsOperationsTest() : Operations("reviews") {}
};
class PetsOperationsTest : public Operations {
 protected:
  PetsOperationsTest() : Operations("pets") {}
};
class ProfilesOperationsTest : public Operations {
 protected:
  ProfilesOperationsTest() : Operations("profiles") {}
};
class ValueRankOperationsTest : public Operations {
 protected:
  ValueRankOperationsTest() : Operations("valuerank") {}
};

TEST_F(ReviewsOperationsTest, EachRuns) {
  RunAll({
      {"feed", {"limit=1"}, R"("bookTitle":"달러구트 꿈 백화점")"},
      {"feed",
       {"limit=2", "afterTime=~", "afterId="},
       "afterTime and afterId go together: they are the last row's"},
      {"of-user", {"seed-user-jiho"}, R"("bookAuthor":)"},
      {"of-book", {"seed-book-almond", "limit=1"}, R"("userName":)"},
      {"likes-of-user", {"seed-user-seoyeon"}, R"("reviewId":"seed-review-)"},
      {"bookmarks-of-user", {"seed-user-seoyeon"}, R"("reviewId":"seed-review-)"},
      {"liked-of",
       {"seed-user-seoyeon", "reviewIds=seed-review-04", "reviewIds=seed-review-11"},
       R"(["seed-review-04"])"},
      {"bookmarked-of",
       {"seed-user-seoyeon", R"(["seed-review-04","seed-review-06"])"},
       R"("seed-review-)"},
      {"get", {"seed-review-04"}, R"("status":"PUBLISHED")"},
      {"get-book", {"seed-book-almond"}, R"("title":"아몬드")"},
      {"create",
       {"r1", "seed-user-jiho", "seed-book-almond", "처음부터 끝까지 <b>좋았던</b> 책입니다.",
        "true", "rating=5", "draft=true"},
       R"("content":"처음부터 끝까지 좋았던 책입니다.")"},
      {"update", {"r1", "rating=", "readStatus=DROPPED"}, R"("rating":null)"},
      {"publish", {"r1"}, R"("status":"PUBLISHED")"},
      {"toggle-like", {"seed-user-haeun", "r1"}, R"({"count":1,"on":true})"},
      {"toggle-like", {"seed-user-haeun", "r1"}, R"({"count":0,"on":false})"},
      {"toggle-bookmark", {"seed-user-haeun", "r1"}, R"({"count":1,"on":true})"},
      {"add-view", {"r1"}, "1"},
      {"delete", {"r1"}, "{}"},
      {"restore", {"r1"}, R"("deletedAt":null)"},
      {"recount", {}, "[]"},
      {"find-or-create-book",
       {"소년이 온다", "한강", "externalSource=MANUAL", "externalId=x1", "pageCount=216"},
       R"("title":"소년이 온다")"},
  });
}

TEST_F(ReviewsOperationsTest, WhatIsWrongIsSaid) {
  EXPECT_EQ(Text("get", {"nobody"}), "Review 'nobody': not found");
  EXPECT_EQ(Text("toggle-like", {"seed-user-jiho", "seed-review-11"}),
            "Review 'seed-review-11', field \"status\": only a published review can be liked");
  EXPECT_EQ(Text("get", {}), "get, argument \"id\": it is missing");
  EXPECT_EQ(Text("get", {"a", "b"}), "get: \"b\" is one argument too many");
  EXPECT_EQ(Text("feed", {"limit=many"}),
            "feed, argument \"limit\": \"many\" is not a whole number");
  EXPECT_EQ(Text("feed", {"limit=99999999999"}),
            "page of reviews, field \"limit\": 2147483647 is not within 1..100");
  EXPECT_EQ(Text("feed", {"limit=1", "limit=2"}), "feed, argument \"limit\": it is given twice");
  EXPECT_EQ(Text("update", {"r1", "readStatus=DONE"}),
            "update, argument \"readStatus\": it must be one of READING|COMPLETED|DROPPED");
  EXPECT_EQ(Text("update", {"r1", "isRecommended=1"}),
            "update, argument \"isRecommended\": \"1\" is not true or false");
  EXPECT_EQ(Text("liked-of", {"u", "[1]"}),
            "liked-of, argument \"reviewIds\": it must be a list of texts");
  EXPECT_EQ(Text("get", {"id=\xff"}), "get, argument \"id\": it is not UTF-8 text");

  const Result<OperationResult> unknown = Run("feed", {"limt=1"});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(Describe(unknown.error()),
            "feed, argument \"limt\": the operation has no such parameter");
  EXPECT_EQ(unknown.error().next, "did you mean \"limit\"? it takes limit, afterTime, afterId");
}

TEST_F(ReviewsOperationsTest, NamesThatAreNotKnownAreGuessed) {
  const auto operation = FindOperation("reviews", "togle-like");
  ASSERT_FALSE(operation.ok());
  EXPECT_EQ(Describe(operation.error()),
            "operation \"togle-like\" of sample \"reviews\": there is none of that name");
  EXPECT_EQ(operation.error().next,
            "did you mean \"toggle-like\"? `godwit query reviews` lists them");
  const auto sample = OperationsOf("reviewes");
  ASSERT_FALSE(sample.ok());
  EXPECT_THAT(sample.error().next, HasSubstr("did you mean \"reviews\"? "));
}

// A value's own `=` is no name's where no name stands before it.
TEST_F(ReviewsOperationsTest, ValuesMayHoldAnEqualsSign) {
  EXPECT_THAT(Text("find-or-create-book", {"title=a=b", "author=한강", "https://example.com/?a=b"}),
              HasSubstr("is no ISBN-13"));
  EXPECT_THAT(Text("find-or-create-book", {"title=a=b", "author=한강"}),
              HasSubstr(R"("title":"a=b")"));
}

TEST_F(PetsOperationsTest, EachRuns) {
  const std::string pet = "e293de7b-3077-4612-aa58-02f20d258448";
  EXPECT_THAT(Text("get", {pet}), HasSubstr("field \"traits\""));
  ASSERT_EQ(sample_.Backfill(), "");
  RunAll({
      {"create", {"p1", "Mochi", "6fd392c4-5d9e-4e4c-b9b7-ec1865e9e83a"}, R"("relational":[{)"},
      {"create",
       {"p2", "Mochi", "6fd392c4-5d9e-4e4c-b9b7-ec1865e9e83a", "seed=x"},
       R"("generation":1)"},
      {"get", {"p1"}, R"("traitVersion":1)"},
      {"get-tolerant", {pet}, R"("warning":null)"},
      {"list", {"limit=1", "afterId=p1"}, R"("id":"p2")"},
      {"list", {"6fd392c4-5d9e-4e4c-b9b7-ec1865e9e83a"}, R"("name":"Mochi")"},
      {"relational-traits", {"p1"}, R"("inheritanceSource":"initial")"},
      {"update-traits",
       {"p1",
        R"({"bodyColor":{"h":1,"s":2,"l":3},"patternType":"none","accessory":"crown",
            "bodySize":"large","expression":"happy","rarity":"rare","traitVersion":1})"},
       R"("accessory":"crown")"},
      {"update-traits", {"p1", R"({"bodySize":"huge"})"}, "Pet 'p1', field \"traits\""},
      {"visual-disagreements", {}, "["},
  });
}

TEST_F(ProfilesOperationsTest, EachRuns) {
  ASSERT_EQ(sample_.Backfill(), "");
  ASSERT_EQ(sample_.Try(R"(INSERT INTO "User" ("id", "email", "updatedAt")
                           VALUES ('new', 'new@example.com', '2026-01-01'))"),
            "");
  RunAll({
      {"create-profile", {"new", R"(["honesty"])", "location=Seoul"}, R"("completeness":67)"},
      {"profile", {"new"}, R"("coreValues":["honesty"])"},
      {"update-profile", {"new", "location=", R"(beliefs={"a":1})"}, R"("location":null)"},
      {"create-intent", {"new", "service", R"({"serviceType":"repair"})"}, R"("completeness":25)"},
      {"create-intent", {"new", "creative", R"({"creativeType":1})"}, "member \"creativeType\""},
      {"intent", {"new", "service"}, R"("serviceType":"repair")"},
      {"intents", {"new"}, R"([{)"},
      {"update-intent", {"new", "service", R"({"serviceType":null})"}, R"("completeness":0)"},
      {"in-both-models", {"new"}, R"("oldContexts":[])"},
      {"delete-intent", {"new", "service"}, "{}"},
      {"delete-profile", {"new"}, "{}"},
  });
}

TEST_F(ValueRankOperationsTest, UsersAndDefinitions) {
  struct {
    const char* name;
    Texts arguments;
    const char* gives;
  } const rows[] = {
      {"nothing", {}, "there is none of that name"},
      {"user", {"seed-user-ada"}, R"("email":"ada@example.com")"},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(Text(row.name, row.arguments), HasSubstr(row.gives));
  }
  // Hashes are for the application alone.
  for (const char* name : {"user", "user-with-keys"}) {
    EXPECT_THAT(Text(name, {"seed-user-ada"}), ::testing::Not(HasSubstr("Hash"))) << name;
  }
  EXPECT_THAT(Text("keys-by-prefix", {"vr_seed_7Qk2"}), ::testing::Not(HasSubstr("Hash")));
}

TEST_F(ValueRankOperationsTest, EachRuns) {
  const Texts kKey = {"vr_test_0123456789abcdef"};
  RunAll({
      {"create-user", {"u1", "Grace@example.com", "h", "name=Grace"}, R"("id":"u1")"},
      {"create-user", {"u2", "ADA@example.com", "h"}, "field \"email\": another user has it"},
      {"user", {"u1"}, R"("name":"Grace")"},
      {"user-by-email", {"grace@EXAMPLE.com"}, R"("id":"u1")"},
      {"update-user", {"u1", "name="}, R"("name":null)"},
      {"create-key", {"k1", "u1", "Laptop", kKey[0]}, R"("keyPrefix":"vr_test_0123")"},
      {"user-with-keys", {"u1"}, R"("keys":[{)"},
      {"keys-by-prefix", {"vr_test_0123"}, R"("id":"k1")"},
      {"keys", {"u1"}, R"("name":"Laptop")"},
      {"verify-key", kKey, R"("id":"k1")"},
      {"verify-key", {"vr_test_0123456789abcdeX"}, "null"},
      {"delete-key", {"k1"}, "{}"},
      {"delete-keys-of", {"seed-user-ada"}, "1"},
      {"delete-user", {"u1"}, "{}"},
      {"create-definition",
       {"d1", "Root", R"({"preamble":"p","template":"t","dimensions":[]})"},
       R"("schema_version":1)"},
      {"fork-definition", {"d2", "seed-def-triage"}, R"x("name":"Triage Under Scarcity (fork)")x"},
      {"definition", {"seed-def-triage"}, R"("content":{"template":)"},
      {"definition-content", {"seed-def-triage"}, R"("storedVersion":0)"},
      {"definitions", {"nameContains=scarcity", "hasParent=true"}, R"("id":"d2")"},
      {"update-definition", {"d2", "parentId="}, R"("parentId":null)"},
      {"update-definition", {"d2", "parentId=d2"}, "is the definition itself"},
      {"ancestors", {"seed-def-triage"}, R"([{"depth":0,"id":"seed-def-root")"},
      {"descendants", {"seed-def-root"}, R"("id":"seed-def-triage")"},
      {"tree", {"seed-def-privacy"}, R"("id":"seed-def-root")"},
      {"tree-ids", {"d1"}, R"(["d1"])"},
      {"delete-definition", {"d2"}, "{}"},
      {"delete-definition", {"seed-def-root"}, "it has 2 forks"},
      {"create-scenario",
       {"s1", "d1", "One", R"({"prompt":"p","dimension_values":{}})"},
       R"("schema_version":1)"},
      {"scenario", {"s1"}, R"("name":"One")"},
      {"scenario-content", {"seed-scenario-bed"}, R"("storedVersion":0)"},
      {"scenarios", {"d1"}, R"([{"content")"},
      {"create-run", {"r1", "d1", R"({"models":["m"]})"}, R"("status":"PENDING")"},
      {"create-run-with",
       {"r2", "d1", R"({"models":[]})", "scenarioIds=s1",
        R"(transcripts=[{"id":"t1","targetModel":"m","tokenCount":5}])"},
       R"("id":"r2")"},
      {"create-run-with",
       {"r3", "d1", R"({"models":[]})", R"(transcripts=[{"id":"t9"}])"},
       R"(argument "transcripts", number 1, argument "targetModel": it is missing)"},
      {"run", {"r1"}, R"("id":"r1")"},
      {"run-with-transcripts", {"r2"}, R"("transcripts":[{)"},
      {"runs", {"status=COMPLETED"}, R"("id":"seed-run-first")"},
      {"runs-of-tree", {"seed-def-root"}, R"("id":"seed-run-second")"},
      {"set-status", {"r1", "RUNNING"}, R"("status":"RUNNING")"},
      {"set-progress", {"r1", R"({"total":3,"completed":0,"failed":0})"}, R"("total":3)"},
      {"add-progress", {"r1", "completed=2"}, R"("completed":2)"},
      {"progress", {"r1"}, R"("completed":2)"},
      {"set-progress", {"r1"}, R"("progress":null)"},
      {"progress", {"r1"}, "null"},
      {"select-scenario", {"r1", "s1"}, R"("scenarioId":"s1")"},
      {"selections", {"r1"}, R"("scenarioId":"s1")"},
      {"create-transcript",
       {"r1", "t2", "m", R"({"messages":[{"role":"assistant","content":"c"}]})"},
       R"("turnCount":1)"},
      {"create-transcripts",
       {"r1", R"([{"id":"t3","targetModel":"m"},{"id":"t4","targetModel":"n"}])"},
       R"("id":"t4")"},
      {"transcript", {"t3"}, R"("content":null)"},
      {"transcript-content", {"t2"}, R"("storedVersion":1)"},
      {"transcripts", {"r1"}, R"("id":"t2")"},
      {"statistics", {"r1"}, R"("withContent":1)"},
      {"expire-transcripts", {"0"}, "4"},
      {"delete-transcript", {"t4"}, "{}"},
      {"create-experiment", {"e1", "Order", "hypothesis=h"}, R"("hypothesis":"h")"},
      {"experiment", {"e1"}, R"("name":"Order")"},
      {"experiment-with-runs", {"seed-exp-framing"}, R"("runs":[{)"},
      {"experiments", {}, R"("id":"seed-exp-framing")"},
      {"update-experiment",
       {"e1", "hypothesis=", R"(analysisPlan={"test":"t","alpha":0.5})"},
       R"("hypothesis":null)"},
      {"create-comparison", {"c1", "r1", "r2", "experimentId=e1"}, R"("deltaData":null)"},
      {"comparison", {"c1"}, R"("baselineRunId":"r1")"},
      {"comparisons", {"e1"}, R"("id":"c1")"},
      {"set-delta", {"c1", R"({"value_differences":{}})"}, R"("schema_version":1)"},
      {"delete-comparison", {"c1"}, "{}"},
      {"delete-experiment", {"e1"}, "{}"},
      {"create-analysis", {"a1", "r1", "t", "h", "1", R"({"results":{}})"}, R"("CURRENT")"},
      {"latest-analysis", {"r1", "t"}, R"("id":"a1")"},
      {"analyses", {"r1"}, R"("id":"a1")"},
      {"analysis-history", {"seed-run-first", "value-profile"}, R"("SUPERSEDED")"},
      {"find-analysis", {"h", "1"}, R"("id":"a1")"},
      {"create-rubric", {"ru2", R"({"values":[]})"}, R"("version":2)"},
      {"rubric", {"1"}, R"("id":"seed-rubric-1")"},
      {"latest-rubric", {}, R"("version":2)"},
      {"create-cohort", {"co1", "Few", R"({"filters":[]})"}, R"("name":"Few")"},
      {"cohorts", {}, R"("id":"seed-cohort-recent")"},
      {"delete-scenario", {"s1"}, "field \"id\""},
      {"delete-run", {"r2"}, "{}"},
  });
}

}  // namespace
}  // namespace godwit

// Questions asked of a disk that cannot be read, or of a program without memory: the answer is an
// error or the right one, and nothing has changed. What is asked goes through the engine, as the
// command line and the playground ask.
#include <cstdlib>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/sqlite/database.h"
#include "core/sqlite/memory_faults.h"
#include "tests/engine/client.h"
#include "tests/faults/fault_disk.h"

namespace godwit {
namespace {

constexpr const char* kPath = "asked.db";

// Applied up to a migration before the last, with rows that are due, that failed and that a check
// counts; a trigger that later SQL has to fit, statistics, an index, an orphan.
const json kProject = {
    {"origin", "p"},
    {"files",
     {{"godwit.json", R"({"name": "p", "ledger": "prisma"})"},
      {"migrations/20260101000000_a/migration.sql",
       "CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT, y INTEGER CHECK (y <> 50), "
       "up REFERENCES a (x));\nCREATE TABLE log (x);\n"
       "CREATE VIEW v AS SELECT x, n FROM a;\nCREATE VIRTUAL TABLE words USING fts5 (n);\n"
       "CREATE TRIGGER g AFTER UPDATE ON a BEGIN INSERT INTO log VALUES (new.x); END;"},
      {"migrations/20260101000000_a/down.sql",
       "DROP TABLE words; DROP VIEW v; DROP TABLE log; DROP TABLE a;"},
      {"migrations/20260101000000_a/backfill.sql",
       "-- godwit: data-step y\n-- godwit: table a\n-- godwit: touches log\n"
       "-- godwit: on-error quarantine\nSELECT x, x AS y FROM a WHERE y IS NULL;"},
      {"migrations/20260101000000_a/seed.sql",
       "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) "
       "INSERT INTO a (x, n) SELECT i, 'a text of some length for row ' || i FROM n;"},
      {"migrations/20260101000000_a/verify.sql",
       "-- godwit: check few\nSELECT x FROM a WHERE y IS NULL;"},
      {"migrations/20260102000000_b/migration.sql",
       "CREATE INDEX i ON a (n); ALTER TABLE a ADD COLUMN z; DROP TABLE log;"},
      {"migrations/20260102000000_b/down.sql",
       "CREATE TABLE log (x); ALTER TABLE a DROP COLUMN z; DROP INDEX i;"}}}};

// Times differ from one asking to the next.
json WithoutTimes(json answer) {
  if (answer.is_object()) {
    for (auto member = answer.begin(); member != answer.end();) {
      const bool time = member.key().ends_with("Micros") || member.key().ends_with("At");
      if (!time) *member = WithoutTimes(*member);
      member = time ? answer.erase(member) : std::next(member);
    }
  } else if (answer.is_array()) {
    for (json& one : answer) one = WithoutTimes(one);
  }
  return answer;
}

// SQLite's integrity check tells of pages that it cannot read in its own words: as damage.
std::string Difference(json right, json answer) {
  if (answer.contains("checks")) {
    for (std::size_t i = 0; i < answer["checks"].size(); ++i) {
      if (answer["checks"][i]["name"] != "integrity") continue;
      if (answer["checks"][i]["state"] == "passed") continue;
      right["checks"].erase(i);
      answer["checks"].erase(i--);
    }
  }
  return right == answer ? std::string() : ToText(json::diff(right, answer)).substr(0, 400);
}

json Open(const std::string& mode) {
  return {{"project", kProject},
          {"status", false},
          {"now", "2026-01-15"},
          {"database", {{"kind", "file"}, {"path", kPath}, {"mode", mode}}}};
}

struct Question {
  std::string method;
  json params = nullptr;
  int sample = 1;  // of the allocations
};
void PrintTo(const Question& question, std::ostream* out) { *out << question.method; }

class Answers : public testing::TestWithParam<Question> {
 protected:
  Answers() {
    Client client(&disk_);
    client.Result("open", Open("create"));
    client.Result("up", {{"to", "20260101000000_a"}});
    client.Result("seed");
    client.Ask("backfill");  // one row fails
    client.Result("close");
    Database db =
        std::move(Database::Open(kPath, {.mode = OpenMode::kReadWrite, .files = &disk_})).value();
    for (const char* sql :
         {"PRAGMA foreign_keys = OFF", "INSERT INTO a (x, up) VALUES (900, 901)", "ANALYZE"}) {
      EXPECT_TRUE(db.Execute(sql).ok());
    }
  }

  // An error is told by its absence.
  json Ask() {
    Client client(&disk_);
    if (client.Ask("open", Open("read"))["type"] == "error") return nullptr;
    const json answer = client.Ask(GetParam().method, GetParam().params);
    return answer["type"] == "error" ? json() : WithoutTimes(answer["result"]);
  }

  FaultDisk disk_;
};

TEST_P(Answers, AreRightOrErrorsWhereTheDiskCannotBeRead) {
  const auto files = disk_.state().Files();
  const json right = Ask();
  ASSERT_FALSE(right.is_null());
  for (const bool for_good : {false, true}) {
    int refused = 0;
    for (int question = 1;; ++question) {
      disk_.FailQuestionsFrom(question, for_good);
      const json answer = Ask();
      const bool failed = disk_.failed();
      disk_.Heal();
      if (!failed) break;
      if (answer.is_null()) {
        ++refused;
      } else {
        EXPECT_EQ(Difference(right, answer), "") << "question " << question;
      }
    }
    EXPECT_GT(refused, 5);
  }
  EXPECT_EQ(disk_.state().Files(), files);
}

TEST_P(Answers, AreRightOrErrorsWhereMemoryRunsOut) {
  const auto files = disk_.state().Files();
  const json right = Ask();
  const bool all = std::getenv("GODWIT_LONG") != nullptr;
  const int every = all ? 1 : GetParam().sample * GODWIT_TEST_SAMPLE;
  MemoryFaults faults;
  int refused = 0;
  for (int allocation = 1;; allocation += every) {
    faults.FailFrom(allocation, false);
    const json answer = Ask();
    faults.Heal();
    if (!faults.failed()) break;
    if (answer.is_null()) {
      ++refused;
    } else {
      EXPECT_EQ(Difference(right, answer), "") << "allocation " << allocation;
    }
  }
  EXPECT_GT(refused, 5);
  EXPECT_EQ(disk_.state().Files(), files);
}

const std::vector<Question> kQuestions = {
    {"status"}, {"plan", nullptr, 7},     {"verify", nullptr, 7}, {"digest"}, {"tables"},
    {"runs"},   {"rehearse", nullptr, 23}};

INSTANTIATE_TEST_SUITE_P(Of, Answers, testing::ValuesIn(kQuestions),
                         [](const auto& question) { return question.param.method; });

}  // namespace
}  // namespace godwit

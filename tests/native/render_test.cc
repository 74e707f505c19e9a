#include "native/cli/render.h"

#include <gtest/gtest.h>

namespace godwit::cli {
namespace {

const View kPlain{.paint = Paint(false), .database = "app.db"};

TEST(Render, Cells) {
  struct Case {
    const char* json;
    const char* text;
  };
  const Case cases[] = {{"null", "NULL"},
                        {"42", "42"},
                        {"0.5", "0.5"},
                        {R"("a\u001bb")", "a\\u{1b}b"},
                        {R"({"integer": "9007199254740993"})", "9007199254740993"},
                        {R"({"real": "-Infinity"})", "-Infinity"},
                        {R"({"text": "long", "bytes": 9999})", "long…"},
                        {R"({"blob": "00ff", "bytes": 2})", "x'00ff'"}};
  for (const Case& c : cases) EXPECT_EQ(CellText(Json::parse(c.json)), c.text);
}

TEST(Render, ErrorsNameThePlaceAndTheNextStep) {
  const Json error = {{"what", "migration \"b\""},
                      {"why", "near \"TABEL\": syntax error"},
                      {"next", "mend it"},
                      {"file", "m/b/migration.sql"},
                      {"line", 8},
                      {"column", 3}};
  EXPECT_EQ(RenderError(error, Paint(false)),
            "error: migration \"b\": near \"TABEL\": syntax error\n"
            "  at m/b/migration.sql:8:3\n"
            "  next: mend it\n");
  EXPECT_EQ(RenderError({{"what", "x"}, {"why", ""}, {"file", nullptr}}, Paint(false)),
            "error: x\n");
}

TEST(Render, StatusHeadlines) {
  const auto migration = [](const char* state) { return Json{{"name", "m"}, {"state", state}}; };
  const auto step = [](const char* state, int left) {
    return Json{{"name", "s"}, {"state", state}, {"rowsLeft", left}};
  };
  struct Case {
    Json status;
    const char* line;
  };
  const Case cases[] = {
      {{{"migrations", Json::array({migration("applied")})}},
       "up to date: 1 migration applied in app.db"},
      {{{"migrations",
         Json::array({migration("pending"), migration("pending"), migration("off")})}},
       "2 migrations pending in app.db"},
      {{{"migrations", Json::array({migration("pending"), migration("changed")})}},
       "1 migration pending, 1 changed in app.db"},
      {{{"migrations", Json::array({migration("applied")})},
        {"dataSteps", Json::array({step("running", 1200), step("complete", 0)})}},
       "1 data step due (1,200 rows) in app.db"},
  };
  for (const Case& c : cases) {
    const std::string text = RenderStatus(c.status, kPlain);
    EXPECT_EQ(text.substr(0, text.find('\n')), c.line);
  }
}

TEST(Render, ReportsSayWhatWasDone) {
  const Json nothing = {{"command", "backfill"}, {"outcome", "nothing-to-do"}};
  EXPECT_EQ(RenderReport(nothing, kPlain), "nothing to do: no data step is due\n");
  const Json report = {
      {"command", "up"},
      {"outcome", "done"},
      {"migrations",
       Json::array(
           {{{"name", "a"}, {"direction", "up"}, {"statements", 2}, {"durationMicros", 1500}}})},
      {"dataSteps",
       Json::array({{{"name", "s"}, {"rows", 92}, {"batches", 1}, {"migration", "a"}}})},
      {"warnings", Json::array({"look"})}};
  EXPECT_EQ(RenderReport(report, kPlain),
            "applied 1 migration in app.db\n"
            "  a  2 statements  2 ms\n"
            "ran 1 data step\n"
            "  s  92 rows  1 batch  0 ms  a\n"
            "warning: look\n");
}

TEST(Render, WhatIsMissingOrOfAnotherTypeIsEmpty) {
  EXPECT_EQ(TextAt(Json(), "a"), "");
  EXPECT_EQ(TextAt({{"a", 5}}, "a"), "");
  EXPECT_EQ(NumberAt({{"a", "5"}}, "a"), 0);
  EXPECT_TRUE(ArrayAt({{"a", {{"b", 1}}}}, "a").empty());
}

}  // namespace
}  // namespace godwit::cli

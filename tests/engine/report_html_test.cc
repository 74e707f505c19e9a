#include "core/engine/report_html.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/engine/html.h"
#include "tests/engine/client.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

const std::string kFolder = TestPath("data/reports/");

std::string Read(const std::string& name) {
  std::ifstream file(kFolder + name, std::ios::binary);
  return {(std::istreambuf_iterator<char>(file)), {}};
}

json Document(const std::string& name) { return json::parse(Read(name + ".json")); }

// The pages that the browser's test opens. GODWIT_REBASE=1 writes them anew.
TEST(ReportHtml, PagesAreTheGoldenOnes) {
  for (const char* name : {"receipt", "report", "checks"}) {
    const std::string page = ReportHtml(Document(name), true);
    const std::string golden = std::string(name) + ".html";
    if (std::getenv("GODWIT_REBASE") != nullptr) {
      std::ofstream(kFolder + golden, std::ios::binary) << page;
    }
    EXPECT_EQ(page, Read(golden)) << name;
    EXPECT_TRUE(IsReportHtml(page));
  }
}

// Every text of these documents is poisoned: none of it may become markup, nor reverse a line.
TEST(ReportHtml, NothingFromOutsideBecomesMarkup) {
  for (const char* name : {"receipt", "report", "checks"}) {
    for (const bool values : {false, true}) {
      const std::string page = ReportHtml(Document(name), values);
      EXPECT_EQ(page.find("<script"), std::string::npos) << name;
      EXPECT_EQ(page.find("alert(1)</"), std::string::npos) << name;
      EXPECT_EQ(page.find("\xe2\x80\xae"), std::string::npos) << name << ": U+202E";
      EXPECT_EQ(page.find('\0'), std::string::npos) << name;
      EXPECT_NE(page.find("&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;&quot;&#39;\\u{202e}\\u{00} "
                          "&amp; S\xc3\xb6hne"),
                std::string::npos)
          << name;
      for (const char* fetched : {"http:", "https:", "src=", "href=", "url(", "@import"}) {
        EXPECT_EQ(page.find(fetched), std::string::npos) << name << ": " << fetched;
      }
    }
  }
}

TEST(ReportHtml, ValuesOfRowsOnlyWhereAskedFor) {
  json document = Document("checks");
  document["checks"][1]["rows"][0][1] = "a secret";
  document["checks"][1]["actual"] = "another secret";
  EXPECT_EQ(ReportHtml(document, false).find("secret"), std::string::npos);
  EXPECT_NE(ReportHtml(document, true).find("a secret"), std::string::npos);
  EXPECT_NE(ReportHtml(document, true).find("another secret"), std::string::npos);
}

// Whatever is in place of a member, there is a page.
TEST(ReportHtml, SurvivesDocumentsOfAnyShape) {
  const json whole = Document("receipt");
  const std::vector<json> others = {
      nullptr,      1, -1.5, "text", true, json::array(), {1, "a", nullptr}, json::object(),
      {{"name", 7}}};
  for (const auto& member : whole.items()) {
    for (const json& other : others) {
      json document = whole;
      document[member.key()] = other;
      EXPECT_TRUE(IsReportHtml(ReportHtml(document, true))) << member.key();
      if (!member.value().is_array()) continue;
      document[member.key()] = json::array({other, other});
      EXPECT_TRUE(IsReportHtml(ReportHtml(document, true))) << member.key();
    }
  }
}

TEST(Html, BarsNeverLeaveTheirPlace) {
  const std::int64_t huge = std::int64_t{1} << 62;
  const std::string bar = html::Bar({{"a", huge}, {"b", huge}}, huge, "all \"of\" it");
  EXPECT_NE(bar.find("aria-label=\"all &quot;of&quot; it\""), std::string::npos);
  EXPECT_NE(bar.find("x=\"0.0\" width=\"100.0\""), std::string::npos) << bar;
  EXPECT_EQ(bar.find("class=\"b\""), std::string::npos) << bar;
  EXPECT_NE(html::Bar({{"a", 1}}, 1'000'000, "").find("width=\"0.8\""), std::string::npos);
  EXPECT_EQ(html::Bar({{"a", 0}}, 0, "").find("class=\"a\""), std::string::npos);
}

}  // namespace
}  // namespace godwit

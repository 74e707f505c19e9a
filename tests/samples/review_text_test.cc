// Texts from outside: HTML in every disguise that was known to us, ISBNs and addresses.
#include "core/samples/review_text.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/traits/seedrandom.h"

namespace godwit {
namespace {

struct Disguise {
  std::string_view name;
  std::string_view text;
  std::string_view left;
};

using std::string_view_literals::operator""sv;

constexpr Disguise kDisguises[] = {
    {"a plain script", "<script>alert(1)</script>good book", "good book"},
    {"capitals", "<SCRIPT>alert(1)</SCRIPT>good", "good"},
    {"mixed case", "<ScRiPt>alert(1)</sCrIpT>good", "good"},
    {"space before the end", "<script >alert(1)</script >good", "good"},
    {"a line feed in the tag", "<script\n>alert(1)</script\n>good", "good"},
    {"a tab in the tag", "<script\t>alert(1)</script>good", "good"},
    {"an attribute", "<script src=//evil.example/x.js></script>good", "good"},
    {"a slash for a space", "<script/src=x></script>good", "good"},
    {"a closing bracket in quotes", "<script a=\">\" src=x>alert(1)</script>good", "good"},
    {"the same in single quotes", "<script a='>' src=x>alert(1)</script>good", "good"},
    {"nested, the classic", "<scr<script>ipt>alert(1)</scr</script>ipt>", "ipt>alert(1)ipt>"},
    {"nested around a tag", "<<b>script>alert(1)<<b>/script>", "script>alert(1)/script>"},
    {"nested three deep", "<<<b>i>script>alert(1)", "i>script>alert(1)"},
    {"nested around a comment", "<<!-- x -->script>alert(1)", "script>alert(1)"},
    {"nested around an empty comment", "<<!---->img src=x onerror=alert(1)>",
     "img src=x onerror=alert(1)>"},
    {"no end of the tag", "good <script src=//evil.example", "good script src=//evil.example"},
    {"no end of the script", "good<script>alert(1)", "goodalert(1)"},
    {"a quote that never ends", "<img src=\"x onerror=alert(1)>good", "good"},
    {"three quotes", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">", "\">"},
    {"an image with an event", "<img src=x onerror=alert(1)>good", "good"},
    {"the same with backquotes", "<img src=`x` onerror=`alert(1)`>good", "good"},
    {"an image without a space", "<img/src=x/onerror=alert(1)>good", "good"},
    {"an svg with an event", "<svg onload=alert(1)>good", "good"},
    {"an svg with a script", "<svg><script>alert(1)</script></svg>good", "good"},
    {"an svg animation", "<svg><animate onbegin=alert(1) attributeName=x></svg>good", "good"},
    {"mathml with a link", "<math href=javascript:alert(1)>good</math>", "good"},
    {"a body with an event", "<body onload=alert(1)>good</body>", "good"},
    {"a frame", "<iframe src=javascript:alert(1)></iframe>good", "good"},
    {"a frame with a document", "<iframe srcdoc='<script>alert(1)</script>'></iframe>good", "good"},
    {"an object", "<object data=javascript:alert(1)></object>good", "good"},
    {"an embedded file", "<embed src=javascript:alert(1)>good", "good"},
    {"a link", "<a href=\"javascript:alert(1)\">good</a>", "good"},
    {"a link with entities", "<a href=\"&#106;avascript:alert(1)\">good</a>", "good"},
    {"a form", "<form action=javascript:alert(1)><button>good</button></form>", "good"},
    {"a details toggle", "<details open ontoggle=alert(1)>good</details>", "good"},
    {"a marquee", "<marquee onstart=alert(1)>good</marquee>", "good"},
    {"a video with an event", "<video><source onerror=alert(1)></video>good", "good"},
    {"a style", "<style>body{background:url(javascript:alert(1))}</style>good", "good"},
    {"a style sheet", "<link rel=stylesheet href=javascript:alert(1)>good", "good"},
    {"a style attribute", "<div style=\"x:expression(alert(1))\">good</div>", "good"},
    {"a refresh", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">good", "good"},
    {"a base", "<base href=\"javascript:alert(1)//\">good", "good"},
    {"a template", "<template><script>alert(1)</script></template>good", "good"},
    {"noscript with an attribute",
     "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", ""},
    {"a comment", "<!-- <script>alert(1)</script> -->good", "good"},
    {"a comment that never ends", "good <!-- <script>alert(1)</script>", "good !-- "},
    {"a conditional comment", "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->good",
     "good"},
    {"a short comment", "<!--><script>alert(1)</script>good", "good"},
    {"a declaration", "<!DOCTYPE html><b>good</b>", "good"},
    {"character data", "<![CDATA[<script>alert(1)</script>]]>good", "alert(1)]]>good"},
    {"a processing instruction", "<?xml version=\"1.0\"?>good", "good"},
    {"php", "<?php echo 1; ?>good", "good"},
    {"a NUL in the name", "<scr\0ipt>alert(1)</scr\0ipt>good"sv, "good"},
    {"a NUL behind the bracket", "<\0script>alert(1)</script>good"sv, "good"},
    {"an unknown element", "<xss onclick=alert(1)>good</xss>", "good"},
    {"an element with a hyphen", "<x-y onclick=alert(1)>good</x-y>", "good"},
    {"a closing tag alone", "</script>good</b>", "good"},
    {"a closing tag with attributes", "</b onclick=alert(1)>good", "good"},
    {"a closing tag that is a comment", "</ script>good", "good"},
    {"a form feed in the tag", "<img\fsrc=x\fonerror=alert(1)>good", "good"},
    {"a tag across lines", "<img\r\nsrc=x\r\nonerror=alert(1)\r\n>good", "good"},
    {"a script in a script's text", "<script>'<script>alert(1)</script>'</script>good", "'good"},
};

bool HasTag(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char next = text[i + 1];
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (text[i] == '<' && (letter || next == '/' || next == '!' || next == '?')) return true;
  }
  return false;
}

TEST(ReviewText, HasNoHtmlInAnyDisguise) {
  static_assert(std::size(kDisguises) >= 50);
  for (const Disguise& one : kDisguises) {
    SCOPED_TRACE(one.name);
    const std::string left = StripHtml(one.text);
    EXPECT_EQ(left, one.left);
    EXPECT_FALSE(HasTag(left));
    EXPECT_EQ(StripHtml(left), left);
  }
}

constexpr std::string_view kHarmless[] = {
    "1 < 2 and 3 > 2",
    "i <3 books",
    "a<b>c"sv.substr(0, 1),
    "x << 2",
    "<",
    ">",
    "a <",
    "-->",
    "채식주의자 & 소년이 온다",
    "&lt;b&gt; stays as it is",
    "5 <= 6",
    "<->",
    "<3</3"sv.substr(0, 2),
    "\"quoted\" 'words'",
    "a\nb\tc",
    "📖 <> 📚",
};

TEST(ReviewText, KeepsWhatIsNoHtml) {
  for (const std::string_view text : kHarmless) EXPECT_EQ(StripHtml(text), text);
}

// Pieces of markup in any order: nothing that comes out can be taken for a tag.
TEST(ReviewText, HasNoTagHoweverThePiecesAreJoined) {
  constexpr std::string_view kPieces[] = {
      "<",  ">", "<!--",    "-->",      "script",    "</",       "\"",  "'",
      "=",  " ", "<b>",     "<script>", "</script>", "/",        "!",   "style",
      "<<", "a", "<style>", "?",        "\0"sv,      "</style>", "=\"", "é"};
  SeedRandom random("review-text");
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const int length = 1 + static_cast<int>(random.Next() * 14);
    for (int i = 0; i < length; ++i) {
      text += kPieces[static_cast<std::size_t>(random.Next() * std::size(kPieces))];
    }
    const std::string left = StripHtml(text);
    ASSERT_FALSE(HasTag(left)) << text;
    ASSERT_LE(left.size(), text.size());
  }
}

TEST(ReviewText, TakesTimeThatGrowsWithItsLength) {
  // What would be looked through again and again: quotes that never end, scripts that never do.
  for (const std::string_view piece : {"<a =\">", "<script>", "<!--", "<", "<a ='", "</"}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    EXPECT_FALSE(HasTag(StripHtml(text))) << piece;
    EXPECT_FALSE(HasTag(StripHtml(text + ">"))) << piece;
  }
}

TEST(ReviewText, CountsCodePoints) {
  EXPECT_EQ(CountCharacters(""), 0U);
  EXPECT_EQ(CountCharacters("한강"), 2U);
  EXPECT_EQ(CountCharacters("a📖é"), 3U);
  EXPECT_EQ(Trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(Trimmed(" "), "");
}

TEST(ReviewText, KnowsIsbns) {
  for (const std::string_view isbn : {"9788936433598", "9788936434120", "9791165341909"}) {
    EXPECT_TRUE(IsIsbn13(isbn)) << isbn;
  }
  for (const std::string_view text : {"9788936433597", "978893643359", "97889364335981", "", " ",
                                      "978-8936433598", "978893643359x", "8936433598"}) {
    EXPECT_FALSE(IsIsbn13(text)) << text;
  }
}

TEST(ReviewText, KnowsWebAddresses) {
  for (const std::string_view text :
       {"http://a", "https://books.example.com/covers/1.jpg", "HTTPS://A/b?c=d#e"}) {
    EXPECT_TRUE(IsWebAddress(text)) << text;
  }
  for (const std::string_view text :
       {"", "http://", "https://", "ftp://a", "javascript:alert(1)", "JavaScript:alert(1)",
        "data:text/html,x", "//a", "http:/a", "https:///a", " http://a", "http://a b",
        "java\nscript:alert(1)", "http://a\n", "vbscript:x", "file:///etc", "httpx://a"}) {
    EXPECT_FALSE(IsWebAddress(text)) << text;
  }
}

}  // namespace
}  // namespace godwit

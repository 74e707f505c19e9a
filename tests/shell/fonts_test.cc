// The fonts inside are subsets, and still say whose they are and under which licence.
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "generated/font_files.h"

namespace godwit {
namespace {

// As a font's name table holds it: UTF-16, big end first.
std::string Utf16(std::string_view ascii) {
  std::string wide;
  for (const char c : ascii) {
    wide += '\0';
    wide += c;
  }
  return wide;
}

TEST(ShellFonts, CarryCopyrightAndLicence) {
  const struct {
    std::string_view path;
    std::string_view owner;
  } fonts[] = {{"inter-regular.otf", "2020 The Inter Project Authors"},
               {"inter-semibold.otf", "2020 The Inter Project Authors"},
               {"mono-regular.ttf", "2020 The JetBrains Mono Project Authors"}};
  int seen = 0;
  for (const EmbeddedFile& file : FontFiles()) {
    for (const auto& font : fonts) {
      if (file.path != font.path) continue;
      ++seen;
      EXPECT_NE(file.bytes.find(Utf16(font.owner)), std::string_view::npos) << font.path;
      EXPECT_NE(file.bytes.find(Utf16("SIL Open Font License, Version 1.1")),
                std::string_view::npos)
          << font.path;
    }
  }
  EXPECT_EQ(seen, 3);
}

}  // namespace
}  // namespace godwit

// Golden files of tests/data/golden. GODWIT_REBASE=1 in the environment writes them anew.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/test_path.h"

namespace godwit {

inline std::string ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  std::stringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

inline void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = TestPath("data/golden/" + name);
  if (std::getenv("GODWIT_REBASE") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, ReadText(path)) << name;
}

}  // namespace godwit

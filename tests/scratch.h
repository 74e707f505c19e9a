// A path of the running test's own: tests run as processes side by side.
#pragma once

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace godwit {

// In the folder for temporary files; nothing is there yet. Whoever makes something removes it.
inline std::string ScratchPath(const std::string& name) {
  const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
  return testing::TempDir() + "godwit-" + test.name() + "-" +
         std::to_string(std::random_device{}()) + "-" + name;
}

}  // namespace godwit

// What the tests of all query layers share: a migrated and seeded sample, a clock that is set by
// hand, and a log that is kept.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/log.h"
#include "tests/samples/sample.h"

namespace godwit {

class LinesLog final : public Log {
 public:
  void Write(LogLevel level, std::string_view component, std::string_view event,
             std::span<const LogField> fields) override {
    std::string line =
        std::string(LogLevelName(level)) + " " + std::string(component) + ": " + std::string(event);
    for (const LogField& field : fields) line += " " + std::string(field.name);
    lines.push_back(std::move(line));
  }
  std::vector<std::string> lines;
};

class HandClock final : public Clock {
 public:
  explicit HandClock(std::int64_t millis) : millis_(millis) {}
  void Set(std::int64_t millis) { millis_ = millis; }
  std::int64_t NowMillis() override { return millis_; }
  std::int64_t MonotonicMicros() override { return 0; }

 private:
  std::int64_t millis_;
};

class LayerTest : public ::testing::Test {
 protected:
  explicit LayerTest(std::string_view sample) : sample_(sample) {}

  void SetUp() override {
    ASSERT_EQ(sample_.Up(), "");
    ASSERT_EQ(sample_.Seed(), "");
    ASSERT_EQ(sample_.Try("PRAGMA foreign_keys = ON"), "");
  }

  // The error of what must be refused, which must have changed nothing.
  template <typename Operation>
  std::string Refused(Operation operation) {
    const Sha256Digest before = sample_.Digest().data;
    const auto result = operation();
    EXPECT_FALSE(result.ok());
    EXPECT_EQ(sample_.Digest().data, before);
    return result.ok() ? "" : Describe(result.error());
  }

  Sample sample_;
  HandClock clock_{*sample_.project().now};
  LinesLog log_;
};

// The ids of the rows of a list.
template <typename Row>
std::vector<std::string> Ids(const Result<std::vector<Row>>& rows) {
  std::vector<std::string> ids;
  EXPECT_TRUE(rows.ok()) << (rows.ok() ? "" : Describe(rows.error()));
  if (!rows.ok()) return ids;
  for (const Row& row : *rows) ids.push_back(row.id);
  return ids;
}

}  // namespace godwit

#include "core/base/words.h"

#include <gtest/gtest.h>

namespace godwit {
namespace {

TEST(Words, ByteSizes) {
  struct {
    std::int64_t bytes;
    const char* text;
  } const rows[] = {{0, "0 bytes"},
                    {1, "1 byte"},
                    {1023, "1,023 bytes"},
                    {1024, "1 KiB"},
                    {1536, "1.5 KiB"},
                    {28'672, "28 KiB"},
                    {1'048'575, "1 MiB"},
                    {5'368'709'120, "5 GiB"},
                    {9'000'000'000'000'000, "8,185 TiB"}};
  for (const auto& row : rows) EXPECT_EQ(ByteSize(row.bytes), row.text);
}

}  // namespace
}  // namespace godwit

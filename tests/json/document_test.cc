// Texts from outside that are nested too deep for whoever walks them.
#include "core/json/document.h"

#include <string>

#include <gtest/gtest.h>

#include "core/json/pieces.h"
#include "core/json/schema.h"

namespace godwit {
namespace {

std::string Nested(int levels) {
  const auto count = static_cast<std::size_t>(levels);
  return std::string(count, '[') + std::string(count, ']');
}

TEST(Document, IsDiscardedWhereItIsNoJsonOrTooDeep) {
  EXPECT_FALSE(ParseDocument(R"({"a": [1, {"b": null}]})").is_discarded());
  EXPECT_FALSE(ParseDocument(Nested(kMaxJsonDepth)).is_discarded());
  EXPECT_TRUE(ParseDocument(Nested(kMaxJsonDepth + 1)).is_discarded());
  EXPECT_TRUE(ParseDocument(Nested(300'000)).is_discarded());
  EXPECT_TRUE(ParseDocument("[1").is_discarded());
}

TEST(Pieces, AreNotTakenOutOfWhatIsTooDeep) {
  EXPECT_TRUE(TakeApart(Nested(kMaxJsonDepth)).ok());
  EXPECT_FALSE(TakeApart(Nested(kMaxJsonDepth + 1)).ok());
}

}  // namespace
}  // namespace godwit

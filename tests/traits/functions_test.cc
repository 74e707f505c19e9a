#include "core/traits/functions.h"

#include <string>

#include <gtest/gtest.h>

#include "core/traits/pet_traits.h"

namespace godwit {
namespace {

class PetFunctionsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::Open("", {.mode = OpenMode::kMemory});
    ASSERT_TRUE(opened.ok()) << Describe(opened.error());
    db_.emplace(std::move(opened).value());
    for (const Function& function : PetFunctions()) ASSERT_TRUE(db_->Register(function).ok());
  }

  // The value as messages show it, or `error: …`.
  std::string Ask(const std::string& expression) {
    const auto value = db_->QueryValue("SELECT " + expression);
    return value.ok() ? Show(View(*value), 1000) : "error: " + Describe(value.error());
  }

  std::optional<Database> db_;
};

TEST_F(PetFunctionsTest, Traits) {
  EXPECT_EQ(Ask("pet_traits('pet-1')"), "'" + PetTraitsText("pet-1") + "'");
  EXPECT_EQ(Ask("pet_traits('')"), "'" + PetTraitsText("") + "'");
  EXPECT_EQ(Ask("pet_traits(NULL)"), "NULL");
  EXPECT_EQ(Ask("typeof(pet_traits('x'))"), "'text'");
}

TEST_F(PetFunctionsTest, Classes) {
  const std::string exact = PetTraitsText("pet-1");
  const std::string rounded = PetTraitsText16("pet-1");
  EXPECT_EQ(Ask("pet_traits_class('pet-1', '" + exact + "')"), "'exact'");
  EXPECT_EQ(Ask("pet_traits_class('pet-1', '" + rounded + "')"), "'16-digit'");
  EXPECT_EQ(Ask("pet_traits_class('pet-2', '" + exact + "')"), "'other'");
  EXPECT_EQ(Ask("pet_traits_class('pet-1', 17)"), "'other'");
  EXPECT_EQ(Ask("pet_traits_class('pet-1', NULL)"), "NULL");
  EXPECT_EQ(Ask("pet_traits_class(NULL, 'x')"), "NULL");
}

TEST_F(PetFunctionsTest, IdsMustBeText) {
  for (const std::string id : {"1", "1.5", "x'00'"}) {
    const std::string answer = Ask("pet_traits(" + id + ")");
    EXPECT_NE(answer.find("an id must be text"), std::string::npos) << answer;
  }
  const std::string answer = Ask("pet_traits(CAST(x'ff' AS TEXT))");
  EXPECT_NE(answer.find("not valid UTF-8"), std::string::npos) << answer;
}

}  // namespace
}  // namespace godwit

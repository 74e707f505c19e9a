// The start page's pets are real ones: what the core draws for their ids.
#include "shell/views/specimens.h"

#include <gtest/gtest.h>

#include "core/traits/pet_picture.h"
#include "shell/parse.h"

namespace godwit {
namespace {

TEST(ShellSpecimens, AreWhatTheCoreDraws) {
  ASSERT_GE(shell::Specimens().size(), 3U);
  for (const shell::Picture& pet : shell::Specimens()) {
    const std::string drawn = PictureJson(DrawPet(MakePetTraits(pet.key)));
    const auto shapes = shell::ParseShapes(nlohmann::json::parse(drawn));
    ASSERT_EQ(pet.shapes.size(), shapes.size()) << pet.key;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      EXPECT_EQ(pet.shapes[i].fill, shapes[i].fill) << pet.key << " shape " << i;
      EXPECT_EQ(pet.shapes[i].stroke, shapes[i].stroke);
      ASSERT_EQ(pet.shapes[i].points.size(), shapes[i].points.size());
      for (std::size_t p = 0; p < shapes[i].points.size(); ++p) {
        EXPECT_EQ(pet.shapes[i].points[p].x, shapes[i].points[p].x);
        EXPECT_EQ(pet.shapes[i].points[p].y, shapes[i].points[p].y);
      }
    }
  }
}

}  // namespace
}  // namespace godwit

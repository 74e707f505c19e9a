// Against std::map, with every version kept.
#include "core/base/shared_map.h"

#include <cstdint>
#include <map>
#include <vector>

#include <gtest/gtest.h>

namespace godwit {
namespace {

TEST(SharedMap, EveryVersionStaysAsItWas) {
  SharedMap<int, int> map;
  std::map<int, int> plain;
  std::vector<SharedMap<int, int>> versions;
  std::vector<std::map<int, int>> expected;
  std::uint32_t random = 1;
  for (int step = 0; step < 2000; ++step) {
    random = random * 1664525 + 1013904223;
    const int key = static_cast<int>((random >> 16) % 97);
    if ((random >> 8) % 3 == 0) {
      map.Erase(key);
      plain.erase(key);
    } else {
      map.Put(key, step);
      plain[key] = step;
    }
    versions.push_back(map);
    expected.push_back(plain);
  }
  for (std::size_t i = 0; i < versions.size(); ++i) {
    std::map<int, int> seen;
    int last = -1;
    for (const auto& [key, value] : versions[i]) {
      EXPECT_LT(last, key);
      last = key;
      seen[key] = value;
      ASSERT_NE(versions[i].Find(key), nullptr);
      EXPECT_EQ(*versions[i].Find(key), value);
    }
    EXPECT_EQ(seen, expected[i]);
    EXPECT_EQ(versions[i].empty(), expected[i].empty());
  }
}

TEST(SharedMap, ValuesStayWhereTheyAre) {
  SharedMap<int, int> map;
  map.Put(1, 10);
  const SharedMap<int, int> kept = map;
  const int* value = map.Find(1);
  for (int key = 2; key < 100; ++key) map.Put(key, key);
  EXPECT_EQ(map.Find(1), value);
  map.Put(1, 11);
  EXPECT_EQ(*kept.Find(1), 10);
  EXPECT_EQ(*map.Find(1), 11);
}

}  // namespace
}  // namespace godwit

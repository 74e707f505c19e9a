// Ids that follow from what a row is of, so that two runs make the same and a second one finds it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/uuid.h"
#include "core/json/string.h"

namespace godwit {

// UUID version 5 of the parts as a JSON array: the table first, then its natural key.
inline std::string DerivedId(std::initializer_list<std::string_view> parts) {
  // Itself of version 5: "godwit.samples" among DNS names.
  constexpr Uuid kSamples = {0x0a, 0x72, 0xf5, 0x36, 0x39, 0xd6, 0x5d, 0xfb,
                             0xae, 0xce, 0x75, 0xec, 0x4c, 0x8e, 0xee, 0x61};
  std::string name = "[";
  for (const std::string_view part : parts) {
    if (name.size() > 1) name += ',';
    AppendJsonString(part, name);
  }
  return FormatUuid(Uuid5(kSamples, name + "]"));
}

}  // namespace godwit

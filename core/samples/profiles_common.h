// What the files of the profiles layer share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/uuid.h"
#include "core/samples/query.h"
#include "core/samples/query_errors.h"
#include "core/samples/rows/profiles.h"

namespace godwit {

inline constexpr std::string_view kProfilesComponent = "profiles";

// As the data step makes them: version 5, the name a path in the namespace of URLs.
inline std::string ProfilesId(const std::string& path) {
  constexpr Uuid kUrls = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                          0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
  return FormatUuid(Uuid5(kUrls, path));
}

inline Result<profile_rows::User> FindProfilesUser(const Database& db, std::string_view id) {
  using profile_rows::User;
  const std::string sql =
      "SELECT " + std::string(User::kColumns) + R"( FROM "User" WHERE "id" = ?1)";
  GODWIT_ASSIGN(std::optional<User> user, SelectRow<User>(db, sql, ValueView(id)));
  if (!user) return NotFound("User", id);
  return std::move(*user);
}

}  // namespace godwit

// Name-based UUIDs: version 5 of RFC 9562 (SHA-1 over a namespace and a name).
//
// Ids that are derived, not drawn: two runs and two builds agree, and a second run finds its rows.
// SHA-1 is what the standard says; nothing here relies on nobody finding a collision on purpose.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace godwit {

using Uuid = std::array<std::uint8_t, 16>;

// The 36 characters with hyphens, in either case; nullopt for anything else.
std::optional<Uuid> ParseUuid(std::string_view text);
// 36 characters, lower case.
std::string FormatUuid(const Uuid& uuid);

Uuid Uuid5(const Uuid& name_space, std::string_view name);

}  // namespace godwit

// What a migration's SQL does, in a plain sentence: "Adds column traits to Pet."
#pragma once

#include <string>
#include <string_view>

namespace godwit::shell {

// Empty when there is nothing in it that this knows a word for.
std::string DescribeSql(std::string_view sql);

}  // namespace godwit::shell

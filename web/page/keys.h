// Keys of the browser as Dear ImGui knows them.
#pragma once

#include <string_view>

#include "imgui.h"

namespace godwit {

// `code` is KeyboardEvent.code (the place on the keyboard), `key` is KeyboardEvent.key (what it
// means). Letters go by their meaning, so that shortcuts follow the user's layout; everything else
// by its place. ImGuiKey_None when Dear ImGui has no use for it.
ImGuiKey KeyFromBrowser(std::string_view code, std::string_view key);

}  // namespace godwit

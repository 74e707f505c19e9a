// JSON pointers (RFC 6901).
#pragma once

#include <string>
#include <string_view>

namespace godwit {

// Appends `/key`, with `~` and `/` in the key written as ~0 and ~1.
inline void AppendPointer(std::string_view key, std::string& pointer) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~' || c == '/') {
      pointer += c == '~' ? "~0" : "~1";
    } else {
      pointer += c;
    }
  }
}

}  // namespace godwit

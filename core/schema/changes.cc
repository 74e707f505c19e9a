#include "core/schema/changes.h"

#include <cstddef>

namespace godwit {

std::string_view ChangeKindName(ChangeKind kind) {
  static constexpr std::string_view kNames[] = {
      "drop-trigger",  "drop-view",     "drop-index",    "rename-table", "rename-column",
      "drop-table",    "create-table",  "drop-column",   "drop-not-null", "drop-constraint",
      "add-column",    "set-not-null",  "add-check",     "rebuild-table", "create-index",
      "create-view",   "create-trigger"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace godwit

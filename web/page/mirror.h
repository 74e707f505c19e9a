// What JavaScript must change in the page's elements so that they equal the accessibility tree.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shell/access.h"

namespace godwit {

class Mirror {
 public:
  // The difference to the tree given before, as compact JSON:
  //
  //   {"nodes": [{id, parent, role, name, value, box: [left, top, width, height], …}],
  //    "order": [id, …], "focus": id}
  //
  // `nodes` are the new and the changed ones; states (`disabled`, `selected`, `expanded`, `level`,
  // `percent`) are there only when they are not the default. `order` is the whole tree in reading
  // order, there only when a node came, went, moved or changed its
  // role. `focus` is there when it changed; 0 = none.
  // Nothing when nothing changed.
  std::optional<std::string> Update(const AccessTree& tree);

 private:
  std::map<std::uint32_t, AccessNode> nodes_;
  std::vector<std::uint32_t> order_;
  std::uint32_t focus_ = 0;
};

}  // namespace godwit

#include "core/schema/rename_order.h"

#include "core/schema/normalize.h"

namespace godwit {

std::vector<Rename> InOrder(const NameChanges& changes, const std::set<std::string>& there,
                            NamePool& names) {
  std::set<std::string> leave;
  for (const auto& [lower, change] : changes.changes()) leave.insert(LowerAscii(change.from));
  std::vector<Rename> first;
  std::vector<Rename> direct;
  std::vector<Rename> last;
  for (const auto& [lower, change] : changes.changes()) {
    if (!there.contains(lower)) {
      direct.push_back({change.from, change.to});
    } else if (!leave.contains(lower)) {
      first.push_back({change.to, names.Fresh(change.to + "_dropped")});
      direct.push_back({change.from, change.to});
    } else {
      const std::string between = names.Fresh(change.to + "_renamed");
      first.push_back({change.from, between});
      last.push_back({between, change.to});
    }
  }
  first.insert(first.end(), direct.begin(), direct.end());
  first.insert(first.end(), last.begin(), last.end());
  return first;
}

}  // namespace godwit

#include "core/engine/drift_json.h"

#include "core/migrate/drift.h"

namespace godwit {

using nlohmann::json;

json EncodeDrift(const std::vector<DriftItem>& items, bool scripts) {
  json list = json::array();
  for (const DriftItem& item : items) {
    list.push_back({{"object", item.object},
                    {"state", DriftStateName(item.state)},
                    {"text", DriftSentence(item)},
                    {"details", item.details},
                    {"note", item.note}});
    if (!scripts) continue;
    list.back()["adopt"] = item.adopt;
    list.back()["remove"] = item.remove;
  }
  return list;
}

}  // namespace godwit

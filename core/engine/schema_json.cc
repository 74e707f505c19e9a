#include "core/engine/schema_json.h"

#include <string>

#include "core/schema/print.h"

namespace godwit {

using nlohmann::json;

namespace {

json EncodeRisk(const Risk& risk) {
  static constexpr std::string_view kKinds[] = {"fails", "loses", "undecided"};
  return {{"kind", kKinds[static_cast<std::size_t>(risk.kind)]},
          {"text", risk.text},
          {"rows", risk.rows ? json(*risk.rows) : json()}};
}

}  // namespace

json EncodeSchemaPlan(const SchemaPlan& plan) {
  json changes = json::array();
  for (const SchemaChange& change : plan.changes) {
    json risks = json::array();
    for (const Risk& risk : change.risks) risks.push_back(EncodeRisk(risk));
    changes.push_back({{"kind", ChangeKindName(change.kind)},
                       {"object", change.object},
                       {"part", change.part},
                       {"reasons", change.reasons},
                       {"sql", change.sql},
                       {"keeps", change.keeps},
                       {"risks", std::move(risks)}});
  }
  return {{"changes", std::move(changes)},
          {"foreignKeysOff", plan.foreign_keys_off},
          {"notes", plan.notes},
          {"sql", PlanScript(plan)}};
}

}  // namespace godwit

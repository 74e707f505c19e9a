#include "core/samples/operations.h"

#include <algorithm>
#include <array>

#include "core/base/nearest.h"

namespace godwit {
namespace {

struct Layer {
  std::string_view sample;
  std::span<const Operation> (*operations)();
};

constexpr std::array kLayers = {
    Layer{"pets", PetsOperations}, Layer{"profiles", ProfilesOperations},
    Layer{"reviews", ReviewsOperations}, Layer{"valuerank", ValueRankOperations}};

Error Unknown(std::string what, std::string_view typed, std::span<const std::string_view> known,
              const std::string& list) {
  const std::string_view nearest = NearestName(typed, known);
  std::string next = list;
  if (!nearest.empty()) next = "did you mean \"" + std::string(nearest) + "\"? " + next;
  return {.code = ErrorCode::kUsage,
          .what = std::move(what),
          .why = "there is none of that name",
          .next = std::move(next)};
}

}  // namespace

Result<std::span<const Operation>> OperationsOf(std::string_view sample) {
  std::vector<std::string_view> names;
  std::string list;
  for (const Layer& layer : kLayers) {
    if (layer.sample == sample) return layer.operations();
    names.push_back(layer.sample);
    list += (list.empty() ? "" : ", ") + std::string(layer.sample);
  }
  return Unknown("sample \"" + std::string(sample) + "\"", sample, names,
                 "samples with a query layer: " + list);
}

Result<const Operation*> FindOperation(std::string_view sample, std::string_view name) {
  GODWIT_ASSIGN(const std::span<const Operation> all, OperationsOf(sample));
  std::vector<std::string_view> names;
  for (const Operation& operation : all) {
    if (operation.name == name) return &operation;
    names.push_back(operation.name);
  }
  return Unknown(
      "operation \"" + std::string(name) + "\" of sample \"" + std::string(sample) + "\"", name,
      names, "`godwit query " + std::string(sample) + "` lists them");
}

}  // namespace godwit

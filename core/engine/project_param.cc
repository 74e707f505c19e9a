#include "core/engine/project_param.h"

#include <optional>
#include <string>
#include <utility>

#include "core/engine/samples.h"

namespace godwit {

using nlohmann::json;

Result<ProjectFiles> ReadProjectParam(const Params& params, const json& value) {
  if (value.is_string()) {
    const std::string name = value.get<std::string>();
    if (std::optional<ProjectFiles> sample = FindSample(name)) return std::move(*sample);
    return Error{.code = ErrorCode::kRefused,
                 .what = "project \"" + name + "\"",
                 .why = "there is no bundled sample of that name",
                 .next = "give the path of a folder that has a godwit.json"};
  }
  const bool whole = value.is_object() && value.contains("files") && value["files"].is_object() &&
                     value.value("origin", json("")).is_string();
  if (!whole) return params.Wrong("project", "it must be a name or {origin, files}");
  ProjectFiles files{.origin = value.value("origin", std::string()), .files = {}};
  for (const auto& [path, text] : value["files"].items()) {
    if (!text.is_string()) return params.Wrong("project", "files must be texts by path");
    files.files.emplace(path, text.get<std::string>());
  }
  return files;
}

}  // namespace godwit

#include "core/engine/samples.h"

#include "generated/sample_files.h"

namespace godwit {
namespace {

constexpr std::string_view kProjectFile = "/godwit.json";

}  // namespace

std::vector<std::string> SampleNames() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : SampleFiles()) {
    const std::string_view path = file.path;
    if (!path.ends_with(kProjectFile)) continue;
    const std::string_view name = path.substr(0, path.size() - kProjectFile.size());
    if (name.find('/') == std::string_view::npos) names.emplace_back(name);
  }
  return names;
}

std::optional<ProjectFiles> FindSample(std::string_view name) {
  const std::string prefix = std::string(name) + "/";
  ProjectFiles project{.origin = std::string(name), .files = {}};
  for (const EmbeddedFile& file : SampleFiles()) {
    const std::string_view path = file.path;
    if (!path.starts_with(prefix)) continue;
    project.files.emplace(path.substr(prefix.size()), file.bytes);
  }
  if (project.files.empty()) return std::nullopt;
  return project;
}

}  // namespace godwit

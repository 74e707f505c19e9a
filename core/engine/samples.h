// The sample projects that every build carries inside.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/migrate/project.h"

namespace godwit {

// In alphabetical order.
std::vector<std::string> SampleNames();

// nullopt when there is none of that name.
std::optional<ProjectFiles> FindSample(std::string_view name);

}  // namespace godwit

// godwit.json, read into a project.
#pragma once

#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/migrate/project.h"

namespace godwit {

inline constexpr std::string_view kProjectFile = "godwit.json";

// How messages name a file of the project.
std::string PathIn(const ProjectFiles& files, const std::string& file);

// Letters, digits, - and _.
bool IsProjectName(std::string_view name);

// Everything but the migrations.
Status ReadSettings(const ProjectFiles& files, Project& project);

}  // namespace godwit

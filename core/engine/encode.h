// The core's plain data as the protocol's JSON.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/migrate/plan.h"
#include "core/migrate/project.h"
#include "core/migrate/report.h"
#include "core/migrate/status.h"
#include "core/migrate/verify.h"
#include "core/sqlite/value.h"

namespace godwit {

nlohmann::json Encode(const Error& error);
nlohmann::json Encode(const Project& project);
nlohmann::json Encode(const ProjectStatus& status);
nlohmann::json Encode(const std::vector<PlannedMigration>& plan);
// Without `show_values` it holds counts, keys and digests, no other values of rows.
nlohmann::json Encode(const Report& report, bool show_values = false);
nlohmann::json Encode(const SnapshotReport& snapshot);
nlohmann::json Encode(const Progress& progress);
nlohmann::json Encode(const CheckResult& check);
// The checks of a document that is kept or handed on: how each one ended.
nlohmann::json EncodeVerdicts(const std::vector<CheckResult>& checks);
// The event with its time in front.
nlohmann::json Encode(const LogEvent& event, const std::string& time);
// A cell: long texts and blobs are cut.
nlohmann::json EncodeCell(const ValueView& value);

}  // namespace godwit

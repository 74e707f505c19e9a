// What earlier runs left in the ledger, as the protocol's JSON: one line each, and two compared.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/migrate/runs.h"
#include "core/sqlite/database.h"

namespace godwit {

// A kept report with its number as `run`. An error (kRefused) when there is none of that number (0
// = the last), or its text is no report.
Result<nlohmann::json> ReadReport(const Database& db, std::int64_t id);

// What `runs` lists of a report.
nlohmann::json SummaryOf(const nlohmann::json& report);

// `{first, second, differences: [{subject, member, first, second}]}`.
nlohmann::json CompareReports(const nlohmann::json& first, const nlohmann::json& second);

// How the checks of two reports differ: `[{check, migration, member, expected, actual}]`.
nlohmann::json CompareChecks(const nlohmann::json& expected, const nlohmann::json& actual);

}  // namespace godwit

// The parts of a report's page. Each is a whole section, or empty where the document has nothing of
// the kind.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace godwit {

// "2026-01-15 12:00:00 UTC" out of ISO 8601; anything else as it is. Not escaped.
std::string TimeWords(const std::string& time);

// "1.2 s", "under 1 ms".
std::string TimeSpan(std::int64_t micros);

// What ended the run early, and what else it warned of.
std::string ErrorSection(const nlohmann::json& document);
std::string FindingsSection(const nlohmann::json& document);
// What a rehearsal saw become of the rows of each table.
std::string ChangesSection(const nlohmann::json& document);
// Rows of each table before and after.
std::string RowsSection(const nlohmann::json& document);
std::string MigrationsSection(const nlohmann::json& document);
std::string DataStepsSection(const nlohmann::json& document);
std::string ChecksSection(const nlohmann::json& document, bool values);
// How long each part of a rehearsal took, where a clock ran.
std::string TimingsSection(const nlohmann::json& document);
// Digests in full, of the plan, of schema and rows, of each table, of the file.
std::string DigestsSection(const nlohmann::json& document);

}  // namespace godwit

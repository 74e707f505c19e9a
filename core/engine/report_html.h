// A report as one self-contained HTML page: no script, nothing fetched, readable on a phone, in
// light, in dark, and on paper.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace godwit {

// `document` is a kept report, a receipt, or a result of verify (docs/reports.md); members that are
// missing or of another type are left out. Values of rows are shown only with `values`, and only
// results of verify hold any.
std::string ReportHtml(const nlohmann::json& document, bool values);

// Whether a file's text is a page that ReportHtml made.
bool IsReportHtml(std::string_view text);

}  // namespace godwit

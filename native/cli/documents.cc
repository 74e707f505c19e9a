#include "native/cli/documents.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "core/engine/report_html.h"
#include "core/json/document.h"
#include "core/json/schema.h"
#include "native/cli/init.h"
#include "native/cli/logged.h"
#include "native/cli/migration_files.h"
#include "native/cli/render.h"
#include "native/cli/types.h"
#include "native/disk.h"

namespace godwit::cli {
namespace {

constexpr std::size_t kMaxDocument = std::size_t{64} << 20;

bool IsReceipt(const std::string& text) {
  const Json there = Json::parse(text, nullptr, false);
  return there.is_object() && there.contains("receipt");
}

// `is_ours`: whether a file with this text may be written over.
Status CheckOutput(const std::string& output, const std::string& kind, const std::string& option,
                   const std::string& database, bool (*is_ours)(const std::string&)) {
  if (output.empty()) return {};
  const auto refused = [&](std::string why) {
    return Error{.code = ErrorCode::kRefused,
                 .what = kind + " \"" + output + "\" cannot be written",
                 .why = std::move(why),
                 .next = "name another file with " + option + "; nothing was touched"};
  };
  if (!database.empty() && IsOfDatabase(output, database)) {
    return refused("it is the database, or SQLite's file beside it");
  }
  const std::size_t slash = output.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : output.substr(0, slash + 1);
  if (!IsFolder(folder)) return refused("the folder \"" + folder + "\" is not there");
  if (!Exists(output)) return {};
  const Result<std::string> text = ReadFile(output, kMaxDocument);
  if (text.ok() && is_ours(*text)) return {};
  return refused("a file of that name exists and is no " + kind);
}

}  // namespace

Result<Json> ReadDocument(const Options& options) {
  const bool shown = options.command == Command::kReport;
  const std::string path = shown ? FileOf(options) : options.expect;
  if (path.empty()) return Json();
  GODWIT_ASSIGN(const std::string text, ReadFile(path, kMaxDocument));
  Json document = ParseDocument(text);
  const bool receipt = options.command == Command::kUp;
  if (document.is_object()) {
    // A key that stands there twice: parsers keep one of the values, and not all the same one.
    const std::vector<Violation> violations = StrictJson().Violations(text, 1);
    if (violations.empty()) return document;
    return Error{.code = ErrorCode::kRefused,
                 .what = (receipt ? "receipt \"" : "report \"") + path + "\"",
                 .why = "it is not as it was made: " + Describe(violations.front()),
                 .next = "make it again; nothing was touched"};
  }
  return Error{.code = ErrorCode::kRefused,
               .what = (receipt ? "receipt \"" : "report \"") + path + "\"",
               .why = "it is not a whole JSON document",
               .next = std::string(receipt ? "`godwit rehearse -o FILE` makes one"
                                           : "`godwit report --json > FILE` makes one") +
                       "; nothing was touched"};
}

Status CheckOutputs(const Options& options, const std::string& database) {
  if (options.command == Command::kTypes) {
    return CheckOutput(options.output, "file of `godwit types`", "-o", database, &IsTypes);
  }
  GODWIT_TRY(CheckOutput(options.output, "receipt", "-o", database, &IsReceipt));
  return CheckOutput(options.html, "report", "--html", database,
                     [](const std::string& text) { return IsReportHtml(text); });
}

Status WriteOutputs(const Options& options, Json& result) {
  if (options.command == Command::kDrift && options.adopt) {
    std::vector<std::string> written;
    const std::string root = options.project.empty() ? "." : options.project;
    GODWIT_TRY(WriteMigrationFiles(root, result["files"], written));
    result["written"] = written;
  }
  if (options.command == Command::kInit) return WriteNewProject(options, result);
  if (options.command == Command::kTypes) return FinishTypes(options, result);
  if (!options.output.empty()) GODWIT_TRY(WriteFile(options.output, PrintJson(result)));
  if (options.command != Command::kReport) return {};
  if (!options.html.empty()) GODWIT_TRY(WriteFile(options.html, TextAt(result, "html")));
  Json report = result.value("report", Json::object());
  result = std::move(report);
  return {};
}

}  // namespace godwit::cli

// Results and errors as text for people. Every word that comes from outside is cleaned on the way.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/engine/members.h"
#include "native/cli/text.h"

namespace godwit::cli {

using Json = nlohmann::json;

struct View {
  Paint paint;
  std::string database;  // as the user named it, clean; empty = none
};

std::string RenderStatus(const Json& status, const View& view);
std::string RenderPlan(const Json& plan, const View& view);
std::string RenderLint(const Json& lint, const View& view);
// What up, down, backfill, resume and seed did.
std::string RenderReport(const Json& report, const View& view);
// A line for each that was taken; of any result that has some.
std::string RenderSnapshots(const Json& result, const View& view);
std::string RenderFinalize(const Json& result, const View& view);
// What a rehearsal found; its receipt.
std::string RenderRehearsal(const Json& receipt, const View& view);
// What has drifted, with the SQL that mends it; what push has done.
std::string RenderDrift(const Json& result, const View& view);
std::string RenderPush(const Json& plan, const View& view);
// A line each, of any result that has some.
std::string RenderWarnings(const Json& result, const View& view);
std::string RenderVerify(const Json& verified, const View& view);
// The runs that the ledger keeps, a line each; two of them compared.
std::string RenderRuns(const Json& runs, const View& view);
std::string RenderComparison(const Json& compared, const View& view);
// How the checks differ from what `verify --expect` was given; empty without it.
std::string RenderCheckDifferences(const Json& verified, const View& view);
// A kept report, a receipt, or what verify --json printed. Values of rows only where `values` says.
std::string RenderDocument(const Json& document, bool values, const View& view);
std::string RenderDigest(const Json& digest, const View& view);
std::string RenderSteps(const Json& steps, const View& view);
// `error: what: why`, the place, what to do next.
std::string RenderError(const Json& error, const Paint& paint);

// A value of a table's row as the engine gives it.
std::string CellText(const Json& cell);

// JSON as it is printed: indented, ending in a line feed.
std::string PrintJson(const Json& json);

}  // namespace godwit::cli

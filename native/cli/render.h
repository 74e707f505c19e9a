// Results and errors as text for people. Every word that comes from outside is cleaned on the way.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "native/cli/text.h"

namespace godwit::cli {

using Json = nlohmann::json;

struct View {
  Paint paint;
  std::string database;  // as the user named it, clean; empty = none
};

std::string RenderStatus(const Json& status, const View& view);
std::string RenderPlan(const Json& plan, const View& view);
// What up, down, backfill, resume and seed did.
std::string RenderReport(const Json& report, const View& view);
std::string RenderFinalize(const Json& result, const View& view);
// What a rehearsal found; its receipt.
std::string RenderRehearsal(const Json& receipt, const View& view);
// A line each, of any result that has some.
std::string RenderWarnings(const Json& result, const View& view);
std::string RenderVerify(const Json& verified, const View& view);
std::string RenderDigest(const Json& digest, const View& view);
std::string RenderSteps(const Json& steps, const View& view);
// `error: what: why`, the place, what to do next.
std::string RenderError(const Json& error, const Paint& paint);

// A value of a table's row as the engine gives it.
std::string CellText(const Json& cell);

// JSON as it is printed: indented, ending in a line feed.
std::string PrintJson(const Json& json);

// Members that may be absent, null or of another type: "" and 0 then, and an empty array.
std::string TextAt(const Json& object, std::string_view key);
std::int64_t NumberAt(const Json& object, std::string_view key);
const Json& ArrayAt(const Json& object, std::string_view key);

}  // namespace godwit::cli

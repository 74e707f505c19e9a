// The engine's answers (docs/protocol.md) read into the state's plain data. Tolerant: a member that
// is missing or of another type reads as empty, for the engine may be newer than the page.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "shell/state.h"

namespace godwit::shell {

using Json = nlohmann::json;

std::string TextOf(const Json& object, const char* key);
std::int64_t IntegerOf(const Json& object, const char* key);
bool FlagOf(const Json& object, const char* key);
// The array or object of that name; null when there is none.
const Json& MemberOf(const Json& object, const char* key);

std::vector<SampleInfo> ParseSamples(const Json& result);
std::optional<Project> ParseProject(const Json& result);
Status ParseStatus(const Json& result);
std::vector<Table> ParseTables(const Json& result);
std::vector<Row> ParseRows(const Json& rows);
// {name: number}
std::map<std::string, std::int64_t> ParseCounts(const Json& counts);
std::vector<Picture> ParsePictures(const Json& pictures);
Verification ParseVerification(const Json& result);
Digest ParseDigest(const Json& result);
std::vector<StepDigest> ParseSteps(const Json& result);
Problem ParseProblem(const Json& error, const std::string& during);

// What a report of `up`, `down`, `backfill` … did, as a sentence.
std::string DescribeReport(const Json& report);

// The outlines of a draw list.
std::vector<Shape> ParseShapes(const Json& shapes);

}  // namespace godwit::shell

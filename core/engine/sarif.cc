#include "core/engine/sarif.h"

#include <string>
#include <string_view>

#include "core/base/version.h"
#include "core/schema/lint/rule.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

// What relative paths are relative to; code hosts take it for the root of what is checked out.
constexpr const char* kBaseId = "%SRCROOT%";

// A path as a relative URI reference, or, where it is absolute, a file's.
std::string UriOf(std::string_view path) {
  static constexpr std::string_view kPlain = "-._~/!$&'()*+,;=@";
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string uri = path.starts_with("/") ? "file://" : "";
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || kPlain.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += kDigits[byte >> 4];
    uri += kDigits[byte & 15];
  }
  return uri;
}

json RuleJson(const LintRule& rule) {
  const std::string page = "docs/lint/" + std::string(rule.code) + ".md";
  return {{"id", rule.code},
          {"name", rule.name},
          {"shortDescription", {{"text", rule.title}}},
          {"help", {{"text", page}, {"markdown", "[" + page + "](" + page + ")"}}},
          {"defaultConfiguration", {{"level", LintSeverityName(rule.severity)}}}};
}

json ResultJson(const json& finding) {
  json place = {{"uri", UriOf(finding["file"].get<std::string>())}};
  if (!place["uri"].get<std::string>().starts_with("file:")) place["uriBaseId"] = kBaseId;
  const std::string code = finding["code"].get<std::string>();
  const auto rules = LintRules();
  const LintRule* rule = FindLintRule(code);
  json result = {
      {"ruleId", code},
      {"ruleIndex", rule - rules.data()},
      {"level", finding["severity"]},
      {"message",
       {{"text",
         finding["message"].get<std::string>() + ". " + finding["fix"].get<std::string>() + "."}}},
      {"locations", json::array({{{"physicalLocation",
                                   {{"artifactLocation", std::move(place)},
                                    {"region",
                                     {{"startLine", finding["line"]},
                                      {"startColumn", finding["column"]},
                                      {"snippet", {{"text", finding["source"]}}}}}}}}})}};
  // Once there is the member, what has none must say so.
  result["suppressions"] = json::array();
  if (!finding["suppressed"].is_null()) {
    result["suppressions"].push_back(
        {{"kind", "inSource"}, {"justification", finding["suppressed"]}});
  }
  return result;
}

}  // namespace

json SarifOf(const json& lint) {
  json rules = json::array();
  for (const LintRule& rule : LintRules()) rules.push_back(RuleJson(rule));
  json results = json::array();
  for (const json& migration : lint["migrations"]) {
    for (const json& finding : migration["findings"]) results.push_back(ResultJson(finding));
  }
  json run = {
      {"tool",
       {{"driver", {{"name", "godwit"}, {"version", kVersion}, {"rules", std::move(rules)}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"originalUriBaseIds",
       {{kBaseId, {{"description", {{"text", "The folder that godwit was run in."}}}}}}},
      {"results", std::move(results)}};
  return {{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", json::array({std::move(run)})}};
}

}  // namespace godwit

#include "core/samples/declared.h"

#include <map>
#include <utility>

#include "core/migrate/directives.h"
#include "core/sqlite/script.h"
#include "generated/sample_files.h"

namespace godwit {
namespace {

constexpr std::string_view kFile = "/queries.sql";

using Queries = std::map<std::pair<std::string, std::string>, std::string>;

// By sample and name.
Queries ReadAll() {
  Queries all;
  for (const EmbeddedFile& file : SampleFiles()) {
    if (!file.path.ends_with(kFile)) continue;
    const std::string sample(file.path.substr(0, file.path.size() - kFile.size()));
    // A test collects every sample, so none of them is broken.
    const auto queries = ReadQueries({.path = std::string(file.path),
                                      .text = std::string(file.bytes),
                                      .statements = SplitScript(file.bytes)});
    if (!queries.ok()) continue;
    for (const DeclaredQuery& query : *queries) all[{sample, query.name}] = query.sql;
  }
  return all;
}

}  // namespace

const std::string& DeclaredSql(std::string_view sample, std::string_view name) {
  static const Queries kQueries = ReadAll();
  static const std::string kNone;
  const auto found = kQueries.find({std::string(sample), std::string(name)});
  return found == kQueries.end() ? kNone : found->second;
}

}  // namespace godwit

#include "core/engine/plan_lint.h"

#include <map>
#include <string>

namespace godwit {

using nlohmann::json;

json CountsOf(const std::vector<LintedMigration>& linted) {
  std::map<std::string, int> counts = {
      {"error", 0}, {"note", 0}, {"suppressed", 0}, {"warning", 0}};
  for (const LintedMigration& migration : linted) {
    for (const LintFinding& finding : migration.findings) {
      ++counts[finding.allowed ? "suppressed" : std::string(LintSeverityName(finding.severity))];
    }
  }
  return counts;
}

Result<json> CountFindings(Session& session, const Ledger& ledger,
                           const std::vector<PlannedMigration>& plan) {
  std::vector<std::string> names;
  for (const PlannedMigration& planned : plan) {
    if (!planned.applied) names.push_back(planned.name);
  }
  if (names.empty()) return json();
  const Project& project = *session.project();
  GODWIT_ASSIGN(Database * db, session.FindDatabase());
  GODWIT_ASSIGN(Database scratch, session.OpenScratch(session.clock()));
  GODWIT_ASSIGN(Linting linting,
                Linting::Start(project, ledger, db, scratch, names,
                               {.oldest = project.oldest_sqlite, .asks_rows = false}));
  for (bool more = true; more;) {
    GODWIT_ASSIGN(more, linting.Step());
  }
  return CountsOf(linting.linted());
}

}  // namespace godwit

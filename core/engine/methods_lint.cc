// `lint`: findings for migrations before they run.
#include <optional>
#include <string>
#include <utility>

#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/plan_lint.h"
#include "core/engine/sarif.h"
#include "core/migrate/ledger.h"
#include "core/migrate/lint.h"

namespace godwit {

using nlohmann::json;

namespace {

// The line of a script, without its end.
std::string LineOf(const std::string& text, int line) {
  std::size_t begin = 0;
  for (int at = 1; at < line && begin < text.size(); ++at) {
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  }
  std::string found = text.substr(begin, text.find('\n', begin) - begin);
  if (found.ends_with('\r')) found.pop_back();
  return found;
}

json Encode(const LintFinding& finding, const Script& script) {
  return {{"code", finding.rule->code},
          {"name", finding.rule->name},
          {"severity", LintSeverityName(finding.severity)},
          {"message", finding.message},
          {"fix", finding.fix},
          {"file", script.path},
          {"line", finding.line},
          {"column", finding.column},
          {"source", LineOf(script.text, finding.line)},
          {"suppressed", finding.allowed ? json(*finding.allowed) : json()}};
}

class LintJob final : public Job {
 public:
  LintJob(Session& session, Listener& listener, bool sarif)
      : session_(session), listener_(listener), sarif_(sarif) {}

  Status Begin(const std::vector<std::string>& names, const LintOptions& options) {
    GODWIT_ASSIGN(const Project* project, session_.NeedProject());
    GODWIT_ASSIGN(Database * db, session_.FindDatabase());
    Ledger ledger;
    if (db != nullptr) {
      GODWIT_ASSIGN(ledger, ReadLedger(*db));
    }
    GODWIT_ASSIGN(Database scratch, session_.OpenScratch(session_.clock()));
    scratch_.emplace(std::move(scratch));
    GODWIT_ASSIGN(Linting linting, Linting::Start(*project, ledger, db, *scratch_, names, options));
    linting_.emplace(std::move(linting));
    return {};
  }

  Result<bool> Step() override {
    GODWIT_ASSIGN(const bool more, linting_->Step());
    listener_.OnProgress({.phase = "check",
                          .name = "lint",
                          .done = static_cast<std::int64_t>(linting_->done()),
                          .total = static_cast<std::int64_t>(linting_->total()),
                          .unit = "migrations"});
    return more;
  }

  Message TakeResult() override {
    const json counts = CountsOf(linting_->linted());
    json migrations = json::array();
    for (const LintedMigration& linted : linting_->linted()) {
      json findings = json::array();
      for (const LintFinding& finding : linted.findings) {
        findings.push_back(Encode(finding, linted.migration->up));
      }
      migrations.push_back({{"name", linted.migration->name},
                            {"file", linted.migration->up.path},
                            {"findings", std::move(findings)}});
    }
    std::vector<std::string> warnings;
    session_.WarnIfAbsent(warnings);
    json result = {{"passed", counts["error"] == 0},
                   {"counts", counts},
                   {"migrations", std::move(migrations)},
                   {"warnings", std::move(warnings)}};
    if (sarif_) result["sarif"] = SarifOf(result);
    return {std::move(result), {}};
  }

 private:
  Session& session_;
  Listener& listener_;
  bool sarif_;
  std::optional<Database> scratch_;
  std::optional<Linting> linting_;
};

}  // namespace

JobResult LintMethod(Call& call) {
  std::vector<std::string> names;
  std::string release;
  bool sarif = false;
  GODWIT_TRY(call.params.Texts("names", names));
  GODWIT_TRY(call.params.Text("sqliteVersion", release));
  GODWIT_TRY(call.params.Flag("sarif", sarif));
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  LintOptions options;
  options.oldest = project->oldest_sqlite;
  if (!release.empty()) {
    const std::optional<SqliteRelease> read = ParseRelease(release);
    if (!read) {
      return Error{.code = ErrorCode::kUsage,
                   .what = "SQLite \"" + release + "\"",
                   .why = "it is no release",
                   .next = "name one as in 3.35"};
    }
    options.oldest = *read;
  }
  auto job = std::make_unique<LintJob>(call.session, call.listener, sarif);
  GODWIT_TRY(job->Begin(names, options));
  return std::unique_ptr<Job>(std::move(job));
}

}  // namespace godwit

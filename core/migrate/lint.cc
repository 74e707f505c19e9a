#include "core/migrate/lint.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/migrate/scratch_schema.h"
#include "core/migrate/table_size.h"
#include "core/migrate/targets.h"

namespace godwit {
namespace {

Status CheckNames(const Project& project, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (project.Find(name) != nullptr) continue;
    return Error{.code = ErrorCode::kUsage,
                 .what = "migration \"" + name + "\"",
                 .why = "the project has none of that name",
                 .next = "`godwit status` lists them"};
  }
  return {};
}

}  // namespace

LintQuery AsLintQuery(const DeclaredQuery& query) {
  return {.name = query.name, .sql = query.sql, .indexes = query.indexes};
}

Result<Linting> Linting::Start(const Project& project, const Ledger& ledger, Database* db,
                               Database& scratch, const std::vector<std::string>& names,
                               const LintOptions& options) {
  GODWIT_TRY(CheckNames(project, names));
  const auto applied = [&](const Migration& migration) {
    return ledger.Find(migration.name) != nullptr;
  };
  const auto wanted = [&](const Migration& migration) {
    if (names.empty()) return !applied(migration);
    return std::ranges::find(names, migration.name) != names.end();
  };
  // The database stands where the first of them begins, unless one of them is in it already.
  const bool from_database =
      db != nullptr && ledger.failed.empty() && !ledger.begun &&
      std::ranges::none_of(project.migrations, [&](const Migration& migration) {
        return wanted(migration) && applied(migration);
      });
  Linting linting(project);
  for (const Migration& migration : project.migrations) {
    if (from_database && applied(migration)) {
      linting.passed_.insert(migration.name);
      continue;
    }
    linting.todo_.push_back({&migration, wanted(migration)});
  }
  while (!linting.todo_.empty() && !linting.todo_.back().judged) linting.todo_.pop_back();
  Database* data = from_database ? db : nullptr;
  GODWIT_TRY(CopySchema(data, scratch));
  const auto bytes = [data](const std::string& table) -> std::optional<std::int64_t> {
    if (data == nullptr) return std::nullopt;
    const Result<TableSize> size = EstimateSize(*data, table);
    return size.ok() ? std::optional(size->bytes) : std::nullopt;
  };
  GODWIT_ASSIGN(Linter linter, options.asks_rows ? Linter::Start(scratch, data, options, bytes)
                                                 : Linter::Start(scratch, nullptr, options));
  linting.linter_ = std::make_unique<Linter>(std::move(linter));
  return linting;
}

std::vector<LintQuery> Linting::AskedQueries() const {
  std::vector<LintQuery> queries;
  for (const DeclaredQuery& query : project_->queries) {
    if (!passed_.contains(query.until)) queries.push_back(AsLintQuery(query));
  }
  return queries;
}

Result<bool> Linting::Step() {
  if (next_ == todo_.size()) return false;
  const Todo& todo = todo_[next_++];
  const Migration& migration = *todo.migration;
  passed_.insert(migration.name);
  LintScript script{.text = migration.up.text, .way_back = migration.down.has_value()};
  for (const DataStep& step : migration.data_steps) {
    for (const std::string& table : TablesWrittenBy(step)) script.filled.push_back(table);
  }
  if (!todo.judged) {
    GODWIT_TRY(linter_->Pass(script));
    return true;
  }
  LintedMigration linted{.migration = &migration, .findings = {}};
  const std::vector<LintQuery> queries = AskedQueries();
  script.queries = queries;
  GODWIT_ASSIGN(linted.findings, linter_->Judge(script));
  linted_.push_back(std::move(linted));
  return true;
}

}  // namespace godwit

#include "core/schema/lint/queries.h"

#include <utility>

#include "core/schema/normalize.h"

namespace godwit {

std::size_t QueryChange::Since(const std::function<bool(const QueryForm& form)>& is) const {
  std::size_t since = moments.back().step;
  for (auto moment = moments.rbegin(); moment != moments.rend(); ++moment) {
    // Between the DROP TABLE of a rebuild and its RENAME nothing compiles.
    if (moment->form.compiles() && !is(moment->form)) break;
    since = moment->step;
  }
  return since;
}

Result<QueryForm> QueryComparison::Read(const LintQuery& query) const {
  const GuardScope guard(scratch_, ScriptGuard::kReadOnly);
  QueryForm form;
  const Result<Statement> compiled = scratch_.Prepare(query.sql);
  if (!compiled.ok()) {
    if (LiesOutsideSql(compiled.error())) return compiled.error();
    form.why = compiled.error().why;
    return form;
  }
  for (int at = 0; at < compiled->ColumnCount(); ++at) {
    form.columns.push_back({compiled->ColumnName(at), NormalizeType(compiled->DeclaredType(at))});
  }
  GODWIT_ASSIGN(form.plan, ReadQueryPlan(scratch_, query.sql));
  return form;
}

Status QueryComparison::Begin() {
  for (const LintQuery& query : queries_) {
    GODWIT_ASSIGN(QueryForm form, Read(query));
    if (form.compiles()) before_.push_back({&query, std::move(form)});
  }
  if (before_.empty()) return {};
  GODWIT_ASSIGN(Transaction walked, Transaction::BeginImmediate(scratch_));
  walked_.emplace(std::move(walked));
  return {};
}

Result<std::vector<QueryChange>> QueryComparison::End(const LintWalk& walk) {
  std::vector<QueryChange> changes;
  if (!walked_) return changes;
  if (walk.complete && walk.start != walk.end) {
    for (Before& one : before_) {
      GODWIT_ASSIGN(const QueryForm now, Read(*one.query));
      if (now == one.form) continue;
      changes.push_back({.query = one.query, .before = std::move(one.form), .moments = {}});
    }
  }
  if (changes.empty()) {
    GODWIT_TRY(walked_->Commit());
  } else {
    GODWIT_TRY(walked_->Rollback());
    GODWIT_TRY(StepThrough(walk, changes));
  }
  return changes;
}

Status QueryComparison::StepThrough(const LintWalk& walk, std::vector<QueryChange>& changes) {
  // As in the walk: there are no rows that a key could hold.
  GODWIT_TRY(scratch_.SetForeignKeys(false));
  for (std::size_t at = 0; at < walk.steps.size(); ++at) {
    const LintStep& step = walk.steps[at];
    if (step.after == step.before) continue;
    {
      const GuardScope guard(scratch_, ScriptGuard::kMigration);
      GODWIT_TRY(scratch_.Execute(step.sql()));
    }
    for (QueryChange& change : changes) {
      GODWIT_ASSIGN(QueryForm form, Read(*change.query));
      const QueryForm& last = change.moments.empty() ? change.before : change.after();
      if (form != last) change.moments.push_back({at, std::move(form)});
    }
  }
  return {};
}

}  // namespace godwit

// Rules about the migration as a whole, and the SQLite that it needs.
#include <string>

#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/release_needs.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

void Raise(ReleaseNeed& need, const ReleaseNeed& other) {
  if (other.since > need.since) need = other;
}

// What the statement did to the schema that old releases cannot do.
void RaiseBySchema(const LintStep& step, ReleaseNeed& need) {
  if (step.words.verb == Verb::kRenameColumn) {
    Raise(need, {kRenameColumnSince, "RENAME COLUMN"});
  } else if (step.words.verb == Verb::kDropColumn) {
    Raise(need, {kDropColumnSince, "DROP COLUMN"});
  } else if (step.words.verb == Verb::kAlter) {
    Raise(need, {kAlterConstraintSince, "ALTER TABLE for constraints"});
  }
  const bool declares = step.words.verb == Verb::kAddColumn ||
                        (step.words.verb == Verb::kCreate && step.words.object == "table");
  const LintTable* table = declares ? step.after->Find(step.words.name) : nullptr;
  if (table == nullptr || step.after == step.before) return;
  for (const ReleaseNeed& other : NeedsOf(*table->table)) Raise(need, other);
}

// The newest thing that it uses.
ReleaseNeed NeedOf(const LintStep& step) {
  ReleaseNeed need;
  for (const ReleaseNeed& other : NeedsOfWords(step.tokens)) Raise(need, other);
  RaiseBySchema(step, need);
  return need;
}

}  // namespace

void NoWayBack(const LintInput& input, LintSink& sink) {
  if (input.way_back || input.walk.steps.empty()) return;
  sink.Add(0, "the migration has no down.sql, so `godwit down` cannot take it back",
           "write down.sql, or allow this finding with the reason why there is no way back");
}

void SqliteTooOld(const LintInput& input, LintSink& sink) {
  if (input.options.oldest == 0) return;
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const ReleaseNeed need = NeedOf(input.walk.steps[at]);
    if (need.since <= input.options.oldest) continue;
    sink.Add(
        at, NeedText(need) + ", and the project has to run on " + ReleaseText(input.options.oldest),
        "write it without, or raise \"sqlite\" in godwit.json");
  }
}

}  // namespace godwit::lint

// Rules about the queries that the project declares: what the migration makes of each.
#include <algorithm>
#include <string>
#include <vector>

#include "core/schema/lint/help.h"
#include "core/schema/lint/queries.h"
#include "core/schema/lint/rules.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Columns = std::vector<QueryForm::Column>;
using Texts = std::vector<std::string>;

std::string QueryText(const QueryChange& change) {
  return "query " + QuoteName(change.query->name);
}

std::string Joined(const Texts& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : std::string(between)) + part;
  return text;
}

// Those of `texts` that `other` does not have as often: the last ones of each.
Texts Without(const Texts& texts, const Texts& other) {
  Texts rest;
  for (auto text = texts.begin(); text != texts.end(); ++text) {
    const auto so_far = std::count(texts.begin(), text + 1, *text);
    if (so_far > std::ranges::count(other, *text)) rest.push_back(*text);
  }
  return rest;
}

// Where a finding belongs whose query changes at the step: in a rebuild, through which the query
// does not compile, not where the old table goes but where `of_rebuild` says.
std::size_t PlaceOf(const LintWalk& walk, std::size_t step, std::size_t LintPair::* of_rebuild) {
  const StatementWords& words = walk.steps[step].words;
  const LintTable* target = walk.steps[step].Target();
  const bool drops = words.verb == StatementWords::Verb::kDrop && words.object == "table";
  const bool swaps = drops || words.verb == StatementWords::Verb::kRenameTable;
  if (target == nullptr || !swaps) return step;
  for (const LintPair& pair : walk.pairs) {
    const bool about = target->id == pair.before->id || target->id == pair.after->id;
    if (pair.rebuilt && about) return pair.*of_rebuild;
  }
  return step;
}

// What the query lost of its plan; none = nothing.
Texts LossesOf(const QueryChange& change, const QueryForm& now) {
  const QueryPlan& before = change.before.plan;
  Texts losses;
  for (const std::string& index : change.query->indexes) {
    if (UsesIndex(before, index) && !UsesIndex(now.plan, index)) {
      losses.push_back("does not use index " + QuoteName(index) + " any more");
    }
  }
  // By number and not by name, for what a view reads may have been renamed. Where one table is
  // searched in place of another, the plan may be as good.
  if (CountScans(now.plan) > CountScans(before) &&
      CountSearches(now.plan) < CountSearches(before)) {
    losses.emplace_back("reads a whole table that it searched");
  }
  const std::size_t sorted = CountSorts(before);
  if (CountSorts(now.plan) > sorted) {
    losses.emplace_back(sorted == 0 ? "sorts, which it did not" : "sorts more than it did");
  }
  return losses;
}

Texts DetailsOf(const QueryPlan& plan) {
  Texts details;
  for (const QueryStep& step : plan) details.push_back(step.detail);
  return details;
}

// The steps of the plans that differ; all of them where one has nothing but what the other has.
std::string PlansText(const QueryPlan& before, const QueryPlan& now) {
  const Texts all_was = DetailsOf(before);
  const Texts all_is = DetailsOf(now);
  Texts was = Without(all_was, all_is);
  Texts is = Without(all_is, all_was);
  if (was.empty() || is.empty()) {
    was = all_was;
    is = all_is;
  }
  return "the plan was " + Joined(was, "; ") + " and is " + Joined(is, "; ");
}

Texts NamesOf(const Columns& columns) {
  Texts names;
  for (const QueryForm::Column& column : columns) names.push_back(column.name);
  return names;
}

std::string TypeText(const QueryForm::Column& column) {
  return column.type.empty() ? "no type" : column.type;
}

// What became of the columns: who went, who came, whose type or place is another.
std::string ColumnsText(const Columns& before, const Columns& now) {
  const Texts was = NamesOf(before);
  const Texts is = NamesOf(now);
  const Texts gone = Without(was, is);
  const Texts come = Without(is, was);
  Texts parts;
  if (!gone.empty()) parts.push_back("without " + NameList(gone));
  if (!come.empty()) parts.push_back("with " + NameList(come) + " besides");
  if (Without(was, gone) != Without(is, come)) parts.push_back("in the order " + NameList(is));
  for (const QueryForm::Column& column : now) {
    const auto old = std::ranges::find(before, column.name, &QueryForm::Column::name);
    // Of several columns of one name nobody knows which is which.
    const bool one =
        std::ranges::count(was, column.name) == 1 && std::ranges::count(is, column.name) == 1;
    if (old == before.end() || !one || old->type == column.type) continue;
    parts.push_back(QuoteName(column.name) + " as " + TypeText(column) + " instead of " +
                    TypeText(*old));
  }
  return parts.empty() ? "other types" : Joined(parts, ", ");
}

}  // namespace

void QueryBroken(const LintInput& input, LintSink& sink) {
  for (const QueryChange& change : input.queries) {
    if (change.after().compiles()) continue;
    const std::size_t since = change.Since([](const QueryForm& form) { return !form.compiles(); });
    sink.Add(PlaceOf(input.walk, since, &LintPair::create),
             QueryText(change) + " does not work any more after it: " + change.after().why,
             "change the query in queries.sql once the programs that ask it are changed, or say "
             "`-- godwit: until` with this migration's name there, if it ends with it");
  }
}

void QueryPlanWorse(const LintInput& input, LintSink& sink) {
  for (const QueryChange& change : input.queries) {
    if (!change.after().compiles()) continue;
    const Texts losses = LossesOf(change, change.after());
    if (losses.empty()) continue;
    const std::size_t since =
        change.Since([&](const QueryForm& form) { return !LossesOf(change, form).empty(); });
    sink.Add(PlaceOf(input.walk, since, &LintPair::drop),
             QueryText(change) + " " + Joined(losses, ", ") + ": " +
                 PlansText(change.before.plan, change.after().plan),
             "make an index that serves it, or let queries.sql say what plan it is to have");
  }
}

void QueryColumnsChanged(const LintInput& input, LintSink& sink) {
  for (const QueryChange& change : input.queries) {
    const Columns& now = change.after().columns;
    if (!change.after().compiles() || now == change.before.columns) continue;
    const std::size_t since =
        change.Since([&](const QueryForm& form) { return form.columns != change.before.columns; });
    sink.Add(PlaceOf(input.walk, since, &LintPair::create),
             QueryText(change) +
                 " gives other columns after it: " + ColumnsText(change.before.columns, now),
             "name its columns where it says *, and look at the programs that read its rows");
  }
}

}  // namespace godwit::lint

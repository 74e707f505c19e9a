#include "core/schema/diff.h"

#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/schema/canonical.h"
#include "core/schema/compare.h"
#include "core/schema/foreign_keys.h"
#include "core/schema/lookup.h"
#include "core/schema/plan_parts.h"
#include "core/schema/planner.h"
#include "core/schema/proof.h"
#include "core/schema/release_needs.h"
#include "core/schema/relevant.h"
#include "core/schema/risks.h"
#include "core/schema/table_text.h"

namespace godwit {
namespace {

// Without what its author says to the planner.
Schema Undirected(Schema schema) {
  for (Table& table : schema.tables) {
    table.stored_sql = WithoutDirectives(table.stored_sql);
    for (Index& index : table.indexes) index.stored_sql = WithoutDirectives(index.stored_sql);
  }
  for (SchemaView& view : schema.views) view.stored_sql = WithoutDirectives(view.stored_sql);
  for (Trigger& trigger : schema.triggers) {
    trigger.stored_sql = WithoutDirectives(trigger.stored_sql);
  }
  return schema;
}

// With as few views and triggers made anew as will do.
Result<PhasedPlan> PlanProven(const PlanParts& parts, const DiffOptions& options, NamePool& names) {
  GODWIT_ASSIGN(Database scratch, options.open_scratch());
  GODWIT_ASSIGN(auto plans, PlanChanges(parts, options.release, scratch, names));
  GODWIT_ASSIGN(const SchemaObjects target, Target(parts.to, options));
  std::vector<std::string> differences;
  for (PhasedPlan& plan : plans) {
    GODWIT_ASSIGN(differences, Prove(parts.from, plan.Joined(), target, options));
    if (differences.empty()) return std::move(plan);
  }
  return Error{.code = ErrorCode::kFailed,
               .what = "the plan was not proven",
               .why = FirstOfDifferences(differences),
               .next = "write this migration by hand"};
}

}  // namespace

Result<SchemaPlan> PlanSchema(const Schema& all, const Schema& wanted, const Renames& renames,
                              const DiffOptions& options) {
  RelevantParts relevant = FindRelevant(all, wanted, renames);
  relevant.to = Undirected(std::move(relevant.to));
  NamePool names(options.taken);
  names.Add(all);
  names.Add(wanted);
  PhasedPlan phased;
  for (const PlanParts& parts : SplitParts(std::move(relevant), renames, options.parts)) {
    GODWIT_ASSIGN(PhasedPlan plan, PlanProven(parts, options, names));
    phased.Append(std::move(plan));
  }
  SchemaPlan plan = phased.Joined();
  std::set<std::string> unchecked = MismatchedTables(all);
  unchecked.merge(MismatchedTables(wanted));
  AddParentRisks(all, wanted, renames, plan);
  plan.notes = ReleaseNotes(wanted, options.release);
  plan.unchecked.assign(unchecked.begin(), unchecked.end());
  return plan;
}

Result<SchemaDiff> DiffSchemas(const Schema& from, const Schema& to, const DiffOptions& options) {
  GODWIT_ASSIGN(const Renames renames, FindRenames(from, to, options.to_is_text));
  SchemaDiff diff;
  GODWIT_ASSIGN(diff.forward, PlanSchema(from, to, renames, options));
  GODWIT_ASSIGN(diff.back, PlanSchema(to, from, Reverse(renames), options));
  return diff;
}

}  // namespace godwit

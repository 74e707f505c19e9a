// Rules about whoever reads the schema as it was before the migration: programs that are not
// deployed yet, views, triggers.
#include <algorithm>
#include <set>

#include "core/base/words.h"
#include "core/schema/canonical.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

constexpr const char* kKeepOldName =
    "add the new name beside the old one (a view, a generated column) until every program knows it";

// The first step after which `is` holds of the schema and before which it does not.
template <typename Test>
std::size_t FirstStep(const LintWalk& walk, const Test& is) {
  for (std::size_t at = 0; at < walk.steps.size(); ++at) {
    const LintStep& step = walk.steps[at];
    if (step.after != step.before && !is(*step.before) && is(*step.after)) return at;
  }
  return 0;
}

std::shared_ptr<const SchemaView> ViewOf(const LintSchema& schema, const std::string& lower) {
  const auto* found = schema.views.Find(lower);
  return found == nullptr ? nullptr : *found;
}

// Views that worked before and are still there.
template <typename Action>
void ForEachOldView(const LintWalk& walk, const Action& action) {
  for (const auto& [name, view] : walk.start->views) {
    const auto now = ViewOf(*walk.end, name);
    if (now != nullptr && !view->columns.empty()) action(name, *view, *now);
  }
}

}  // namespace

void TableRenamed(const LintInput& input, LintSink& sink) {
  std::set<int> told;
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (step.words.verb != Verb::kRenameTable || step.after == step.before) continue;
    const LintTable* table = step.Target();
    if (table == nullptr || !input.Existed(*table)) continue;
    // A step of a rebuild: what counts is the name in the end.
    const LintTable* end = input.walk.end->FindId(table->id);
    const LintPair* pair = input.walk.PairOfOld(table->id);
    if (end == nullptr && pair != nullptr) end = pair->after;
    const Table& start = *input.walk.start->FindId(table->id)->table;
    if (end == nullptr || LowerAscii(end->table->name) == LowerAscii(start.name)) continue;
    // The names that it has on its way nobody sees.
    if (!told.insert(table->id).second) continue;
    sink.Add(at,
             "renames " + TableText(start) + " to " + QuoteName(end->table->name) +
                 ", and programs that use the old name fail from then on",
             kKeepOldName);
  }
  // By a copy into a table of the new name.
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.rebuilt || told.contains(pair.before->id)) continue;
    if (LowerAscii(pair.before->table->name) == LowerAscii(pair.after->table->name)) continue;
    sink.Add(pair.drop,
             "renames " + TableText(*pair.before->table) + " to " +
                 QuoteName(pair.after->table->name) +
                 " by a copy, and programs that use the old name fail from then on",
             kKeepOldName);
  }
}

void ColumnRenamed(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    for (const Column& column : pair->after->table->columns) {
      const Column* old = pair->OldOf(column);
      if (old == nullptr || LowerAscii(old->name) == LowerAscii(column.name)) continue;
      const std::size_t step = StepOf(input.walk, *pair->after, [&](const Table& table) {
        return FindColumn(table, column.name) != nullptr;
      });
      sink.Add(step,
               "renames " + ColumnText(*pair->before->table, old->name) + " to " +
                   QuoteName(column.name) +
                   ", and programs that use the old name fail from then on",
               kKeepOldName);
    }
  }
}

void ViewBroken(const LintInput& input, LintSink& sink) {
  ForEachOldView(input.walk, [&](const std::string& name, const SchemaView& before,
                                 const SchemaView& now) {
    if (!now.columns.empty()) return;
    const std::size_t step = FirstStep(input.walk, [&](const LintSchema& schema) {
      const auto view = ViewOf(schema, name);
      return view != nullptr && view->columns.empty();
    });
    sink.Add(step, "view " + QuoteName(before.name) + " does not work any more after it",
             "drop the view before the change and make it again behind it, as it should be then");
  });
  for (const auto& [name, why] : input.walk.broken_views) {
    if (input.walk.start->views.contains(name)) continue;
    const std::size_t step = FirstStep(
        input.walk, [&](const LintSchema& schema) { return ViewOf(schema, name) != nullptr; });
    sink.Add(step,
             "view " + QuoteName(ViewOf(*input.walk.end, name)->name) + " does not work: " + why,
             "mend its SELECT; SQLite takes a view as it is and looks at it when it is read");
  }
}

void TriggerBroken(const LintInput& input, LintSink& sink) {
  for (const auto& [name, broken] : input.walk.broken_triggers) {
    const LintTable* table = input.walk.end->Find(name);
    if (table == nullptr) continue;
    const std::string lower = LowerAscii(broken.trigger);
    const bool is_new = !broken.trigger.empty() && !input.walk.start->triggers.contains(lower);
    std::size_t at = 0;
    for (std::size_t i = 0; i < input.walk.steps.size(); ++i) {
      const LintStep& step = input.walk.steps[i];
      const bool makes = step.words.verb == Verb::kCreate && step.words.object == "trigger" &&
                         LowerAscii(step.words.name) == lower;
      if (step.after != step.before && (makes || !is_new)) at = i;
    }
    const std::string what =
        (broken.trigger.empty() ? "a trigger" : "trigger " + QuoteName(broken.trigger)) + " of " +
        TableText(*table->table);
    sink.Add(at,
             what + " does not work" + (is_new ? "" : " any more after it") +
                 ", so writing to the table fails: " + broken.why,
             is_new
                 ? "mend its statements; SQLite takes a trigger as it is and looks at it when it "
                   "fires"
                 : "drop the trigger before the change and make it again behind it, as it "
                   "should be then");
  }
}

void ViewDropped(const LintInput& input, LintSink& sink) {
  for (const auto& [name, view] : input.walk.start->views) {
    if (ViewOf(*input.walk.end, name) != nullptr) continue;
    const std::size_t step = FirstStep(
        input.walk, [&](const LintSchema& schema) { return ViewOf(schema, name) == nullptr; });
    sink.Add(step, "drops view " + QuoteName(view->name) + ", and does not make it again",
             "make it again at the end of the script, or drop it once no program reads it");
  }
}

void TriggerDropped(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (step.words.verb != Verb::kDrop || step.words.object != "trigger") continue;
    const std::string lower = LowerAscii(step.words.name);
    const auto* found = input.walk.start->triggers.Find(lower);
    if (found == nullptr) continue;
    const Trigger& old = **found;
    if (input.walk.end->triggers.contains(lower) || step.after == step.before) continue;
    if (input.walk.end->Find(old.table) == nullptr) continue;
    sink.Add(at,
             "drops trigger " + QuoteName(old.name) + " of table " + QuoteName(old.table) +
                 ", and does not make it again",
             "make it again at the end of the script, unless nobody relies on what it does");
  }
}

void ViewColumnsChanged(const LintInput& input, LintSink& sink) {
  ForEachOldView(input.walk, [&](const std::string& name, const SchemaView& before,
                                 const SchemaView& now) {
    if (now.columns.empty() || now.columns == before.columns || now.sql != before.sql) return;
    const std::size_t step = FirstStep(input.walk, [&](const LintSchema& schema) {
      const auto view = ViewOf(schema, name);
      return view != nullptr && view->columns == now.columns;
    });
    sink.Add(step,
             "view " + QuoteName(before.name) + " changes shape with its table, because it says " +
                 "SELECT *: it gives " + NameList(now.columns),
             "name the view's columns, so that who reads it by position gets what was there");
  });
}

void ColumnTypeChanged(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    for (const Column& column : pair->after->table->columns) {
      const Column* old = pair->OldOf(column);
      if (old == nullptr || old->affinity == column.affinity) continue;
      const std::string table = input.data.Table(*pair->before);
      const std::optional<std::int64_t> values =
          table.empty()
              ? std::nullopt
              : input.data.Count("SELECT count(" + LintData::Column(*pair->before, old->name) +
                                 ") FROM " + table);
      if (values == 0) continue;
      const std::size_t step = StepOf(input.walk, *pair->after, [&](const Table& now) {
        const Column* is = FindColumn(now, column.name);
        return is != nullptr && is->affinity == column.affinity;
      });
      const auto shown = [](const Column& one) {
        return one.type.empty() ? std::string("no type") : one.type;
      };
      sink.Add(step,
               "changes " + ColumnText(*pair->after->table, column.name) + " from " + shown(*old) +
                   " to " + shown(column) + ", which converts " +
                   (values ? Counted(*values, "value") : "values") + " where SQLite sees fit",
               "convert them in the copy by an expression, and count beforehand which do not fit");
    }
  }
}

void PrimaryKeyChanged(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    std::vector<std::string> kept;
    for (const std::string& name : PrimaryKeyColumns(*pair->after->table)) {
      const auto old = pair->columns.find(LowerAscii(name));
      kept.push_back(old == pair->columns.end() ? name : old->second);
    }
    const std::vector<std::string> before = PrimaryKeyColumns(*pair->before->table);
    if (SameNames(kept, before)) continue;
    const auto shown = [](const std::vector<std::string>& names) {
      return names.empty() ? std::string("none") : "(" + NameList(names) + ")";
    };
    sink.Add(pair->create,
             "changes the primary key of " + TableText(*pair->after->table) + " from " +
                 shown(before) + " to " + shown(PrimaryKeyColumns(*pair->after->table)),
             "look for what refers to rows by the old key: foreign keys, caches, links outside of "
             "the database");
  }
}

}  // namespace godwit::lint

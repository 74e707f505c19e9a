// Rules about indexes that the script makes or drops.
#include <algorithm>

#include "core/base/words.h"
#include "core/schema/canonical.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/schema/rebuild.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

constexpr std::size_t kWide = 3;

// The step that makes it; nothing where it was there before, in whatever form its table then had.
std::optional<std::size_t> MadeAt(const LintInput& input, const TouchedTable& table,
                                  const Index& index) {
  if (table.before() != nullptr &&
      std::ranges::any_of(table.before()->indexes, [&](const Index& old) {
        return CanonicalLine(old) == CanonicalLine(index);
      })) {
    return std::nullopt;
  }
  if (index.origin != IndexOrigin::kCreated) {
    return StepOf(input.walk, *table.now, [](const Table&) { return true; });
  }
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const StatementWords& words = input.walk.steps[at].words;
    if (words.verb == Verb::kCreate && words.object == "index" &&
        LowerAscii(words.name) == LowerAscii(index.name)) {
      return at;
    }
  }
  return std::nullopt;
}

std::string KeyLine(const IndexKey& key) {
  return (key.column.empty() ? key.expression : LowerAscii(key.column)) + " " + key.collation +
         (key.descending ? " desc" : "");
}

// Whether every search that `index` serves is served by `other` as well.
bool Covers(const Index& other, const Index& index) {
  if (other.where != index.where || other.keys.size() < index.keys.size()) return false;
  for (std::size_t i = 0; i < index.keys.size(); ++i) {
    if (KeyLine(other.keys[i]) != KeyLine(index.keys[i])) return false;
  }
  return true;
}

std::string Called(const Index& index) {
  if (!index.name.empty()) return "index " + QuoteName(index.name);
  return index.origin == IndexOrigin::kPrimaryKey ? "the primary key's index"
                                                  : "the index of a UNIQUE constraint";
}

// What makes an index needless; empty = nothing does.
std::string Why(const Table& table, const Index& index) {
  const Column* rowid = RowidColumn(table);
  if (rowid != nullptr && index.keys.size() == 1 && index.where.empty() &&
      LowerAscii(index.keys[0].column) == LowerAscii(rowid->name)) {
    return "the table itself is sorted by that column";
  }
  for (const Index& other : table.indexes) {
    if (other.stored_name == index.stored_name || !Covers(other, index)) continue;
    // Of two that are alike, one stays: the one that has to, or the first by name.
    const bool alike = Covers(index, other) && (other.unique == index.unique);
    if (alike && other.origin == IndexOrigin::kCreated && other.name > index.name) continue;
    if (index.unique && !(alike || (other.unique && Covers(index, other)))) continue;
    return Called(other) + " serves every search that it does";
  }
  return {};
}

}  // namespace

void IndexRedundant(const LintInput& input, LintSink& sink) {
  for (const TouchedTable& table : input.walk.touched) {
    for (const Index& index : table.now->table->indexes) {
      if (index.origin != IndexOrigin::kCreated) continue;
      const std::string why = Why(*table.now->table, index);
      const std::optional<std::size_t> step = MadeAt(input, table, index);
      if (why.empty() || !step) continue;
      sink.Add(*step,
               "index " + QuoteName(index.name) + " of " + TableText(*table.now->table) +
                   " costs space and time for nothing: " + why,
               "leave it out");
    }
  }
}

void IndexWide(const LintInput& input, LintSink& sink) {
  for (const TouchedTable& table : input.walk.touched) {
    for (const Index& index : table.now->table->indexes) {
      if (index.origin != IndexOrigin::kCreated || index.keys.size() <= kWide) continue;
      const std::optional<std::size_t> step = MadeAt(input, table, index);
      if (!step) continue;
      sink.Add(*step,
               "index " + QuoteName(index.name) + " of " + TableText(*table.now->table) + " has " +
                   Counted(std::ssize(index.keys), "column") +
                   ", each of which makes every write dearer",
               "keep the columns that narrow a search most, unless it is to cover a query");
    }
  }
}

void IndexDropped(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (step.words.verb != Verb::kDrop || step.words.object != "index" ||
        step.after == step.before) {
      continue;
    }
    for (const LintPair& pair : input.walk.pairs) {
      for (const Index& index : pair.before->table->indexes) {
        if (LowerAscii(index.name) != LowerAscii(step.words.name) || index.unique) continue;
        const bool served = std::ranges::any_of(pair.after->table->indexes, [&](const Index& now) {
          return LowerAscii(now.name) == LowerAscii(index.name) || Covers(now, index);
        });
        if (served) continue;
        sink.Add(at,
                 "drops index " + QuoteName(index.name) + " of " + TableText(*pair.after->table) +
                     ", and queries that used it read the whole table from then on",
                 "look with EXPLAIN QUERY PLAN for queries that use it");
      }
    }
  }
}

}  // namespace godwit::lint

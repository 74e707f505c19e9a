// Rules about constraints that rows which are there may not hold to. Where there is a database, it
// is asked: no finding where every row does, an error where one does not; a warning where the
// script, or a migration before it, writes those rows first.
#include <algorithm>
#include <functional>

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

// "1 row does not", "2 rows do not"
std::string Do(std::int64_t rows, const char* behind = "") {
  return Counted(rows, "row") + (rows == 1 ? " does" : " do") + behind;
}

// A constraint that comes at a step, over rows of tables of the start.
struct NewConstraint {
  std::size_t step = 0;
  const LintPair* pair = nullptr;
  const LintTable* parent = nullptr;  // of a foreign key; nullptr = none
  std::string message;
  std::string fix;
};

// Tells it with what the database says of the rows that are in the way; `say` puts them in words.
void AddAsked(const LintInput& input, LintSink& sink, const NewConstraint& constraint,
              const std::optional<std::int64_t>& rows,
              const std::function<std::string(std::int64_t rows)>& say) {
  if (rows == 0) return;
  if (!rows) {
    sink.Add(constraint.step, constraint.message, constraint.fix);
    return;
  }
  // A rebuild's rows are judged as they are copied.
  const LintPair& pair = *constraint.pair;
  const std::size_t judged = pair.rebuilt ? std::max(pair.copy, constraint.step) : constraint.step;
  const bool mended =
      input.IsWrittenBefore(*pair.before, judged) ||
      (constraint.parent != nullptr && input.IsWrittenBefore(*constraint.parent, judged));
  sink.Add(mended ? LintSeverity::kWarning : LintSeverity::kError, constraint.step,
           constraint.message + ": " + say(*rows) +
               (mended ? " today, before the migrations write the table" : ""),
           constraint.fix);
}

// The rows of the old table with its columns under the names that they have at the end as well;
// empty where it is not in the database.
std::string RowsAsNamedNow(const LintInput& input, const LintPair& pair) {
  std::string table = input.data.Table(*pair.before);
  std::string renamed;
  for (const auto& [now, old] : pair.columns) {
    const std::string stored = LintData::Column(*pair.before, old);
    if (LowerAscii(stored) != QuoteName(now)) renamed += ", " + stored + " AS " + QuoteName(now);
  }
  if (table.empty() || renamed.empty()) return table;
  return "(SELECT *" + renamed + " FROM " + table + ")";
}

std::optional<std::int64_t> CountWhere(const LintInput& input, const LintPair& pair,
                                       const std::string& condition) {
  const std::string rows = RowsAsNamedNow(input, pair);
  if (rows.empty()) return std::nullopt;
  return input.data.Count("SELECT count(*) FROM " + rows + " WHERE " + condition);
}

bool Mentions(const std::string& expression, const std::string& column) {
  const Tokens tokens = SignificantTokens(expression);
  return std::ranges::any_of(tokens, [&](const Token& token) {
    return IsNameToken(token) && LowerAscii(Unquote(token.text)) == LowerAscii(column);
  });
}

}  // namespace

void NotNullAdded(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    for (const Column& column : pair->after->table->columns) {
      const Column* old = pair->OldOf(column);
      if (old == nullptr || !column.not_null || old->not_null) continue;
      if (RowidColumn(*pair->before->table) == old) continue;
      if (IsComputed(input.walk, *pair, column.name)) continue;
      const std::size_t step = StepOf(input.walk, *pair->after, [&](const Table& table) {
        const Column* is = FindColumn(table, column.name);
        return is != nullptr && is->not_null;
      });
      const std::string table = input.data.Table(*pair->before);
      const std::optional<std::int64_t> rows =
          table.empty() ? std::nullopt
                        : input.data.Count("SELECT count(*) FROM " + table + " WHERE " +
                                           LintData::Column(*pair->before, old->name) + " IS NULL");
      AddAsked(input, sink,
               {.step = step,
                .pair = pair,
                .message = "makes " + ColumnText(*pair->after->table, column.name) +
                           " NOT NULL, which fails where a row holds NULL",
                .fix = "fill the column first, by a data step, or give the copy a value with "
                       "coalesce()"},
               rows, [](std::int64_t count) { return Do(count); });
    }
  }
}

namespace {

// Whether what was unique before makes the new index unique as well.
bool Implied(const LintPair& pair, const Index& index) {
  std::vector<std::string> keys;
  for (const std::string& key : IndexKeyTexts(index)) {
    const auto old = pair.columns.find(key);
    keys.push_back(old == pair.columns.end() ? key : LowerAscii(old->second));
  }
  const auto has_all = [&](const std::vector<std::string>& names) {
    return !names.empty() && std::ranges::all_of(names, [&](const std::string& name) {
      return std::ranges::find(keys, LowerAscii(name)) != keys.end();
    });
  };
  if (has_all(PrimaryKeyColumns(*pair.before->table))) return true;
  return std::ranges::any_of(pair.before->table->indexes, [&](const Index& old) {
    return old.unique && (old.where.empty() || old.where == index.where) &&
           has_all(IndexKeyTexts(old));
  });
}

// A plain index over the same keys, or of the same name.
bool WasPlain(const LintPair& pair, const Index& index) {
  return std::ranges::any_of(pair.before->table->indexes, [&](const Index& old) {
    return !old.unique && (IndexKeyTexts(old) == IndexKeyTexts(index) ||
                           LowerAscii(old.name) == LowerAscii(index.name));
  });
}

std::optional<std::int64_t> Duplicates(const LintInput& input, const LintPair& pair,
                                       const Index& index) {
  const std::string table = RowsAsNamedNow(input, pair);
  if (table.empty()) return std::nullopt;
  std::string keys;
  std::string filled = index.where.empty() ? "1" : "(" + index.where + ")";
  for (const IndexKey& key : index.keys) {
    const std::string text = key.column.empty() ? key.expression : QuoteName(key.column);
    keys += (keys.empty() ? "" : ", ") + text + " COLLATE " + key.collation;
    filled += " AND (" + text + ") IS NOT NULL";
  }
  return input.data.Count("SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM " +
                          table + " WHERE " + filled + " GROUP BY " + keys + ")");
}

// Whether one of its columns is new and holds NULL in every row when the index is made.
bool HoldsOnlyNull(const LintInput& input, const LintPair& pair, const Index& index,
                   std::size_t step) {
  if (input.walk.WritesBefore(*pair.after, step)) return false;
  return std::ranges::any_of(index.keys, [&](const IndexKey& key) {
    const Column* column = FindColumn(*pair.after->table, key.column);
    if (column == nullptr || pair.OldOf(*column) != nullptr) return false;
    return !column->default_value && column->generated == Generated::kNo && !column->not_null &&
           !pair.rebuilt;
  });
}

// Tells of unique keys that are new, and of those that were plain indexes.
void JudgeUnique(const LintInput& input, LintSink& sink, bool was_plain) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    for (const Index& index : pair->after->table->indexes) {
      if (!index.unique || index.origin == IndexOrigin::kPrimaryKey || Implied(*pair, index)) {
        continue;
      }
      const bool mended = std::ranges::any_of(index.keys, [&](const IndexKey& key) {
        return IsComputed(input.walk, *pair, key.column);
      });
      if (mended || WasPlain(*pair, index) != was_plain) continue;
      std::size_t step = pair->create;
      for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
        const StatementWords& words = input.walk.steps[at].words;
        const bool makes = words.verb == StatementWords::Verb::kCreate && words.object == "index";
        if (makes && LowerAscii(words.name) == LowerAscii(index.name)) step = at;
      }
      if (HoldsOnlyNull(input, *pair, index, step)) continue;
      const std::string what =
          was_plain ? "makes the index over " + KeyList(index) + " of " +
                          TableText(*pair->after->table) + " unique"
                    : "makes " + KeyList(index) + " unique in " + TableText(*pair->after->table);
      AddAsked(input, sink,
               {.step = step,
                .pair = pair,
                .message = what + ", which fails where rows hold the same",
                .fix = "look for duplicates first, and mend them by a data step of an earlier "
                       "migration"},
               Duplicates(input, *pair, index),
               [](std::int64_t rows) { return Counted(rows, "row") + " too many"; });
    }
  }
}

}  // namespace

void UniqueAdded(const LintInput& input, LintSink& sink) { JudgeUnique(input, sink, false); }
void IndexMadeUnique(const LintInput& input, LintSink& sink) { JudgeUnique(input, sink, true); }

void CheckAdded(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    const Table& before = *pair->before->table;
    const Table& after = *pair->after->table;
    const bool renamed = std::ranges::any_of(
        pair->columns, [](const auto& entry) { return entry.first != LowerAscii(entry.second); });
    // A renamed column is renamed in its CHECKs as well.
    if (renamed && before.checks.size() == after.checks.size()) continue;
    for (const Check& check : after.checks) {
      const auto has = [&](const Table& table) {
        return std::ranges::any_of(
            table.checks, [&](const Check& one) { return one.expression == check.expression; });
      };
      if (has(before)) continue;
      const std::size_t step = StepOf(input.walk, *pair->after, has);
      const bool mended = std::ranges::any_of(after.columns, [&](const Column& column) {
        return Mentions(check.expression, column.name) &&
               IsComputed(input.walk, *pair, column.name);
      });
      if (mended) continue;
      // A new column's own CHECK is asked of its default alone, by SQLite itself.
      if (input.walk.steps[step].words.verb == StatementWords::Verb::kAddColumn) continue;
      AddAsked(input, sink,
               {.step = step,
                .pair = pair,
                .message = "adds CHECK (" + Readable(check.expression) + ") to " +
                           TableText(after) + ", which fails where a row does not hold to it",
                .fix = "look for rows that do not, and mend them by a data step of an earlier "
                       "migration"},
               CountWhere(input, *pair, "NOT (" + check.expression + ")"),
               [](std::int64_t rows) { return Do(rows, " not"); });
    }
  }
}

void ForeignKeyAdded(const LintInput& input, LintSink& sink) {
  for (const NewKey& found : NewKeys(input.walk)) {
    const LintPair* pair = input.walk.PairOfNew(found.table->id);
    if (pair == nullptr || found.of_new_columns) continue;
    const bool mended = std::ranges::any_of(found.key->columns, [&](const std::string& column) {
      return IsComputed(input.walk, *pair, column);
    });
    if (mended) continue;
    const ForeignKey& key = *found.key;
    const LintTable* parent = input.walk.end->Find(key.table);
    std::optional<std::int64_t> orphans;
    const std::string child = RowsAsNamedNow(input, *pair);
    if (parent != nullptr && !child.empty() && !input.data.Table(*parent).empty()) {
      const std::vector<std::string> targets = TargetColumns(key, *parent->table);
      std::string filled;
      std::string same;
      for (std::size_t i = 0; i < key.columns.size() && i < targets.size(); ++i) {
        const std::string own = "c." + QuoteName(key.columns[i]);
        filled += (i == 0 ? "" : " AND ") + own + " IS NOT NULL";
        same +=
            (i == 0 ? "" : " AND ") + ("p." + LintData::Column(*parent, targets[i])) + " = " + own;
      }
      orphans = input.data.Count("SELECT count(*) FROM " + child + " AS c WHERE " + filled +
                                 " AND NOT EXISTS (SELECT 1 FROM " + input.data.Table(*parent) +
                                 " AS p WHERE " + same + ")");
    }
    AddAsked(input, sink,
             {.step = found.step,
              .pair = pair,
              .parent = parent,
              .message = "adds a foreign key from " + NameList(key.columns) + " of " +
                         TableText(*found.table->table) + " to table " + QuoteName(key.table) +
                         ", which fails where a row points nowhere",
              .fix = "look for rows that point nowhere, and mend them by a data step of an "
                     "earlier migration"},
             orphans, [](std::int64_t rows) { return Do(rows); });
  }
}

namespace {

// Conditions over values that a column of a STRICT table takes for sure, and that it refuses for
// sure; whether SQLite converts what lies between, such as '1e3', only SQLite says.
struct Fit {
  std::string sure;
  std::string misfit;
};

Fit FitOf(const Column& column, const std::string& value) {
  const std::string type = "typeof(" + value + ")";
  const std::string null = value + " IS NULL OR ";
  const std::string& declared = column.type;
  if (declared == "ANY") return {"1", "0"};
  if (declared == "BLOB") return {null + type + " = 'blob'", type + " NOT IN ('blob', 'null')"};
  if (declared == "TEXT") return {type + " <> 'blob'", type + " = 'blob'"};
  const std::string digits = "ltrim(" + value + ", '-')";
  const bool real = declared == "REAL";
  const std::string whole = value + " = CAST(" + value + " AS INTEGER)";
  return {null + type + " = 'integer' OR (" + type + " = 'real' AND " + (real ? "1" : whole) +
              ") OR (" + type + " = 'text' AND length(" + value + ") < 16 AND " + digits +
              " GLOB '[0-9]*' AND NOT " + digits + " GLOB '*[^0-9]*')",
          type + " = 'blob' OR (" + type + " = 'text' AND (NOT " + value + " GLOB '*[0-9]*' OR " +
              value + " GLOB '*[a-df-zA-DF-Z]*')) OR (" + type + " = 'real' AND NOT (" +
              (real ? "1" : whole) + "))"};
}

}  // namespace

void StrictAdded(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    const Table& after = *pair->after->table;
    if (!after.strict || pair->before->table->strict) continue;
    std::string sure = "1";
    std::string misfit = "0";
    for (const Column& column : after.columns) {
      const Column* old = pair->OldOf(column);
      if (old == nullptr || column.generated != Generated::kNo) continue;
      if (IsComputed(input.walk, *pair, column.name)) continue;
      const Fit fit = FitOf(column, LintData::Column(*pair->before, old->name));
      sure += " AND (" + fit.sure + ")";
      misfit += " OR (" + fit.misfit + ")";
    }
    const std::string table = input.data.Table(*pair->before);
    const std::string count = "SELECT count(*) FROM " + table + " WHERE ";
    std::optional<std::int64_t> rows;
    if (!table.empty()) {
      rows = input.data.Count(count + "(" + misfit + ")");
      // None that is refused for sure, and some that may be.
      if (rows == 0 && input.data.Count(count + "NOT (" + sure + ")") != 0) rows.reset();
    }
    AddAsked(input, sink,
             {.step = pair->create,
              .pair = pair,
              .message = "makes " + TableText(after) +
                         " STRICT, which fails where a value is not of its column's type",
              .fix = "look with typeof() for values that are not, and mend them by a data step of "
                     "an earlier migration"},
             rows, [](std::int64_t count) {
               return Counted(count, "row") + (count == 1 ? " has" : " have") + " such a value";
             });
  }
}

}  // namespace godwit::lint

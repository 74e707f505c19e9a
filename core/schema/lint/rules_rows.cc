// Rules about constraints that rows which are there may not hold to. Where there is a database, it
// is asked: no finding where every row does, an error where one does not.
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

// Tells it with what the database says of the rows that are in the way; `say` puts them in words.
void AddAsked(LintSink& sink, std::size_t step, std::string message,
              const std::optional<std::int64_t>& rows,
              const std::function<std::string(std::int64_t rows)>& say, std::string fix) {
  if (rows == 0) return;
  if (!rows) {
    sink.Add(step, std::move(message), std::move(fix));
    return;
  }
  sink.Add(LintSeverity::kError, step, message + ": " + say(*rows), std::move(fix));
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
      AddAsked(
          sink, step,
          "makes " + ColumnText(*pair->after->table, column.name) +
              " NOT NULL, which fails where a row holds NULL",
          rows, [](std::int64_t count) { return Do(count); },
          "fill the column first, by a data step, or give the copy a value "
          "with coalesce()");
    }
  }
}

namespace {

std::vector<std::string> KeyTexts(const Index& index) {
  std::vector<std::string> keys;
  for (const IndexKey& key : index.keys) {
    keys.push_back(key.column.empty() ? key.expression : LowerAscii(key.column));
  }
  return keys;
}

// Whether what was unique before makes the new index unique as well.
bool Implied(const LintPair& pair, const Index& index) {
  std::vector<std::string> keys;
  for (const std::string& key : KeyTexts(index)) {
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
    return old.unique && (old.where.empty() || old.where == index.where) && has_all(KeyTexts(old));
  });
}

// A plain index over the same keys, or of the same name.
bool WasPlain(const LintPair& pair, const Index& index) {
  return std::ranges::any_of(pair.before->table->indexes, [&](const Index& old) {
    return !old.unique &&
           (KeyTexts(old) == KeyTexts(index) || LowerAscii(old.name) == LowerAscii(index.name));
  });
}

std::optional<std::int64_t> Duplicates(const LintInput& input, const LintPair& pair,
                                       const Index& index) {
  const std::string table = input.data.Table(*pair.before);
  if (table.empty()) return std::nullopt;
  std::string keys;
  std::string filled = index.where.empty() ? "1" : "(" + index.where + ")";
  for (const IndexKey& key : index.keys) {
    const std::string text =
        key.column.empty() ? key.expression : LintData::Column(*pair.before, key.column);
    keys += (keys.empty() ? "" : ", ") + text + " COLLATE " + key.collation;
    filled += " AND (" + text + ") IS NOT NULL";
  }
  return input.data.Count("SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM " +
                          table + " WHERE " + filled + " GROUP BY " + keys + ")");
}

std::string KeysText(const Index& index) {
  std::string text;
  for (const IndexKey& key : index.keys) {
    text +=
        (text.empty() ? "" : ", ") + (key.column.empty() ? key.expression : QuoteName(key.column));
  }
  return text;
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
      const std::string what =
          was_plain ? "makes the index over " + KeysText(index) + " of " +
                          TableText(*pair->after->table) + " unique"
                    : "makes " + KeysText(index) + " unique in " + TableText(*pair->after->table);
      AddAsked(
          sink, step, what + ", which fails where rows hold the same",
          Duplicates(input, *pair, index),
          [](std::int64_t rows) { return Counted(rows, "row") + " too many"; },
          "look for duplicates first, and mend them by a data step of an earlier migration");
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
      AddAsked(
          sink, step,
          "adds CHECK (" + Readable(check.expression) + ") to " + TableText(after) +
              ", which fails where a row does not hold to it",
          input.data.RowsWhere(*pair->before, "NOT (" + check.expression + ")"),
          [](std::int64_t rows) { return Do(rows, " not"); },
          "look for rows that do not, and mend them by a data step of an earlier migration");
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
    const std::string child = input.data.Table(*pair->before);
    if (parent != nullptr && !child.empty() && !input.data.Table(*parent).empty()) {
      const std::vector<std::string> targets = TargetColumns(key, *parent->table);
      std::string filled;
      std::string same;
      for (std::size_t i = 0; i < key.columns.size() && i < targets.size(); ++i) {
        const std::string own = "c." + LintData::Column(*pair->before, key.columns[i]);
        filled += (i == 0 ? "" : " AND ") + own + " IS NOT NULL";
        same +=
            (i == 0 ? "" : " AND ") + ("p." + LintData::Column(*parent, targets[i])) + " = " + own;
      }
      orphans = input.data.Count("SELECT count(*) FROM " + child + " AS c WHERE " + filled +
                                 " AND NOT EXISTS (SELECT 1 FROM " + input.data.Table(*parent) +
                                 " AS p WHERE " + same + ")");
    }
    AddAsked(
        sink, found.step,
        "adds a foreign key from " + NameList(key.columns) + " of " +
            TableText(*found.table->table) + " to table " + QuoteName(key.table) +
            ", which fails where a row points nowhere",
        orphans, [](std::int64_t rows) { return Do(rows); },
        "look for rows that point nowhere, and mend them by a data step of an earlier "
        "migration");
  }
}

void StrictAdded(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    if (!pair->after->table->strict || pair->before->table->strict) continue;
    sink.Add(pair->create,
             "makes " + TableText(*pair->after->table) +
                 " STRICT, which fails where a value is not of its column's type",
             "look with typeof() for values that are not, and mend them by a data step of an "
             "earlier migration");
  }
}

}  // namespace godwit::lint

// Rules about what a table had and has no more: what a rebuild forgets, for its CREATE TABLE has to
// say everything again.
#include <algorithm>

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

constexpr const char* kSayAgain =
    "say it again in the new CREATE TABLE, or allow this finding with the reason why it goes";

std::string Loses(const LintPair& pair, const std::string& what) {
  return TableText(*pair.after->table) + " loses " + what;
}

// Columns of both, the old one first.
template <typename Action>
void ForEachColumn(const LintInput& input, const Action& action) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    for (const Column& column : pair->after->table->columns) {
      const Column* old = pair->OldOf(column);
      if (old != nullptr) action(*pair, *old, column);
    }
  }
}

std::size_t StepOfColumn(const LintInput& input, const LintPair& pair, const Column& column) {
  return StepOf(input.walk, *pair.after, [&](const Table& table) {
    const Column* is = FindColumn(table, column.name);
    return is != nullptr && is->not_null == column.not_null &&
           is->default_value == column.default_value;
  });
}

// An index by what it is over; nothing where a column of it is gone.
std::optional<std::string> KeysNow(const LintPair& pair, const Index& index) {
  std::string text = index.where + ";";
  for (const IndexKey& key : index.keys) {
    std::string name = key.expression;
    if (!key.column.empty()) {
      const auto now = std::ranges::find_if(pair.columns, [&](const auto& entry) {
        return LowerAscii(entry.second) == LowerAscii(key.column);
      });
      if (now == pair.columns.end()) return std::nullopt;
      name = now->first;
    }
    text += name + " " + key.collation + (key.descending ? " desc," : ",");
  }
  return text;
}

std::string KeysOf(const Index& index) {
  std::string text = index.where + ";";
  for (const IndexKey& key : index.keys) {
    text += (key.column.empty() ? key.expression : LowerAscii(key.column)) + " " + key.collation +
            (key.descending ? " desc," : ",");
  }
  return text;
}

// Whether the table still has an index over the same, or one of the same name.
bool IsThere(const LintPair& pair, const Index& index, bool unique) {
  const std::optional<std::string> keys = KeysNow(pair, index);
  if (!keys) return true;  // the column's end is told by another rule
  return std::ranges::any_of(pair.after->table->indexes, [&](const Index& now) {
    if (unique && !now.unique) return false;
    const bool same_name = !index.name.empty() && LowerAscii(now.name) == LowerAscii(index.name);
    return same_name || KeysOf(now) == *keys;
  });
}

std::string IndexText(const Index& index) {
  if (!index.name.empty()) return "index " + QuoteName(index.name);
  std::vector<std::string> names;
  for (const IndexKey& key : index.keys) names.push_back(key.column);
  return "UNIQUE (" + NameList(names) + ")";
}

// The step that drops an index by its name; `otherwise` where none does.
std::size_t DropOf(const LintInput& input, const Index& index, std::size_t otherwise) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const StatementWords& words = input.walk.steps[at].words;
    if (words.verb == Verb::kDrop && words.object == "index" &&
        LowerAscii(words.name) == LowerAscii(index.name)) {
      return at;
    }
  }
  return otherwise;
}

}  // namespace

void RebuildLosesIndex(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.rebuilt) continue;
    for (const Index& index : pair.before->table->indexes) {
      if (index.origin != IndexOrigin::kCreated || index.unique || IsThere(pair, index, false)) {
        continue;
      }
      sink.Add(pair.drop,
               "DROP TABLE takes " + IndexText(index) + " of " + TableText(*pair.before->table) +
                   " with it, and the rebuild does not make it again",
               "make it again behind the rename: " + index.stored_sql);
    }
  }
}

void RebuildLosesTrigger(const LintInput& input, LintSink& sink) {
  for (const auto& [name, trigger] : input.walk.start->triggers) {
    const LintTable* table = input.walk.start->Find(trigger->table);
    const LintPair* pair = table == nullptr ? nullptr : input.walk.PairOfOld(table->id);
    if (pair == nullptr || !pair->rebuilt || input.walk.end->triggers.contains(name)) continue;
    const bool dropped = std::ranges::any_of(input.walk.steps, [&](const LintStep& step) {
      return step.words.verb == Verb::kDrop && step.words.object == "trigger" &&
             LowerAscii(step.words.name) == name;
    });
    if (dropped) continue;
    sink.Add(pair->drop,
             "DROP TABLE takes trigger " + QuoteName(trigger->name) + " of " +
                 TableText(*pair->before->table) +
                 " with it, and the rebuild does not make it again",
             "make it again behind the rename, by its CREATE TRIGGER");
  }
}

void AutoincrementLost(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.before->table->autoincrement || pair.after->table->autoincrement) continue;
    sink.Add(pair.create,
             Loses(pair, "AUTOINCREMENT, so numbers of deleted rows may be given again"),
             kSayAgain);
  }
}

void StrictLost(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.before->table->strict || pair.after->table->strict) continue;
    sink.Add(pair.create, Loses(pair, "STRICT, so it takes values of any type from then on"),
             kSayAgain);
  }
}

void WithoutRowidChanged(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    const bool before = pair.before->table->without_rowid;
    if (before == pair.after->table->without_rowid) continue;
    sink.Add(pair.create,
             before
                 ? Loses(pair, "WITHOUT ROWID, so its rows are stored twice: by rowid and by key")
                 : TableText(*pair.after->table) +
                       " becomes WITHOUT ROWID: rowid, last_insert_rowid() and incremental blobs "
                       "are gone for it",
             kSayAgain);
  }
}

void CollationLost(const LintInput& input, LintSink& sink) {
  ForEachColumn(input, [&](const LintPair& pair, const Column& old, const Column& column) {
    if (old.collation == column.collation || old.collation == "BINARY") return;
    sink.Add(pair.create,
             ColumnText(*pair.after->table, column.name) + " loses COLLATE " + old.collation +
                 ", so comparisons, sorting and unique keys judge otherwise",
             kSayAgain);
  });
}

void GeneratedLost(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    for (const Column& old : pair.before->table->columns) {
      const Column* now = FindColumn(*pair.after->table, old.name);
      const bool was = old.generated != Generated::kNo;
      if (!was || now == nullptr || now->generated != Generated::kNo) continue;
      sink.Add(pair.create,
               ColumnText(*pair.after->table, old.name) +
                   " is not generated any more, so nobody keeps it in step with " +
                   Readable(old.expression),
               kSayAgain);
    }
  }
}

void CheckLost(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    const std::vector<Check>& now = pair->after->table->checks;
    for (const Check& check : pair->before->table->checks) {
      const auto has = [&](const Table& table) {
        return std::ranges::any_of(table.checks, [&](const Check& one) {
          return one.expression == check.expression ||
                 (!check.name.empty() && LowerAscii(one.name) == LowerAscii(check.name));
        });
      };
      // Where one takes its place, that is told as an added one.
      if (has(*pair->after->table) || now.size() >= pair->before->table->checks.size()) continue;
      const std::size_t step =
          StepOf(input.walk, *pair->after, [&](const Table& table) { return !has(table); });
      if (input.walk.steps[step].words.verb == Verb::kDropColumn) continue;
      sink.Add(step, Loses(*pair, "CHECK (" + Readable(check.expression) + ")"), kSayAgain);
    }
  }
}

void UniqueLost(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    for (const Index& index : pair->before->table->indexes) {
      const bool judged = index.unique && index.origin != IndexOrigin::kPrimaryKey;
      if (!judged || IsThere(*pair, index, true)) continue;
      sink.Add(
          DropOf(input, index, pair->create),
          Loses(*pair, IndexText(index) + ", so two rows may be alike from then on"),
          "make it again behind the change, or allow this finding with the reason why it goes");
    }
  }
}

void NotNullLost(const LintInput& input, LintSink& sink) {
  ForEachColumn(input, [&](const LintPair& pair, const Column& old, const Column& column) {
    if (!old.not_null || column.not_null || column.primary_key > 0) return;
    sink.Add(StepOfColumn(input, pair, column),
             ColumnText(*pair.after->table, column.name) +
                 " loses NOT NULL, and programs that read it may meet NULL",
             kSayAgain);
  });
}

void DefaultLost(const LintInput& input, LintSink& sink) {
  ForEachColumn(input, [&](const LintPair& pair, const Column& old, const Column& column) {
    if (!old.default_value || column.default_value) return;
    sink.Add(StepOfColumn(input, pair, column),
             ColumnText(*pair.after->table, column.name) + " loses DEFAULT " +
                 Readable(*old.default_value) + ", which programs that leave it out rely on",
             kSayAgain);
  });
}

void ForeignKeyDropped(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    for (const ForeignKey& key : pair->before->table->foreign_keys) {
      bool gone = false;
      std::vector<std::string> columns;
      for (const std::string& column : key.columns) {
        const auto now = std::ranges::find_if(pair->columns, [&](const auto& entry) {
          return LowerAscii(entry.second) == LowerAscii(column);
        });
        gone = gone || now == pair->columns.end();
        if (!gone) columns.push_back(now->first);
      }
      const auto has = [&](const Table& table) {
        return std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& one) {
          return SameNames(one.columns, columns);
        });
      };
      if (gone || has(*pair->after->table)) continue;
      sink.Add(StepOf(input.walk, *pair->after, [&](const Table& table) { return !has(table); }),
               Loses(*pair, "the foreign key from " + NameList(key.columns) + " to table " +
                                QuoteName(key.table)),
               kSayAgain);
    }
  }
}

void RowidAliasChanged(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    const Column* before = RowidColumn(*pair->before->table);
    const Column* after = RowidColumn(*pair->after->table);
    if ((before == nullptr) == (after == nullptr)) continue;
    if (!SameNames(PrimaryKeyColumns(*pair->before->table),
                   PrimaryKeyColumns(*pair->after->table)) ||
        pair->before->table->without_rowid != pair->after->table->without_rowid) {
      continue;
    }
    const std::string name = ColumnText(*pair->after->table, (before ? before : after)->name);
    sink.Add(pair->create,
             before != nullptr
                 ? name +
                       " is not the rowid any more: SQLite gives new rows no number, and keeps "
                       "an index besides"
                 : name + " becomes the rowid: rows are numbered by it, and by nothing else",
             "declare it INTEGER PRIMARY KEY, exactly so, where it is to be the rowid");
  }
}

}  // namespace godwit::lint

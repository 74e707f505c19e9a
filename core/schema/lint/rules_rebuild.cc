// Rules about how a table is built anew. Source of the right way: sqlite.org/lang_altertable.html
// §7.
#include <algorithm>

#include "core/base/words.h"
#include "core/schema/lint/cascade.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/schema/rebuild.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

// A rebuild whose DROP TABLE runs with foreign keys on, and the keys that feel it.
struct HarmfulDrop {
  const LintPair* pair = nullptr;
  std::vector<ChildKey> children;
  bool deferred = false;  // PRAGMA defer_foreign_keys stands before it
};

bool IsDefer(const LintStep& step) {
  if (step.role != LintRole::kPragma || step.tokens.size() < 3) return false;
  const std::string value = LowerAscii(step.tokens.back().text);
  return LowerAscii(step.words.name) == "defer_foreign_keys" && value != "off" && value != "0";
}

std::vector<HarmfulDrop> HarmfulDrops(const LintInput& input) {
  std::vector<HarmfulDrop> drops;
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.rebuilt || !input.walk.steps[pair.drop].keys_on) continue;
    const LintStep& step = input.walk.steps[pair.drop];
    const LintTable* old = step.Target();
    if (old == nullptr) continue;
    HarmfulDrop drop{.pair = &pair, .children = ChildKeys(*step.before, *old->table)};
    if (drop.children.empty()) continue;
    for (std::size_t at = 0; at < pair.drop; ++at) {
      drop.deferred = drop.deferred || IsDefer(input.walk.steps[at]);
    }
    drops.push_back(std::move(drop));
  }
  return drops;
}

// `deletes 92 rows of table "c" (ON DELETE CASCADE)`
std::string Harm(const LintInput& input, const HarmfulDrop& drop) {
  std::string text;
  for (const ChildKey& child : drop.children) {
    const Table& table = *child.child->table;
    const std::optional<std::int64_t> rows = RowsThatRefer(input.data, child);
    const std::string many = rows ? Counted(*rows, "row") : "the rows";
    text += text.empty() ? "" : ", ";
    if (child.key->on_delete == "CASCADE") {
      text += "deletes " + many + " of " + TableText(table);
    } else if (ActsOnDelete(*child.key)) {
      text += "empties " + NameList(child.key->columns) + " in " + many + " of " + TableText(table);
    } else {
      text += "fails while " + TableText(table) + " has rows that refer to it";
      continue;
    }
    text += " (ON DELETE " + child.key->on_delete + ")";
  }
  return text;
}

constexpr const char* kKeysOff =
    "write PRAGMA foreign_keys = OFF at the top of the script: Godwit switches them off around the "
    "transaction and checks them before it commits";

// Whether the script builds the full-text index anew behind the step.
bool IndexesAgain(const LintWalk& walk, std::size_t behind, const std::string& name) {
  for (std::size_t at = behind; at < walk.steps.size(); ++at) {
    const LintStep& step = walk.steps[at];
    const bool into = step.insert && LowerAscii(step.words.name) == LowerAscii(name);
    if (into && step.insert->columns.size() == 1 &&
        LowerAscii(step.insert->columns[0]) == LowerAscii(name)) {
      return true;
    }
  }
  return false;
}

// The table that a full-text index keeps no copy of; empty = it has its content itself.
std::string ContentOf(const Table& table) {
  if (table.kind != TableKind::kVirtual || !table.module.starts_with("fts")) return {};
  const Tokens tokens = SignificantTokens(table.arguments);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (IsKeyword(tokens[i], "content") && tokens[i + 1].text == "=") {
      return Unquote(tokens[i + 2].text);
    }
  }
  return {};
}

}  // namespace

void RebuildCascades(const LintInput& input, LintSink& sink) {
  for (const HarmfulDrop& drop : HarmfulDrops(input)) {
    if (drop.deferred) continue;
    sink.Add(drop.pair->drop,
             "DROP TABLE in the rebuild of " + TableText(*drop.pair->before->table) + " " +
                 Harm(input, drop) + ", because foreign keys are on",
             kKeysOff);
  }
}

void DeferIsNoGuard(const LintInput& input, LintSink& sink) {
  for (const HarmfulDrop& drop : HarmfulDrops(input)) {
    if (!drop.deferred) continue;
    const bool acts = std::ranges::any_of(
        drop.children, [](const ChildKey& child) { return ActsOnDelete(*child.key); });
    // Checks alone are deferred, and the rebuild ends with all keys met.
    if (!acts) continue;
    sink.Add(drop.pair->drop,
             "PRAGMA defer_foreign_keys defers checks, not actions: DROP TABLE in the rebuild of " +
                 TableText(*drop.pair->before->table) + " " + Harm(input, drop),
             kKeysOff);
  }
}

void OriginalRenamedFirst(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.rebuilt || !pair.renamed_first) continue;
    const LintStep& drop = input.walk.steps[pair.drop];
    const LintTable* old = drop.Target();
    if (old == nullptr) continue;
    std::vector<std::string> astray;
    for (const ChildKey& child : ChildKeys(*drop.before, *old->table)) {
      astray.push_back(child.child->table->name);
    }
    if (astray.empty()) continue;
    const std::string& name = pair.after->table->name;
    const bool moved = LowerAscii(name) != LowerAscii(pair.before->table->name);
    sink.Add(pair.drop,
             "the rebuild of " + TableText(*pair.before->table) +
                 " has renamed the old table first, so the foreign keys of " + NameList(astray) +
                 " point to " + QuoteName(old->table->name) + " and stay there",
             moved ? "rename the table to " + QuoteName(name) +
                         " by ALTER TABLE, which the foreign keys follow, and build it anew after "
                         "that"
                   : "make the new table under a temporary name, fill it, drop the old one, and "
                     "rename the new one last");
  }
}

void SequenceLost(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.rebuilt || !pair.before->table->autoincrement) continue;
    if (!pair.after->table->autoincrement) continue;
    const bool kept = std::ranges::any_of(input.walk.steps, [](const LintStep& step) {
      return LowerAscii(step.words.name) == "sqlite_sequence" && (step.insert || step.change);
    });
    if (kept) continue;
    const Column* id = RowidColumn(*pair.before->table);
    const std::string table = input.data.Table(*pair.before);
    std::optional<std::int64_t> gap;
    if (!table.empty() && id != nullptr) {
      gap = input.data.Count(
          "SELECT coalesce((SELECT max(seq) FROM main.sqlite_sequence WHERE name = " +
          QuoteText(pair.before->stored) + "), 0) - coalesce(max(" +
          LintData::Column(*pair.before, id->name) + "), 0) FROM " + table);
    }
    if (gap && *gap <= 0) continue;
    sink.Add(pair.drop,
             "the rebuild of " + TableText(*pair.before->table) +
                 " forgets the highest AUTOINCREMENT number, so " +
                 (gap ? Counted(*gap, "number") : "numbers") + " of deleted rows are given again",
             "copy the number before the drop: UPDATE sqlite_sequence SET seq = (SELECT seq FROM "
             "sqlite_sequence WHERE name = 'old') WHERE name = 'new'");
  }
}

void NameTaken(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (!IsNameTaken(step)) continue;
    const std::string& name = step.words.verb == Verb::kCreate ? step.words.name : step.words.to;
    sink.Add(at,
             "the name " + QuoteName(name) +
                 " is taken already, perhaps by what a rebuild that failed has left",
             "look what it is, and drop it by a migration or take another name");
  }
}

void FullTextRowids(const LintInput& input, LintSink& sink) {
  for (const auto& [name, index] : input.walk.end->tables) {
    const std::string content = ContentOf(*index.table);
    const LintTable* table = input.walk.end->Find(content);
    if (content.empty() || table == nullptr || RowidColumn(*table->table) != nullptr) continue;
    const LintPair* pair = input.walk.PairOfNew(table->id);
    for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
      const bool vacuum = input.walk.steps[at].role == LintRole::kVacuum;
      const bool rebuilt = pair != nullptr && pair->rebuilt && pair->drop == at;
      if ((!vacuum && !rebuilt) || IndexesAgain(input.walk, at, index.table->name)) continue;
      sink.Add(at,
               std::string(vacuum ? "VACUUM" : "the rebuild") + " may renumber the rows of " +
                   TableText(*table->table) + ", by which the full-text index " +
                   QuoteName(index.table->name) + " finds them",
               "give the table an INTEGER PRIMARY KEY, or build the index again behind it: INSERT "
               "INTO " +
                   QuoteName(index.table->name) + " (" + QuoteName(index.table->name) +
                   ") VALUES ('rebuild')");
    }
  }
}

void NeedsSpace(const LintInput& input, LintSink& sink) {
  if (!input.bytes) return;
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.rebuilt || pair.before->stored.empty()) continue;
    const std::optional<std::int64_t> bytes = input.bytes(pair.before->stored);
    if (!bytes || *bytes < input.options.many_bytes) continue;
    sink.Add(pair.copy,
             "the rebuild of " + TableText(*pair.before->table) + " writes its " +
                 ByteSize(*bytes) + " a second time, and as much again to the journal or the " +
                 "write-ahead log",
             "see that the disk has twice the table's size free before it runs");
  }
}

}  // namespace godwit::lint

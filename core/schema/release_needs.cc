#include "core/schema/release_needs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "core/base/words.h"
#include "core/schema/canonical.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

struct Module {
  std::string_view name;  // in lower case
  ReleaseNeed need;
};

// Modules that came with a release. Source: sqlite.org/changes.html.
constexpr Module kModules[] = {{"fts5", {3009000, "FTS5"}}};

constexpr ReleaseNeed kWithoutRowid = {3008002, "WITHOUT ROWID"};
constexpr ReleaseNeed kGenerated = {3031000, "generated columns"};
constexpr ReleaseNeed kStrict = {3037000, "STRICT"};

// Those of all needs that are more than one thing.
constexpr std::array<std::string_view, 4> kPlurals = {"window functions", "generated columns",
                                                      "GROUPS frames", "RANGE frames by value"};

// Of the objects that one feature is in, so many are named.
constexpr std::size_t kNamed = 5;

// What a schema's objects need that a release does not know.
class Notes {
 public:
  explicit Notes(SqliteRelease release) : release_(release) {}

  void Add(const std::string& object, const std::string& sql, std::vector<ReleaseNeed> needs = {}) {
    const std::vector<ReleaseNeed> words = NeedsOfWords(SignificantTokens(sql));
    needs.insert(needs.end(), words.begin(), words.end());
    for (const ReleaseNeed& need : needs) {
      if (need.since <= release_) continue;
      std::vector<std::string>& objects = objects_[{need.since, need.name}];
      if (objects.empty() || objects.back() != object) objects.push_back(object);
    }
  }

  std::vector<std::string> Sentences() const {
    std::vector<std::string> sentences;
    for (const auto& [need, objects] : objects_) {
      std::string text = NeedText({need.first, need.second}) + ", and this is planned for " +
                         ReleaseText(release_) + ":";
      for (std::size_t i = 0; i < std::min(objects.size(), kNamed); ++i) {
        text += (i == 0 ? " " : ", ") + objects[i];
      }
      if (objects.size() > kNamed) {
        text += " and " + std::to_string(objects.size() - kNamed) + " more";
      }
      sentences.push_back(std::move(text));
    }
    return sentences;
  }

 private:
  SqliteRelease release_;
  std::map<std::pair<SqliteRelease, std::string_view>, std::vector<std::string>> objects_;
};

}  // namespace

std::string NeedText(const ReleaseNeed& need) {
  const bool plural = std::ranges::find(kPlurals, need.name) != kPlurals.end();
  return std::string(need.name) + (plural ? " need SQLite " : " needs SQLite ") +
         ReleaseText(need.since);
}

std::vector<ReleaseNeed> NeedsOf(const Table& table) {
  std::vector<ReleaseNeed> needs;
  for (const Module& module : kModules) {
    if (table.module == module.name) needs.push_back(module.need);
  }
  if (table.without_rowid) needs.push_back(kWithoutRowid);
  if (table.strict) needs.push_back(kStrict);
  const bool generated = std::ranges::any_of(
      table.columns, [](const Column& column) { return column.generated != Generated::kNo; });
  if (generated) needs.push_back(kGenerated);
  return needs;
}

std::vector<std::string> ReleaseNotes(const Schema& schema, SqliteRelease release) {
  if (release >= kNewestRelease) return {};
  Notes notes(release);
  for (const Table& table : schema.tables) {
    if (table.kind == TableKind::kShadow) continue;
    notes.Add(ObjectName(table), table.stored_sql, NeedsOf(table));
    for (const Index& index : table.indexes) {
      notes.Add("index " + QuoteName(index.name), index.stored_sql);
    }
  }
  for (const SchemaView& view : schema.views) {
    notes.Add("view " + QuoteName(view.name), view.stored_sql);
  }
  for (const Trigger& trigger : schema.triggers) {
    notes.Add("trigger " + QuoteName(trigger.name), trigger.stored_sql);
  }
  return notes.Sentences();
}

}  // namespace godwit

#include "core/schema/relevant.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/schema/canonical.h"
#include "core/schema/compare.h"
#include "core/schema/lookup.h"
#include "core/schema/missing.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

using Names = std::set<std::string>;

// Every name that a statement may mean, in lower case.
Names Mentions(const std::string& sql) {
  const std::vector<std::string> names = MentionedNames(sql);
  return {names.begin(), names.end()};
}

bool Meet(const Names& a, const Names& b) {
  return std::ranges::any_of(a, [&](const std::string& name) { return b.contains(name); });
}

// A view or trigger of either schema.
struct Reader {
  std::string name;  // in lower case
  bool is_view = false;
  Names mentions;
};

class Finder {
 public:
  Finder(const Schema& from, const Schema& to, const Renames& renames) : from_(from), to_(to) {
    for (const auto& [lower, change] : renames.tables.changes()) {
      renamed_.insert(lower);
      renamed_.insert(LowerAscii(change.from));
    }
    for (const auto& [lower, columns] : renames.columns) {
      renamed_.insert(lower);
      if (const auto old = renames.tables.OldOf(lower)) renamed_.insert(LowerAscii(*old));
    }
    tables_ = renamed_;
  }

  RelevantParts Run() {
    FindTables();
    FindReaders();
    GrowReaders();
    GrowSupport();
    return {Cut(from_), Cut(to_), tables_, views_, triggers_, broken_};
  }

 private:
  void FindTables() {
    std::map<std::string, std::string> old;
    for (const Table& table : from_.tables) old[LowerAscii(table.name)] = Text(table);
    for (const Table& table : to_.tables) {
      const auto before = old.find(LowerAscii(table.name));
      const bool same = before != old.end() && before->second == Text(table);
      if (!same) tables_.insert(LowerAscii(table.name));
      if (before != old.end()) old.erase(before);
    }
    for (const auto& [name, text] : old) tables_.insert(name);
    for (const Schema* schema : {&from_, &to_}) FindChildren(*schema);
  }

  // SQLite writes a rename into the foreign keys that lead there.
  void FindChildren(const Schema& schema) {
    for (const Table& table : schema.tables) {
      const bool follows = std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
        return renamed_.contains(LowerAscii(key.table));
      });
      if (follows) tables_.insert(LowerAscii(table.name));
    }
  }

  // Its name as well: SQLite compares names without regard to case, a plan does not.
  static std::string Text(const Table& table) { return table.name + "\n" + CanonicalTable(table); }

  template <typename Object>
  void AddReaders(const std::vector<Object>& objects, const std::vector<Object>& others,
                  const Names& there, Names& relevant) {
    constexpr bool kIsView = requires(const Object& object) { object.columns; };
    const ByName<Object> by_name(others);
    for (const Object& object : objects) {
      Reader reader{LowerAscii(object.name), kIsView, Mentions(object.stored_sql)};
      const Object* other = by_name.Find(object.name);
      const bool same = other != nullptr && IsSame(*other, object);
      bool broken = false;
      if constexpr (kIsView) {
        broken = object.columns.empty();
      } else {
        broken = !MissingRelation(object.stored_sql, there).empty();
      }
      broken_ = broken_ || broken;
      if (!same || broken) relevant.insert(reader.name);
      readers_.push_back(std::move(reader));
    }
  }

  void FindReaders() {
    const Names before = RelationNames(from_);
    const Names after = RelationNames(to_);
    AddReaders(from_.views, to_.views, before, views_);
    AddReaders(to_.views, from_.views, after, views_);
    AddReaders(from_.triggers, to_.triggers, before, triggers_);
    AddReaders(to_.triggers, from_.triggers, after, triggers_);
  }

  void GrowReaders() {
    for (bool again = true; again;) {
      again = false;
      for (const Reader& reader : readers_) {
        Names& relevant = reader.is_view ? views_ : triggers_;
        if (relevant.contains(reader.name)) continue;
        if (!Meet(reader.mentions, tables_) && !Meet(reader.mentions, views_)) continue;
        relevant.insert(reader.name);
        again = true;
      }
    }
  }

  // Of views that support, what they read in turn.
  void GrowSupport() {
    support_ = tables_;
    for (bool again = true; again;) {
      again = false;
      for (const Reader& reader : readers_) {
        const bool made = reader.is_view
                              ? views_.contains(reader.name) || support_.contains(reader.name)
                              : triggers_.contains(reader.name);
        if (!made) continue;
        for (const std::string& name : reader.mentions)
          again = support_.insert(name).second || again;
      }
    }
  }

  Schema Cut(const Schema& schema) const {
    Schema part;
    const auto supports = [&](const auto& object) {
      return support_.contains(LowerAscii(object.name));
    };
    std::ranges::copy_if(schema.tables, std::back_inserter(part.tables), supports);
    std::ranges::copy_if(schema.views, std::back_inserter(part.views), [&](const SchemaView& view) {
      return supports(view) || views_.contains(LowerAscii(view.name));
    });
    std::ranges::copy_if(
        schema.triggers, std::back_inserter(part.triggers),
        [&](const Trigger& trigger) { return triggers_.contains(LowerAscii(trigger.name)); });
    return part;
  }

  const Schema& from_;
  const Schema& to_;
  // Names in lower case.
  Names renamed_;   // tables, and those with renamed columns: both names
  Names tables_;    // that differ, or that a rename may change
  Names views_;     // that differ, or read what differs
  Names triggers_;  // the same
  Names support_;   // whatever those mention
  std::vector<Reader> readers_;
  bool broken_ = false;
};

}  // namespace

RelevantParts FindRelevant(const Schema& from, const Schema& to, const Renames& renames) {
  return Finder(from, to, renames).Run();
}

}  // namespace godwit

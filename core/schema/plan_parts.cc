#include "core/schema/plan_parts.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/schema/members.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

using Names = std::set<std::string>;

// Names that are found to belong together.
class Unions {
 public:
  std::size_t Of(const std::string& name) {
    const auto [place, is_new] = ids_.emplace(name, parents_.size());
    if (is_new) parents_.push_back(place->second);
    return Root(place->second);
  }
  void Join(const std::string& a, const std::string& b) {
    const std::size_t one = Of(a);
    const std::size_t other = Of(b);
    parents_[std::max(one, other)] = std::min(one, other);
  }

 private:
  std::size_t Root(std::size_t id) {
    while (parents_[id] != id) id = parents_[id] = parents_[parents_[id]];
    return id;
  }

  std::map<std::string, std::size_t> ids_;
  std::vector<std::size_t> parents_;
};

// Triggers have names of their own.
std::string TriggerKey(const std::string& name) { return "trigger\n" + LowerAscii(name); }

// All virtual tables and their storage.
constexpr const char* kVirtual = "virtual\n";

class Splitter {
 public:
  Splitter(const RelevantParts& relevant, const Renames& renames, std::size_t tables_of_part)
      : relevant_(relevant),
        renames_(renames),
        tables_of_part_(tables_of_part),
        from_(relevant.from),
        to_(relevant.to) {}

  std::vector<PlanParts> Run() {
    for (const auto& [lower, change] : renames_.tables.changes()) {
      Rename(lower, LowerAscii(change.from));
    }
    for (const auto& [lower, columns] : renames_.columns) {
      Rename(lower, LowerAscii(renames_.tables.OldOf(lower).value_or(lower)));
    }
    for (const Schema* schema : {&relevant_.from, &relevant_.to}) Join(*schema);
    Deal();
    std::vector<PlanParts> parts;
    for (const Members& members : members_) parts.push_back(Make(members));
    return parts;
  }

 private:
  void Rename(const std::string& now, const std::string& old) {
    renamed_.insert({now, old});
    unions_.Join(now, old);
  }

  void Join(const Schema& schema) {
    for (const Table& table : schema.tables) {
      const std::string name = LowerAscii(table.name);
      if (!relevant_.tables.contains(name)) continue;
      for (const Index& index : table.indexes) {
        if (index.origin == IndexOrigin::kCreated) unions_.Join(name, LowerAscii(index.name));
      }
      for (const ForeignKey& key : table.foreign_keys) {
        const std::string target = LowerAscii(key.table);
        if (renamed_.contains(target)) unions_.Join(name, target);
      }
      // Whose storage a table is, only its name says.
      if (table.kind != TableKind::kTable) unions_.Join(name, kVirtual);
    }
    for (const SchemaView& view : schema.views) {
      const std::string name = LowerAscii(view.name);
      if (relevant_.views.contains(name)) JoinMentioned(name, view.stored_sql);
    }
    for (const Trigger& trigger : schema.triggers) {
      if (!relevant_.triggers.contains(LowerAscii(trigger.name))) continue;
      JoinMentioned(TriggerKey(trigger.name), trigger.stored_sql);
    }
  }

  void JoinMentioned(const std::string& reader, const std::string& sql) {
    for (const std::string& name : MentionedNames(sql)) {
      if (relevant_.tables.contains(name) || relevant_.views.contains(name)) {
        unions_.Join(reader, name);
      }
    }
  }

  // To each part what belongs together.
  void Deal() {
    std::map<std::size_t, std::vector<std::string>> together;  // tables, by what they belong to
    std::vector<std::size_t> order;
    const auto first = [&](std::size_t id) {
      const auto [place, is_new] = together.try_emplace(id);
      if (is_new) order.push_back(id);
      return place;
    };
    for (const std::string& name : relevant_.tables) {
      first(unions_.Of(name))->second.push_back(name);
    }
    for (const std::string& name : relevant_.views) first(unions_.Of(name));
    for (const std::string& name : relevant_.triggers) first(unions_.Of(TriggerKey(name)));
    std::map<std::size_t, std::size_t> part_of;
    for (const std::size_t id : order) {
      if (members_.empty() || members_.back().tables.size() >= tables_of_part_) {
        members_.emplace_back();
      }
      members_.back().tables.insert(together[id].begin(), together[id].end());
      part_of[id] = members_.size() - 1;
    }
    for (const std::string& name : relevant_.views) {
      members_[part_of[unions_.Of(name)]].views.insert(name);
    }
    for (const std::string& name : relevant_.triggers) {
      members_[part_of[unions_.Of(TriggerKey(name))]].triggers.insert(name);
    }
  }

  // Tables of other parts that foreign keys lead to: how these are spelled goes by theirs.
  void AddTargets(const Members& members, PlanParts& parts) const {
    std::map<std::string, Table> targets;
    for (const Schema* schema : {&parts.from, &parts.to}) {
      for (const Table& table : schema->tables) {
        for (const ForeignKey& key : table.foreign_keys) {
          const std::string name = LowerAscii(key.table);
          const Table* after = to_.tables.Find(name);
          const Table* target = after == nullptr ? from_.tables.Find(name) : after;
          if (target == nullptr || members.tables.contains(name)) continue;
          if (target->kind == TableKind::kTable) targets.emplace(name, *target);
        }
      }
    }
    for (auto& [name, table] : targets) {
      std::erase_if(table.indexes,
                    [](const Index& index) { return index.origin == IndexOrigin::kCreated; });
      parts.from.tables.push_back(table);
      parts.to.tables.push_back(std::move(table));
    }
  }

  PlanParts Make(Members members) const {
    PlanParts parts;
    for (const auto& [lower, change] : renames_.tables.changes()) {
      if (members.tables.contains(lower)) parts.renames.tables.Add(change.from, change.to);
    }
    for (const auto& [lower, columns] : renames_.columns) {
      if (members.tables.contains(lower)) parts.renames.columns[lower] = columns;
    }
    AddMentioned(members, {&from_, &to_});
    parts.from = CopyMembers(members, from_);
    parts.to = CopyMembers(members, to_);
    AddTargets(members, parts);
    SortByName(parts.from);
    SortByName(parts.to);
    return parts;
  }

  const RelevantParts& relevant_;
  const Renames& renames_;
  const std::size_t tables_of_part_;
  const SchemaNames from_;
  const SchemaNames to_;
  Names renamed_;
  Unions unions_;
  std::vector<Members> members_;
};

}  // namespace

std::vector<PlanParts> SplitParts(RelevantParts relevant, const Renames& renames,
                                  const PartSizes& sizes) {
  if (relevant.tables.size() >= sizes.split_from && !relevant.broken) {
    return Splitter(relevant, renames, sizes.tables).Run();
  }
  std::vector<PlanParts> parts;
  parts.push_back({std::move(relevant.from), std::move(relevant.to), renames});
  return parts;
}

}  // namespace godwit

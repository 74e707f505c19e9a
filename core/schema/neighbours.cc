#include "core/schema/neighbours.h"

#include "core/schema/missing.h"
#include "core/schema/normalize.h"

namespace godwit {

Neighbours::Neighbours(const Schema& first, const Schema& second) : first_(first), second_(second) {
  Read(first);
  Read(second);
}

void Neighbours::Read(const Schema& schema) {
  taken_.Add(schema);
  for (const Table& table : schema.tables) {
    const std::string name = LowerAscii(table.name);
    for (const ForeignKey& key : table.foreign_keys) {
      const std::string target = LowerAscii(key.table);
      tied_[name].insert(target);
      tied_[target].insert(name);
    }
    for (const Index& index : table.indexes) owners_[LowerAscii(index.name)].insert(name);
  }
  for (const SchemaView& view : schema.views) {
    const std::string name = LowerAscii(view.name);
    if (view.columns.empty()) broken_.views.insert(name);
    for (const std::string& read : MentionedNames(view.stored_sql)) {
      readers_[read].views.insert(name);
    }
  }
  const std::set<std::string> there = RelationNames(schema);
  for (const Trigger& trigger : schema.triggers) {
    const std::string name = LowerAscii(trigger.name);
    if (!MissingRelation(trigger.stored_sql, there).empty()) broken_.triggers.insert(name);
    for (const std::string& read : MentionedNames(trigger.stored_sql)) {
      readers_[read].triggers.insert(name);
    }
  }
}

Neighbours::Parts Neighbours::Around(const std::string& name, const std::string& table) const {
  Members members = broken_;
  members.triggers.insert(LowerAscii(name));
  std::vector<std::string> open = {LowerAscii(name)};
  if (!table.empty()) open.push_back(LowerAscii(table));
  for (const std::string& one : std::vector(open)) {
    members.tables.insert(one);
    members.views.insert(one);
    for (const auto* others : {&tied_, &owners_}) {
      const auto found = others->find(one);
      if (found != others->end()) members.tables.insert(found->second.begin(), found->second.end());
    }
  }
  while (!open.empty()) {
    const auto readers = readers_.find(open.back());
    open.pop_back();
    if (readers == readers_.end()) continue;
    for (const std::string& view : readers->second.views) {
      if (members.views.insert(view).second) open.push_back(view);
    }
    members.triggers.insert(readers->second.triggers.begin(), readers->second.triggers.end());
  }
  AddMentioned(members, {&first_, &second_});
  return {CopyMembers(members, first_), CopyMembers(members, second_)};
}

}  // namespace godwit

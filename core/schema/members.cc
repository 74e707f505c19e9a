#include "core/schema/members.h"

#include <algorithm>
#include <utility>

#include "core/schema/normalize.h"

namespace godwit {

void AddMentioned(Members& members, const std::vector<const SchemaNames*>& schemas) {
  std::vector<const std::string*> texts;
  const auto take = [&](const auto* object) {
    if (object != nullptr) texts.push_back(&object->stored_sql);
  };
  for (const SchemaNames* schema : schemas) {
    for (const std::string& name : members.views) take(schema->views.Find(name));
    for (const std::string& name : members.triggers) take(schema->triggers.Find(name));
  }
  while (!texts.empty()) {
    const std::string& sql = *texts.back();
    texts.pop_back();
    for (const std::string& name : MentionedNames(sql)) {
      bool is_view = false;
      for (const SchemaNames* schema : schemas) {
        if (schema->tables.Find(name) != nullptr) members.tables.insert(name);
        is_view = is_view || schema->views.Find(name) != nullptr;
      }
      if (!is_view || !members.views.insert(name).second) continue;
      for (const SchemaNames* schema : schemas) take(schema->views.Find(name));
    }
  }
}

Schema CopyMembers(const Members& members, const SchemaNames& names) {
  Schema schema;
  for (const std::string& name : members.tables) {
    if (const Table* table = names.tables.Find(name)) schema.tables.push_back(*table);
  }
  for (const std::string& name : members.views) {
    if (const SchemaView* view = names.views.Find(name)) schema.views.push_back(*view);
  }
  for (const std::string& name : members.triggers) {
    if (const Trigger* trigger = names.triggers.Find(name)) schema.triggers.push_back(*trigger);
  }
  SortByName(schema);
  return schema;
}

void SortByName(Schema& schema) {
  std::ranges::sort(schema.tables, {}, &Table::name);
  std::ranges::sort(schema.views, {}, &SchemaView::name);
  std::ranges::sort(schema.triggers, {}, &Trigger::name);
}

}  // namespace godwit

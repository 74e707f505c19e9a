#include "core/schema/lint/state.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {

using Verb = StatementWords::Verb;

const LintTable* LintSchema::Find(const std::string& name) const {
  const auto found = tables.find(LowerAscii(name));
  return found == tables.end() ? nullptr : &found->second;
}

const LintTable* LintSchema::FindId(int id) const {
  const auto found =
      std::ranges::find_if(tables, [&](const auto& entry) { return entry.second.id == id; });
  return found == tables.end() ? nullptr : &found->second;
}

Status SchemaFollower::Begin(bool stored) {
  auto schema = std::make_shared<LintSchema>();
  GODWIT_TRY(ReadAll(*schema));
  if (stored) {
    for (auto& [name, table] : schema->tables) table.stored = table.table->name;
  }
  now_ = std::move(schema);
  return {};
}

Status SchemaFollower::Follow(const StatementWords& words) {
  auto schema = std::make_shared<LintSchema>(*now_);
  const bool plain_create = words.verb == Verb::kCreate && words.object == "table";
  const bool of_index = words.object == "index" && words.verb == Verb::kCreate;
  // A view's columns may follow those of its tables.
  const bool in_place =
      schema->views.empty() && (words.verb == Verb::kAddColumn || words.verb == Verb::kAlter);
  if (plain_create || of_index || in_place) {
    GODWIT_TRY(ReadTable(of_index ? words.table : words.name, *schema));
  } else {
    Rename(words, *schema);
    GODWIT_TRY(ReadAll(*schema));
  }
  now_ = std::move(schema);
  return {};
}

void SchemaFollower::Rename(const StatementWords& words, LintSchema& schema) {
  const auto found = schema.tables.find(LowerAscii(words.name));
  if (found == schema.tables.end()) return;
  if (words.verb == Verb::kRenameTable) {
    auto node = schema.tables.extract(found);
    node.key() = LowerAscii(words.to);
    schema.tables.insert(std::move(node));
  } else if (words.verb == Verb::kRenameColumn) {
    std::map<std::string, std::string>& names = found->second.stored_columns;
    const auto old = names.find(LowerAscii(words.column));
    const std::string stored = old == names.end() ? words.column : old->second;
    if (old != names.end()) names.erase(old);
    names[LowerAscii(words.to)] = stored;
  }
}

Status SchemaFollower::ReadTable(const std::string& name, LintSchema& schema) {
  const std::string lower = LowerAscii(name);
  GODWIT_ASSIGN(Schema read, InspectTables(scratch_, {lower}));
  for (Table& table : read.tables) {
    LintTable& entry = schema.tables[lower];
    if (entry.id == 0) entry.id = next_id_++;
    entry.table = std::make_shared<const Table>(std::move(table));
  }
  return {};
}

Status SchemaFollower::ReadAll(LintSchema& schema) {
  GODWIT_ASSIGN(Schema read, Inspect(scratch_));
  std::map<std::string, LintTable> tables;
  for (Table& table : read.tables) {
    const std::string lower = LowerAscii(table.name);
    LintTable& entry = tables[lower];
    const auto known = schema.tables.find(lower);
    if (known != schema.tables.end()) entry = std::move(known->second);
    if (entry.id == 0) entry.id = next_id_++;
    entry.table = std::make_shared<const Table>(std::move(table));
  }
  schema.tables = std::move(tables);
  schema.views.clear();
  for (SchemaView& view : read.views) {
    std::string lower = LowerAscii(view.name);
    schema.views[std::move(lower)] = std::make_shared<const SchemaView>(std::move(view));
  }
  schema.triggers.clear();
  for (Trigger& trigger : read.triggers) {
    std::string lower = LowerAscii(trigger.name);
    schema.triggers[std::move(lower)] = std::make_shared<const Trigger>(std::move(trigger));
  }
  return {};
}

}  // namespace godwit

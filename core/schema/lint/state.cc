#include "core/schema/lint/state.h"

#include <utility>
#include <vector>

#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

using Verb = StatementWords::Verb;

constexpr std::string_view kCode =
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema WHERE type IN ('view', "
    "'trigger')";
constexpr std::string_view kViewColumns = "SELECT name, type FROM pragma_table_xinfo(?1, 'main')";

// Whatever a double-quoted word in a view or trigger may name.
NameSet AllNames(const LintSchema& schema) {
  NameSet names = {"new", "old", "excluded", "rowid", "oid", "_rowid_"};
  for (const auto& [name, table] : schema.tables) {
    names.insert(name);
    for (const Column& column : table.table->columns) names.insert(LowerAscii(column.name));
    for (const Index& index : table.table->indexes) names.insert(LowerAscii(index.name));
  }
  for (const auto& [name, view] : schema.views) {
    names.insert(name);
    for (const std::string& column : view->columns) names.insert(LowerAscii(column));
  }
  for (const auto& [name, trigger] : schema.triggers) names.insert(name);
  return names;
}

// A view that mentions what is not there has no columns; that is no error here.
Status ReadViewColumns(Statement& select, SchemaView& view) {
  view.columns.clear();
  view.column_types.clear();
  select.Reset();
  GODWIT_TRY(select.Bind(1, std::string_view(view.name)));
  while (true) {
    const Result<bool> row = select.Step();
    if (!row.ok() && LiesOutsideSql(row.error())) return row.error();
    if (!row.ok() || !*row) break;
    view.columns.emplace_back(select.Text(0));
    view.column_types.push_back(NormalizeType(select.Text(1)));
  }
  select.Reset();
  return {};
}

// The texts of views and triggers, by name in lower case.
void Normalize(LintSchema& schema, const std::vector<std::string>& changed) {
  if (changed.empty()) return;
  const NameSet names = AllNames(schema);
  for (const std::string& lower : changed) {
    if (const auto* view = schema.views.Find(lower)) {
      SchemaView normal = **view;
      normal.sql = NormalizeStatement(normal.stored_sql, names);
      schema.views.Put(lower, std::make_shared<const SchemaView>(std::move(normal)));
    }
    const auto* trigger = schema.triggers.Find(lower);
    if (trigger == nullptr) continue;
    Trigger normal = **trigger;
    normal.sql = NormalizeStatement(normal.stored_sql, names);
    const LintTable* table = schema.Find(normal.table);
    const bool on_view = schema.views.contains(LowerAscii(normal.table));
    if (table != nullptr) normal.table = table->table->name;
    schema.triggers.Put(lower, std::make_shared<const Trigger>(std::move(normal)));
    // It hangs on an internal table, and is left out with it.
    if (table == nullptr && !on_view) {
      schema.triggers.Erase(lower);
    }
  }
}

// The table that an index is of; empty when there is none of the name.
std::string TableOfIndex(const LintSchema& schema, const std::string& index) {
  for (const auto& [name, table] : schema.tables) {
    for (const Index& one : table.table->indexes) {
      if (IsSameName(one.name, index)) return name;
    }
  }
  return {};
}

}  // namespace

const LintTable* LintSchema::Find(const std::string& name) const {
  return tables.Find(LowerAscii(name));
}

const LintTable* LintSchema::FindId(int id) const {
  const std::string* name = names.Find(id);
  return name == nullptr ? nullptr : tables.Find(*name);
}

void LintSchema::Put(const std::string& lower, LintTable table) {
  names.Put(table.id, lower);
  tables.Put(lower, std::move(table));
}

void LintSchema::Erase(const std::string& lower) {
  const LintTable* table = tables.Find(lower);
  if (table == nullptr) return;
  names.Erase(table->id);
  tables.Erase(lower);
}

Status SchemaFollower::Begin(bool stored) {
  auto schema = std::make_shared<LintSchema>();
  GODWIT_TRY(ReadAll(*schema));
  if (stored) {
    std::vector<LintTable> tables;
    for (const auto& [name, table] : schema->tables) tables.push_back(table);
    for (LintTable& table : tables) {
      table.stored = table.table->name;
      const std::string lower = LowerAscii(table.stored);
      schema->Put(lower, std::move(table));
    }
  }
  now_ = std::move(schema);
  return {};
}

Status SchemaFollower::Follow(const StatementWords& words) {
  auto schema = std::make_shared<LintSchema>(*now_);
  appeared_.clear();
  gone_.clear();
  const bool of_table = words.object == "table" || words.object == "index" ||
                        (words.object.empty() && words.verb != Verb::kOther);
  const LintTable* target = schema->Find(words.name);
  // Its storage comes and goes with it.
  const bool is_virtual = target != nullptr && target->table->kind == TableKind::kVirtual;
  const bool of_code = words.object == "view" || words.object == "trigger";
  if ((!of_table && !of_code) || is_virtual) {
    Rename(words, *schema);
    GODWIT_TRY(ReadAll(*schema));
  } else {
    if (of_table) GODWIT_TRY(FollowTable(words, *schema));
    const bool has_code = !schema->views.empty() || !schema->triggers.empty();
    const bool moves_code = of_code || words.verb != Verb::kCreate;
    if (of_code || (has_code && moves_code)) GODWIT_TRY(ReadCode(*schema));
  }
  now_ = std::move(schema);
  return {};
}

Status SchemaFollower::FollowTable(const StatementWords& words, LintSchema& schema) {
  if (words.object == "index") {
    const std::string table =
        words.verb == Verb::kCreate ? words.table : TableOfIndex(schema, words.name);
    return table.empty() ? Status() : ReadTable(table, schema);
  }
  Rename(words, schema);
  GODWIT_TRY(ReadTable(words.verb == Verb::kRenameTable ? words.to : words.name, schema));
  const LintTable* made = words.verb == Verb::kCreate ? schema.Find(words.name) : nullptr;
  if (made != nullptr && made->table->kind == TableKind::kVirtual) return ReadAll(schema);
  if (words.verb == Verb::kRenameTable) GODWIT_TRY(ReadChildren(words.to, schema));
  if (words.verb == Verb::kRenameTable || words.verb == Verb::kRenameColumn) {
    GODWIT_TRY(ReadChildren(words.name, schema));
  }
  return {};
}

void SchemaFollower::Rename(const StatementWords& words, LintSchema& schema) {
  const LintTable* found = schema.Find(words.name);
  if (found == nullptr) return;
  LintTable table = *found;
  if (words.verb == Verb::kRenameTable) {
    schema.Erase(LowerAscii(words.name));
    schema.Put(LowerAscii(words.to), std::move(table));
  } else if (words.verb == Verb::kRenameColumn) {
    std::map<std::string, std::string>& names = table.stored_columns;
    const auto old = names.find(LowerAscii(words.column));
    const std::string stored = old == names.end() ? words.column : old->second;
    if (old != names.end()) names.erase(old);
    names[LowerAscii(words.to)] = stored;
    schema.Put(LowerAscii(words.name), std::move(table));
  }
}

Status SchemaFollower::ReadTable(const std::string& name, LintSchema& schema) {
  const std::string lower = LowerAscii(name);
  GODWIT_ASSIGN(Schema read, InspectTables(scratch_, {lower}));
  if (read.tables.empty()) {
    if (const LintTable* table = schema.tables.Find(lower)) gone_.push_back(table->id);
    schema.Erase(lower);
  }
  for (Table& table : read.tables) {
    const LintTable* known = schema.tables.Find(lower);
    LintTable entry = known == nullptr ? LintTable() : *known;
    if (entry.id == 0) appeared_.push_back(entry.id = next_id_++);
    entry.table = std::make_shared<const Table>(std::move(table));
    schema.Put(lower, std::move(entry));
  }
  return {};
}

Status SchemaFollower::ReadChildren(const std::string& name, LintSchema& schema) {
  std::vector<std::string> children;
  for (const auto& [child, table] : schema.tables) {
    for (const ForeignKey& key : table.table->foreign_keys) {
      if (!IsSameName(key.table, name)) continue;
      children.push_back(child);
      break;
    }
  }
  for (const std::string& child : children) GODWIT_TRY(ReadTable(child, schema));
  return {};
}

Status SchemaFollower::ReadCode(LintSchema& schema) {
  GODWIT_ASSIGN(Statement code, scratch_.Prepare(kCode));
  GODWIT_ASSIGN(Statement columns, scratch_.Prepare(kViewColumns));
  const auto old_views = std::exchange(schema.views, {});
  const auto old_triggers = std::exchange(schema.triggers, {});
  std::vector<std::string> changed;  // their text is to be normalised
  while (true) {
    GODWIT_ASSIGN(const bool row, code.Step());
    if (!row) break;
    const std::string lower = LowerAscii(code.Text(1));
    const std::string_view sql = code.Text(3);
    bool same = false;
    if (code.Text(0) == "view") {
      const auto* old = old_views.Find(lower);
      same = old != nullptr && (*old)->stored_sql == sql;
      SchemaView view = same ? **old : SchemaView{};
      view.name = code.Text(1);
      view.stored_sql = sql;
      GODWIT_TRY(ReadViewColumns(columns, view));
      schema.views.Put(lower, std::make_shared<const SchemaView>(std::move(view)));
    } else {
      const auto* old = old_triggers.Find(lower);
      same = old != nullptr && (*old)->stored_sql == sql;
      Trigger trigger{std::string(code.Text(1)), std::string(code.Text(2)),
                      same ? (*old)->sql : std::string(), std::string(sql)};
      schema.triggers.Put(lower, std::make_shared<const Trigger>(std::move(trigger)));
    }
    if (!same) changed.push_back(lower);
  }
  Normalize(schema, changed);
  return {};
}

Status SchemaFollower::ReadAll(LintSchema& schema) {
  GODWIT_ASSIGN(Schema read, Inspect(scratch_));
  const LintSchema old = std::exchange(schema, {});
  for (Table& table : read.tables) {
    const std::string lower = LowerAscii(table.name);
    const LintTable* known = old.tables.Find(lower);
    LintTable entry = known == nullptr ? LintTable() : *known;
    if (entry.id == 0) appeared_.push_back(entry.id = next_id_++);
    entry.table = std::make_shared<const Table>(std::move(table));
    schema.Put(lower, std::move(entry));
  }
  for (const auto& [name, table] : old.tables) {
    if (!schema.tables.contains(name)) gone_.push_back(table.id);
  }
  for (SchemaView& view : read.views) {
    std::string lower = LowerAscii(view.name);
    schema.views.Put(std::move(lower), std::make_shared<const SchemaView>(std::move(view)));
  }
  for (Trigger& trigger : read.triggers) {
    std::string lower = LowerAscii(trigger.name);
    schema.triggers.Put(std::move(lower), std::make_shared<const Trigger>(std::move(trigger)));
  }
  return {};
}

}  // namespace godwit

#include "core/engine/model_json.h"

#include <string>

#include "core/schema/canonical.h"
#include "core/schema/row_types.h"

namespace godwit {

using nlohmann::json;

namespace {

json OrNull(const std::string& text) { return text.empty() ? json() : json(text); }

json GeneratedName(Generated generated) {
  switch (generated) {
    case Generated::kNo:
      return nullptr;
    case Generated::kVirtual:
      return "virtual";
    case Generated::kStored:
      return "stored";
  }
  return nullptr;
}

std::string_view OriginName(IndexOrigin origin) {
  switch (origin) {
    case IndexOrigin::kCreated:
      return "created";
    case IndexOrigin::kUnique:
      return "unique";
    case IndexOrigin::kPrimaryKey:
      return "primary-key";
  }
  return "created";
}

template <typename T, typename EncodeOne>
json List(const std::vector<T>& items, EncodeOne encode) {
  json list = json::array();
  for (const T& item : items) list.push_back(encode(item));
  return list;
}

json EncodeColumn(const Table& table, const Column& column) {
  return {{"name", column.name},
          {"type", column.declared_type},
          {"affinity", AffinityName(column.affinity)},
          {"notNull", column.not_null},
          {"notNullName", OrNull(column.not_null_info.name)},
          {"notNullConflict", OrNull(column.not_null_info.conflict)},
          {"default", column.default_value ? json(*column.default_value) : json()},
          {"collation", column.collation},
          {"generated", GeneratedName(column.generated)},
          {"expression", OrNull(column.expression)},
          {"hidden", column.hidden},
          {"primaryKey", column.primary_key},
          {"neverNull", IsNeverNull(table, column)}};
}

json EncodeCheck(const Check& check) {
  return {{"name", OrNull(check.name)}, {"expression", check.expression}};
}

json EncodeForeignKey(const ForeignKey& key) {
  return {{"name", OrNull(key.name)},   {"columns", key.columns},
          {"table", key.table},         {"targetColumns", key.target_columns},
          {"onUpdate", key.on_update},  {"onDelete", key.on_delete},
          {"match", OrNull(key.match)}, {"deferred", key.deferred}};
}

json EncodeKey(const IndexKey& key) {
  return {{"column", OrNull(key.column)},
          {"expression", OrNull(key.expression)},
          {"collation", key.collation},
          {"descending", key.descending}};
}

json EncodeIndex(const Index& index) {
  return {{"name", OrNull(index.name)},
          {"origin", OriginName(index.origin)},
          {"unique", index.unique},
          {"constraint", OrNull(index.constraint.name)},
          {"conflict", OrNull(index.constraint.conflict)},
          {"keys", List(index.keys, EncodeKey)},
          {"where", OrNull(index.where)},
          {"sql", OrNull(index.stored_sql)}};
}

json EncodeTable(const Table& table) {
  return {{"name", table.name},
          {"kind", TableKindName(table.kind)},
          {"strict", table.strict},
          {"withoutRowid", table.without_rowid},
          {"autoincrement", table.autoincrement},
          {"module", OrNull(table.module)},
          {"arguments", OrNull(table.arguments)},
          {"columns",
           List(table.columns, [&](const Column& column) { return EncodeColumn(table, column); })},
          {"primaryKey",
           {{"name", OrNull(table.primary_key.name)},
            {"conflict", OrNull(table.primary_key.conflict)}}},
          {"checks", List(table.checks, EncodeCheck)},
          {"foreignKeys", List(table.foreign_keys, EncodeForeignKey)},
          {"indexes", List(table.indexes, EncodeIndex)},
          {"sql", table.stored_sql}};
}

json EncodeUse(const TableUse& use) { return {{"table", use.table}, {"columns", use.columns}}; }

json EncodeView(const SchemaView& view, const ViewUses& uses) {
  json columns = json::array();
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    columns.push_back({{"name", view.columns[i]}, {"type", view.column_types[i]}});
  }
  return {{"name", view.name},
          {"columns", std::move(columns)},
          {"sql", view.stored_sql},
          {"error", OrNull(uses.error)},
          {"reads", List(uses.reads, EncodeUse)}};
}

json EncodeTrigger(const Trigger& trigger, const TriggerUses& uses) {
  return {{"name", trigger.name},
          {"table", trigger.table},
          {"timing", TriggerTimingName(uses.head.timing)},
          {"event", TriggerEventName(uses.head.event)},
          {"updateOf", uses.head.update_of},
          {"sql", trigger.stored_sql},
          {"error", OrNull(uses.error)},
          {"reads", List(uses.reads, EncodeUse)},
          {"updates", List(uses.updates, EncodeUse)},
          {"inserts", uses.inserts},
          {"deletes", uses.deletes}};
}

}  // namespace

std::string_view TableKindName(TableKind kind) {
  switch (kind) {
    case TableKind::kTable:
      return "table";
    case TableKind::kVirtual:
      return "virtual";
    case TableKind::kShadow:
      return "shadow";
  }
  return "table";
}

json EncodeSchema(const Schema& schema, const SchemaUses& uses) {
  json views = json::array();
  for (std::size_t i = 0; i < schema.views.size(); ++i) {
    views.push_back(EncodeView(schema.views[i], uses.views[i]));
  }
  json triggers = json::array();
  for (std::size_t i = 0; i < schema.triggers.size(); ++i) {
    triggers.push_back(EncodeTrigger(schema.triggers[i], uses.triggers[i]));
  }
  return {{"tables", List(schema.tables, EncodeTable)},
          {"views", std::move(views)},
          {"triggers", std::move(triggers)},
          {"sequences", List(uses.sequences, [](const SequenceValue& sequence) {
             return json{{"table", sequence.table}, {"value", sequence.value}};
           })}};
}

}  // namespace godwit

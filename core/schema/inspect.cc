#include "core/schema/inspect.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/create_table.h"
#include "core/schema/inspect_parts.h"
#include "core/schema/internal.h"
#include "core/schema/normalize.h"
#include "core/schema/stored_object.h"
#include "core/schema/view_expansion.h"

namespace godwit {
namespace {

constexpr std::string_view kObjects =
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema";
constexpr std::string_view kTables =
    "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'";
constexpr std::string_view kObjectsOf =
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema WHERE tbl_name = ?1 "
    "COLLATE NOCASE";
constexpr std::string_view kTableOf =
    "SELECT name, type, wr, strict FROM pragma_table_list(?1) WHERE schema = 'main'";
constexpr std::string_view kColumns =
    "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1, 'main')";
constexpr std::string_view kIndexes =
    "SELECT name, \"unique\", origin FROM pragma_index_list(?1, 'main')";
constexpr std::string_view kIndexKeys =
    "SELECT cid, name, coll, \"desc\" FROM pragma_index_xinfo(?1, 'main') WHERE key = 1";

template <typename Part>
void SortByLine(std::vector<Part>& parts) {
  std::vector<std::pair<std::string, Part>> keyed;
  for (Part& part : parts) {
    std::string line = CanonicalLine(part);
    keyed.emplace_back(std::move(line), std::move(part));
  }
  std::ranges::sort(keyed, {}, [](const auto& one) -> const std::string& { return one.first; });
  parts.clear();
  for (auto& [line, part] : keyed) parts.push_back(std::move(part));
}

template <typename Part>
void SortByName(std::vector<Part>& parts) {
  std::ranges::sort(parts, {}, &Part::name);
}

class Inspector {
 public:
  // `only`: nullptr = everything.
  static Result<Schema> Run(const Database& db, const std::set<std::string>* only) {
    GODWIT_ASSIGN(Statement columns, db.Prepare(kColumns));
    GODWIT_ASSIGN(Statement indexes, db.Prepare(kIndexes));
    GODWIT_ASSIGN(Statement keys, db.Prepare(kIndexKeys));
    Inspector inspector(std::move(columns), std::move(indexes), std::move(keys));
    GODWIT_TRY(only == nullptr ? inspector.ReadAll(db) : inspector.ReadOnly(db, *only));
    inspector.Settle(only);
    if (only == nullptr) inspector.SettleViewsAndTriggers();
    return std::move(inspector.schema_);
  }

 private:
  Inspector(Statement columns, Statement indexes, Statement keys)
      : columns_(std::move(columns)), indexes_(std::move(indexes)), keys_(std::move(keys)) {}

  Status ReadAll(const Database& db) {
    GODWIT_TRY(List(db));
    for (Table& table : schema_.tables) GODWIT_TRY(ReadTable(table));
    return {};
  }

  // And the tables that their foreign keys lead to, whose names they are resolved by.
  Status ReadOnly(const Database& db, const std::set<std::string>& names) {
    // Where few are asked for the others are not even listed.
    constexpr std::size_t kFew = 8;
    const bool few = names.size() <= kFew;
    GODWIT_TRY(few ? ListNamed(db, names) : List(db));
    std::set<std::string> targets;
    GODWIT_TRY(ReadNamed(names, targets));
    std::erase_if(targets, [&](const std::string& name) { return names.contains(name); });
    if (few) GODWIT_TRY(ListNamed(db, targets));
    std::set<std::string> farther;
    return ReadNamed(targets, farther);
  }

  // `targets`: takes the names that the foreign keys of these tables lead to.
  Status ReadNamed(const std::set<std::string>& names, std::set<std::string>& targets) {
    for (Table& table : schema_.tables) {
      if (!names.contains(LowerAscii(table.name))) continue;
      GODWIT_TRY(ReadTable(table));
      for (const ForeignKey& key : table.foreign_keys) targets.insert(LowerAscii(key.table));
    }
    return {};
  }

  Status List(const Database& db) {
    GODWIT_ASSIGN(Statement objects, db.Prepare(kObjects));
    GODWIT_ASSIGN(Statement tables, db.Prepare(kTables));
    GODWIT_TRY(ListObjects(objects));
    // Before the tables: to list them SQLite looks for views whose columns it does not know yet,
    // from the first table on each time.
    GODWIT_TRY(CheckViewExpansion(others_));
    GODWIT_TRY(ReadViews());
    return ListTables(tables);
  }

  Status ListNamed(const Database& db, const std::set<std::string>& names) {
    GODWIT_ASSIGN(Statement objects, db.Prepare(kObjectsOf));
    GODWIT_ASSIGN(Statement tables, db.Prepare(kTableOf));
    for (const std::string& name : names) {
      for (Statement* statement : {&objects, &tables}) {
        statement->Reset();
        GODWIT_TRY(statement->Bind(1, std::string_view(name)));
      }
      GODWIT_TRY(ListObjects(objects));
      GODWIT_TRY(ListTables(tables));
    }
    return {};
  }

  Status ListObjects(Statement& statement) {
    for (;;) {
      GODWIT_ASSIGN(const bool row, statement.Step());
      if (!row) return {};
      StoredObject object{std::string(statement.Text(0)), std::string(statement.Text(1)),
                          std::string(statement.Text(2)), std::string(statement.Text(3))};
      GODWIT_TRY(CheckStoredObject(object));
      if (object.type == "index") {
        index_sql_[object.name] = object.sql;
      } else if (object.type == "table") {
        table_sql_[object.name] = object.sql;
      } else {
        others_.push_back(std::move(object));
      }
    }
  }

  Status ListTables(Statement& statement) {
    for (;;) {
      GODWIT_ASSIGN(const bool row, statement.Step());
      if (!row) return {};
      const std::string_view type = statement.Text(1);
      const std::string name(statement.Text(0));
      if (type == "view" || IsInternal(name)) continue;
      Table table;
      table.name = name;
      table.kind = type == "virtual"  ? TableKind::kVirtual
                   : type == "shadow" ? TableKind::kShadow
                                      : TableKind::kTable;
      table.without_rowid = statement.Int(2) != 0;
      table.strict = statement.Int(3) != 0;
      schema_.tables.push_back(std::move(table));
    }
  }

  void Settle(const std::set<std::string>* only) {
    std::erase_if(schema_.tables, [](const Table& table) {
      std::vector<std::string> columns;
      for (const Column& column : table.columns) columns.push_back(column.name);
      return IsInternalTable(table.name, columns);
    });
    SortByName(schema_.tables);
    ResolveForeignKeys();
    if (only == nullptr) return;
    std::erase_if(schema_.tables,
                  [&](const Table& table) { return !only->contains(LowerAscii(table.name)); });
  }

  // Names in another case than where they are declared mean the same.
  void ResolveForeignKeys() {
    std::map<std::string, const Table*> by_name;
    for (const Table& table : schema_.tables) by_name[LowerAscii(table.name)] = &table;
    for (Table& table : schema_.tables) {
      for (ForeignKey& key : table.foreign_keys) {
        ResolveColumns(key.columns, table);
        const auto target = by_name.find(LowerAscii(key.table));
        if (target == by_name.end()) continue;
        key.table = target->second->name;
        ResolveColumns(key.target_columns, *target->second);
      }
      SortByLine(table.foreign_keys);
    }
  }

  static void ResolveColumns(std::vector<std::string>& names, const Table& table) {
    for (std::string& name : names) {
      for (const Column& column : table.columns) {
        if (LowerAscii(column.name) == LowerAscii(name)) name = column.name;
      }
    }
  }

  Status ReadTable(Table& table) {
    const auto stored = table_sql_.find(table.name);
    if (stored == table_sql_.end()) return Contradiction("table " + QuoteName(table.name));
    const std::string& sql = stored->second;
    table.stored_sql = sql;
    if (table.kind == TableKind::kVirtual) {
      ParsedModule module = ParseCreateVirtualTable(sql);
      table.module = std::move(module.module);
      table.arguments = std::move(module.arguments);
      // A module that is not compiled in, or its refusal to read its own storage, must not hide
      // the rest of the database: the table then stands without columns.
      const Status read = ReadColumns(table);
      if (!read.ok() && IsPassing(read.error())) return read.error();
      if (!read.ok()) table.columns.clear();
      return {};
    }
    GODWIT_TRY(ReadColumns(table));
    const NameSet names = ColumnNames(table);
    ParsedTable parsed = ParseCreateTable(sql, names);
    table.autoincrement = parsed.autoincrement;
    table.checks = std::move(parsed.checks);
    table.foreign_keys = std::move(parsed.foreign_keys);
    MergeColumns(table, parsed);
    for (const ParsedKey& key : parsed.keys) {
      if (key.primary) table.primary_key = key.info;
    }
    GODWIT_TRY(ReadIndexes(table, parsed, names));
    SortByLine(table.checks);
    SortByLine(table.indexes);
    return {};
  }

  Status ReadColumns(Table& table) {
    columns_.Reset();
    GODWIT_TRY(columns_.Bind(1, std::string_view(table.name)));
    for (;;) {
      auto row = columns_.Step();
      if (!row.ok()) {
        columns_.Reset();
        return std::move(row).error();
      }
      if (!row.value()) break;
      Column column;
      column.name = columns_.Text(0);
      column.declared_type = columns_.Text(1);
      column.type = NormalizeType(column.declared_type);
      const bool any = table.strict && column.type == "ANY";
      column.affinity = any ? Affinity::kBlob : AffinityOf(column.type);
      column.not_null = columns_.Int(2) != 0;
      if (!std::holds_alternative<Null>(columns_.Column(3))) {
        column.default_value = NormalizeDefault(columns_.Text(3));
      }
      column.primary_key = static_cast<int>(columns_.Int(4));
      const std::int64_t hidden = columns_.Int(5);
      column.hidden = hidden == 1;
      column.generated = hidden == 2   ? Generated::kVirtual
                         : hidden == 3 ? Generated::kStored
                                       : Generated::kNo;
      // A generated column's expression is reported by some versions as its default.
      if (column.generated != Generated::kNo) column.default_value.reset();
      table.columns.push_back(std::move(column));
    }
    columns_.Reset();
    return {};
  }

  Status ReadIndexes(Table& table, const ParsedTable& parsed, const NameSet& names) {
    indexes_.Reset();
    GODWIT_TRY(indexes_.Bind(1, std::string_view(table.name)));
    for (;;) {
      GODWIT_ASSIGN(const bool row, indexes_.Step());
      if (!row) break;
      Index index;
      index.stored_name = indexes_.Text(0);
      index.unique = indexes_.Int(1) != 0;
      const std::string_view origin = indexes_.Text(2);
      index.origin = origin == "c"   ? IndexOrigin::kCreated
                     : origin == "u" ? IndexOrigin::kUnique
                                     : IndexOrigin::kPrimaryKey;
      ParsedIndex sql;
      if (index.origin == IndexOrigin::kCreated) {
        index.name = index.stored_name;
        const auto stored = index_sql_.find(index.name);
        if (stored == index_sql_.end()) return Contradiction("index " + QuoteName(index.name));
        index.stored_sql = stored->second;
        sql = ParseCreateIndex(index.stored_sql, names);
      }
      index.where = std::move(sql.where);
      GODWIT_TRY(ReadKeys(index, sql));
      if (index.origin == IndexOrigin::kUnique) index.constraint = UniqueInfo(index, parsed);
      table.indexes.push_back(std::move(index));
    }
    indexes_.Reset();
    return {};
  }

  Status ReadKeys(Index& index, const ParsedIndex& sql) {
    keys_.Reset();
    GODWIT_TRY(keys_.Bind(1, std::string_view(index.stored_name)));
    for (;;) {
      GODWIT_ASSIGN(const bool row, keys_.Step());
      if (!row) break;
      IndexKey key;
      const std::size_t position = index.keys.size();
      if (keys_.Int(0) != -2) {
        key.column = keys_.Text(1);
      } else if (position < sql.keys.size()) {
        key.expression = sql.keys[position];
      }
      key.collation = UpperAscii(keys_.Text(2));
      key.descending = keys_.Int(3) != 0;
      index.keys.push_back(std::move(key));
    }
    keys_.Reset();
    return {};
  }

  // Whatever a double-quoted word in a view or trigger may name.
  NameSet AllNames() const {
    NameSet names = {"new", "old", "excluded", "rowid", "oid", "_rowid_"};
    for (const auto& [name, sql] : table_sql_) names.insert(LowerAscii(name));
    for (const auto& [name, sql] : index_sql_) names.insert(LowerAscii(name));
    for (const StoredObject& object : others_) names.insert(LowerAscii(object.name));
    for (const Table& table : schema_.tables) {
      for (const Column& column : table.columns) names.insert(LowerAscii(column.name));
    }
    for (const auto& [view, columns] : view_columns_) {
      for (const std::string& column : columns) names.insert(LowerAscii(column));
    }
    return names;
  }

  // Declared names of everything that a trigger can hang on, by the name in lower case.
  std::map<std::string, std::string> TriggerTargets() const {
    std::map<std::string, std::string> targets;
    for (const Table& table : schema_.tables) targets[LowerAscii(table.name)] = table.name;
    for (const auto& [view, columns] : view_columns_) targets[LowerAscii(view)] = view;
    return targets;
  }

  Status ReadViews() {
    for (const StoredObject& object : others_) {
      if (object.type == "view") GODWIT_TRY(ReadViewColumns(object.name));
    }
    return {};
  }

  void SettleViewsAndTriggers() {
    const NameSet names = AllNames();
    const std::map<std::string, std::string> targets = TriggerTargets();
    for (StoredObject& object : others_) {
      std::string sql = NormalizeStatement(object.sql, names);
      if (object.type == "view") {
        schema_.views.push_back({object.name, view_columns_[object.name], std::move(sql),
                                 std::move(object.sql), view_types_[object.name]});
      } else if (object.type == "trigger") {
        // None: it hangs on an internal table, and is left out with it.
        const auto target = targets.find(LowerAscii(object.table));
        if (target == targets.end()) continue;
        schema_.triggers.push_back(
            {object.name, target->second, std::move(sql), std::move(object.sql)});
      }
    }
    SortByName(schema_.views);
    SortByName(schema_.triggers);
  }

  // A view that mentions what is not there has no columns; that is no error here.
  Status ReadViewColumns(const std::string& name) {
    Table view;
    view.name = name;
    std::vector<std::string>& columns = view_columns_[name];
    const Status read = ReadColumns(view);
    if (!read.ok() && IsPassing(read.error())) return read.error();
    if (!read.ok()) return {};
    for (Column& column : view.columns) {
      columns.push_back(column.name);
      view_types_[name].push_back(std::move(column.type));
    }
    return {};
  }

  Statement columns_;
  Statement indexes_;
  Statement keys_;
  Schema schema_;
  std::map<std::string, std::string> table_sql_;
  std::map<std::string, std::string> index_sql_;
  std::map<std::string, std::vector<std::string>> view_columns_;
  std::map<std::string, std::vector<std::string>> view_types_;
  std::vector<StoredObject> others_;  // views and triggers
};

}  // namespace

Result<Schema> Inspect(const Database& db) { return Inspector::Run(db, nullptr); }

Result<Schema> InspectTables(const Database& db, const std::set<std::string>& names) {
  return Inspector::Run(db, &names);
}

}  // namespace godwit

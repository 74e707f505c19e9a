#include "tests/schema/random_schema.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace godwit::random_schema {
namespace {

template <std::size_t N>
std::string Pick(Random& random, const std::array<std::string_view, N>& from) {
  return std::string(from[static_cast<std::size_t>(random.Below(static_cast<int>(N)))]);
}

std::string Quoted(const std::string& name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// Names that a text search would stumble over are among them.
constexpr std::array<std::string_view, 10> kNames = {
    "a", "b", "order", "select x", "naïve", "say \"hi\"", "t_rebuilt", "c1", "New", "rowid"};
constexpr std::array<std::string_view, 5> kTypes = {"INTEGER", "TEXT", "REAL", "BLOB", "ANY"};
constexpr std::array<std::string_view, 4> kActions = {"CASCADE", "SET NULL", "SET DEFAULT",
                                                      "RESTRICT"};

std::string FreshName(Random& random, const std::vector<std::string>& taken) {
  std::string name = Pick(random, kNames);
  const auto lower = [](std::string text) {
    for (char& c : text) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
  };
  for (int i = 2; std::ranges::any_of(
           taken, [&](const std::string& one) { return lower(one) == lower(name); });
       ++i) {
    name += std::to_string(i);
  }
  return name;
}

void ReplaceAll(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::vector<std::string> NamesOf(const TableSpec& table) {
  std::vector<std::string> names = {"id"};
  for (const ColumnSpec& column : table.columns) names.push_back(column.name);
  return names;
}

ColumnSpec RandomColumn(Random& random, const TableSpec& table,
                        const std::vector<TableSpec>& parents) {
  ColumnSpec column;
  column.name = FreshName(random, NamesOf(table));
  column.type = Pick(random, kTypes);
  if (column.type == "ANY" && !table.strict) column.type = "";
  if (random.OneIn(3))
    column.rest += " NOT NULL DEFAULT " + std::to_string(random.Below(9));
  else if (random.OneIn(4))
    column.rest += " DEFAULT 'it''s'";
  if (table.strict && column.rest.find("DEFAULT") != std::string::npos) column.type = "ANY";
  if (random.OneIn(5)) column.rest += " COLLATE NOCASE";
  if (random.OneIn(6)) column.rest += " CHECK (" + Quoted(column.name) + " IS NOT 'never')";
  // A parent's key that a child can point to.
  for (const TableSpec& parent : parents) {
    const bool has_key = parent.key == KeyKind::kRowid || parent.key == KeyKind::kAutoincrement;
    if (!has_key || !random.OneIn(3) || column.rest.find("NOT NULL") != std::string::npos) continue;
    column.type = table.strict ? "ANY" : "INTEGER";
    column.points_to = parent.name;
    column.rest =
        " REFERENCES " + Quoted(parent.name) + " (\"id\") ON DELETE " + Pick(random, kActions);
    if (random.OneIn(2)) column.rest += " ON UPDATE CASCADE";
    break;
  }
  return column;
}

TableSpec RandomTable(Random& random, const std::vector<TableSpec>& others) {
  TableSpec table;
  std::vector<std::string> taken;
  for (const TableSpec& other : others) taken.push_back("table " + other.name);
  table.name = "table " + std::to_string(others.size());
  if (random.OneIn(4)) table.name = "Order's \"" + std::to_string(others.size()) + "\"";
  table.key = static_cast<KeyKind>(random.Below(4));
  table.strict = random.OneIn(4);
  table.without_rowid = table.key == KeyKind::kText && random.OneIn(2);
  std::vector<TableSpec> parents = others;
  parents.push_back(table);  // itself as well
  const int columns = 1 + random.Below(4);
  for (int i = 0; i < columns; ++i) {
    table.columns.push_back(RandomColumn(random, table, parents));
  }
  return table;
}

// Indexes, views and triggers over what is there.
std::vector<std::string> RandomRest(const std::vector<TableSpec>& tables, Random& random) {
  std::vector<std::string> rest;
  int number = 0;
  for (const TableSpec& table : tables) {
    const std::string n = std::to_string(number++);
    const std::string name = Quoted(table.name);
    const std::string column = Quoted(table.columns.front().name);
    if (random.OneIn(2))
      rest.push_back("CREATE INDEX \"i " + n + "\" ON " + name + " (" + column + ")");
    if (random.OneIn(4)) {
      rest.push_back("CREATE INDEX p" + n + " ON " + name + " (lower(" + column + ")) WHERE " +
                     column + " IS NOT NULL");
    }
    if (!random.OneIn(3)) continue;
    rest.push_back("CREATE VIEW v" + n + " AS SELECT " + column + " AS x FROM " + name);
    rest.push_back("CREATE VIEW w" + n + " AS SELECT x FROM v" + n + " WHERE x IS NOT NULL");
    rest.push_back("CREATE TRIGGER g" + n + " AFTER UPDATE OF " + column + " ON " + name +
                   " BEGIN SELECT count(*) FROM w" + n + "; END");
  }
  return rest;
}

std::string Hint(const std::string& old) {
  return old.empty() ? " -- godwit: new\n" : " -- godwit: renamed from " + Quoted(old) + "\n";
}

std::string TableSql(const TableSpec& table) {
  std::string sql = "CREATE TABLE " + Quoted(table.name) + " (";
  sql += Hint(table.renamed_from);
  std::vector<std::string> items;
  static constexpr std::array<std::string_view, 4> kKeys = {
      "\"id\" TEXT", "\"id\" INTEGER PRIMARY KEY", "\"id\" INTEGER PRIMARY KEY AUTOINCREMENT",
      "\"id\" TEXT PRIMARY KEY NOT NULL"};
  items.emplace_back(kKeys[static_cast<std::size_t>(table.key)]);
  for (const ColumnSpec& column : table.columns) {
    items.push_back(Quoted(column.name) + " " + column.type + column.rest +
                    Hint(column.renamed_from));
  }
  if (!table.constraint.empty()) items.push_back(table.constraint);
  for (std::size_t i = 0; i < items.size(); ++i) sql += (i == 0 ? "" : ", ") + items[i];
  sql += ")";
  if (table.strict) sql += " STRICT";
  if (table.without_rowid) sql += table.strict ? ", WITHOUT ROWID" : " WITHOUT ROWID";
  return sql;
}

}  // namespace

std::uint64_t Random::Next() {
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

std::string SchemaSpec::Sql() const {
  std::string sql;
  for (const TableSpec& table : tables) sql += TableSql(table) + ";\n";
  for (const std::string& one : more) sql += one + ";\n";
  return sql;
}

SchemaSpec RandomSchema(Random& random) {
  SchemaSpec schema;
  const int tables = 1 + random.Below(3);
  for (int i = 0; i < tables; ++i) schema.tables.push_back(RandomTable(random, schema.tables));
  schema.more = RandomRest(schema.tables, random);
  return schema;
}

std::vector<std::string> RandomRows(const SchemaSpec& schema, Random& random) {
  std::vector<std::string> inserts;
  for (const TableSpec& table : schema.tables) {
    const int rows = random.Below(6);
    for (int row = 1; row <= rows; ++row) {
      std::string columns = "\"id\"";
      const bool number = table.key == KeyKind::kRowid || table.key == KeyKind::kAutoincrement;
      std::string values = number ? std::to_string(row * 3) : "'key " + std::to_string(row) + "'";
      for (const ColumnSpec& column : table.columns) {
        if (random.OneIn(5)) continue;  // its default
        columns += ", " + Quoted(column.name);
        if (!column.points_to.empty()) {
          // Its parent's last row: of a row without parents, none.
          values += ", (SELECT max(\"id\") FROM " + Quoted(column.points_to) + ")";
        } else if (column.type == "TEXT") {
          values += ", 'text " + std::to_string(random.Below(4)) + "'";
        } else if (column.type == "REAL") {
          values += ", " + std::to_string(random.Below(4)) + ".5";
        } else if (column.type == "BLOB") {
          values += ", x'0" + std::to_string(random.Below(9)) + "'";
        } else {
          values += ", " + std::to_string(random.Below(1000));
        }
      }
      inserts.push_back("INSERT INTO " + Quoted(table.name) + " (" + columns + ") VALUES (" +
                        values + ")");
    }
    // A gap at the end, which AUTOINCREMENT remembers.
    if (rows > 1) inserts.push_back("DELETE FROM " + Quoted(table.name) + " WHERE \"id\" = 6");
  }
  return inserts;
}

void Change(SchemaSpec& schema, std::uint64_t seed) {
  Random random(seed);
  const auto at = static_cast<std::size_t>(random.Below(static_cast<int>(schema.tables.size())));
  TableSpec& table = schema.tables[at];
  const auto column_at =
      static_cast<std::size_t>(random.Below(static_cast<int>(table.columns.size())));
  ColumnSpec& column = table.columns[column_at];
  switch (random.Below(14)) {
    case 0: {
      ColumnSpec added = RandomColumn(random, table, schema.tables);
      const bool last = random.OneIn(2);
      table.columns.insert(last ? table.columns.end() : table.columns.begin(), std::move(added));
      break;
    }
    case 1:
      if (table.columns.size() > 1)
        table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(column_at));
      schema.more.clear();
      break;
    case 2: {
      // SQLite does not rename a column from or to that.
      if (!column.renamed_from.empty() || column.name == "rowid") break;
      std::string name = FreshName(random, NamesOf(table));
      if (name == "rowid") name = "renamed rowid";
      column.renamed_from = std::exchange(column.name, name);
      ReplaceAll(column.rest, Quoted(column.renamed_from), Quoted(name));
      ReplaceAll(table.constraint, Quoted(column.renamed_from), Quoted(name));
      for (std::string& one : schema.more) {
        if (one.find(Quoted(table.name)) == std::string::npos) continue;
        ReplaceAll(one, Quoted(column.renamed_from), Quoted(name));
      }
      break;
    }
    case 3:
      if (!table.strict) column.type = column.type == "TEXT" ? "INTEGER" : "TEXT";
      break;
    case 4:
      if (!table.renamed_from.empty()) break;
      table.renamed_from = table.name;
      table.name = "renamed " + std::to_string(at);
      for (TableSpec& other : schema.tables) {
        for (ColumnSpec& pointer : other.columns) {
          if (pointer.points_to != table.renamed_from) continue;
          pointer.points_to = table.name;
          ReplaceAll(pointer.rest, Quoted(table.renamed_from), Quoted(table.name));
        }
      }
      for (std::string& one : schema.more) {
        ReplaceAll(one, Quoted(table.renamed_from), Quoted(table.name));
      }
      break;
    case 5:
      table.constraint = "CHECK (" + Quoted(column.name) + " IS NOT 'gone')";
      break;
    case 6:
      schema.more = RandomRest(schema.tables, random);
      break;
    case 7:
      schema.tables.push_back(RandomTable(random, schema.tables));
      schema.tables.back().renamed_from.clear();
      break;
    case 8:
      column.rest = random.OneIn(2) ? " NOT NULL" : "";
      column.points_to.clear();
      break;
    case 9:
      table.strict = !table.strict;
      for (ColumnSpec& one : table.columns) {
        if (table.strict && one.type.empty()) one.type = "ANY";
      }
      break;
    case 10:
      table.constraint = "UNIQUE (" + Quoted(column.name) + ")";
      break;
    case 11:
      if (table.key == KeyKind::kRowid) {
        table.key = KeyKind::kAutoincrement;
      } else if (table.key == KeyKind::kAutoincrement) {
        table.key = KeyKind::kRowid;
      } else if (table.key == KeyKind::kText) {
        table.without_rowid = !table.without_rowid;
      }
      break;
    case 12: {
      const auto points = [&](const ColumnSpec& one) { return one.points_to == table.name; };
      const bool is_parent = std::ranges::any_of(schema.tables, [&](const TableSpec& other) {
        return std::ranges::any_of(other.columns, points);
      });
      if (is_parent || schema.tables.size() == 1) break;
      schema.tables.erase(schema.tables.begin() + static_cast<std::ptrdiff_t>(at));
      schema.more.clear();
      break;
    }
    default:
      std::rotate(table.columns.begin(), table.columns.begin() + 1, table.columns.end());
      break;
  }
}

}  // namespace godwit::random_schema

#include "tests/migrate/before_images.h"

#include <algorithm>
#include <ranges>
#include <span>

#include <gtest/gtest.h>

#include "core/schema/normalize.h"

namespace godwit {
namespace {

std::string List(const std::vector<std::string>& names, std::size_t count,
                 const std::string& before, const std::string& between,
                 const std::string& after = {}) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += (i == 0 ? "" : between) + before + QuoteName(names[i]) + after;
  }
  return text;
}

// `"a" IS ?, …`, by the columns that `wanted` says, which are bound in that order from `first` on.
template <typename Wanted>
std::string Bound(const std::vector<std::string>& names, const std::string& equals,
                  const std::string& between, int first, const Wanted& wanted) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!wanted(i)) continue;
    text += (text.empty() ? "" : between) + QuoteName(names[i]) + equals + "?" +
            std::to_string(first++);
  }
  return text;
}

}  // namespace

BeforeImages::BeforeImages(Database& db, const std::vector<std::string>& tables) : db_(db) {
  for (const std::string& name : tables) {
    Table table{.name = name};
    Statement columns =
        std::move(db.Prepare("SELECT name, pk FROM pragma_table_xinfo(?1) WHERE hidden = 0 "
                             "ORDER BY pk = 0, pk, cid"))
            .value();
    EXPECT_TRUE(columns.Bind(1, Value(name)).ok());
    while (columns.Step().value()) {
      table.columns.emplace_back(columns.Text(0));
      if (columns.Int(1) > 0) ++table.keys;
    }
    if (table.keys == 0) {
      table.columns.insert(table.columns.begin(), "rowid");
      table.keys = 1;
    }
    tables_.push_back(std::move(table));
  }
  for (const Table& table : tables_) Watch(table);
}

void BeforeImages::Watch(const Table& table) {
  const std::size_t all = table.columns.size();
  std::string columns;
  for (std::size_t i = 0; i < all; ++i) columns += ", c" + std::to_string(i);
  Run("CREATE TEMP TABLE image_" + table.name + " (n INTEGER PRIMARY KEY, existed" + columns + ")");
  // The first image of a key in a batch is the one that counts.
  const auto keep = [&](const std::string& row, bool existed) {
    std::string same;
    for (std::size_t i = 0; i < table.keys; ++i) {
      same += (i == 0 ? "c" : " AND c") + std::to_string(i) + " IS " + row + "." +
              QuoteName(table.columns[i]);
    }
    return "INSERT INTO image_" + table.name + " SELECT NULL, " + (existed ? "1, " : "0, ") +
           List(table.columns, all, row + ".", ", ") + " WHERE NOT EXISTS (SELECT 1 FROM image_" +
           table.name + " WHERE " + same + "); ";
  };
  const auto trigger = [&](const std::string& when, const std::string& body) {
    Run("CREATE TEMP TRIGGER \"" + when + " " + table.name + "\" " + when + " ON main." +
        QuoteName(table.name) + " BEGIN " + body + "END");
  };
  trigger("AFTER INSERT", keep("new", false));
  trigger("BEFORE UPDATE", keep("old", true));
  trigger("AFTER UPDATE", keep("new", false));  // where the key is another one
  trigger("BEFORE DELETE", keep("old", true));
}

void BeforeImages::Stop() {
  for (const Table& table : tables_) {
    for (const char* when : {"AFTER INSERT", "BEFORE UPDATE", "AFTER UPDATE", "BEFORE DELETE"}) {
      Run("DROP TRIGGER temp.\"" + std::string(when) + " " + table.name + "\"");
    }
  }
}

void BeforeImages::EndBatch() {
  std::vector<Image> batch;
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    const Table& table = tables_[i];
    Statement images =
        std::move(db_.Prepare("SELECT * FROM image_" + table.name + " ORDER BY n")).value();
    while (images.Step().value()) {
      Row row;
      for (int column = 2; column < images.ColumnCount(); ++column) {
        row.push_back(Own(images.Column(column)));
      }
      Image image{.table = i, .key = {row.begin(), row.begin() + std::ptrdiff_t(table.keys)}};
      if (images.Int(1) == 1) image.before = std::move(row);
      image.after = Read(table, image.key);
      batch.push_back(std::move(image));
    }
    Run("DELETE FROM image_" + table.name);
  }
  if (!batch.empty()) batches_.push_back(std::move(batch));
}

BeforeImages::Row BeforeImages::Read(const Table& table, const Row& key) {
  const auto is_key = [&](std::size_t i) { return i < table.keys; };
  Statement select =
      std::move(db_.Prepare("SELECT " + List(table.columns, table.columns.size(), "", ", ") +
                            " FROM main." + QuoteName(table.name) + " WHERE " +
                            Bound(table.columns, " IS ", " AND ", 1, is_key)))
          .value();
  for (std::size_t i = 0; i < key.size(); ++i) {
    EXPECT_TRUE(select.Bind(static_cast<int>(i) + 1, key[i]).ok());
  }
  Row row;
  if (!select.Step().value()) return row;
  for (int i = 0; i < select.ColumnCount(); ++i) row.push_back(Own(select.Column(i)));
  return row;
}

std::set<std::string> BeforeImages::TakeBack() {
  std::set<std::string> conflicts;
  EXPECT_TRUE(db_.SetTriggers(false).ok());
  for (const std::vector<Image>& batch : batches_ | std::views::reverse) {
    for (const Image& image : batch) {
      if (TakeBack(image)) continue;
      const Table& table = tables_[image.table];
      conflicts.insert("table " + QuoteName(table.name) + ": " +
                       ShowKey(std::span(table.columns).first(table.keys), image.key));
    }
  }
  EXPECT_TRUE(db_.SetTriggers(true).ok());
  return conflicts;
}

bool BeforeImages::TakeBack(const Image& image) {
  const Table& table = tables_[image.table];
  const std::string name = "main." + QuoteName(table.name);
  const auto is_key = [&](std::size_t i) { return i < table.keys; };
  const Row now = Read(table, image.key);
  const auto changed = [&](std::size_t i) { return image.before[i] != image.after[i]; };
  if (image.before.empty() && image.after.empty()) return true;
  if (image.before.empty()) {
    if (now != image.after) return false;
    return Try("DELETE FROM " + name + " WHERE " + Bound(table.columns, " IS ", " AND ", 1, is_key),
               image.key);
  }
  if (image.after.empty()) {
    if (!now.empty()) return false;
    const std::size_t all = table.columns.size();
    return Try(
        "INSERT INTO " + name + " (" + List(table.columns, all, "", ", ") + ") VALUES (" +
            [&] {
              std::string marks;
              for (std::size_t i = 0; i < all; ++i) marks += i == 0 ? "?" : ", ?";
              return marks;
            }() +
            ")",
        image.before);
  }
  Row values;
  for (std::size_t i = 0; i < image.before.size(); ++i) {
    if (!changed(i)) continue;
    if (now.empty() || now[i] != image.after[i]) return false;
    values.push_back(image.before[i]);
  }
  if (values.empty()) return true;
  const int first_key = static_cast<int>(values.size()) + 1;
  values.insert(values.end(), image.key.begin(), image.key.end());
  return Try("UPDATE " + name + " SET " + Bound(table.columns, " = ", ", ", 1, changed) +
                 " WHERE " + Bound(table.columns, " IS ", " AND ", first_key, is_key),
             values);
}

bool BeforeImages::Try(const std::string& sql, const Row& values) {
  Result<Statement> statement = db_.Prepare(sql);
  EXPECT_TRUE(statement.ok()) << sql;
  if (!statement.ok()) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_TRUE(statement->Bind(static_cast<int>(i) + 1, values[i]).ok());
  }
  return statement->Run().ok();
}

void BeforeImages::Run(const std::string& sql, const Row& values) {
  EXPECT_TRUE(Try(sql, values)) << sql;
}

}  // namespace godwit

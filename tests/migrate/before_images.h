// A second codec for undo, without SQLite's session extension: rows as they were before a batch,
// kept by TEMP triggers, and as they were after it, read by their keys; the way back is plain SQL.
// Written from what docs/undo.md promises, to check the first codec against it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/sqlite/database.h"

namespace godwit {

class BeforeImages {
 public:
  // Keeps what befalls these tables from now on. Borrows the database.
  BeforeImages(Database& db, const std::vector<std::string>& tables);
  // What was kept since the last call is one batch.
  void EndBatch();
  // Keeps nothing any more.
  void Stop();
  // Brings the rows back, newest batch first, but for those in which something that the batch wrote
  // is no longer as it left it: their names, `table "t": "id" = 7`. No trigger runs.
  std::set<std::string> TakeBack();

 private:
  using Row = std::vector<Value>;  // empty = there is none
  struct Table {
    std::string name;
    std::vector<std::string> columns = {};  // without generated ones; the key's come first
    std::size_t keys = 0;
  };
  struct Image {
    std::size_t table = 0;
    Row key = {};
    Row before = {};
    Row after = {};
  };

  void Watch(const Table& table);
  Row Read(const Table& table, const Row& key);
  // Whether it could be taken back.
  bool TakeBack(const Image& image);
  void Run(const std::string& sql, const Row& values = {});
  bool Try(const std::string& sql, const Row& values);

  Database& db_;
  std::vector<Table> tables_;
  std::vector<std::vector<Image>> batches_;
};

}  // namespace godwit

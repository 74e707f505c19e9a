#include "core/migrate/undo_log.h"

#include <map>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/sha256.h"
#include "core/digest/encoding.h"
#include "core/migrate/ledger.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

using nlohmann::json;

constexpr std::string_view kTable = "godwit_undo";

constexpr std::string_view kSelectLast =
    "SELECT batch, sha256 FROM godwit_undo WHERE migration = ?1 AND step = ?2 "
    "ORDER BY batch DESC LIMIT 1";

constexpr std::string_view kInsert =
    "INSERT INTO godwit_undo (migration, step, batch, rows, changes, tables, changeset, previous, "
    "sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

constexpr std::string_view kSelectLog =
    "SELECT id, migration, step, batch, rows, changes, tables, previous, sha256 FROM godwit_undo "
    "WHERE (?1 = '' OR migration = ?1) AND (?2 = '' OR step = ?2) ORDER BY id DESC";

constexpr std::string_view kSelectChangeset = "SELECT changeset FROM godwit_undo WHERE id = ?1";

constexpr std::string_view kDelete = "DELETE FROM godwit_undo WHERE migration = ?1 AND step = ?2";

constexpr std::string_view kSize =
    "SELECT count(*), coalesce(sum(length(changeset)), 0) FROM godwit_undo";

constexpr std::string_view kSelectName =
    "SELECT name FROM pragma_table_list(?1) WHERE schema = 'main'";

constexpr std::string_view kSelectColumns =
    "SELECT name, pk FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";

std::string DigestOf(const UndoBatch& batch, std::string_view changeset) {
  std::string head("godwit-undo 1\n");
  for (const std::string& text : {batch.migration, batch.step, batch.tables, batch.previous}) {
    AppendValue(head, std::string_view(text));
  }
  for (const std::int64_t number :
       {batch.batch, batch.rows, batch.changes, static_cast<std::int64_t>(changeset.size())}) {
    AppendValue(head, number);
  }
  Sha256 hash;
  hash.Update(head);
  hash.Update(changeset);
  return Hex(hash.Finish());
}

Error Damaged(const UndoBatch& batch, std::string why) {
  return {.code = ErrorCode::kRefused,
          .what = "what was recorded to undo data step \"" + batch.step + "\", batch " +
                  std::to_string(batch.batch),
          .why = std::move(why),
          .next = "it is not used; restore a snapshot or a backup instead"};
}

// [[name, position in the key], …]; empty when there is no such table.
Result<json> ShapeOf(const Database& db, const std::string& table) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectColumns));
  GODWIT_TRY(select.Bind(1, Value(table)));
  json columns = json::array();
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return columns;
    columns.push_back({select.Text(0), select.Int(1)});
  }
}

// A table's name as it is declared; as it is given where there is none.
Result<std::string> DeclaredName(const Database& db, const std::string& table) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectName));
  GODWIT_TRY(select.Bind(1, Value(table)));
  GODWIT_ASSIGN(const bool row, select.Step());
  return row ? std::string(select.Text(0)) : table;
}

// Whether one of the tables has no key.
bool GoByRowid(const std::string& shapes) {
  const json tables = json::parse(shapes, nullptr, false);
  if (!tables.is_object()) return false;
  return std::any_of(tables.begin(), tables.end(), [](const json& columns) {
    return std::all_of(columns.begin(), columns.end(), [](const json& column) {
      return column.is_array() && column.size() == 2 && column[1] == 0;
    });
  });
}

// Names in another case mean the same.
bool SameColumn(const json& a, const json& b) {
  const auto whole = [](const json& column) {
    return column.is_array() && column.size() == 2 && column[0].is_string();
  };
  return whole(a) && whole(b) && a[1] == b[1] &&
         LowerAscii(a[0].get<std::string>()) == LowerAscii(b[0].get<std::string>());
}

}  // namespace

Result<std::string> TableShapes(const Database& db, const std::vector<std::string>& tables) {
  json shapes = json::object();
  for (const std::string& table : tables) {
    GODWIT_ASSIGN(const std::string name, DeclaredName(db, table));
    GODWIT_ASSIGN(shapes[name], ShapeOf(db, table));
  }
  return shapes.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<std::string> WhyShapesDiffer(const Database& db, const std::string& shapes) {
  const json recorded = json::parse(shapes, nullptr, false);
  if (!recorded.is_object()) return std::string("what is recorded of its tables is no JSON");
  for (const auto& [table, columns] : recorded.items()) {
    GODWIT_ASSIGN(const json now, ShapeOf(db, table));
    const std::string name = "table " + QuoteName(table);
    if (now.empty()) return name + " is no longer there";
    if (!columns.is_array()) return name + " has a record that is no list";
    for (std::size_t i = 0; i < std::max(columns.size(), now.size()); ++i) {
      if (i < columns.size() && i < now.size() && SameColumn(columns[i], now[i])) continue;
      // Only columns behind the recorded ones, outside the key, are new.
      if (i >= columns.size() && now[i][1] == 0) continue;
      const json& column = i < columns.size() ? columns[i] : now[i];
      const bool named = column.is_array() && !column.empty() && column[0].is_string();
      return name + " has changed since: column " +
             (named ? QuoteName(column[0].get<std::string>()) : std::to_string(i + 1)) +
             " is not as it was";
    }
  }
  return std::string();
}

Status AddUndoBatch(Database& db, UndoBatch batch, const std::string& changeset) {
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, kTable));
  if (!kept) GODWIT_TRY(EnsureLedger(db));
  {
    GODWIT_ASSIGN(Statement last, db.Prepare(kSelectLast));
    GODWIT_TRY(last.BindAll(Value(batch.migration), Value(batch.step)));
    GODWIT_ASSIGN(const bool row, last.Step());
    batch.batch = row ? last.Int(0) + 1 : 1;
    batch.previous = row ? std::string(last.Text(1)) : std::string();
  }
  return db.Execute(kInsert, Value(batch.migration), Value(batch.step), Value(batch.batch),
                    Value(batch.rows), Value(batch.changes), Value(batch.tables),
                    ValueView(BlobView{changeset}), Value(batch.previous),
                    Value(DigestOf(batch, changeset)));
}

Result<std::vector<UndoBatch>> ReadUndoLog(const Database& db, const std::string& migration,
                                           const std::string& step) {
  std::vector<UndoBatch> batches;
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, kTable));
  if (!kept) return batches;
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectLog));
  GODWIT_TRY(select.BindAll(Value(migration), Value(step)));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return batches;
    batches.push_back({.id = select.Int(0),
                       .migration = std::string(select.Text(1)),
                       .step = std::string(select.Text(2)),
                       .batch = select.Int(3),
                       .rows = select.Int(4),
                       .changes = select.Int(5),
                       .tables = std::string(select.Text(6)),
                       .previous = std::string(select.Text(7)),
                       .sha256 = std::string(select.Text(8))});
  }
}

Result<std::string> ReadChangeset(const Database& db, const UndoBatch& batch) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectChangeset));
  GODWIT_TRY(select.Bind(1, Value(batch.id)));
  GODWIT_ASSIGN(const bool row, select.Step());
  const ValueView value = row ? select.Column(0) : ValueView(Null{});
  const auto* blob = std::get_if<BlobView>(&value);
  if (blob == nullptr) return Damaged(batch, "its changeset is missing");
  if (DigestOf(batch, blob->bytes) != batch.sha256) {
    return Damaged(batch, "its SHA-256 does not fit: it was changed");
  }
  return std::string(blob->bytes);
}

Status CheckChain(const std::vector<UndoBatch>& newest_first) {
  // By step, the batch that was seen last.
  std::map<std::pair<std::string, std::string>, const UndoBatch*> seen;
  for (auto batch = newest_first.rbegin(); batch != newest_first.rend(); ++batch) {
    const UndoBatch*& before = seen[{batch->migration, batch->step}];
    const bool follows =
        before == nullptr ? batch->batch == 1 && batch->previous.empty()
                          : batch->batch == before->batch + 1 && batch->previous == before->sha256;
    if (!follows) return Damaged(*batch, "the batch before it is missing or another");
    before = &*batch;
  }
  return {};
}

Status RemoveUndoLog(Database& db, const std::string& migration, const std::string& step) {
  return db.Execute(kDelete, Value(migration), Value(step));
}

Result<std::vector<std::string>> ForgetLogsByRowid(Database& db) {
  std::vector<std::string> names;
  GODWIT_ASSIGN(const std::vector<UndoBatch> batches, ReadUndoLog(db, {}, {}));
  for (const UndoBatch& batch : batches) {
    const bool known = std::find(names.begin(), names.end(), batch.step) != names.end();
    if (!GoByRowid(batch.tables)) continue;
    GODWIT_TRY(RemoveUndoLog(db, batch.migration, batch.step));
    if (!known) names.push_back(batch.step);
  }
  return names;
}

Result<UndoSize> ClearUndoLog(Database& db) {
  UndoSize size;
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, kTable));
  if (!kept) return size;
  {
    GODWIT_ASSIGN(Statement select, db.Prepare(kSize));
    GODWIT_ASSIGN(const bool row, select.Step());
    if (row) size = {.batches = select.Int(0), .bytes = select.Int(1)};
  }
  GODWIT_TRY(db.Execute("DELETE FROM godwit_undo"));
  return size;
}

}  // namespace godwit

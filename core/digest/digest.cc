#include "core/digest/digest.h"

#include <algorithm>
#include <utility>

#include "core/digest/encoding.h"
#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

// Each kind of hash begins with text of its own, with the version of this format.
constexpr std::string_view kTable = "godwit-table 1\n";
constexpr std::string_view kData = "godwit-data 1\n";

std::string_view Bytes(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

TableDigest Seal(const std::string& name, DigestTree& tree) {
  TableDigest digest;
  digest.name = name;
  digest.rows = tree.size();
  std::string text(kTable);
  AppendValue(text, static_cast<std::int64_t>(digest.rows));
  text += Bytes(tree.Finish());
  digest.sha256 = Sha256Of(text);
  return digest;
}

Sha256Digest DataDigest(const std::vector<TableDigest>& tables) {
  Sha256 hash;
  hash.Update(kData);
  for (const TableDigest& table : tables) {
    hash.Update(EncodeValue(std::string_view(table.name)));
    hash.Update(Bytes(table.sha256));
  }
  return hash.Finish();
}

Result<Table> FindTable(const Database& db, std::string_view name) {
  GODWIT_ASSIGN(Schema schema, Inspect(db));
  for (Table& table : schema.tables) {
    if (LowerAscii(table.name) != LowerAscii(name)) continue;
    if (HasDigestRows(table)) return std::move(table);
    return Error{.code = ErrorCode::kUsage,
                 .what = "table \"" + table.name + "\"",
                 .why =
                     "the digest does not read its rows: they belong to another table, or to a "
                     "module that keeps none of its own"};
  }
  std::string names;
  for (const Table& table : schema.tables) {
    if (HasDigestRows(table)) names += (names.empty() ? "" : ", ") + table.name;
  }
  return Error{
      .code = ErrorCode::kUsage,
      .what = "table \"" + std::string(name) + "\"",
      .why = "the digest knows no such table (ledgers and SQLite's own tables are left out)",
      .next = names.empty() ? "the database has no tables" : "choose one of: " + names};
}

}  // namespace

Sha256Digest SchemaDigest(const Schema& schema) { return Sha256Of(CanonicalSchema(schema)); }

Result<DigestRun> DigestRun::Start(Database& db, RowObserver* observer) {
  GODWIT_ASSIGN(Schema schema, Inspect(db));
  DigestRun run(db);
  run.observer_ = observer;
  run.digest_.schema = SchemaDigest(schema);
  if (observer != nullptr) observer->OnSchema(schema);
  for (Table& table : schema.tables) {
    if (HasDigestRows(table)) run.tables_.push_back(std::move(table));
  }
  return run;
}

std::string_view DigestRun::table() const {
  return tables_done() < tables_.size() ? std::string_view(tables_[tables_done()].name)
                                        : std::string_view();
}

Result<bool> DigestRun::Step() {
  for (std::uint64_t budget = kRowsAStep; tables_done() < tables_.size();) {
    if (!reader_) {
      GODWIT_ASSIGN(reader_, RowReader::Open(*db_, tables_[tables_done()]));
      if (observer_ != nullptr) observer_->OnTable(tables_[tables_done()]);
    }
    for (; budget > 0; --budget) {
      GODWIT_ASSIGN(const bool row, reader_->Next());
      if (!row) break;
      tree_.Add(reader_->hash());
      if (observer_ != nullptr) observer_->OnRow(*reader_);
      ++rows_;
    }
    if (budget == 0) return true;
    EndTable();
  }
  return false;
}

void DigestRun::EndTable() {
  digest_.tables.push_back(Seal(tables_[tables_done()].name, tree_));
  tree_ = DigestTree();
  reader_.reset();
}

DatabaseDigest DigestRun::Finish() && {
  digest_.data = DataDigest(digest_.tables);
  return std::move(digest_);
}

Result<DatabaseDigest> DigestDatabase(Database& db) {
  std::optional<Transaction> transaction;
  if (!db.InTransaction()) {
    GODWIT_ASSIGN(Transaction begun, Transaction::BeginRead(db));
    transaction.emplace(std::move(begun));
  }
  GODWIT_ASSIGN(DigestRun run, DigestRun::Start(db));
  for (;;) {
    GODWIT_ASSIGN(const bool more, run.Step());
    if (!more) break;
  }
  DatabaseDigest digest = std::move(run).Finish();
  if (transaction) GODWIT_TRY(transaction->Commit());
  return digest;
}

Result<TableDigest> RowDigests(Database& db, std::string_view table, const RowSink& sink) {
  GODWIT_ASSIGN(const Table found, FindTable(db, table));
  GODWIT_ASSIGN(RowReader reader, RowReader::Open(db, found));
  DigestTree tree;
  for (;;) {
    GODWIT_ASSIGN(const bool row, reader.Next());
    if (!row) return Seal(found.name, tree);
    tree.Add(reader.hash());
    GODWIT_TRY(sink({.key = reader.Key(), .sha256 = reader.hash()}));
  }
}

}  // namespace godwit

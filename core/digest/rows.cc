#include "core/digest/rows.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "core/digest/encoding.h"
#include "core/digest/tree.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

// SQLite limits a function's arguments (to 127 in older versions), so wide rows are encoded in
// pieces of this many columns.
constexpr std::size_t kPiece = 100;

constexpr std::string_view kRowid = "rowid";

Value EncodeArguments(std::span<const ValueView> arguments) {
  Blob encoded;
  for (const ValueView& argument : arguments) AppendValue(encoded.bytes, argument);
  return encoded;
}

Value HashPieces(std::span<const ValueView> pieces) {
  std::string row;
  for (const ValueView& piece : pieces) {
    if (const auto* blob = std::get_if<BlobView>(&piece)) row += blob->bytes;
  }
  const Sha256Digest hash = LeafHash(row);
  return Blob{{reinterpret_cast<const char*>(hash.data()), hash.size()}};
}

Value TextBytes(std::span<const ValueView> arguments) {
  if (const auto* text = std::get_if<std::string_view>(&arguments[0])) {
    return Blob{std::string(*text)};
  }
  return Own(arguments[0]);
}

// SQLite refuses to replace a function while any statement runs, so once per connection.
Status RegisterFunctions(Database& db) {
  if (db.Prepare("SELECT godwit_digest_utf8(NULL)").ok()) return {};
  GODWIT_TRY(
      db.Register({.name = "godwit_digest_encode", .arguments = -1, .call = EncodeArguments}));
  GODWIT_TRY(db.Register({.name = "godwit_digest_leaf", .arguments = -1, .call = HashPieces}));
  return db.Register({.name = "godwit_digest_utf8", .arguments = 1, .call = TextBytes});
}

bool IsFullText(const Table& table) {
  return table.module == "fts3" || table.module == "fts4" || table.module == "fts5";
}

// content=… : the rows belong to another table, or are not kept at all.
bool HasForeignContent(const Table& table) {
  const std::vector<Token> tokens = SignificantTokens(table.arguments);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (LowerAscii(tokens[i].text) == "content" && tokens[i + 1].text == "=") return true;
  }
  return false;
}

bool IsRowidAlias(const Table& table) {
  const bool indexed =
      std::any_of(table.indexes.begin(), table.indexes.end(),
                  [](const Index& index) { return index.origin == IndexOrigin::kPrimaryKey; });
  return !indexed && !table.without_rowid;
}

// What is read and in which order.
struct Plan {
  std::vector<std::string> values;    // quoted columns, in declared order
  std::vector<std::string> key;       // quoted key columns, in key order; all among the values
  bool key_is_rowid = false;          // unique integers, never NULL
  std::vector<std::string> nullable;  // key columns that may hold NULL
};

Plan PlanVirtual(const Table& table) {
  Plan plan;
  plan.key_is_rowid = true;
  if (table.module == "rtree" || table.module == "rtree_i32") {
    plan.key.push_back(QuoteName(table.columns[0].name));
  } else {
    // Applications join full-text rows by rowid: here it is data.
    plan.values.emplace_back(kRowid);
    plan.key.emplace_back(kRowid);
  }
  for (const Column& column : table.columns) {
    if (!column.hidden) plan.values.push_back(QuoteName(column.name));
  }
  return plan;
}

Plan PlanTable(const Table& table) {
  if (table.kind == TableKind::kVirtual) return PlanVirtual(table);
  Plan plan;
  std::vector<const Column*> key;
  for (const Column& column : table.columns) {
    if (column.generated != Generated::kNo) continue;
    plan.values.push_back(QuoteName(column.name));
    if (column.primary_key > 0) key.push_back(&column);
  }
  std::sort(key.begin(), key.end(),
            [](const Column* a, const Column* b) { return a->primary_key < b->primary_key; });
  plan.key_is_rowid = key.size() == 1 && IsRowidAlias(table);
  for (const Column* column : key) {
    plan.key.push_back(QuoteName(column->name));
    if (!column->not_null && !plan.key_is_rowid) plan.nullable.push_back(plan.key.back());
  }
  return plan;
}

std::string Join(std::span<const std::string> parts, std::string_view between) {
  std::string joined;
  for (const std::string& part : parts) {
    if (!joined.empty()) joined += between;
    joined += part;
  }
  return joined;
}

std::string HashExpression(const std::vector<std::string>& values) {
  std::vector<std::string> pieces;
  for (std::size_t from = 0; from < values.size(); from += kPiece) {
    const std::size_t count = std::min(kPiece, values.size() - from);
    const std::span<const std::string> piece(values.data() + from, count);
    pieces.push_back("godwit_digest_encode(" + Join(piece, ", ") + ")");
  }
  return "godwit_digest_leaf(" + Join(pieces, ", ") + ")";
}

// In a UTF-16 database BINARY compares UTF-16 bytes, so text is turned into its UTF-8 bytes first;
// real blobs stay behind all text.
std::vector<std::string> OrderTerms(const Plan& plan, bool utf16) {
  if (plan.key_is_rowid) return plan.key;
  std::vector<std::string> terms;
  for (const std::string& column : plan.key) {
    if (utf16) {
      terms.push_back("typeof(" + column + ") = 'blob'");
      terms.push_back("godwit_digest_utf8(" + column + ")");
    } else {
      terms.push_back(column + " COLLATE BINARY");
    }
  }
  return terms;
}

Result<bool> HasNulls(const Database& db, const std::string& from, const Plan& plan) {
  if (plan.nullable.empty()) return false;
  const std::string sql = "SELECT EXISTS (SELECT 1" + from + " WHERE " +
                          Join(plan.nullable, " IS NULL OR ") + " IS NULL)";
  GODWIT_ASSIGN(const Value found, db.QueryValue(sql));
  return found == Value(std::int64_t{1});
}

Result<bool> IsUtf16(Database& db) {
  const GuardScope scope(db, ScriptGuard::kNone);
  GODWIT_ASSIGN(const Value encoding, db.QueryValue("PRAGMA encoding"));
  return encoding != Value(std::string("UTF-8"));
}

}  // namespace

bool HasDigestRows(const Table& table) {
  if (table.kind == TableKind::kTable) return true;
  if (table.kind == TableKind::kShadow || table.columns.empty()) return false;
  if (IsFullText(table)) return !HasForeignContent(table);
  return table.module == "rtree" || table.module == "rtree_i32" || table.module == "geopoly";
}

std::vector<std::string> DigestKeyColumns(const Table& table) {
  std::vector<std::string> columns;
  for (const std::string& column : PlanTable(table).key) columns.push_back(Unquote(column));
  return columns;
}

std::vector<std::string> DigestValueColumns(const Table& table) {
  std::vector<std::string> columns;
  for (const std::string& column : PlanTable(table).values) columns.push_back(Unquote(column));
  return columns;
}

Result<RowReader> RowReader::Open(Database& db, const Table& table) {
  GODWIT_TRY(RegisterFunctions(db));
  GODWIT_ASSIGN(const bool utf16, IsUtf16(db));
  const Plan plan = PlanTable(table);
  const std::string from = " FROM main." + QuoteName(table.name);
  GODWIT_ASSIGN(const bool nulls, HasNulls(db, from, plan));
  std::vector<std::string> order = OrderTerms(plan, utf16);
  std::vector<int> key;
  if (plan.key.empty() || nulls) {
    // Only the key and the hash go through the sorter.
    std::vector<std::string> results = plan.key;
    for (std::size_t i = 0; i < plan.key.size(); ++i) key.push_back(static_cast<int>(i));
    results.push_back(HashExpression(plan.values));
    order.push_back(std::to_string(results.size()));
    GODWIT_ASSIGN(Statement statement, db.Prepare("SELECT " + Join(results, ", ") + from +
                                                  " ORDER BY " + Join(order, ", ")));
    return RowReader(std::move(statement), 0, std::move(key), true);
  }
  for (const std::string& column : plan.key) {
    const auto found = std::find(plan.values.begin(), plan.values.end(), column);
    key.push_back(static_cast<int>(found - plan.values.begin()));
  }
  GODWIT_ASSIGN(Statement statement, db.Prepare("SELECT " + Join(plan.values, ", ") + from +
                                                " ORDER BY " + Join(order, ", ")));
  return RowReader(std::move(statement), static_cast<int>(plan.values.size()), std::move(key),
                   false);
}

Result<bool> RowReader::Next() {
  GODWIT_ASSIGN(const bool row, statement_.Step());
  if (!row) return false;
  if (hashed_) {
    const ValueView last = statement_.Column(statement_.ColumnCount() - 1);
    const std::string_view bytes = std::get<BlobView>(last).bytes;
    std::memcpy(hash_.data(), bytes.data(), hash_.size());
    return true;
  }
  buffer_.clear();
  for (int i = 0; i < values_; ++i) AppendValue(buffer_, statement_.Column(i));
  hash_ = LeafHash(buffer_);
  return true;
}

std::vector<Value> RowReader::Key() const {
  std::vector<Value> key;
  for (const int column : key_) key.push_back(Own(statement_.Column(column)));
  return key;
}

}  // namespace godwit

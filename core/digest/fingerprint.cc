#include "core/digest/fingerprint.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "core/base/words.h"
#include "core/digest/encoding.h"
#include "core/schema/compare.h"
#include "core/schema/inspect.h"

namespace godwit {
namespace {

constexpr std::size_t kHexDigits = 16;  // of one number

// Spreads every bit over all of them; a bijection (the finishing step of SplitMix64).
std::uint64_t Mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

// FNV-1a over 64 bits, mixed. It points and does not prove, so speed is all that it needs.
std::uint64_t QuickHash(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ seed;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return Mix(hash);
}

std::uint64_t KeyHash(const RowReader& row) { return QuickHash(EncodeValues(row.Key()), 0); }

// The first eight bytes of the row's hash.
std::uint64_t RowHash(const RowReader& row) {
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < 8; ++i) hash = hash << 8 | row.hash()[i];
  return hash;
}

std::uint64_t Identity(const RowSketch::Row& row) { return Mix(row.key ^ Mix(row.row)); }
std::uint64_t CheckOf(const RowSketch::Row& row) { return Mix(Identity(row) + 1); }

std::array<std::size_t, RowSketch::kPlaces> PlacesOf(const RowSketch::Row& row) {
  std::array<std::size_t, RowSketch::kPlaces> places{};
  std::uint64_t hash = Identity(row);
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i] = i * RowSketch::kPart + hash % RowSketch::kPart;
    hash = Mix(hash + 2);
  }
  return places;
}

void AppendHex(std::string& text, std::uint64_t number) {
  char digits[kHexDigits];
  const auto [end, error] = std::to_chars(digits, digits + kHexDigits, number, 16);
  const auto written = static_cast<std::size_t>(end - digits);
  text.append(kHexDigits - written, '0').append(digits, written);
}

bool ReadHex(std::string_view& text, std::uint64_t& number) {
  const std::string digits(text.substr(0, kHexDigits));
  text.remove_prefix(digits.size());
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, 16);
  return error == std::errc() && stop == end;
}

}  // namespace

void RowSketch::Put(const Row& row, std::uint64_t count) {
  for (const std::size_t place : PlacesOf(row)) {
    Cell& cell = cells_[place];
    cell.count += count;
    cell.key ^= row.key;
    cell.row ^= row.row;
    cell.check ^= CheckOf(row);
  }
}

std::optional<RowSketch::Difference> RowSketch::Compare(const RowSketch& other) const {
  RowSketch left;
  for (std::size_t i = 0; i < kCells; ++i) {
    const Cell& a = cells_[i];
    const Cell& b = other.cells_[i];
    left.cells_[i] = {a.count - b.count, a.key ^ b.key, a.row ^ b.row, a.check ^ b.check};
  }
  constexpr std::uint64_t kOnlyThere = ~std::uint64_t{0};  // -1
  Difference difference;
  // Each row that is taken out may leave another one alone in its cell. A row is taken out once at
  // most, so the rounds end.
  for (bool found = true; found;) {
    found = false;
    for (std::size_t i = 0; i < kCells; ++i) {
      const Cell cell = left.cells_[i];
      const Row row{cell.key, cell.row};
      const bool alone =
          (cell.count == 1 || cell.count == kOnlyThere) && cell.check == CheckOf(row);
      if (!alone || difference.here.size() + difference.there.size() == kCells) continue;
      (cell.count == 1 ? difference.here : difference.there).push_back(row);
      left.Put(row, 0 - cell.count);
      found = true;
    }
  }
  if (left != RowSketch()) return std::nullopt;
  return difference;
}

std::string RowSketch::ToText() const {
  std::string text;
  if (*this == RowSketch()) return text;
  text.reserve(kCells * 4 * kHexDigits);
  for (const Cell& cell : cells_) {
    for (const std::uint64_t number : {cell.count, cell.key, cell.row, cell.check}) {
      AppendHex(text, number);
    }
  }
  return text;
}

std::optional<RowSketch> RowSketch::FromText(std::string_view text) {
  if (text.empty()) return RowSketch();
  if (text.size() != kCells * 4 * kHexDigits) return std::nullopt;
  RowSketch sketch;
  for (Cell& cell : sketch.cells_) {
    for (std::uint64_t* number : {&cell.count, &cell.key, &cell.row, &cell.check}) {
      if (!ReadHex(text, *number)) return std::nullopt;
    }
  }
  return sketch;
}

const TableFingerprint* Fingerprint::Find(std::string_view table) const {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableFingerprint& one) {
    return one.digest.name == table;
  });
  return found == tables.end() ? nullptr : &*found;
}

class FingerprintRun::Observer final : public RowObserver {
 public:
  void OnSchema(const Schema& schema) override { objects_ = CanonicalObjects(schema); }

  void OnTable(const Table& table) override {
    TableFingerprint& fingerprint = tables_.emplace_back();
    keyed_ = !DigestKeyColumns(table).empty();
    if (!keyed_) return;
    for (std::string& name : DigestValueColumns(table)) {
      fingerprint.columns.push_back({std::move(name), 0});
    }
  }

  void OnRow(const RowReader& row) override {
    if (!keyed_) return;
    TableFingerprint& table = tables_.back();
    const std::uint64_t key = KeyHash(row);
    table.sketch.Add({key, RowHash(row)});
    for (int i = 0; i < row.ValueCount(); ++i) {
      value_.clear();
      AppendValue(value_, row.At(i));
      table.columns[static_cast<std::size_t>(i)].sum += QuickHash(value_, key);
    }
  }

  std::vector<TableFingerprint> Take() { return std::move(tables_); }
  SchemaObjects TakeObjects() { return std::move(objects_); }

 private:
  SchemaObjects objects_;
  std::vector<TableFingerprint> tables_;
  bool keyed_ = false;
  std::string value_;
};

FingerprintRun::FingerprintRun(std::unique_ptr<Observer> observer, DigestRun run)
    : observer_(std::move(observer)), run_(std::move(run)) {}
FingerprintRun::FingerprintRun(FingerprintRun&&) noexcept = default;
FingerprintRun& FingerprintRun::operator=(FingerprintRun&&) noexcept = default;
FingerprintRun::~FingerprintRun() = default;

Result<FingerprintRun> FingerprintRun::Start(Database& db) {
  auto observer = std::make_unique<Observer>();
  GODWIT_ASSIGN(DigestRun run, DigestRun::Start(db, observer.get()));
  return FingerprintRun(std::move(observer), std::move(run));
}

Result<bool> FingerprintRun::Step() { return run_.Step(); }

Fingerprint FingerprintRun::Finish() && {
  DatabaseDigest digest = std::move(run_).Finish();
  Fingerprint fingerprint{.schema = digest.schema,
                          .data = digest.data,
                          .objects = observer_->TakeObjects(),
                          .tables = {}};
  fingerprint.tables = observer_->Take();
  for (std::size_t i = 0; i < digest.tables.size(); ++i) {
    fingerprint.tables[i].digest = std::move(digest.tables[i]);
  }
  return fingerprint;
}

namespace {

bool Holds(const std::vector<RowSketch::Row>& rows, std::uint64_t key) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const RowSketch::Row& row) { return row.key == key; });
}

std::string DifferentColumns(const TableFingerprint& here, const TableFingerprint& there) {
  std::string names;
  for (std::size_t i = 0; i < here.columns.size(); ++i) {
    if (here.columns[i] == there.columns[i]) continue;
    names += (names.empty() ? "" : ", ") + QuoteName(here.columns[i].name);
  }
  return names;
}

// The first row, in key order, whose key hash is among `rows`; empty when there is none.
Result<std::string> FindRow(Database& db, std::string_view name,
                            const std::vector<RowSketch::Row>& rows) {
  GODWIT_ASSIGN(const Schema schema, Inspect(db));
  const auto table = std::find_if(schema.tables.begin(), schema.tables.end(),
                                  [&](const Table& one) { return one.name == name; });
  if (table == schema.tables.end()) return std::string();
  const std::vector<std::string> columns = DigestKeyColumns(*table);
  GODWIT_ASSIGN(RowReader reader, RowReader::Open(db, *table));
  while (true) {
    GODWIT_ASSIGN(const bool row, reader.Next());
    if (!row) return std::string();
    if (!Holds(rows, KeyHash(reader))) continue;
    return ShowKey(columns, reader.Key());
  }
}

Result<std::string> DescribeTable(Database& db, const TableFingerprint& here,
                                  const TableFingerprint& there) {
  const std::string table = "table " + QuoteName(here.digest.name);
  const auto count = [](const TableFingerprint& one) {
    return static_cast<std::int64_t>(one.digest.rows);
  };
  const std::string counts = Counted(count(here), "row") + " instead of " + Grouped(count(there));
  const bool same_columns = std::equal(
      here.columns.begin(), here.columns.end(), there.columns.begin(), there.columns.end(),
      [](const ColumnSum& a, const ColumnSum& b) { return a.name == b.name; });
  if (!same_columns) return table + " has other columns";
  const std::optional<RowSketch::Difference> rows = here.sketch.Compare(there.sketch);
  const std::string columns = DifferentColumns(here, there);
  if (here.columns.empty() || !rows) {
    std::string text = table;
    if (!columns.empty()) text += ", column " + columns;
    if (here.digest.rows != there.digest.rows) return text + ": " + counts;
    return text + (here.columns.empty() ? ": other rows" : ": many rows differ");
  }
  GODWIT_ASSIGN(const std::string row, FindRow(db, here.digest.name, rows->here));
  if (row.empty()) {
    return table + ": " + Counted(std::ssize(rows->there), "row is", "rows are") + " gone, " +
           counts;
  }
  std::vector<RowSketch::Row> all = rows->here;
  for (const RowSketch::Row& gone : rows->there) {
    if (!Holds(rows->here, gone.key)) all.push_back(gone);
  }
  std::string text = table + ", row " + row;
  if (here.digest.rows == there.digest.rows && !columns.empty()) text += ", column " + columns;
  if (all.size() > 1) text += " (and " + Counted(std::ssize(all) - 1, "more row") + ")";
  if (here.digest.rows != there.digest.rows) text += ": " + counts;
  return text;
}

}  // namespace

Result<std::optional<std::string>> DescribeDifference(Database& db, const Fingerprint& here,
                                                      const Fingerprint& there) {
  // First, for it may be why tables' digests differ.
  if (here.schema != there.schema) {
    const std::vector<std::string> differences =
        SchemaDifferences(there.objects, here.objects, {"it was", "it is"});
    if (!differences.empty()) return {FirstOfDifferences(differences)};
  }
  for (const TableFingerprint& table : here.tables) {
    const TableFingerprint* other = there.Find(table.digest.name);
    if (other == nullptr) return {"table " + QuoteName(table.digest.name) + " is new"};
    if (other->digest == table.digest) continue;
    GODWIT_ASSIGN(std::string text, DescribeTable(db, table, *other));
    return {std::move(text)};
  }
  for (const TableFingerprint& table : there.tables) {
    if (here.Find(table.digest.name) != nullptr) continue;
    return {"table " + QuoteName(table.digest.name) + " is missing"};
  }
  return {std::nullopt};
}

}  // namespace godwit

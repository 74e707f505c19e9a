// A digest with what it takes to say where two databases differ, without having both at hand.
//
// Beside each table's digest, which proves, stand two summaries, which only point: a sum over each
// column and a sketch of the rows. Both have a fixed size, whatever the table's. A column whose
// sums differ has changed; from the difference of two sketches the rows that differ can be read off
// by their key's hash, up to a dozen or so of them (an invertible Bloom lookup table, Goodrich and
// Mitzenmacher 2011). docs/receipts.md specifies the bytes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/digest/digest.h"
#include "core/schema/canonical.h"
#include "core/sqlite/database.h"

namespace godwit {

class RowSketch {
 public:
  // Places a row, each in a part of its own. Four, so that two rows hardly ever share all of
  // theirs.
  static constexpr std::size_t kPlaces = 4;
  static constexpr std::size_t kPart = 16;
  static constexpr std::size_t kCells = kPlaces * kPart;

  struct Row {
    std::uint64_t key = 0;  // of the primary key's values
    std::uint64_t row = 0;  // of the whole row
    bool operator==(const Row&) const = default;
  };
  struct Difference {
    std::vector<Row> here;   // rows that only this sketch's table has
    std::vector<Row> there;  // rows that only the other's has
  };

  void Add(const Row& row) { Put(row, 1); }
  // nullopt when more rows differ than the sketches can tell.
  std::optional<Difference> Compare(const RowSketch& other) const;

  // Cells in hexadecimal, nothing for a sketch without rows; reading refuses (nullopt) what writing
  // cannot have made.
  std::string ToText() const;
  static std::optional<RowSketch> FromText(std::string_view text);

  bool operator==(const RowSketch&) const = default;

 private:
  struct Cell {
    std::uint64_t count = 0;  // modulo 2^64
    std::uint64_t key = 0;    // xor of the rows' hashes, as are the next two
    std::uint64_t row = 0;
    std::uint64_t check = 0;
    bool operator==(const Cell&) const = default;
  };

  void Put(const Row& row, std::uint64_t count);

  std::array<Cell, kCells> cells_{};
};

struct ColumnSum {
  std::string name;
  std::uint64_t sum = 0;
  bool operator==(const ColumnSum&) const = default;
};

struct TableFingerprint {
  TableDigest digest;
  // Both empty for a table without a primary key, whose rows nothing tells apart.
  std::vector<ColumnSum> columns;  // in declared order, generated ones left out
  RowSketch sketch;
};

struct Fingerprint {
  Sha256Digest schema{};
  Sha256Digest data{};
  SchemaObjects objects;                 // what `schema` is made of
  std::vector<TableFingerprint> tables;  // sorted by name, bytewise

  const TableFingerprint* Find(std::string_view table) const;
};

// As DigestRun, whose promises hold here too.
class FingerprintRun {
 public:
  static Result<FingerprintRun> Start(Database& db);
  FingerprintRun(FingerprintRun&&) noexcept;
  FingerprintRun& operator=(FingerprintRun&&) noexcept;
  ~FingerprintRun();

  Result<bool> Step();
  Fingerprint Finish() &&;
  const DigestRun& digest() const { return run_; }

 private:
  class Observer;
  FingerprintRun(std::unique_ptr<Observer> observer, DigestRun run);
  std::unique_ptr<Observer> observer_;
  DigestRun run_;
};

// The first difference in words, such as `table "Pet", row "id" = 'a', column "name"`; of schemas
// that differ, how they do: `index "i" on table "Pet" is missing`. Nothing when all is the same.
// `here` is the database that `db` holds now.
Result<std::optional<std::string>> DescribeDifference(Database& db, const Fingerprint& here,
                                                      const Fingerprint& there);

}  // namespace godwit

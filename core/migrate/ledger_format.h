// How one tool keeps its list of applied migrations: the seam behind the ledger.
//
// Godwit works with the list that a database already has, as the tool that made it would. A further
// tool is one more implementation, named in ledger_format.cc. What tools have no word for (data
// steps, cursors, events) stays in Godwit's own tables (core/migrate/ledger.h).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/status.h"
#include "core/migrate/ledger.h"
#include "core/sqlite/database.h"

namespace godwit {

// What became of a migration's file since it was applied.
enum class Likeness : std::uint8_t {
  kSame,
  kCosmetic,  // it means the same: layout, comments, line endings
  kDifferent,
};

// Stateless. All but Create and Add REQUIRE that the table is there.
class LedgerFormat {
 public:
  virtual ~LedgerFormat() = default;

  virtual std::string_view name() const = 0;  // as godwit.json says it
  virtual std::string_view table() const = 0;

  // Appends to `entries`, in order of application, and to `failed`. A table that is not as the tool
  // makes it is refused.
  virtual Status Read(const Database& db, Ledger& ledger) const = 0;
  // Whether anything counts as applied or as failed.
  virtual Result<bool> InUse(const Database& db) const = 0;
  virtual Result<bool> Has(const Database& db, std::string_view migration) const = 0;
  // How many are applied.
  virtual Result<std::int64_t> Count(const Database& db) const = 0;
  virtual Likeness Compare(const LedgerEntry& then, const Migration& now) const = 0;

  // The functions below write; REQUIRES: a write transaction.

  // Makes the table where it is missing.
  virtual Status Create(Database& db) const = 0;
  // As the last one applied; `position` is the format's to choose.
  virtual Status Add(Database& db, const LedgerEntry& entry) const = 0;
  // Takes the file as it is now for what was applied: checksum and text are replaced.
  virtual Status Accept(Database& db, const LedgerEntry& entry) const = 0;
  // From now on it is not applied.
  virtual Status Remove(Database& db, std::string_view migration) const = 0;
  // A failed one counts as undone. `at`: ISO 8601.
  virtual Status CloseFailed(Database& db, std::string_view migration,
                             std::string_view at) const = 0;
};

const LedgerFormat& GodwitLedger();  // ledger_godwit.cc
const LedgerFormat& PrismaLedger();  // ledger_prisma.cc

// By its name; nullptr when there is none.
const LedgerFormat* FindLedgerFormat(std::string_view name);

// The one that the database uses: which has anything recorded, else which has a table. nullptr: it
// has none, or an empty one of Godwit's, so that the project may choose. Two that are in use are
// refused.
Result<const LedgerFormat*> LedgerFormatOf(const Database& db);

}  // namespace godwit

#include "core/migrate/ledger_format.h"

#include <array>
#include <string>

namespace godwit {
namespace {

// Views as well: whatever has the name is looked at. SQLite finds it in what it knows, where a scan
// of sqlite_schema, many times a migration, takes long once there are many tables.
constexpr std::string_view kHasList = "SELECT 1 FROM pragma_table_xinfo(?1, 'main') LIMIT 1";

using Formats = std::array<const LedgerFormat*, 2>;

const Formats& AllFormats() {
  static const Formats kFormats = {&GodwitLedger(), &PrismaLedger()};
  return kFormats;
}

Result<bool> HasList(const Database& db, std::string_view name) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kHasList));
  GODWIT_TRY(select.Bind(1, ValueView(name)));
  return select.Step();
}

}  // namespace

const LedgerFormat* FindLedgerFormat(std::string_view name) {
  for (const LedgerFormat* format : AllFormats()) {
    if (format->name() == name) return format;
  }
  return nullptr;
}

Result<const LedgerFormat*> LedgerFormatOf(const Database& db) {
  GODWIT_ASSIGN(const bool own, HasList(db, GodwitLedger().table()));
  const LedgerFormat* used = nullptr;
  if (own) {
    GODWIT_ASSIGN(const bool in_use, GodwitLedger().InUse(db));
    if (in_use) used = &GodwitLedger();
  }
  for (const LedgerFormat* other : AllFormats()) {
    if (other == &GodwitLedger()) continue;
    GODWIT_ASSIGN(const bool there, HasList(db, other->table()));
    if (!there) continue;
    if (used == nullptr) {
      used = other;
      continue;
    }
    // What is not as the tool makes it records nothing.
    const Result<bool> in_use = other->InUse(db);
    if (!in_use.ok() && LiesOutsideSql(in_use.error())) return in_use.error();
    if (!in_use.ok() || !*in_use) continue;
    return Error{.code = ErrorCode::kRefused,
                 .what = "the ledger of database \"" + db.path() + "\"",
                 .why = "it has two: migrations are recorded in " + std::string(used->table()) +
                        " and in " + std::string(other->table()) +
                        ", and nothing says which of them is right",
                 .next = "look at both, and drop the table that is no longer kept (a copy first)"};
  }
  return used;
}

}  // namespace godwit

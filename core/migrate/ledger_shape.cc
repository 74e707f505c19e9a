#include "core/migrate/ledger_shape.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/migrate/ledger.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

// Not by PRAGMA table_list, which compiles every view that there is. A virtual table has no page.
constexpr std::string_view kHasTable =
    "SELECT 1 FROM pragma_table_xinfo(?1, 'main') WHERE cid = 0 AND EXISTS (SELECT 1 FROM "
    "main.sqlite_schema WHERE type = 'table' AND name = ?1 AND rootpage <> 0)";

// Where one of these is, the first three are: they came together, with the first format. The last
// is missing where another tool keeps the list.
constexpr std::array<std::string_view, 4> kFirstTables = {"godwit_ledger", "godwit_data_steps",
                                                          "godwit_cursors", "godwit_migrations"};
constexpr std::size_t kNeeded = 3;

constexpr std::string_view kSelectObjects =
    "SELECT lower(name), coalesce(sql, '') FROM main.sqlite_schema "
    "WHERE type IN ('table', 'view') AND name LIKE 'godwit\\_%' ESCAPE '\\'";

bool IsAsMade(const LedgerTable& table, std::string_view sql) {
  const std::string made =
      "CREATE TABLE " + std::string(table.name) + " " + std::string(table.columns);
  return sql == made || NormalizeSql(sql) == NormalizeSql(made);
}

}  // namespace

Status CheckLedgerShape(const Database& db, std::span<const LedgerTable> tables) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectObjects));
  std::vector<std::string> there;
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    there.emplace_back(select.Text(0));
    const auto known = std::ranges::find(tables, there.back(), &LedgerTable::name);
    if (known == tables.end() || IsAsMade(*known, select.Text(1))) continue;
    return DamagedLedger(db, "table \"" + there.back() + "\" is not as Godwit makes it");
  }
  const auto has = [&](std::string_view name) {
    return std::ranges::find(there, name) != there.end();
  };
  if (std::ranges::none_of(kFirstTables, has)) return {};
  for (const std::string_view name : std::span(kFirstTables).first<kNeeded>()) {
    if (!has(name)) return DamagedLedger(db, "table \"" + std::string(name) + "\" is missing");
  }
  return {};
}

Error DamagedLedger(const Database& db, std::string why) {
  return {
      .code = ErrorCode::kRefused,
      .what = "the ledger of database \"" + db.path() + "\"",
      .why = std::move(why),
      .next = "restore a backup or a snapshot; a table of another program's needs another name"};
}

Result<bool> HasLedgerTable(const Database& db, std::string_view name) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kHasTable));
  GODWIT_TRY(select.Bind(1, ValueView(name)));
  return select.Step();
}

}  // namespace godwit

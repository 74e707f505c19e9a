// Whether the ledger's tables are those that Godwit makes. A database comes from anywhere: what a
// stranger's table of the same name holds must not be taken for the ledger's word.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

struct LedgerTable {
  std::string_view name;
  std::string_view columns;  // with the options behind them, as in CREATE TABLE
};

// An error (kRefused) where a table was made or changed by others, or is missing beside those that
// came with it. What a newer version has beside `tables` is not looked at.
Status CheckLedgerShape(const Database& db, std::span<const LedgerTable> tables);

// kRefused.
Error DamagedLedger(const Database& db, std::string why);

}  // namespace godwit

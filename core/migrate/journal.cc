#include "core/migrate/journal.h"

#include <utility>

#include "core/base/sha256.h"
#include "core/base/words.h"
#include "core/migrate/ledger.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

constexpr std::string_view kSelect =
    "SELECT migration, started_at, pieces, statements, duration_micros, checksum FROM godwit_begun";

constexpr std::string_view kPut =
    "INSERT INTO godwit_begun (migration, started_at, pieces, statements, duration_micros, "
    "checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET pieces = excluded.pieces, "
    "statements = excluded.statements, duration_micros = excluded.duration_micros, "
    "checksum = excluded.checksum";

Error Refused(const BegunMigration& begun, std::string why, const std::string& next) {
  return {.code = ErrorCode::kRefused,
          .what = "migration \"" + begun.migration + "\"",
          .why = "it was begun at " + begun.started_at + ", " + CommittedWords(begun.statements) +
                 ", and " + std::move(why),
          .next = next + "; or do the rest by hand and say `godwit resolve --applied " +
                  begun.migration +
                  " --reason …`, or undo those statements and say `godwit resolve --rolled-back " +
                  begun.migration + " --reason …`"};
}

}  // namespace

std::string CommittedWords(std::int64_t statements) {
  return Grouped(statements) + " of its statements " + (statements == 1 ? "is" : "are") +
         " committed";
}

std::string PiecesChecksum(const Migration& migration, std::int64_t pieces) {
  std::string text;
  for (std::int64_t i = 0; i < pieces; ++i) {
    const ScriptPiece& piece = migration.pieces[static_cast<std::size_t>(i)];
    for (std::size_t at = piece.first; at < piece.first + piece.count; ++at) {
      text += NormalizeSql(migration.up.statements[at].sql) + ";";
    }
    // Where a piece ends is part of what was done.
    text += "\n";
  }
  return Hex(Sha256Of(text));
}

Result<std::optional<BegunMigration>> ReadBegun(const Database& db) {
  std::optional<BegunMigration> begun;
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_begun"));
  if (!kept) return begun;
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelect));
  GODWIT_ASSIGN(const bool row, select.Step());
  if (!row) return begun;
  begun = BegunMigration{.migration = std::string(select.Text(0)),
                         .started_at = std::string(select.Text(1)),
                         .pieces = select.Int(2),
                         .statements = select.Int(3),
                         .duration_micros = select.Int(4),
                         .checksum = std::string(select.Text(5))};
  return begun;
}

Status CheckBegun(const Project& project, const BegunMigration& begun) {
  const Migration* migration = project.Find(begun.migration);
  if (migration == nullptr) {
    return Refused(begun, "its folder is not in the project", "bring the folder back");
  }
  if (begun.pieces == 0) return {};
  const auto pieces = static_cast<std::int64_t>(migration->pieces.size());
  if (begun.pieces == pieces && PiecesChecksum(*migration, pieces) == begun.checksum) {
    return Refused(begun, "its migration.sql has nothing behind them any more",
                   "bring the rest back");
  }
  const bool fits = begun.pieces > 0 && begun.pieces < pieces;
  if (fits && PiecesChecksum(*migration, begun.pieces) == begun.checksum) return {};
  return Refused(begun, "they are not what its migration.sql begins with now",
                 "restore that part of the file; the statements behind it may be corrected");
}

Status PutBegun(Database& db, const BegunMigration& begun) {
  return db.Execute(kPut, Value(begun.migration), Value(begun.started_at), Value(begun.pieces),
                    Value(begun.statements), Value(begun.duration_micros), Value(begun.checksum));
}

Status RemoveBegun(Database& db, const std::string& migration) {
  return db.Execute("DELETE FROM godwit_begun WHERE migration = ?1", Value(migration));
}

}  // namespace godwit

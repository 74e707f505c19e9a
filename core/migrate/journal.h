// How far a migration is that cannot be one transaction (core/migrate/pieces.h): which of its
// pieces are committed, kept in the ledger together with what they did.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/sqlite/database.h"

namespace godwit {

struct BegunMigration {
  std::string migration;
  std::string started_at;  // ISO 8601
  std::int64_t pieces = 0;
  std::int64_t statements = 0;  // in them
  std::int64_t duration_micros = 0;
  std::string checksum;  // of them: PiecesChecksum
};

// "1 of its statements is committed", for messages.
std::string CommittedWords(std::int64_t statements);

// SHA-256 of the first pieces' statements as tokens, so that layout and comments make no
// difference. REQUIRES: the migration has so many.
std::string PiecesChecksum(const Migration& migration, std::int64_t pieces);

// Empty when none is under way.
Result<std::optional<BegunMigration>> ReadBegun(const Database& db);

// An error (kRefused) when the migration is gone from the project, or what is committed of it is
// not what its file says now.
Status CheckBegun(const Project& project, const BegunMigration& begun);

// Inserts or replaces. REQUIRES: a write transaction and a ledger.
Status PutBegun(Database& db, const BegunMigration& begun);
Status RemoveBegun(Database& db, const std::string& migration);

}  // namespace godwit

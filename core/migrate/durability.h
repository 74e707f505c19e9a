// How much a power cut may take from a run: chosen for the run, never inherited from a connection.
//
// A connection that may write syncs as far as SQLite can (core/sqlite/database.h). Here that is
// looked at once more before anything runs, because a journal in memory, or none, turns a crash
// into a damaged database, whatever else is right.
#pragma once

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

class Durability {
 public:
  // An error (kRefused) when the connection's journal or syncing is off. With `throw_away`, which
  // says that the database may be lost, syncing is off instead until the object goes. A database in
  // memory has nothing to lose. REQUIRES: no transaction at either end.
  static Result<Durability> Choose(Database& db, bool throw_away);
  Durability(Durability&& other) noexcept;
  Durability& operator=(Durability&&) = delete;
  ~Durability();

 private:
  explicit Durability(Database* db) : db_(db) {}
  Database* db_;  // nullptr = nothing to restore
};

}  // namespace godwit

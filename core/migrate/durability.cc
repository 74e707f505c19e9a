#include "core/migrate/durability.h"

#include <utility>

namespace godwit {
namespace {

// PRAGMA synchronous.
constexpr std::int64_t kOff = 0;

Error Fragile(const Database& db, const std::string& why) {
  return {.code = ErrorCode::kRefused,
          .what = "database \"" + db.path() + "\"",
          .why = why + ", so a crash in the middle could damage it",
          .next = "open it without that setting, or say --throw-away if it may be lost"};
}

}  // namespace

Result<Durability> Durability::Choose(Database& db, bool throw_away) {
  if (!db.OnDisk()) return Durability(nullptr);
  if (throw_away) {
    GODWIT_TRY(db.Execute("PRAGMA synchronous = OFF"));
    return Durability(&db);
  }
  GODWIT_ASSIGN(const Value mode, db.QueryValue("PRAGMA journal_mode"));
  if (mode == Value(std::string("off")) || mode == Value(std::string("memory"))) {
    return Fragile(db, "its journal mode is " + Show(View(mode)));
  }
  GODWIT_ASSIGN(const Value synchronous, db.QueryValue("PRAGMA synchronous"));
  if (synchronous == Value(kOff)) return Fragile(db, "syncing is off");
  return Durability(nullptr);
}

Durability::Durability(Durability&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}

Durability::~Durability() {
  // Nothing can be said here; the next run asks again.
  if (db_ != nullptr) (void)db_->Execute("PRAGMA synchronous = EXTRA");
}

}  // namespace godwit

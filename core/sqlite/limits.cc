#include "core/sqlite/limits.h"

#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include "core/sqlite/connection.h"

namespace godwit {
namespace {

// How many virtual-machine steps pass between two looks at the interrupt and the deadline.
constexpr int kProgressSteps = 4000;

struct Limit {
  int id;
  int Limits::* value;
  std::string_view name;
  std::string_view unit;
  // How SQLite's message begins when it is exceeded; empty: as when memory runs out.
  std::string_view message;
};

constexpr Limit kLimits[] = {
    {SQLITE_LIMIT_LENGTH, &Limits::length, "LENGTH", " bytes", "string or blob too big"},
    {SQLITE_LIMIT_SQL_LENGTH, &Limits::sql_length, "SQL_LENGTH", " bytes", "statement too long"},
    {SQLITE_LIMIT_EXPR_DEPTH, &Limits::expr_depth, "EXPR_DEPTH", "",
     "Expression tree is too large"},
    {SQLITE_LIMIT_COMPOUND_SELECT, &Limits::compound_select, "COMPOUND_SELECT", "",
     "too many terms in compound SELECT"},
    {SQLITE_LIMIT_VDBE_OP, &Limits::vdbe_op, "VDBE_OP", " instructions", ""},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, &Limits::like_pattern, "LIKE_PATTERN_LENGTH", " bytes",
     "LIKE or GLOB pattern too complex"},
    {SQLITE_LIMIT_TRIGGER_DEPTH, &Limits::trigger_depth, "TRIGGER_DEPTH", "",
     "triggers nested too deep"}};

// "2 s", "0.25 s".
std::string Seconds(std::int64_t millis) {
  std::string text = std::to_string(millis / 1000);
  if (millis % 1000 != 0) {
    text += "." + std::to_string(1000 + millis % 1000).substr(1);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + " s";
}

std::string Told(const Limits& limits, const Limit& limit) {
  return "limit " + std::string(limit.name) + " is " + std::to_string(limits.*limit.value) +
         std::string(limit.unit);
}

int OnProgress(void* context) {
  auto& db = *static_cast<Database::Impl*>(context);
  db.expired = false;
  if (db.interrupt && db.interrupt()) return 1;
  if (!db.ends_at || db.stopwatch->MonotonicMicros() < *db.ends_at) return 0;
  db.expired = true;
  return 1;
}

}  // namespace

void ApplyLimits(Database::Impl& db) {
  for (const Limit& limit : kLimits) sqlite3_limit(db.handle, limit.id, db.limits.*limit.value);
  WatchProgress(db);
}

void WatchProgress(Database::Impl& db) {
  const bool watched = db.interrupt || db.limits.deadline_millis > 0;
  sqlite3_progress_handler(db.handle, watched ? kProgressSteps : 0, watched ? &OnProgress : nullptr,
                           &db);
}

void ExplainLimit(Database::Impl& db, Error& error, bool compiling) {
  const int primary = error.sqlite_code & 0xff;
  if (primary == SQLITE_INTERRUPT && std::exchange(db.expired, false)) {
    error.code = ErrorCode::kFailed;
    error.why = "the statement took longer than " + Seconds(db.limits.deadline_millis);
    error.next = "`--deadline SECONDS` gives each statement more time";
    return;
  }
  const std::int64_t cap = primary == SQLITE_NOMEM ? sqlite3_hard_heap_limit64(-1) : 0;
  if (cap > 0) {
    error.why += ": SQLite may take " + std::to_string(cap / kMegabyte) + " MB";
    error.next = "`--heap MB` gives it more";
  }
  for (const Limit& limit : kLimits) {
    if (db.limits.*limit.value < 0) continue;
    const bool exceeded = limit.message.empty() ? primary == SQLITE_NOMEM && compiling
                                                : error.why.starts_with(limit.message);
    if (!exceeded) continue;
    error.why += " (" + Told(db.limits, limit) + ")";
    // Where memory ran out nobody knows which of the two it was.
    error.next += error.next.empty() ? "" : "; ";
    error.next += limit.id == SQLITE_LIMIT_LENGTH
                      ? "`--length MB` raises it"
                      : "`--strangers` sets it: leave that out where you trust the project";
    return;
  }
}

DeadlineScope::DeadlineScope(Database::Impl& db, std::int64_t* worked_micros)
    : db_(db), worked_(db.limits.deadline_millis > 0 ? worked_micros : nullptr) {
  if (worked_ == nullptr) return;
  db_.expired = false;
  begin_ = db_.stopwatch->MonotonicMicros();
  outer_ = std::exchange(db_.ends_at, begin_ + db_.limits.deadline_millis * 1000 - *worked_);
}

DeadlineScope::~DeadlineScope() {
  if (worked_ == nullptr) return;
  *worked_ += db_.stopwatch->MonotonicMicros() - begin_;
  db_.ends_at = outer_;
}

HeapCap::HeapCap(std::int64_t bytes)
    : hard_before_(sqlite3_hard_heap_limit64(-1)), soft_before_(sqlite3_soft_heap_limit64(-1)) {
  sqlite3_hard_heap_limit64(bytes);
}

// A hard limit lowers the soft one, and does not raise it again.
HeapCap::~HeapCap() {
  sqlite3_hard_heap_limit64(hard_before_);
  sqlite3_soft_heap_limit64(soft_before_);
}

}  // namespace godwit

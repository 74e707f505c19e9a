#include <sqlite3.h>

#include "core/sqlite/connection.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

struct Translation {
  int primary;
  ErrorCode code;
  const char* why;  // nullptr: SQLite's own message says it best
  const char* next;
};

// One row per primary result code that users meet for a reason other than their SQL.
constexpr Translation kTranslations[] = {
    {SQLITE_BUSY, ErrorCode::kRefused, "another connection holds the database",
     "wait until the other program has finished, or close it, and try again"},
    {SQLITE_LOCKED, ErrorCode::kRefused, "another statement holds the table",
     "finish what reads it and try again"},
    {SQLITE_NOTADB, ErrorCode::kRefused, "the file is not a SQLite database",
     "give the database file itself; an encrypted or compressed one must be unpacked first"},
    {SQLITE_CORRUPT, ErrorCode::kRefused, "the database file is damaged",
     "run the sqlite3 shell's .recover on a copy, or restore a backup"},
    {SQLITE_CANTOPEN, ErrorCode::kRefused, nullptr, "check the path and its permissions"},
    {SQLITE_READONLY, ErrorCode::kRefused, "the database cannot be written",
     "check the permissions of the file and of the folder it is in"},
    {SQLITE_PERM, ErrorCode::kRefused, nullptr, "check the permissions of the file"},
    {SQLITE_FULL, ErrorCode::kFailed, "the disk is full",
     "free some space and run the same command again"},
    {SQLITE_IOERR, ErrorCode::kFailed, nullptr, "check the disk, then run the same command again"},
    {SQLITE_NOMEM, ErrorCode::kFailed, "memory ran out", ""},
    {SQLITE_INTERRUPT, ErrorCode::kInterrupted, "it was cancelled", ""},
};

// Of the file's header, and yet SQLite has no code of its own for it.
constexpr std::string_view kUnknownFormat = "unsupported file format";

// What SQLITE_CORRUPT says where it is sqlite_schema that holds what no SQLite has written. The
// object's name and what is wrong with its statement follow.
constexpr std::string_view kMalformedSchema = "malformed database schema";

const Translation* Find(int primary) {
  for (const Translation& translation : kTranslations) {
    if (translation.primary == primary) return &translation;
  }
  return nullptr;
}

// SQLite's own words. Calls that are no statements (backup, files) leave none with the connection.
const char* MessageOf(const Database::Impl& db, int code) {
  return sqlite3_errcode(db.handle) == SQLITE_OK ? sqlite3_errstr(code) : sqlite3_errmsg(db.handle);
}

}  // namespace

bool LiesOutsideSql(const Error& error) {
  return Find(error.sqlite_code & 0xff) != nullptr && !TookTooLong(error);
}

Error FailedCommit(Error error) {
  if ((error.sqlite_code & 0xff) != SQLITE_IOERR) return error;
  error.uncertain = true;
  error.next =
      "the disk failed at the very end, and whether it took effect only the file says: look at "
      "`godwit status` when the disk works again";
  return error;
}

bool IsPassing(const Error& error) {
  const int primary = error.sqlite_code & 0xff;
  return primary == SQLITE_NOMEM || primary == SQLITE_IOERR || primary == SQLITE_INTERRUPT;
}

bool TookTooLong(const Error& error) {
  return (error.sqlite_code & 0xff) == SQLITE_INTERRUPT && error.code != ErrorCode::kInterrupted;
}

bool HitLimit(const Error& error) {
  // Where memory ran out without a cap, nothing is known to do next.
  return TookTooLong(error) || ((error.sqlite_code & 0xff) == SQLITE_NOMEM && !error.next.empty());
}

Error SqliteError(Database::Impl& db, int code, std::string what, std::string_view sql) {
  Error error{.code = ErrorCode::kFailed, .what = std::move(what), .sqlite_code = code};
  if (db.function_error) {
    const Error inner = std::move(*db.function_error);
    db.function_error.reset();
    error.why = inner.what + (inner.why.empty() ? "" : ": " + inner.why);
    error.next = inner.next;
    return error;
  }
  // A file's lack of memory is one of memory.
  const int primary = code == SQLITE_IOERR_NOMEM ? SQLITE_NOMEM : code & 0xff;
  if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY) {
    error.code = ErrorCode::kRefused;
    error.why =
        "a program that was writing it was interrupted, and what it left must be rolled back";
    error.next = "open it for writing once: `godwit resume` or the sqlite3 shell will do";
    return error;
  }
  if (primary == SQLITE_AUTH && !db.denied.empty()) {
    error.code = ErrorCode::kRefused;
    error.why = db.denied;
  } else if (const Translation* known = Find(primary)) {
    error.code = known->code;
    error.why = known->why != nullptr ? known->why : MessageOf(db, code);
    error.next = known->next;
    const std::string_view message = MessageOf(db, code);
    if (primary == SQLITE_CORRUPT && message.starts_with(kMalformedSchema)) {
      error.what = "database \"" + db.path + "\"";
      error.why = message;
    }
  } else {
    error.why = MessageOf(db, code);
    if (error.why == kUnknownFormat) {
      error.code = ErrorCode::kRefused;
      error.next = "the file is damaged, or of a SQLite that is yet to come; restore a backup";
    }
  }
  ExplainLimit(db, error, !sql.empty());
  if (!sql.empty()) {
    const int offset = sqlite3_error_offset(db.handle);
    if (offset >= 0) error.place = PlaceAt(sql, static_cast<std::size_t>(offset));
  }
  return error;
}

}  // namespace godwit

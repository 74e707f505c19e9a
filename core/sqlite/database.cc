#include "core/sqlite/database.h"

#include <cstring>
#include <utility>

#include <sqlite3.h>

#include "core/sqlite/connection.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

constexpr std::string_view kInMemory = ":memory:";
constexpr std::string_view kMagic{"SQLite format 3\0", 16};
// Offsets in the database header (sqlite.org/fileformat2.html §1.3): 1 = rollback journal, 2 = WAL.
constexpr std::size_t kWriteVersion = 18;
constexpr std::size_t kReadVersion = 19;

int OpenFlags(OpenMode mode) {
  switch (mode) {
    case OpenMode::kReadOnly:
      return SQLITE_OPEN_READONLY;
    case OpenMode::kReadWrite:
    case OpenMode::kScratch:
      return SQLITE_OPEN_READWRITE;
    case OpenMode::kCreate:
    case OpenMode::kMemory:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return SQLITE_OPEN_READONLY;
}

std::string Subject(const Database::Impl& db) { return "database \"" + db.path + "\""; }

Status Run(Database::Impl& db, const char* sql) {
  const int code = sqlite3_exec(db.handle, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return SqliteError(db, code, Subject(db));
  return {};
}

Status Configure(Database::Impl& db, int option, bool on) {
  const int code = sqlite3_db_config(db.handle, option, on ? 1 : 0, nullptr);
  if (code != SQLITE_OK) return SqliteError(db, code, Subject(db));
  return {};
}

Result<std::unique_ptr<Database::Impl>> OpenHandle(const std::string& path,
                                                   const OpenOptions& options) {
  auto db = std::make_unique<Database::Impl>();
  const std::string& file = options.mode == OpenMode::kMemory ? std::string(kInMemory) : path;
  db->path = options.name.empty() ? file : options.name;
  db->limits = options.limits;
  db->stopwatch = options.stopwatch;
  // Without memory for that SQLite has not even a file system.
  if (const int ready = sqlite3_initialize(); ready != SQLITE_OK) {
    return SqliteError(*db, ready, Subject(*db));
  }
  if (options.clock != nullptr || options.files != nullptr) {
    db->vfs = std::make_unique<ConnectionVfs>(options.clock, options.files);
  }
  const int code = sqlite3_open_v2(file.c_str(), &db->handle, OpenFlags(options.mode),
                                   db->vfs ? db->vfs->name() : nullptr);
  if (code != SQLITE_OK) return SqliteError(*db, code, Subject(*db));
  // Waiting for a lock is not what a deadline is for: the error has to name the lock.
  std::int64_t wait = options.busy_timeout_millis;
  if (options.limits.deadline_millis > 0) {
    wait = std::min(wait, options.limits.deadline_millis / 2);
  }
  sqlite3_busy_timeout(db->handle, static_cast<int>(wait));
  return db;
}

// A file that is thrown away needs its journal only to roll back.
Status Unburden(Database::Impl& db) {
  for (const char* pragma : {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = TRUNCATE",
                             "PRAGMA synchronous = OFF"}) {
    GODWIT_TRY(Run(db, pragma));
  }
  return {};
}

}  // namespace

Database::Impl::~Impl() { sqlite3_close_v2(handle); }

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::Open(const std::string& path, const OpenOptions& options) {
  GODWIT_ASSIGN(std::unique_ptr<Impl> impl, OpenHandle(path, options));
  GODWIT_TRY(Harden(*impl));
  // SQLite reads the file at the first query: ask now, so that a bad file is found here.
  GODWIT_TRY(Run(*impl, "PRAGMA schema_version"));
  if (options.mode == OpenMode::kMemory) {
    // A private database has no business with files, temporary ones included.
    GODWIT_TRY(Run(*impl, "PRAGMA temp_store = MEMORY"));
    return Database(std::move(impl));
  }
  // Sorting a large table must not take its size in memory.
  GODWIT_TRY(Run(*impl, "PRAGMA temp_store = FILE"));
  if (options.mode != OpenMode::kReadOnly) {
    if (sqlite3_db_readonly(impl->handle, "main") == 1) {
      return SqliteError(*impl, SQLITE_READONLY, Subject(*impl));
    }
    // What a transaction changes beyond its cache is written early, after a sync of the journal.
    // With 16 MiB a large batch on disk takes a fifth less time than with SQLite's own 2000 KiB.
    GODWIT_TRY(Run(*impl, "PRAGMA cache_size = -16384"));
    if (options.mode == OpenMode::kScratch) {
      GODWIT_TRY(Unburden(*impl));
      return Database(std::move(impl));
    }
    // In rollback mode FULL does not sync the folder after the journal is deleted, so the last
    // commit before a power cut may come undone; EXTRA does.
    GODWIT_TRY(Run(*impl, "PRAGMA synchronous = EXTRA"));
  }
  return Database(std::move(impl));
}

Result<Database> Database::FromBytes(std::string_view bytes, const OpenOptions& options) {
  OpenOptions memory = options;
  memory.mode = OpenMode::kMemory;
  if (bytes.empty()) return Open({}, memory);
  GODWIT_ASSIGN(std::unique_ptr<Impl> impl, OpenHandle({}, memory));
  if (bytes.size() < 100 || bytes.substr(0, kMagic.size()) != kMagic) {
    return SqliteError(*impl, SQLITE_NOTADB, "the opened file");
  }
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
  if (copy == nullptr) return SqliteError(*impl, SQLITE_NOMEM, "the opened file");
  std::memcpy(copy, bytes.data(), bytes.size());
  if (copy[kWriteVersion] == 2) copy[kWriteVersion] = 1;
  if (copy[kReadVersion] == 2) copy[kReadVersion] = 1;
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  // From here on SQLite owns the copy, also when it fails.
  const int code =
      sqlite3_deserialize(impl->handle, "main", copy, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (code != SQLITE_OK) return SqliteError(*impl, code, "the opened file");
  GODWIT_TRY(Harden(*impl));
  GODWIT_TRY(Run(*impl, "PRAGMA temp_store = MEMORY"));
  GODWIT_TRY(Run(*impl, "PRAGMA schema_version"));
  return Database(std::move(impl));
}

Result<std::string> Database::Serialize() const {
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(impl_->handle, "main", &size, 0);
  if (bytes == nullptr) {
    // A database without a single page has no bytes; that is not a failure.
    if (size == 0 && sqlite3_errcode(impl_->handle) != SQLITE_NOMEM) return std::string();
    return SqliteError(*impl_, SQLITE_NOMEM, Subject(*impl_));
  }
  std::string copy(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  return copy;
}

Result<Statement> Database::Prepare(std::string_view sql) const {
  const auto subject = [&] { return "SQL statement on " + Subject(*impl_); };
  if (sql.find('\0') != std::string_view::npos) {
    return Error{.code = ErrorCode::kFailed,
                 .what = subject(),
                 .why = "it contains a NUL character",
                 .place = PlaceAt(sql, sql.find('\0'))};
  }
  sqlite3_stmt* handle = nullptr;
  const char* tail = nullptr;
  impl_->function_error.reset();
  const bool of_script = impl_->guard != ScriptGuard::kNone;
  const int code = [&] {
    std::int64_t worked = 0;
    const DeadlineScope deadline(*impl_, of_script ? &worked : nullptr);
    return sqlite3_prepare_v3(impl_->handle, sql.data(), static_cast<int>(sql.size()), 0, &handle,
                              &tail);
  }();
  if (code != SQLITE_OK) return SqliteError(*impl_, code, subject(), sql);
  Statement statement(impl_.get(), handle, of_script);
  if (handle == nullptr) {
    return Error{.code = ErrorCode::kFailed, .what = subject(), .why = "it is empty"};
  }
  const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  for (const Token& token : Tokenize(rest)) {
    if (token.kind == TokenKind::kSpace || token.kind == TokenKind::kComment ||
        token.kind == TokenKind::kSemicolon) {
      continue;
    }
    return Error{.code = ErrorCode::kFailed,
                 .what = subject(),
                 .why = "a second statement follows where one is expected",
                 .place = PlaceAt(sql, sql.size() - rest.size() + token.offset)};
  }
  return statement;
}

Status Database::Execute(std::string_view sql) {
  GODWIT_ASSIGN(Statement statement, Prepare(sql));
  return statement.Run();
}

Result<Value> Database::QueryValue(std::string_view sql) const {
  GODWIT_ASSIGN(Statement statement, Prepare(sql));
  GODWIT_ASSIGN(const bool row, statement.Step());
  return row ? Own(statement.Column(0)) : Value(Null{});
}

void Database::SetGuard(ScriptGuard guard) { impl_->guard = guard; }
ScriptGuard Database::guard() const { return impl_->guard; }

Status Database::SetDoubleQuotedStrings(bool on) {
  GODWIT_TRY(Configure(*impl_, SQLITE_DBCONFIG_DQS_DML, on));
  return Configure(*impl_, SQLITE_DBCONFIG_DQS_DDL, on);
}

Status Database::SetForeignKeys(bool on) {
  return Configure(*impl_, SQLITE_DBCONFIG_ENABLE_FKEY, on);
}

Status Database::SetTriggers(bool on) {
  return Configure(*impl_, SQLITE_DBCONFIG_ENABLE_TRIGGER, on);
}

void Database::SetInterrupt(std::function<bool()> interrupt) {
  impl_->interrupt = std::move(interrupt);
  WatchProgress(*impl_);
}

bool Database::InTransaction() const { return sqlite3_get_autocommit(impl_->handle) == 0; }
std::int64_t Database::Changes() const { return sqlite3_changes64(impl_->handle); }
std::int64_t Database::TotalChanges() const { return sqlite3_total_changes64(impl_->handle); }
bool Database::ReadOnly() const { return sqlite3_db_readonly(impl_->handle, "main") == 1; }
bool Database::OnDisk() const {
  const char* name = sqlite3_db_filename(impl_->handle, "main");
  return name != nullptr && *name != '\0';
}
const std::string& Database::path() const { return impl_->path; }

std::string SqliteVersion() { return sqlite3_libversion(); }
std::string SqliteSourceId() { return sqlite3_sourceid(); }

}  // namespace godwit

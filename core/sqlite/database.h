// One connection to SQLite, opened hardened.
//
// A connection refuses what a stranger's file could abuse: DEFENSIVE on, TRUSTED_SCHEMA off, no
// extension loading, no memory mapping, cell sizes checked. The source of that list is SQLite's own
// page "Defense Against The Dark Arts" (security.html). What a script may do is narrowed further by
// a ScriptGuard. Foreign keys are on. Double-quoted strings are off, and switchable, because other
// people's migrations may rely on them. A connection that may write syncs as far as SQLite can
// (synchronous = EXTRA): a commit that was reported survives a power cut; its page cache may take
// 16 MiB.
//
// Not for concurrent use: one connection belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/base/status.h"
#include "core/sqlite/limits.h"
#include "core/sqlite/value.h"

struct sqlite3;
struct sqlite3_backup;
struct sqlite3_stmt;

namespace godwit {

class FileSystem;
class Statement;
struct TableAccess;  // core/sqlite/access.h
struct ColumnAccess;

enum class OpenMode : std::uint8_t {
  kReadOnly,   // the file must exist
  kReadWrite,  // the file must exist
  kCreate,     // made when missing
  kMemory,     // path is ignored; private and temporary
  kScratch,    // an empty file of the caller's, who removes it: private and temporary too, so
               // nothing waits for the disk, and nobody else can read it meanwhile
};

struct OpenOptions {
  OpenMode mode = OpenMode::kReadOnly;
  // Source of CURRENT_TIMESTAMP, datetime('now') …; borrowed, must outlive the connection. nullptr:
  // SQLite asks the operating system.
  Clock* clock = nullptr;
  // Where the database and its companions live; borrowed, must outlive the connection. nullptr: the
  // operating system's files.
  FileSystem* files = nullptr;
  // What errors call the database; empty: its path.
  std::string name = {};
  // How long a statement waits for another connection's lock.
  int busy_timeout_millis = 5000;
  Limits limits = {};
  // Measures the deadline of `limits`, by MonotonicMicros; borrowed, must outlive the connection.
  // REQUIRED where there is a deadline.
  Clock* stopwatch = nullptr;
};

// What a script may do, beyond the hardening that always holds. A statement that is compiled under
// any of them but kNone is a script's: the deadline of Limits holds for it.
enum class ScriptGuard : std::uint8_t {
  kNone,       // our own statements
  kMigration,  // no transaction control, no ATTACH, no PRAGMA that a transaction would ignore, and
               // no touching Godwit's own tables
  kReadOnly,   // nothing that writes (checks, the SQL view)
  kExamined,   // anything, for somebody has looked at it before: a VACUUM that stands alone
};

// A SQL function made of C++. Arguments borrow; the result is copied.
struct Function {
  using Call = std::function<Result<Value>(std::span<const ValueView> arguments)>;
  std::string name;
  int arguments = 0;  // -1 = any number
  // Same arguments, same result, no side effect: may then be used in indexes, CHECKs and generated
  // columns. Every function is registered SQLITE_INNOCUOUS, so schemas may use it as well.
  bool deterministic = true;
  Call call;
};

// What an aggregate makes of one group of rows.
class AggregateState {
 public:
  virtual ~AggregateState() = default;
  virtual Status Add(std::span<const ValueView> arguments) = 0;
  virtual Result<Value> Finish() = 0;
};

// A SQL aggregate made of C++; `name(x ORDER BY y)` gives it the rows in that order. Deterministic,
// and registered as Function is.
struct Aggregate {
  std::string name;
  int arguments = 1;
  std::function<std::unique_ptr<AggregateState>()> begin;
};

class Database {
 public:
  // Opens and hardens. A path that is not a database is found here, not at the first query.
  static Result<Database> Open(const std::string& path, const OpenOptions& options);
  // A private in-memory database with these contents (a whole database file, as Serialize gives).
  // Contents that are not a database are refused. Journal mode WAL in the header becomes rollback,
  // for memory has no WAL.
  static Result<Database> FromBytes(std::string_view bytes, const OpenOptions& options);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // The file's whole contents as SQLite would store them. REQUIRES: no open write transaction.
  Result<std::string> Serialize() const;

  // Compiles the one statement in `sql`; trailing white space and comments are allowed, a second
  // statement is an error. The error's place has line and column within `sql`.
  Result<Statement> Prepare(std::string_view sql) const;

  // Compiles it too, and says which tables it touches, each kind of access once.
  Result<std::vector<TableAccess>> Accesses(std::string_view sql) const;
  // The same by column and by the view or trigger that asks, in SQLite's order, with repetitions.
  Result<std::vector<ColumnAccess>> ColumnAccesses(std::string_view sql) const;
  // Accesses of every statement that is compiled from now on, until told nullptr.
  void RecordAccesses(std::vector<TableAccess>* into) const;

  // Runs one statement without rows of interest.
  Status Execute(std::string_view sql);
  template <typename... Args>
  Status Execute(std::string_view sql, const Args&... args);

  // The first column of the first row; NULL when there is no row.
  Result<Value> QueryValue(std::string_view sql) const;

  Status Register(const Function& function);
  Status Register(const Aggregate& aggregate);

  // Restricts what statements prepared from now on may do. Prefer GuardScope.
  void SetGuard(ScriptGuard guard);
  ScriptGuard guard() const;

  // Accept "text" in double quotes as a string, as legacy schemas need.
  Status SetDoubleQuotedStrings(bool on);
  // Whether triggers fire.
  Status SetTriggers(bool on);
  // At once, also inside a transaction; whoever switches it off there looks for violations himself.
  Status SetForeignKeys(bool on);

  // Called every few thousand virtual-machine steps of any statement; true interrupts the statement
  // with ErrorCode::kInterrupted. Empty = none.
  void SetInterrupt(std::function<bool()> interrupt);

  bool InTransaction() const;
  // Rows inserted, updated or deleted by the last statement, not counting triggers.
  std::int64_t Changes() const;
  // Rows inserted, updated or deleted since the connection was opened, triggers and cascades
  // included.
  std::int64_t TotalChanges() const;
  bool ReadOnly() const;
  // Whether it is a file; else it goes with the connection.
  bool OnDisk() const;
  // SHA-256 of the file's bytes as they are on disk, a write-ahead log's after them; of a database
  // in memory, of what Serialize gives.
  Result<Sha256Digest> FileDigest() const;
  // Another number once another connection has changed the file, as this one last saw it.
  std::uint32_t DataVersion() const;
  // What its pages take.
  Result<std::int64_t> Bytes() const;
  // ":memory:" of one in memory, unless a name was given.
  const std::string& path() const;

  struct Impl;  // core/sqlite only
  friend class DatabaseCopy;
  friend class RowWatch;
  friend class ChangeRecorder;
  friend class ChangesetApplier;

 private:
  explicit Database(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Whether a statement failed for a reason that is not in its text: memory, disk, another
// connection, a cancel. Such an error says nothing about the schema or the statement.
bool LiesOutsideSql(const Error& error);
// Whether it says nothing about the file either: memory ran out, the disk failed, a cancel.
bool IsPassing(const Error& error);

// Whether a statement was ended because of its deadline: as with an interrupt, nothing is known of
// what it would have come to, but it would take as long again. That lies in its SQL.
bool TookTooLong(const Error& error);
// Whether that, or the cap on memory, ended it.
bool HitLimit(const Error& error);

// The error of a COMMIT. One that failed because the disk did may have taken effect all the same: a
// write-ahead log whose sync fails holds the whole transaction, and the connection that wrote it
// does not know.
Error FailedCommit(Error error);

// Whether ScriptGuard::kMigration lets the PRAGMA through.
bool IsMigrationPragma(std::string_view name);

// "3.54.1", and the identifier of its exact source.
std::string SqliteVersion();
std::string SqliteSourceId();

// Sets a guard for a block.
class GuardScope {
 public:
  GuardScope(Database& db, ScriptGuard guard) : db_(db), before_(db.guard()) { db.SetGuard(guard); }
  ~GuardScope() { db_.SetGuard(before_); }
  GuardScope(const GuardScope&) = delete;
  GuardScope& operator=(const GuardScope&) = delete;

 private:
  Database& db_;
  ScriptGuard before_;
};

// A compiled statement. Must not outlive its database.
class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  // Parameters count from 1. Text and blobs are copied.
  Status Bind(int index, const ValueView& value);
  // Without a copy: text and blobs must stay as they are until the statement ran and was reset, and
  // must be bound anew before it runs again.
  Status BindBorrowed(int index, const ValueView& value);
  Status Bind(int index, const Value& value) { return Bind(index, View(value)); }
  Status Bind(int index, const char* text) {
    return Bind(index, ValueView(std::string_view(text)));
  }
  template <typename... Args>
  Status BindAll(const Args&... args);
  // Index of `:name`, 0 when the statement has no such parameter.
  int ParameterIndex(const std::string& name) const;
  int ParameterCount() const;

  // true: a row is there; false: the statement has ended.
  Result<bool> Step();
  // Runs to the end and resets, ignoring rows.
  Status Run();
  // Ready to run again; bindings stay.
  void Reset();

  int ColumnCount() const;
  std::string ColumnName(int column) const;
  // As the table declares it that the column comes from; empty for an expression.
  std::string DeclaredType(int column) const;
  // Borrow from the current row: valid until the next Step or Reset.
  ValueView Column(int column) const;
  std::int64_t Int(int column) const;
  std::string_view Text(int column) const;  // empty for NULL

  bool ReadOnly() const;

 private:
  friend class Database;
  Statement(Database::Impl* db, sqlite3_stmt* handle, bool of_script)
      : db_(db), handle_(handle), of_script_(of_script) {}
  Status BindAs(int index, const ValueView& value, bool copy);
  Database::Impl* db_;
  sqlite3_stmt* handle_;
  bool of_script_;
  std::int64_t worked_micros_ = 0;  // since the last Reset; counted where there is a deadline
};

// BEGIN IMMEDIATE … COMMIT; rolls back when it goes out of scope without Commit. Begun while
// another one is open it is a part of that one (a savepoint): it can be rolled back alone, and is
// kept only if the outer one is.
class Transaction {
 public:
  static Result<Transaction> BeginImmediate(Database& db);
  // A read transaction: everything read inside sees one state.
  static Result<Transaction> BeginRead(Database& db);
  Transaction(Transaction&& other) noexcept : db_(other.db_), nested_(other.nested_) {
    other.db_ = nullptr;
  }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Status Commit();
  Status Rollback();

 private:
  Transaction(Database& db, bool nested) : db_(&db), nested_(nested) {}
  static Result<Transaction> Begin(Database& db, std::string_view outermost);
  Database* db_;  // nullptr once ended
  bool nested_;
};

// Copies a whole database over another one, some pages a Step (SQLite's backup). Both must outlive
// it. A read transaction on `from` keeps the copy to one state; otherwise SQLite begins anew when
// another connection writes in between.
class DatabaseCopy {
 public:
  static Result<DatabaseCopy> Start(const Database& from, Database& to);
  DatabaseCopy(DatabaseCopy&&) noexcept;
  DatabaseCopy& operator=(DatabaseCopy&&) = delete;
  ~DatabaseCopy();

  // Takes the write lock of `to`, which Step would take; what is there now is what is overwritten.
  Status Lock();
  // true: more is left.
  Result<bool> Step();
  std::int64_t pages_done() const;
  std::int64_t pages() const;  // in all; known after the first Step

 private:
  DatabaseCopy(Database::Impl* to, sqlite3_backup* handle) : to_(to), handle_(handle) {}
  Database::Impl* to_;
  sqlite3_backup* handle_;
};

template <typename... Args>
Status Statement::BindAll(const Args&... args) {
  Status status;
  int index = 0;
  // One after the other, stopping at the first that fails.
  (void)((status = Bind(++index, args), status.ok()) && ...);
  return status;
}

template <typename... Args>
Status Database::Execute(std::string_view sql, const Args&... args) {
  GODWIT_ASSIGN(Statement statement, Prepare(sql));
  GODWIT_TRY(statement.BindAll(args...));
  return statement.Run();
}

}  // namespace godwit

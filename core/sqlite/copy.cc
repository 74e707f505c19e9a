// Whole databases: copying one over another, hashing one as it lies on disk.
#include <algorithm>
#include <utility>

#include <sqlite3.h>

#include "core/sqlite/connection.h"

namespace godwit {
namespace {

constexpr int kPagesAStep = 4096;
constexpr std::size_t kChunk = 1 << 16;
constexpr std::string_view kBytes =
    "SELECT p.page_count * s.page_size FROM pragma_page_count AS p, pragma_page_size AS s";

// The bytes of one open file of SQLite's, read beside its page cache.
Status HashFile(Database::Impl& db, sqlite3_file* file, Sha256& hash) {
  if (file == nullptr || file->pMethods == nullptr) return {};
  const auto check = [&](int code) -> Status {
    if (code == SQLITE_OK) return {};
    return SqliteError(db, code, "the bytes of database \"" + db.path + "\"");
  };
  sqlite3_int64 size = 0;
  GODWIT_TRY(check(file->pMethods->xFileSize(file, &size)));
  std::string chunk(kChunk, '\0');
  for (sqlite3_int64 at = 0; at < size;) {
    const auto count = std::min<sqlite3_int64>(size - at, kChunk);
    GODWIT_TRY(check(file->pMethods->xRead(file, chunk.data(), static_cast<int>(count), at)));
    hash.Update(std::string_view(chunk).substr(0, static_cast<std::size_t>(count)));
    at += count;
  }
  return {};
}

sqlite3_file* FileOf(const Database::Impl& db, int which) {
  sqlite3_file* file = nullptr;
  return sqlite3_file_control(db.handle, "main", which, static_cast<void*>(&file)) == SQLITE_OK
             ? file
             : nullptr;
}

}  // namespace

Result<Sha256Digest> Database::FileDigest() const {
  Sha256 hash;
  if (!OnDisk()) {
    // SQLite would begin a write transaction to give an empty database its bytes.
    GODWIT_ASSIGN(const Value pages, QueryValue("PRAGMA page_count"));
    if (pages == Value(std::int64_t{0})) return hash.Finish();
    GODWIT_ASSIGN(const std::string bytes, Serialize());
    hash.Update(bytes);
    return hash.Finish();
  }
  GODWIT_TRY(HashFile(*impl_, FileOf(*impl_, SQLITE_FCNTL_FILE_POINTER), hash));
  GODWIT_ASSIGN(const Value mode, QueryValue("PRAGMA journal_mode"));
  if (mode == Value(std::string("wal"))) {
    GODWIT_TRY(HashFile(*impl_, FileOf(*impl_, SQLITE_FCNTL_JOURNAL_POINTER), hash));
  }
  return hash.Finish();
}

std::uint32_t Database::DataVersion() const {
  unsigned int version = 0;
  sqlite3_file_control(impl_->handle, "main", SQLITE_FCNTL_DATA_VERSION, &version);
  return version;
}

Result<std::int64_t> Database::Bytes() const {
  GODWIT_ASSIGN(const Value bytes, QueryValue(kBytes));
  const auto* number = std::get_if<std::int64_t>(&bytes);
  return number == nullptr ? 0 : *number;
}

Result<DatabaseCopy> DatabaseCopy::Start(const Database& from, Database& to) {
  sqlite3_backup* handle =
      sqlite3_backup_init(to.impl_->handle, "main", from.impl_->handle, "main");
  if (handle == nullptr) {
    return SqliteError(*to.impl_, sqlite3_errcode(to.impl_->handle),
                       "the copy of database \"" + from.path() + "\"");
  }
  return DatabaseCopy(to.impl_.get(), handle);
}

DatabaseCopy::DatabaseCopy(DatabaseCopy&& other) noexcept
    : to_(other.to_), handle_(std::exchange(other.handle_, nullptr)) {}

DatabaseCopy::~DatabaseCopy() { sqlite3_backup_finish(handle_); }

Status DatabaseCopy::Lock() {
  const int code = sqlite3_backup_step(handle_, 0);
  if (code == SQLITE_OK || code == SQLITE_DONE) return {};
  return SqliteError(*to_, code, "the copy over database \"" + to_->path + "\"");
}

Result<bool> DatabaseCopy::Step() {
  const int code = sqlite3_backup_step(handle_, kPagesAStep);
  if (code == SQLITE_OK) return true;
  if (code == SQLITE_DONE) return false;
  return SqliteError(*to_, code, "the copy of a database");
}

std::int64_t DatabaseCopy::pages() const { return sqlite3_backup_pagecount(handle_); }
std::int64_t DatabaseCopy::pages_done() const {
  return pages() - sqlite3_backup_remaining(handle_);
}

}  // namespace godwit

#include "core/sqlite/changeset.h"

#include <limits>
#include <utility>

#include <sqlite3.h>

#include "core/sqlite/connection.h"
#include "core/sqlite/recorded_rows.h"

namespace godwit {
namespace {

Error Unreadable(int code) {
  return {.code = ErrorCode::kFailed,
          .what = "a changeset",
          .why = std::string("it cannot be read: ") + sqlite3_errstr(code),
          .next = {},
          .place = {},
          .sqlite_code = code};
}

// The functions below take their bytes' size as an int and a pointer that is not const, although
// they only read.
struct Bytes {
  explicit Bytes(std::string_view text)
      : fits(text.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max())),
        size(fits ? static_cast<int>(text.size()) : 0),
        data(const_cast<char*>(text.data())) {}
  bool fits;
  int size;
  void* data;
};

// SQLite's buffer as a string of ours.
std::string Take(int size, void* buffer) {
  std::string bytes(static_cast<const char*>(buffer), static_cast<std::size_t>(size));
  sqlite3_free(buffer);
  return bytes;
}

struct Head {
  const char* table = "";
  int columns = 0;
  int operation = 0;
};

Head HeadOf(sqlite3_changeset_iter* iterator) {
  Head head;
  int indirect = 0;
  (void)sqlite3changeset_op(iterator, &head.table, &head.columns, &head.operation, &indirect);
  return head;
}

ChangedRow RowOf(sqlite3_changeset_iter* iterator) {
  const Head head = HeadOf(iterator);
  ChangedRow row;
  row.table = head.table;
  row.operation = head.operation == SQLITE_INSERT   ? RowOperation::kInsert
                  : head.operation == SQLITE_DELETE ? RowOperation::kDelete
                                                    : RowOperation::kUpdate;
  unsigned char* key = nullptr;
  (void)sqlite3changeset_pk(iterator, &key, nullptr);
  for (int i = 0; i < head.columns; ++i) {
    sqlite3_value* value = nullptr;
    const int code = head.operation == SQLITE_INSERT ? sqlite3changeset_new(iterator, i, &value)
                                                     : sqlite3changeset_old(iterator, i, &value);
    row.values.push_back(code == SQLITE_OK && value != nullptr ? Own(ViewOf(value))
                                                               : Value(Null{}));
    row.key.push_back(key != nullptr && key[i] != 0);
  }
  return row;
}

int AskFilter(void* context, const char* table) {
  return (*static_cast<const ChangeRecorder::Filter*>(context))(table) ? 1 : 0;
}

struct Applying {
  const ChangesetApplier::OnConflict& on_conflict;
  RecordedRows rows;
  int failed = SQLITE_OK;  // SQLite's code, where the rows could not be looked at
  int orphans = 0;
};

bool IsOfUser(const char* table) {
  const std::string_view name = table == nullptr ? std::string_view() : table;
  return !IsOwnTable(name) && sqlite3_strnicmp(table, "sqlite_", 7) != 0;
}

// Asked of each change: 0 = it is left out.
int IsToBeApplied(void* context, sqlite3_changeset_iter* iterator) {
  auto& applying = *static_cast<Applying*>(context);
  if (applying.failed != SQLITE_OK || !IsOfUser(HeadOf(iterator).table)) return 0;
  bool same = true;
  applying.failed = applying.rows.Compare(iterator, same);
  if (applying.failed != SQLITE_OK) return 0;
  if (!same) applying.on_conflict(ChangeConflict::kEdited, RowOf(iterator));
  return same ? 1 : 0;
}

int OnConflictOf(void* context, int kind, sqlite3_changeset_iter* iterator) {
  auto& applying = *static_cast<Applying*>(context);
  switch (kind) {
    case SQLITE_CHANGESET_DATA:
      applying.on_conflict(ChangeConflict::kEdited, RowOf(iterator));
      return SQLITE_CHANGESET_OMIT;
    case SQLITE_CHANGESET_NOTFOUND:
      applying.on_conflict(ChangeConflict::kGone, RowOf(iterator));
      return SQLITE_CHANGESET_OMIT;
    case SQLITE_CHANGESET_CONFLICT:
      applying.on_conflict(ChangeConflict::kTaken, RowOf(iterator));
      return SQLITE_CHANGESET_OMIT;
    case SQLITE_CHANGESET_CONSTRAINT:
      applying.on_conflict(ChangeConflict::kConstraint, RowOf(iterator));
      return SQLITE_CHANGESET_OMIT;
    default:
      (void)sqlite3changeset_fk_conflicts(iterator, &applying.orphans);
      return SQLITE_CHANGESET_ABORT;
  }
}

}  // namespace

Result<ChangeRecorder> ChangeRecorder::Start(Database& db, Filter filter) {
  Database::Impl* impl = db.impl_.get();
  ChangeRecorder recorder(impl, std::make_unique<Filter>(std::move(filter)));
  const std::string what = "recording changes of database \"" + db.path() + "\"";
  int code = sqlite3session_create(impl->handle, "main", &recorder.session_);
  if (code != SQLITE_OK) return SqliteError(*impl, code, what);
  int on = 1;
  code = sqlite3session_object_config(recorder.session_, SQLITE_SESSION_OBJCONFIG_ROWID, &on);
  if (code != SQLITE_OK) return SqliteError(*impl, code, what);
  sqlite3session_table_filter(recorder.session_, &AskFilter, recorder.filter_.get());
  code = sqlite3session_attach(recorder.session_, nullptr);
  if (code != SQLITE_OK) return SqliteError(*impl, code, what);
  return recorder;
}

ChangeRecorder::ChangeRecorder(ChangeRecorder&& other) noexcept
    : db_(other.db_),
      filter_(std::move(other.filter_)),
      session_(std::exchange(other.session_, nullptr)) {}

ChangeRecorder::~ChangeRecorder() {
  if (session_ != nullptr) sqlite3session_delete(session_);
}

Result<std::string> ChangeRecorder::Changeset() const {
  int size = 0;
  void* buffer = nullptr;
  const int code = sqlite3session_changeset(session_, &size, &buffer);
  if (code != SQLITE_OK) return SqliteError(*db_, code, "the recorded changes");
  return Take(size, buffer);
}

Result<ChangesetReader> ChangesetReader::Open(std::string_view changeset) {
  const Bytes bytes(changeset);
  if (!bytes.fits) return Unreadable(SQLITE_TOOBIG);
  sqlite3_changeset_iter* handle = nullptr;
  const int code = sqlite3changeset_start(&handle, bytes.size, bytes.data);
  if (code != SQLITE_OK) return Unreadable(code);
  return ChangesetReader(handle);
}

ChangesetReader::ChangesetReader(ChangesetReader&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)) {}

ChangesetReader::~ChangesetReader() {
  if (handle_ != nullptr) (void)sqlite3changeset_finalize(handle_);
}

Result<bool> ChangesetReader::Next() {
  const int code = sqlite3changeset_next(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return Unreadable(code);
}

std::string_view ChangesetReader::table() const { return HeadOf(handle_).table; }
ChangedRow ChangesetReader::Row() const { return RowOf(handle_); }

Result<std::string> InvertChangeset(std::string_view changeset) {
  const Bytes bytes(changeset);
  if (!bytes.fits) return Unreadable(SQLITE_TOOBIG);
  int size = 0;
  void* buffer = nullptr;
  const int code = sqlite3changeset_invert(bytes.size, bytes.data, &size, &buffer);
  if (code != SQLITE_OK) return Unreadable(code);
  return Take(size, buffer);
}

Status ChangesetApplier::Apply(Database& db, std::string_view changeset,
                               const OnConflict& on_conflict) {
  const Bytes bytes(changeset);
  if (!bytes.fits) return Unreadable(SQLITE_TOOBIG);
  Applying applying{.on_conflict = on_conflict, .rows = RecordedRows(db.impl_->handle)};
  const int code = sqlite3changeset_apply_v3(db.impl_->handle, bytes.size, bytes.data,
                                             &IsToBeApplied, &OnConflictOf, &applying, nullptr,
                                             nullptr, SQLITE_CHANGESETAPPLY_FKNOACTION);
  if (applying.failed != SQLITE_OK) {
    return SqliteError(*db.impl_, applying.failed, "applying a changeset");
  }
  if (applying.orphans > 0) {
    return Error{.code = ErrorCode::kFailed,
                 .what = "applying a changeset",
                 .why = "it would leave rows whose foreign key leads nowhere",
                 .next = {}};
  }
  if (code != SQLITE_OK) return SqliteError(*db.impl_, code, "applying a changeset");
  return {};
}

}  // namespace godwit

#include <utility>

#include <sqlite3.h>

#include "core/sqlite/connection.h"
#include "core/sqlite/database.h"

namespace godwit {

Statement::Statement(Statement&& other) noexcept
    : db_(other.db_),
      handle_(std::exchange(other.handle_, nullptr)),
      of_script_(other.of_script_),
      worked_micros_(other.worked_micros_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(db_, other.db_);
  std::swap(handle_, other.handle_);
  std::swap(of_script_, other.of_script_);
  std::swap(worked_micros_, other.worked_micros_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Status Statement::Bind(int index, const ValueView& value) { return BindAs(index, value, true); }

Status Statement::BindBorrowed(int index, const ValueView& value) {
  return BindAs(index, value, false);
}

Status Statement::BindAs(int index, const ValueView& value, bool copy) {
  struct Binder {
    sqlite3_stmt* handle;
    int index;
    sqlite3_destructor_type owner;
    int operator()(Null) const { return sqlite3_bind_null(handle, index); }
    int operator()(std::int64_t integer) const {
      return sqlite3_bind_int64(handle, index, integer);
    }
    int operator()(double real) const { return sqlite3_bind_double(handle, index, real); }
    int operator()(std::string_view text) const {
      // SQLite takes a null pointer for NULL; an empty view may hold one.
      return sqlite3_bind_text64(handle, index, text.data() == nullptr ? "" : text.data(),
                                 text.size(), owner, SQLITE_UTF8);
    }
    int operator()(BlobView blob) const {
      if (blob.bytes.empty()) return sqlite3_bind_zeroblob(handle, index, 0);
      return sqlite3_bind_blob64(handle, index, blob.bytes.data(), blob.bytes.size(), owner);
    }
  };
  const int code =
      std::visit(Binder{handle_, index, copy ? SQLITE_TRANSIENT : SQLITE_STATIC}, value);
  if (code != SQLITE_OK) {
    return SqliteError(*db_, code, "parameter " + std::to_string(index) + " of a SQL statement");
  }
  return {};
}

int Statement::ParameterIndex(const std::string& name) const {
  return sqlite3_bind_parameter_index(handle_, name.c_str());
}

int Statement::ParameterCount() const { return sqlite3_bind_parameter_count(handle_); }

Result<bool> Statement::Step() {
  const int code = [&] {
    const DeadlineScope deadline(*db_, of_script_ ? &worked_micros_ : nullptr);
    return sqlite3_step(handle_);
  }();
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = SqliteError(*db_, sqlite3_extended_errcode(db_->handle),
                            "SQL statement on database \"" + db_->path + "\"");
  Reset();
  return error;
}

Status Statement::Run() {
  while (true) {
    GODWIT_ASSIGN(const bool row, Step());
    if (!row) break;
  }
  Reset();
  return {};
}

void Statement::Reset() {
  sqlite3_reset(handle_);
  worked_micros_ = 0;
}

int Statement::ColumnCount() const { return sqlite3_column_count(handle_); }

std::string Statement::ColumnName(int column) const {
  const char* name = sqlite3_column_name(handle_, column);
  return name == nullptr ? std::string() : name;
}

std::string Statement::DeclaredType(int column) const {
  const char* type = sqlite3_column_decltype(handle_, column);
  return type == nullptr ? std::string() : type;
}

ValueView Statement::Column(int column) const {
  const auto bytes = [&](const void* data) {
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return std::string_view(data == nullptr ? "" : static_cast<const char*>(data), size);
  };
  switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_INTEGER:
      return Int(column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(handle_, column);
    case SQLITE_TEXT:
      return bytes(sqlite3_column_text(handle_, column));
    case SQLITE_BLOB:
      return BlobView{bytes(sqlite3_column_blob(handle_, column))};
    default:
      return Null{};
  }
}

std::int64_t Statement::Int(int column) const { return sqlite3_column_int64(handle_, column); }

std::string_view Statement::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::ReadOnly() const { return sqlite3_stmt_readonly(handle_) != 0; }

}  // namespace godwit

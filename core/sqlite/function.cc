#include <array>
#include <new>
#include <vector>

#include <sqlite3.h>

#include "core/sqlite/connection.h"
#include "core/sqlite/database.h"

namespace godwit {
namespace {

constexpr std::size_t kInlineArguments = 8;

struct Registered {
  Function function;
  Database::Impl* db;
};

struct ResultSetter {
  sqlite3_context* context;
  void operator()(Null) const { sqlite3_result_null(context); }
  void operator()(std::int64_t integer) const { sqlite3_result_int64(context, integer); }
  void operator()(double real) const { sqlite3_result_double(context, real); }
  void operator()(const std::string& text) const {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  void operator()(const Blob& blob) const {
    sqlite3_result_blob64(context, blob.bytes.data(), blob.bytes.size(), SQLITE_TRANSIENT);
  }
};

void Answer(sqlite3_context* context, Registered& registered,
            std::span<const ValueView> arguments) {
  Result<Value> result = registered.function.call(arguments);
  if (result.ok()) {
    std::visit(ResultSetter{context}, result.value());
    return;
  }
  sqlite3_result_error(context, Describe(result.error()).c_str(), -1);
  registered.db->function_error = std::move(result).error();
}

// SQLite is C: nothing may be thrown through it.
void Call(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  auto& registered = *static_cast<Registered*>(sqlite3_user_data(context));
  const auto size = static_cast<std::size_t>(count);
  try {
    if (size <= kInlineArguments) {
      std::array<ValueView, kInlineArguments> views;
      for (std::size_t i = 0; i < size; ++i) views[i] = ViewOf(values[i]);
      Answer(context, registered, {views.data(), size});
    } else {
      std::vector<ValueView> views(size);
      for (std::size_t i = 0; i < size; ++i) views[i] = ViewOf(values[i]);
      Answer(context, registered, views);
    }
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

ValueView ViewOf(sqlite3_value* value) {
  const auto bytes = [&](const void* data) {
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
    return std::string_view(data == nullptr ? "" : static_cast<const char*>(data), size);
  };
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_value_int64(value));
    case SQLITE_FLOAT:
      return sqlite3_value_double(value);
    case SQLITE_TEXT:
      return bytes(sqlite3_value_text(value));
    case SQLITE_BLOB:
      return BlobView{bytes(sqlite3_value_blob(value))};
    default:
      return Null{};
  }
}

Status Database::Register(const Function& function) {
  int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;
  if (function.deterministic) flags |= SQLITE_DETERMINISTIC;
  auto* registered = new Registered{function, impl_.get()};
  // SQLite destroys the context also when registering fails.
  const int code = sqlite3_create_function_v2(
      impl_->handle, function.name.c_str(), function.arguments, flags, registered, &Call, nullptr,
      nullptr, [](void* context) { delete static_cast<Registered*>(context); });
  if (code != SQLITE_OK) return SqliteError(*impl_, code, "function " + function.name);
  return {};
}

}  // namespace godwit

#include <array>
#include <new>
#include <vector>

#include <sqlite3.h>

#include "core/sqlite/connection.h"
#include "core/sqlite/database.h"

namespace godwit {
namespace {

constexpr std::size_t kInlineArguments = 8;

template <typename Made>
struct Registered {
  Made made;
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

void SetResult(sqlite3_context* context, Database::Impl& db, Result<Value> result) {
  if (result.ok()) {
    std::visit(ResultSetter{context}, result.value());
    return;
  }
  sqlite3_result_error(context, Describe(result.error()).c_str(), -1);
  db.function_error = std::move(result).error();
}

template <typename Receive>
void WithViews(int count, sqlite3_value** values, const Receive& receive) {
  const auto size = static_cast<std::size_t>(count);
  if (size <= kInlineArguments) {
    std::array<ValueView, kInlineArguments> views;
    for (std::size_t i = 0; i < size; ++i) views[i] = ViewOf(values[i]);
    receive(std::span<const ValueView>(views.data(), size));
  } else {
    std::vector<ValueView> views(size);
    for (std::size_t i = 0; i < size; ++i) views[i] = ViewOf(values[i]);
    receive(std::span<const ValueView>(views));
  }
}

// SQLite is C: nothing may be thrown through it.
template <typename Body>
void Guarded(sqlite3_context* context, const Body& body) noexcept {
  try {
    body();
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

void Call(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  auto& registered = *static_cast<Registered<Function>*>(sqlite3_user_data(context));
  Guarded(context, [&] {
    WithViews(count, values, [&](std::span<const ValueView> arguments) {
      SetResult(context, *registered.db, registered.made.call(arguments));
    });
  });
}

// SQLite keeps a pointer's room a group, zeroed; `size` 0 asks whether it is there.
AggregateState** StateOf(sqlite3_context* context, int size) {
  return static_cast<AggregateState**>(sqlite3_aggregate_context(context, size));
}

void AddRow(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  auto& registered = *static_cast<Registered<Aggregate>*>(sqlite3_user_data(context));
  Guarded(context, [&] {
    AggregateState** state = StateOf(context, sizeof(AggregateState*));
    if (state == nullptr) {
      sqlite3_result_error_nomem(context);
      return;
    }
    if (*state == nullptr) *state = registered.made.begin().release();
    WithViews(count, values, [&](std::span<const ValueView> arguments) {
      if (Status status = (*state)->Add(arguments); !status.ok()) {
        SetResult(context, *registered.db, std::move(status).error());
      }
    });
  });
}

// Called once a group, also after an error and for a group without rows.
void EndGroup(sqlite3_context* context) noexcept {
  auto& registered = *static_cast<Registered<Aggregate>*>(sqlite3_user_data(context));
  Guarded(context, [&] {
    AggregateState** held = StateOf(context, 0);
    const std::unique_ptr<AggregateState> state(
        held != nullptr && *held != nullptr ? *held : registered.made.begin().release());
    if (held != nullptr) *held = nullptr;
    SetResult(context, *registered.db, state->Finish());
  });
}

template <typename Made>
void Destroy(void* context) {
  delete static_cast<Registered<Made>*>(context);
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
  // SQLite destroys the context also when registering fails.
  const int code = sqlite3_create_function_v2(
      impl_->handle, function.name.c_str(), function.arguments, flags,
      new Registered<Function>{function, impl_.get()}, &Call, nullptr, nullptr, &Destroy<Function>);
  if (code != SQLITE_OK) return SqliteError(*impl_, code, "function " + function.name);
  return {};
}

Status Database::Register(const Aggregate& aggregate) {
  const int code =
      sqlite3_create_function_v2(impl_->handle, aggregate.name.c_str(), aggregate.arguments,
                                 SQLITE_UTF8 | SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC,
                                 new Registered<Aggregate>{aggregate, impl_.get()}, nullptr,
                                 &AddRow, &EndGroup, &Destroy<Aggregate>);
  if (code != SQLITE_OK) return SqliteError(*impl_, code, "function " + aggregate.name);
  return {};
}

}  // namespace godwit

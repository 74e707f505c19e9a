// Errors as values that nobody can drop.
//
// An Error says what happened, why, and what to do next; it may carry the place in the user's own
// file that is at fault. Its code decides the command line's exit status (docs: contract of exit
// codes), so it is chosen by the layer that knows what was touched.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace godwit {

// What an error means to the caller. Order is not significant; names are stable (they are printed
// in JSON as lower-case words by ErrorCodeName).
enum class ErrorCode : std::uint8_t {
  kUsage,        // the request itself makes no sense; nothing was touched
  kRefused,      // a precondition does not hold; nothing was touched
  kFailed,       // something was attempted and rolled back; what stayed is named
  kDataStep,     // a data step stopped; earlier batches stay, the step resumes
  kInterrupted,  // cancelled at a point from which it resumes
};

// "usage", "refused", "failed", "data-step", "interrupted".
std::string_view ErrorCodeName(ErrorCode code);

// For callers that act on a cause instead of printing it, as a query layer's callers do.
enum class ErrorKind : std::uint8_t {
  kOther,
  kNotFound,    // `what` names the resource and its key
  kValidation,  // `what` names the resource and the field
};

// A place in a file that the user wrote. line and column count from 1; 0 = unknown. Columns count
// UTF-8 code points, as editors do.
struct SourcePlace {
  std::string file = {};
  int line = 0;
  int column = 0;
};

struct Error {
  ErrorCode code = ErrorCode::kFailed;
  std::string what = {};  // the thing and what befell it: `table "Pet": column "traits" is missing`
  std::string why = {};   // the reason, in words a user can act on
  std::string next = {};  // what to do next; may be empty
  SourcePlace place = {};
  int sqlite_code = 0;  // SQLite's extended result code, 0 when SQLite was not involved
  ErrorKind kind = ErrorKind::kOther;
  // It may have taken effect all the same, or has: only the database, opened anew, says.
  bool uncertain = false;
};

// One line: `what: why` with the place in front, for logs and tests.
std::string Describe(const Error& error);

// The outcome of something that has no value to give.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::make_unique<Error>(std::move(error))) {}  // NOLINT: implicit

  bool ok() const { return error_ == nullptr; }
  // REQUIRES: !ok().
  const Error& error() const& { return *error_; }
  Error&& error() && { return std::move(*error_); }

 private:
  std::unique_ptr<Error> error_;
};

// A value or the error that prevented it.
template <typename T>
class [[nodiscard]] Result {
 public:
  // From anything that converts to T, so that `return text;` works where T is a variant.
  template <typename U = T>
    requires(std::is_convertible_v<U &&, T> && !std::is_same_v<std::remove_cvref_t<U>, Result> &&
             !std::is_same_v<std::remove_cvref_t<U>, Error>)
  Result(U&& value)
      : state_(std::in_place_type<T>, std::forward<U>(value)) {}  // NOLINT: implicit by design
  Result(Error error) : state_(std::move(error)) {}               // NOLINT: implicit by design

  bool ok() const { return std::holds_alternative<T>(state_); }
  // REQUIRES: ok().
  T& value() & { return std::get<T>(state_); }
  const T& value() const& { return std::get<T>(state_); }
  T&& value() && { return std::get<T>(std::move(state_)); }
  // REQUIRES: !ok().
  const Error& error() const& { return std::get<Error>(state_); }
  Error&& error() && { return std::get<Error>(std::move(state_)); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Error> state_;
};

// For the two shapes that most functions share.
#define GODWIT_TRY(expression)                                    \
  do {                                                            \
    if (auto godwit_status = (expression); !godwit_status.ok()) { \
      return std::move(godwit_status).error();                    \
    }                                                             \
  } while (false)

#define GODWIT_CONCAT_INNER(a, b) a##b
#define GODWIT_CONCAT(a, b) GODWIT_CONCAT_INNER(a, b)
// GODWIT_ASSIGN(auto rows, CountRows(db)); declares or assigns the value, or returns the error.
#define GODWIT_ASSIGN(target, expression) \
  GODWIT_ASSIGN_IMPL(GODWIT_CONCAT(godwit_result_, __LINE__), target, expression)
#define GODWIT_ASSIGN_IMPL(result, target, expression) \
  auto result = (expression);                          \
  if (!result.ok()) return std::move(result).error();  \
  target = std::move(result).value()

}  // namespace godwit

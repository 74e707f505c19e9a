#include "core/migrate/functions.h"

#include <map>
#include <set>
#include <utility>

#include "core/base/uuid.h"
#include "core/json/pieces.h"
#include "core/json/string.h"

namespace godwit {
namespace {

bool IsNull(const ValueView& value) { return std::holds_alternative<Null>(value); }

Error WrongArgument(const char* function, std::string why, std::string next) {
  return {.code = ErrorCode::kFailed,
          .what = std::string(function) + "()",
          .why = std::move(why),
          .next = std::move(next)};
}

Result<Value> MakeUuid5(std::span<const ValueView> arguments) {
  if (IsNull(arguments[0]) || IsNull(arguments[1])) return Value(Null{});
  const auto* const space = std::get_if<std::string_view>(&arguments[0]);
  const std::optional<Uuid> parsed = space == nullptr ? std::nullopt : ParseUuid(*space);
  if (!parsed) {
    return WrongArgument("uuid5", "its namespace must be a UUID",
                         "give 36 characters with hyphens");
  }
  const auto* const name = std::get_if<std::string_view>(&arguments[1]);
  if (name == nullptr) {
    return WrongArgument("uuid5",
                         "its name must be text, this is " + std::string(TypeName(arguments[1])),
                         "CAST it AS TEXT");
  }
  return Value(FormatUuid(Uuid5(*parsed, *name)));
}

// The pieces of an argument of the wanted kind; nothing for NULL.
Result<JsonPieces> PiecesOf(const char* function, const ValueView& argument,
                            JsonPieces::Kind wanted) {
  if (IsNull(argument)) return JsonPieces{};
  const bool array = wanted == JsonPieces::Kind::kArray;
  const std::string next = std::string("pass JSON ") + (array ? "arrays" : "objects") +
                           " only; json_type() tells them from the rest";
  const auto* const text = std::get_if<std::string_view>(&argument);
  if (text == nullptr) {
    return WrongArgument(function, "it takes JSON text, this is " + std::string(TypeName(argument)),
                         next);
  }
  Result<JsonPieces> pieces = TakeApart(*text);
  // Not the text itself: errors end up in reports, which hold no values of rows.
  if (!pieces.ok()) return WrongArgument(function, pieces.error().why, next);
  if (pieces->kind == wanted) return pieces;
  return WrongArgument(function,
                       std::string("it takes JSON ") + (array ? "arrays" : "objects") +
                           ", this is another kind of JSON",
                       next);
}

// All elements in order; one that came before is left out. Equal is what is written alike once
// white space and escapes are: 1 and 1.0 stay apart, for merging must not decide that they are one.
class ArrayUnion final : public AggregateState {
 public:
  Status Add(std::span<const ValueView> arguments) override {
    GODWIT_ASSIGN(JsonPieces pieces,
                  PiecesOf("json_array_union", arguments[0], JsonPieces::Kind::kArray));
    for (std::string& element : pieces.values) {
      if (!seen_.insert(element).second) continue;
      text_ += (text_.empty() ? "" : ",") + element;
    }
    return {};
  }
  Result<Value> Finish() override { return Value("[" + text_ + "]"); }

 private:
  std::set<std::string> seen_;
  std::string text_;
};

// Member by member; a later one overrides, and keeps the place of the first.
class ObjectMerge final : public AggregateState {
 public:
  Status Add(std::span<const ValueView> arguments) override {
    GODWIT_ASSIGN(JsonPieces pieces,
                  PiecesOf("json_object_merge", arguments[0], JsonPieces::Kind::kObject));
    for (std::size_t i = 0; i < pieces.names.size(); ++i) {
      const auto [place, fresh] = places_.emplace(pieces.names[i], members_.size());
      if (fresh) {
        members_.emplace_back(std::move(pieces.names[i]), std::move(pieces.values[i]));
      } else {
        members_[place->second].second = std::move(pieces.values[i]);
      }
    }
    return {};
  }

  Result<Value> Finish() override {
    std::string text = "{";
    for (const auto& [name, value] : members_) {
      if (text.size() > 1) text += ',';
      AppendJsonString(name, text);
      text += ':' + value;
    }
    return Value(text + "}");
  }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<std::pair<std::string, std::string>> members_;
};

// The first value that is neither NULL nor an empty text.
class FirstFilled final : public AggregateState {
 public:
  Status Add(std::span<const ValueView> arguments) override {
    const auto* const text = std::get_if<std::string_view>(&arguments[0]);
    const bool filled = !IsNull(arguments[0]) && (text == nullptr || !text->empty());
    if (filled && std::holds_alternative<Null>(first_)) first_ = Own(arguments[0]);
    return {};
  }
  Result<Value> Finish() override { return std::move(first_); }

 private:
  Value first_ = Null{};
};

template <typename State>
Aggregate Make(const char* name) {
  return {.name = name, .arguments = 1, .begin = [] { return std::make_unique<State>(); }};
}

}  // namespace

Status RegisterDataFunctions(Database& db) {
  GODWIT_TRY(db.Register(Function{.name = "uuid5", .arguments = 2, .call = MakeUuid5}));
  GODWIT_TRY(db.Register(Make<ArrayUnion>("json_array_union")));
  GODWIT_TRY(db.Register(Make<ObjectMerge>("json_object_merge")));
  return db.Register(Make<FirstFilled>("first_filled"));
}

}  // namespace godwit

#include "core/json/pieces.h"

#include <nlohmann/json.hpp>

#include "core/json/schema.h"
#include "core/json/string.h"

namespace godwit {
namespace {

using nlohmann::json;

// Writes what it is told without white space, and begins a new piece at each value of level 1.
class PieceReader : public nlohmann::json_sax<json> {
 public:
  bool null() override { return Scalar("null"); }
  bool boolean(bool value) override { return Scalar(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return Scalar(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return Scalar(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& written) override { return Scalar(written); }
  bool string(string_t& value) override {
    std::string quoted;
    AppendJsonString(value, quoted);
    return Scalar(quoted);
  }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return Open('{', JsonPieces::Kind::kObject); }
  bool end_object() override { return Close('}'); }
  bool start_array(std::size_t) override { return Open('[', JsonPieces::Kind::kArray); }
  bool end_array() override { return Close(']'); }

  bool key(string_t& name) override {
    if (depth_ == 1) {
      pieces.names.push_back(name);
      return true;
    }
    Comma();
    AppendJsonString(name, pieces.values.back());
    pieces.values.back() += ':';
    fresh_ = true;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    offset = position;
    return false;
  }

  JsonPieces pieces;
  std::size_t offset = 0;

 private:
  // A value at level 0 or 1 is a piece; deeper it goes on with the present one.
  void Begin() {
    if (depth_ <= 1) {
      pieces.values.emplace_back();
    } else {
      Comma();
    }
    fresh_ = true;
  }
  void Comma() {
    if (!fresh_) pieces.values.back() += ',';
  }
  bool Scalar(const std::string& text) {
    Begin();
    pieces.values.back() += text;
    fresh_ = false;
    return true;
  }
  bool Open(char bracket, JsonPieces::Kind kind) {
    if (depth_ == kMaxJsonDepth) return false;
    if (depth_ == 0) {
      pieces.kind = kind;
    } else {
      Begin();
      pieces.values.back() += bracket;
    }
    ++depth_;
    fresh_ = true;
    return true;
  }
  bool Close(char bracket) {
    --depth_;
    if (depth_ > 0) pieces.values.back() += bracket;
    fresh_ = false;
    return true;
  }

  int depth_ = 0;
  bool fresh_ = true;  // nothing stands before the next value on its level
};

}  // namespace

Result<JsonPieces> TakeApart(std::string_view text) {
  PieceReader reader;
  if (json::sax_parse(text, &reader)) return std::move(reader.pieces);
  return Error{.code = ErrorCode::kFailed,
               .what = "the text",
               .why = "it is not JSON at byte " + std::to_string(reader.offset)};
}

}  // namespace godwit

#include "core/engine/receipt_json.h"

#include <charconv>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/engine/encode.h"
#include "core/engine/message.h"
#include "core/json/canonical.h"

namespace godwit {

using nlohmann::json;

namespace {

// 2: with the schema's objects.
constexpr int kFormat = 2;
constexpr const char* kSeal = "seal";

std::string HexNumber(std::uint64_t number) {
  char digits[16];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number, 16);
  const std::string text(digits, end);
  return std::string(sizeof digits - text.size(), '0') + text;
}

json EncodeFingerprint(const Fingerprint& fingerprint) {
  json tables = json::array();
  for (const TableFingerprint& table : fingerprint.tables) {
    json columns = json::array();
    for (const ColumnSum& column : table.columns) {
      columns.push_back({{"name", column.name}, {"sum", HexNumber(column.sum)}});
    }
    tables.push_back({{"name", table.digest.name},
                      {"rows", table.digest.rows},
                      {"sha256", Hex(table.digest.sha256)},
                      {"columns", std::move(columns)},
                      {"sketch", table.sketch.ToText()}});
  }
  return {{"schema", Hex(fingerprint.schema)},
          {"data", Hex(fingerprint.data)},
          {"objects", fingerprint.objects},
          {"tables", std::move(tables)}};
}

json EncodeColumns(const std::vector<ColumnChange>& columns) {
  json list = json::array();
  for (const ColumnChange& column : columns) {
    list.push_back(
        {{"name", column.name}, {"emptied", column.emptied}, {"retyped", column.retyped}});
  }
  return list;
}

json EncodeChange(const TableChange& change) {
  static constexpr const char* kKinds[] = {"kept", "added", "dropped"};
  return {{"table", change.name},
          {"kind", kKinds[static_cast<int>(change.kind)]},
          {"rowsBefore", change.rows_before},
          {"rowsAfter", change.rows_after},
          {"inserted", change.inserted},
          {"updated", change.updated},
          {"deleted", change.deleted},
          {"columns", EncodeColumns(change.columns)},
          {"addedColumns", change.added_columns},
          {"droppedColumns", EncodeColumns(change.dropped_columns)}};
}

std::string SealOf(json receipt) {
  receipt.erase(kSeal);
  const Result<std::string> canonical = CanonicalJson(receipt);
  return canonical.ok() ? Hex(Sha256Of(*canonical)) : std::string();
}

// Reads members that must be there, remembering the first that is not as it should be.
class Reader {
 public:
  const json& At(const json& object, const char* key) {
    static const json kNull;
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (object.is_object() && found != object.end()) return *found;
    Wrong(key);
    return kNull;
  }

  std::string Text(const json& object, const char* key) {
    const json& member = At(object, key);
    if (member.is_string()) return member.get<std::string>();
    Wrong(key);
    return {};
  }

  std::uint64_t Number(const json& object, const char* key) {
    const json& member = At(object, key);
    if (member.is_number_unsigned()) return member.get<std::uint64_t>();
    Wrong(key);
    return 0;
  }

  Sha256Digest Digest(const json& object, const char* key) {
    const std::string text = Text(object, key);
    Sha256Digest digest{};
    if (text.size() != digest.size() * 2) Wrong(key);
    for (std::size_t i = 0; i < digest.size() && wrong_.empty(); ++i) {
      const char* const begin = text.data() + 2 * i;
      const auto [end, error] = std::from_chars(begin, begin + 2, digest[i], 16);
      if (error != std::errc() || end != begin + 2) Wrong(key);
    }
    return digest;
  }

  Fingerprint ReadFingerprint(const json& receipt, const char* key) {
    const json& object = At(receipt, key);
    Fingerprint fingerprint;
    fingerprint.schema = Digest(object, "schema");
    fingerprint.data = Digest(object, "data");
    for (const auto& part : At(object, "objects").items()) {
      if (part.value().is_string()) {
        fingerprint.objects[part.key()] = part.value().get<std::string>();
      } else {
        Wrong("objects");
      }
    }
    for (const json& entry : At(object, "tables")) {
      TableFingerprint& table = fingerprint.tables.emplace_back();
      table.digest.name = Text(entry, "name");
      table.digest.rows = Number(entry, "rows");
      table.digest.sha256 = Digest(entry, "sha256");
      for (const json& column : At(entry, "columns")) {
        table.columns.push_back({Text(column, "name"), HexSum(column)});
      }
      const std::optional<RowSketch> read = RowSketch::FromText(Text(entry, "sketch"));
      if (!read) Wrong("sketch");
      if (read) table.sketch = *read;
    }
    return fingerprint;
  }

  const std::string& wrong() const { return wrong_; }

 private:
  std::uint64_t HexSum(const json& column) {
    const std::string text = Text(column, "sum");
    std::uint64_t sum = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, sum, 16);
    if (error != std::errc() || stop != end) Wrong("sum");
    return sum;
  }

  void Wrong(const char* key) {
    if (wrong_.empty()) wrong_ = key;
  }

  std::string wrong_;
};

Error Refused(std::string why, std::string next = "rehearse again: `godwit rehearse -o FILE`") {
  return {.code = ErrorCode::kRefused,
          .what = "the receipt",
          .why = std::move(why),
          .next = std::move(next) + "; nothing was changed"};
}

}  // namespace

json EncodeReceipt(const Receipt& receipt, bool show_values) {
  json changes = json::array();
  for (const TableChange& change : receipt.changes) {
    if (change.Changed()) changes.push_back(EncodeChange(change));
  }
  json findings = json::array();
  for (const Finding& finding : receipt.findings) {
    findings.push_back({{"level", FindingLevelName(finding.level)},
                        {"kind", finding.kind},
                        {"table", finding.table},
                        {"text", finding.text}});
  }
  json timings = json::array();
  for (const Timing& timing : receipt.timings) {
    timings.push_back({{"part", timing.part}, {"durationMicros", timing.duration_micros}});
  }
  json encoded = Encode(receipt.report, show_values);
  encoded.update(
      {{"receipt", kFormat},
       {"engine", receipt.engine},
       {"sqlite", receipt.sqlite},
       {"now", FormatTime(receipt.now)},
       {"to", receipt.to},
       {"with", receipt.with},
       {"plan", receipt.plan},
       {"before", EncodeFingerprint(receipt.before)},
       {"after", EncodeFingerprint(receipt.after)},
       {"changes", std::move(changes)},
       {"findings", std::move(findings)},
       {"checks", EncodeVerdicts(receipt.checks)},
       {"timings", std::move(timings)},
       {"original",
        {{"bytesBefore", receipt.original_before}, {"bytesAfter", receipt.original_after}}},
       {"passed", receipt.passed}});
  // As it will be read: names that are no UTF-8 become what the file can hold.
  encoded = json::parse(ToText(encoded), nullptr, false);
  encoded[kSeal] = SealOf(encoded);
  return encoded;
}

Result<Receipt> DecodeReceipt(const json& text) {
  if (!text.is_object() || !text.contains("receipt")) {
    return Refused("it is not a receipt of Godwit's");
  }
  if (text["receipt"] != json(kFormat)) {
    return Refused("its format is " + ToText(text["receipt"]) + ", this version knows format " +
                   std::to_string(kFormat));
  }
  Reader reader;
  const std::string seal = SealOf(text);
  // Empty: what has no canonical form was never sealed.
  if (seal.empty() || reader.Text(text, kSeal) != seal) {
    return Refused("it is not as it was made: its seal does not fit");
  }
  Receipt receipt;
  receipt.project = reader.Text(text, "project");
  receipt.engine = reader.Text(text, "engine");
  receipt.sqlite = reader.Text(text, "sqlite");
  receipt.to = reader.Text(text, "to");
  for (const json& name : reader.At(text, "with")) {
    if (name.is_string()) receipt.with.push_back(name.get<std::string>());
  }
  receipt.plan = reader.Text(text, "plan");
  receipt.passed = reader.At(text, "passed") == json(true);
  receipt.before = reader.ReadFingerprint(text, "before");
  receipt.after = reader.ReadFingerprint(text, "after");
  const Result<std::int64_t> now = ParseTime(reader.Text(text, "now"));
  if (!reader.wrong().empty() || !now.ok()) {
    const std::string member = reader.wrong().empty() ? "now" : reader.wrong();
    return Refused("its member \"" + member + "\" is missing or of the wrong kind");
  }
  receipt.now = *now;
  return receipt;
}

}  // namespace godwit

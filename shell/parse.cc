#include "shell/parse.h"

#include <utility>

#include "shell/words.h"

namespace godwit::shell {
namespace {

const Json& Null() {
  static const Json kNull;
  return kNull;
}

std::vector<std::string> Texts(const Json& array) {
  std::vector<std::string> out;
  for (const Json& item : array)
    out.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  return out;
}

StepState StepStateOf(const std::string& word) {
  if (word == "applied") return StepState::kApplied;
  if (word == "changed") return StepState::kChanged;
  if (word == "cosmetic") return StepState::kCosmetic;
  if (word == "missing") return StepState::kMissing;
  if (word == "failed") return StepState::kFailed;
  if (word == "begun") return StepState::kBegun;
  if (word == "off") return StepState::kOff;
  return StepState::kPending;
}

Cell ParseCell(const Json& value) {
  Cell cell;
  if (value.is_number()) {
    cell.kind = Cell::Kind::kNumber;
    cell.text = value.dump();
  } else if (value.is_string()) {
    cell.kind = Cell::Kind::kText;
    cell.text = value.get<std::string>();
  } else if (value.contains("integer")) {
    cell.kind = Cell::Kind::kNumber;
    cell.text = TextOf(value, "integer");
  } else if (value.contains("real")) {
    cell.kind = Cell::Kind::kNumber;
    cell.text = TextOf(value, "real");
  } else if (value.contains("blob")) {
    cell.kind = Cell::Kind::kBlob;
    cell.text = TextOf(value, "blob");
    cell.bytes = IntegerOf(value, "bytes");
  } else if (value.contains("text")) {
    cell.kind = Cell::Kind::kText;
    cell.text = TextOf(value, "text");
    cell.bytes = IntegerOf(value, "bytes");
  }
  return cell;
}

Migration ParseMigration(const Json& entry) {
  Migration migration;
  migration.name = TextOf(entry, "name");
  migration.reason = TextOf(entry, "reason");
  migration.checksum = TextOf(entry, "checksum");
  migration.sql = TextOf(entry, "sql");
  migration.optional = FlagOf(entry, "optional");
  migration.seed = FlagOf(entry, "seed");
  if (MemberOf(entry, "down").is_string()) migration.down = TextOf(entry, "down");
  for (const Json& step : MemberOf(entry, "dataSteps")) {
    migration.data_steps.push_back(
        {TextOf(step, "name"), TextOf(step, "table"), TextOf(step, "sql")});
  }
  for (const Json& check : MemberOf(entry, "checks")) {
    migration.checks.push_back(
        {TextOf(check, "name"), TextOf(check, "sql"), FlagOf(check, "info")});
  }
  return migration;
}

// Where `expected` or `actual` is not text it is shown as JSON writes it.
std::string ShownValue(const Json& object, const char* key) {
  const Json& value = MemberOf(object, key);
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

const Json& MemberOf(const Json& object, const char* key) {
  if (!object.is_object()) return Null();
  const auto at = object.find(key);
  return at == object.end() ? Null() : *at;
}

std::string TextOf(const Json& object, const char* key) {
  const Json& value = MemberOf(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::int64_t IntegerOf(const Json& object, const char* key) {
  const Json& value = MemberOf(object, key);
  return value.is_number() ? value.get<std::int64_t>() : 0;
}

bool FlagOf(const Json& object, const char* key) {
  const Json& value = MemberOf(object, key);
  return value.is_boolean() && value.get<bool>();
}

std::vector<SampleInfo> ParseSamples(const Json& result) {
  std::vector<SampleInfo> samples;
  for (const Json& entry : result) {
    samples.push_back({TextOf(entry, "name"), TextOf(entry, "title"), TextOf(entry, "summary")});
  }
  return samples;
}

std::optional<Project> ParseProject(const Json& result) {
  if (!result.is_object()) return std::nullopt;
  Project project;
  project.name = TextOf(result, "name");
  project.title = TextOf(result, "title");
  if (project.title.empty()) project.title = HumanName(project.name);
  project.summary = TextOf(result, "summary");
  for (const Json& entry : MemberOf(result, "migrations")) {
    project.migrations.push_back(ParseMigration(entry));
  }
  return project;
}

Status ParseStatus(const Json& result) {
  Status status;
  status.up_to_date = FlagOf(result, "upToDate");
  for (const Json& entry : MemberOf(result, "migrations")) {
    status.migrations.push_back(
        {TextOf(entry, "name"), TextOf(entry, "appliedAt"), StepStateOf(TextOf(entry, "state"))});
  }
  for (const Json& entry : MemberOf(result, "dataSteps")) {
    const std::string word = TextOf(entry, "state");
    const auto state = word == "complete"  ? DataStepStatus::State::kComplete
                       : word == "running" ? DataStepStatus::State::kRunning
                                           : DataStepStatus::State::kDue;
    status.data_steps.push_back(
        {TextOf(entry, "migration"), TextOf(entry, "name"), state, IntegerOf(entry, "rowsLeft")});
  }
  return status;
}

std::vector<Table> ParseTables(const Json& result) {
  std::vector<Table> tables;
  for (const Json& entry : result) {
    Table table{TextOf(entry, "name"), TextOf(entry, "kind"), IntegerOf(entry, "rows"), {}};
    for (const Json& column : MemberOf(entry, "columns")) {
      const Json& key = MemberOf(column, "primaryKey");
      const bool in_key = FlagOf(column, "primaryKey") || (key.is_number() && key != 0);
      table.columns.push_back(
          {TextOf(column, "name"), TextOf(column, "type"), FlagOf(column, "notNull"), in_key});
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<Row> ParseRows(const Json& rows) {
  std::vector<Row> out;
  for (const Json& cells : rows) {
    Row& row = out.emplace_back();
    for (const Json& value : cells) row.push_back(ParseCell(value));
  }
  return out;
}

std::map<std::string, std::int64_t> ParseCounts(const Json& counts) {
  std::map<std::string, std::int64_t> out;
  if (!counts.is_object()) return out;
  for (const auto& [name, number] : counts.items()) {
    out[name] = number.is_number() ? number.get<std::int64_t>() : 0;
  }
  return out;
}

std::vector<Picture> ParsePictures(const Json& pictures) {
  std::vector<Picture> out;
  for (const Json& entry : pictures) {
    Picture& picture = out.emplace_back();
    picture.key = TextOf(entry, "key");
    picture.label = TextOf(entry, "label");
    picture.caption = TextOf(entry, "caption");
    picture.alt = TextOf(entry, "alt");
    const std::string state = TextOf(entry, "state");
    picture.state = state == "stored"     ? Picture::State::kStored
                    : state == "fallback" ? Picture::State::kFallback
                                          : Picture::State::kNone;
    picture.shapes = ParseShapes(MemberOf(entry, "shapes"));
  }
  return out;
}

Verification ParseVerification(const Json& result) {
  Verification verification;
  verification.passed = FlagOf(result, "passed");
  for (const Json& entry : MemberOf(result, "checks")) {
    CheckResult& check = verification.checks.emplace_back();
    check.name = TextOf(entry, "name");
    check.migration = TextOf(entry, "migration");
    check.expected = ShownValue(entry, "expected");
    check.actual = ShownValue(entry, "actual");
    const std::string state = TextOf(entry, "state");
    check.state = state == "passed"   ? CheckResult::State::kPassed
                  : state == "failed" ? CheckResult::State::kFailed
                                      : CheckResult::State::kInfo;
    check.columns = Texts(MemberOf(entry, "columns"));
    check.rows = ParseRows(MemberOf(entry, "rows"));
    check.violations = IntegerOf(entry, "violations");
  }
  return verification;
}

Digest ParseDigest(const Json& result) {
  Digest digest;
  if (result.is_string()) {
    digest.data = result.get<std::string>();
    return digest;
  }
  digest.schema = TextOf(result, "schema");
  digest.data = TextOf(result, "data");
  for (const Json& entry : MemberOf(result, "tables")) {
    digest.tables.push_back(
        {TextOf(entry, "name"), TextOf(entry, "sha256"), IntegerOf(entry, "rows")});
  }
  return digest;
}

std::vector<StepDigest> ParseSteps(const Json& result) {
  std::vector<StepDigest> steps;
  int position = 0;
  for (const Json& entry : result) {
    ++position;
    const Json& number = MemberOf(entry, "step");
    steps.push_back({number.is_number() ? number.get<int>() : position, TextOf(entry, "migration"),
                     TextOf(entry, "kind"), ParseDigest(MemberOf(entry, "digest"))});
  }
  return steps;
}

Problem ParseProblem(const Json& error, const std::string& during) {
  Problem problem;
  problem.during = during;
  problem.code = TextOf(error, "code");
  problem.what = TextOf(error, "what");
  problem.why = TextOf(error, "why");
  problem.next = TextOf(error, "next");
  problem.file = TextOf(error, "file");
  problem.line = static_cast<int>(IntegerOf(error, "line"));
  problem.column = static_cast<int>(IntegerOf(error, "column"));
  return problem;
}

std::string DescribeReport(const Json& report) {
  if (TextOf(report, "outcome") == "nothing-to-do")
    return "Nothing to do: all of it is done already.";
  std::int64_t up = 0;
  std::int64_t down = 0;
  std::int64_t rows = 0;
  for (const Json& entry : MemberOf(report, "migrations")) {
    ++(TextOf(entry, "direction") == "down" ? down : up);
  }
  for (const Json& entry : MemberOf(report, "dataSteps")) rows += IntegerOf(entry, "rows");
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : " · ") + part; };
  if (up > 0) add(Counted(up, "migration applied", "migrations applied"));
  if (down > 0) add(Counted(down, "migration rolled back", "migrations rolled back"));
  if (rows > 0) add(Counted(rows, "row filled in", "rows filled in"));
  return text.empty() ? "Done" : text;
}

}  // namespace godwit::shell

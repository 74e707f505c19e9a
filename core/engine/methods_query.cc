#include "core/engine/methods_query.h"

#include <utility>
#include <vector>

#include "core/samples/operations.h"
#include "core/schema/query_plan.h"
#include "core/sqlite/dry_run.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr int kSqliteError = 1;  // SQLITE_ERROR: the statement names what is not there, say

// What a layer logs goes where runs are logged.
class ListenerLog final : public Log {
 public:
  explicit ListenerLog(Listener& listener) : listener_(listener) {}

  void Write(LogLevel level, std::string_view component, std::string_view event,
             std::span<const LogField> fields) override {
    LogEvent told{.event = "operation", .fields = {}};
    told.fields.emplace_back("level", std::string(LogLevelName(level)));
    told.fields.emplace_back("component", std::string(component));
    told.fields.emplace_back("what", std::string(event));
    for (const LogField& field : fields) {
      told.fields.emplace_back(std::string(field.name), ValueOf(field));
    }
    listener_.OnLog(told);
  }

 private:
  static Value ValueOf(const LogField& field) {
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) return *number;
    if (const auto* real = std::get_if<double>(&field.value)) return *real;
    if (const auto* flag = std::get_if<bool>(&field.value)) return std::int64_t{*flag};
    return std::get<std::string>(field.value);
  }

  Listener& listener_;
};

json EncodeOperation(const Operation& operation) {
  json parameters = json::array();
  for (const Parameter& parameter : operation.parameters) {
    parameters.push_back({{"name", parameter.name},
                          {"type", TypeText(parameter)},
                          {"optional", parameter.optional}});
  }
  return {{"name", operation.name},
          {"about", operation.about},
          {"writes", operation.writes},
          {"parameters", std::move(parameters)}};
}

// All of a sample, or the one that is named.
Result<json> ListOperations(const std::string& sample, const std::string& name) {
  json operations = json::array();
  if (!name.empty()) {
    GODWIT_ASSIGN(const Operation* operation, FindOperation(sample, name));
    operations.push_back(EncodeOperation(*operation));
  } else {
    GODWIT_ASSIGN(const std::span<const Operation> all, OperationsOf(sample));
    for (const Operation& operation : all) operations.push_back(EncodeOperation(operation));
  }
  return json{{"sample", sample}, {"operations", std::move(operations)}};
}

Result<Arguments> ReadArguments(Params& params, const std::string& what,
                                const Operation& operation) {
  const json* given = params.Member("arguments");
  if (given == nullptr || !given->is_array()) {
    return Arguments::Read(what, operation.parameters, given == nullptr ? json() : *given);
  }
  std::vector<std::string> texts;
  GODWIT_TRY(params.Texts("arguments", texts));
  return Arguments::Parse(what, operation.parameters, texts);
}

// A database that has not come as far as the sample's migrations has not its tables.
Error ExplainMissing(Error error, const std::string& what, const std::string& sample) {
  if (error.sqlite_code != kSqliteError) return error;
  error.code = ErrorCode::kRefused;
  error.what = what;
  error.next = "`godwit status --project " + sample +
               "` tells whether the database is the sample's, and which migrations are pending";
  return error;
}

Result<json> Explain(Database& db, const Operation& operation, const OperationCall& call) {
  std::vector<std::string> statements;
  {
    const DryRun dry_run(db);
    const Result<OperationResult> result = operation.run(call);
    if (!result.ok() && !DryRun::IsTakenBack(result.error())) return result.error();
    statements = dry_run.statements();
  }
  json plans = json::array();
  for (const std::string& sql : statements) {
    GODWIT_ASSIGN(const QueryPlan plan, ReadQueryPlan(db, sql));
    json steps = json::array();
    for (const QueryStep& step : plan) {
      steps.push_back({{"depth", step.depth}, {"detail", step.detail}});
    }
    plans.push_back({{"sql", sql}, {"steps", std::move(steps)}});
  }
  return plans;
}

}  // namespace

JobResult QueryMethod(Call& call) {
  std::string sample;
  std::string name;
  bool list = false;
  bool explain = false;
  GODWIT_TRY(call.params.Text("sample", sample));
  GODWIT_TRY(call.params.Text("name", name));
  GODWIT_TRY(call.params.Flag("list", list));
  GODWIT_TRY(call.params.Flag("explain", explain));
  if (sample.empty()) return call.params.Wrong("sample", "it is missing");
  if (list || name.empty()) {
    GODWIT_TRY(call.params.Finish());
    GODWIT_ASSIGN(json operations, ListOperations(sample, name));
    return Done(std::move(operations));
  }
  GODWIT_ASSIGN(const Operation* operation, FindOperation(sample, name));
  const std::string what = "operation \"" + name + "\" of sample \"" + sample + "\"";
  GODWIT_ASSIGN(const Arguments arguments, ReadArguments(call.params, what, *operation));
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  ListenerLog log(call.listener);
  NoLog silent;
  const OperationCall operation_call{*db, call.session.clock(),
                                     explain ? static_cast<Log&>(silent) : log, arguments};
  json answer = {{"sample", sample}, {"operation", name}};
  if (explain) {
    Result<json> plans = Explain(*db, *operation, operation_call);
    if (!plans.ok()) return ExplainMissing(std::move(plans).error(), what, sample);
    answer["plans"] = std::move(*plans);
    return Done(std::move(answer));
  }
  Result<OperationResult> result = operation->run(operation_call);
  if (!result.ok()) return ExplainMissing(std::move(result).error(), what, sample);
  answer["result"] = std::move(result->value);
  answer["shapes"] = std::move(result->shapes);
  return Done(std::move(answer));
}

}  // namespace godwit

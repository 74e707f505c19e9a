// Typed rows: code made of the schema that the migrations make, or that a database has.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/engine/job.h"
#include "core/migrate/declared_schema.h"
#include "core/schema/inspect.h"
#include "core/schema/types_cpp.h"
#include "core/schema/types_ts.h"

namespace godwit {

using nlohmann::json;

namespace {

struct TypesRequest {
  bool cpp = false;
  CppTypesOptions cpp_options;
  TsTypesOptions ts_options;
};

std::vector<JsonColumns> DocumentsOf(const Project* project) {
  std::vector<JsonColumns> documents;
  if (project == nullptr) return documents;
  for (const ValidatorSource& source : project->validators) {
    documents.push_back({.name = source.name, .schema = source.schema, .columns = source.columns});
  }
  return documents;
}

Result<json> Generate(const Database& db, const Project* project, const TypesRequest& request) {
  GODWIT_ASSIGN(const Schema schema, Inspect(db));
  GODWIT_ASSIGN(const RowTypes types, FindRowTypes(schema, DocumentsOf(project)));
  const std::string text =
      request.cpp ? CppTypes(types, request.cpp_options) : TsTypes(types, request.ts_options);
  return json{{"lang", request.cpp ? "cpp" : "ts"},
              {"rows", types.rows.size()},
              {"documents", types.documents.size()},
              {"leftOut", types.left_out},
              {"text", text}};
}

// The migrations run on an empty database, which then has the schema.
class TypesJob final : public Job {
 public:
  TypesJob(Session& session, TypesRequest request)
      : session_(session), request_(std::move(request)) {}

  Status Begin(const std::vector<std::string>& migrations, Listener& listener) {
    GODWIT_ASSIGN(Database scratch, session_.OpenScratch(session_.clock()));
    scratch_.emplace(std::move(scratch));
    const RunContext context = session_.ContextOf(*scratch_, session_.clock(), listener);
    build_.emplace(context, *scratch_, migrations);
    return {};
  }

  Result<bool> Step() override {
    GODWIT_ASSIGN(const bool more, build_->Step());
    if (more) return true;
    GODWIT_ASSIGN(result_, Generate(*scratch_, session_.project(), request_));
    return false;
  }
  Message TakeResult() override { return {std::move(result_), {}}; }

 private:
  Session& session_;
  TypesRequest request_;
  std::optional<Database> scratch_;
  std::optional<SchemaBuild> build_;
  json result_;
};

Status ReadRequest(Params& params, TypesRequest& request) {
  std::string lang;
  std::string name_space;
  GODWIT_TRY(params.Text("lang", lang));
  GODWIT_TRY(params.Text("namespace", name_space));
  GODWIT_TRY(params.Flag("bigint", request.ts_options.bigint));
  if (lang != "cpp" && lang != "ts") return params.Wrong("lang", "it must be cpp or ts");
  request.cpp = lang == "cpp";
  if (!name_space.empty()) {
    if (!request.cpp) return params.Wrong("namespace", "it goes with the language cpp");
    if (!IsCppNamespace(name_space)) {
      return Error{.code = ErrorCode::kUsage,
                   .what = "namespace \"" + name_space + "\"",
                   .why = "it is no name that C++ can have",
                   .next = "name one as in shop::rows"};
    }
    request.cpp_options.name_space = name_space;
  }
  if (request.cpp && request.ts_options.bigint) {
    return params.Wrong("bigint", "it goes with the language ts");
  }
  return {};
}

// All but the optional ones, unless they are asked for.
Result<std::vector<std::string>> ChooseMigrations(const Project& project, Params& params,
                                                  const std::vector<std::string>& with) {
  for (const std::string& name : with) {
    if (project.Find(name) != nullptr) continue;
    return params.Wrong("with", "the project has no migration \"" + name + "\"");
  }
  std::vector<std::string> names;
  for (const Migration& migration : project.migrations) {
    const bool wanted = std::ranges::find(with, migration.name) != with.end();
    if (!migration.optional || wanted) names.push_back(migration.name);
  }
  return names;
}

}  // namespace

JobResult TypesMethod(Call& call) {
  TypesRequest request;
  bool of_database = false;
  std::vector<std::string> with;
  GODWIT_TRY(ReadRequest(call.params, request));
  GODWIT_TRY(call.params.Flag("database", of_database));
  GODWIT_TRY(call.params.Texts("with", with));
  GODWIT_TRY(call.params.Finish());
  if (of_database) {
    if (!with.empty()) return call.params.Wrong("with", "a database has what it has");
    GODWIT_ASSIGN(const Database* db, call.session.NeedDatabase());
    GODWIT_ASSIGN(json result, Generate(*db, call.session.project(), request));
    return Done(std::move(result));
  }
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  GODWIT_ASSIGN(const std::vector<std::string> names,
                ChooseMigrations(*project, call.params, with));
  auto job = std::make_unique<TypesJob>(call.session, std::move(request));
  GODWIT_TRY(job->Begin(names, call.listener));
  return std::unique_ptr<Job>(std::move(job));
}

}  // namespace godwit

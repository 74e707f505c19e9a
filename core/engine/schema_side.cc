#include "core/engine/schema_side.h"

#include <string>
#include <utility>
#include <vector>

#include "core/engine/project_param.h"
#include "core/migrate/schema_script.h"
#include "core/schema/inspect.h"
#include "core/sqlite/script.h"

namespace godwit {

using nlohmann::json;

namespace {

// It need not be a pending one that fails: an applied one may have been edited since.
Error NotBuilt(Error error) {
  if (error.code == ErrorCode::kInterrupted || LiesOutsideSql(error)) return error;
  error.next += (error.next.empty() ? "" : "; ") +
                std::string(
                    "the project's migrations, as their files are now, have to run on an "
                    "empty database: correct the file; no database was touched");
  return error;
}

}  // namespace

Result<SchemaSide> SchemaSide::Open(Session& session, const Params& params, const char* key,
                                    const json& value, Listener& listener) {
  SchemaSide side;
  const auto text = [&](const char* member) -> const json* {
    const auto found = value.is_object() ? value.find(member) : value.end();
    return found != value.end() && found->is_string() ? &*found : nullptr;
  };
  if (const json* path = text("database"); path != nullptr) {
    side.own_ = session.Sibling();
    side.own_->SetLimits(session.limits());
    GODWIT_TRY(side.own_->OpenDatabase(path->get<std::string>(), OpenMode::kReadOnly));
    GODWIT_ASSIGN(side.schema_, Inspect(*side.own_->database()));
    return side;
  }
  if (text("file") != nullptr && text("text") != nullptr) {
    Script script{.path = text("file")->get<std::string>(),
                  .text = text("text")->get<std::string>(),
                  .statements = {}};
    script.statements = SplitScript(script.text);
    GODWIT_ASSIGN(Database scratch, session.OpenScratch(session.clock()));
    GODWIT_ASSIGN(side.schema_, ReadSchemaScript(script, scratch));
    return side;
  }
  if (!value.is_object() || !value.contains("project")) {
    return params.Wrong(key, "it must be {database}, {file, text} or {project}");
  }
  GODWIT_ASSIGN(ProjectFiles files, ReadProjectParam(params, value["project"]));
  return OfProject(session, std::move(files), listener);
}

Result<SchemaSide> SchemaSide::OfProject(Session& session, ProjectFiles files, Listener& listener) {
  SchemaSide side;
  side.own_ = session.Sibling();
  side.own_->SetLimits(session.limits());
  GODWIT_TRY(side.own_->OpenProject(std::move(files), std::nullopt));
  side.clock_ = std::make_unique<StoppedClock>(side.own_->clock());
  GODWIT_ASSIGN(Database scratch, side.own_->OpenScratch(*side.clock_));
  side.scratch_ = std::make_unique<Database>(std::move(scratch));
  const std::vector<std::string> names = MigrationsToEnd(*side.own_->project());
  side.build_ = std::make_unique<SchemaBuild>(
      side.own_->ContextOf(*side.scratch_, *side.clock_, listener), *side.scratch_, names);
  return side;
}

Result<bool> SchemaSide::Step() {
  if (build_ == nullptr) return false;
  Result<bool> more = build_->Step();
  if (!more.ok()) return NotBuilt(std::move(more).error());
  if (*more) return true;
  GODWIT_ASSIGN(schema_, Inspect(*scratch_));
  return false;
}

}  // namespace godwit

// From one schema to another.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/words.h"
#include "core/engine/job.h"
#include "core/engine/schema_json.h"
#include "core/engine/schema_side.h"
#include "core/migrate/new_migration.h"
#include "core/migrate/schema_script.h"
#include "core/schema/diff.h"
#include "core/schema/risks.h"
#include "core/schema/standalone.h"

namespace godwit {

using nlohmann::json;

namespace {

class DiffJob final : public Job {
 public:
  DiffJob(Session& session, SchemaSide from, SchemaSide to, SqliteRelease release)
      : session_(session), from_(std::move(from)), to_(std::move(to)), release_(release) {}

  Result<bool> Step() override {
    for (SchemaSide* side : {&from_, &to_}) {
      GODWIT_ASSIGN(const bool more, side->Step());
      if (more) return true;
    }
    GODWIT_TRY(Plan());
    return false;
  }

  Message TakeResult() override { return {std::move(result_), {}}; }

 private:
  Status Plan() {
    const DiffOptions options = {
        .release = release_,
        .open_scratch = [this] { return session_.OpenScratch(session_.clock()); },
        .to_is_text = to_.is_text()};
    GODWIT_ASSIGN(SchemaDiff diff, DiffSchemas(from_.schema(), to_.schema(), options));
    if (from_.database() != nullptr) GODWIT_TRY(CountRisks(*from_.database(), diff.forward));
    if (to_.database() != nullptr) GODWIT_TRY(CountRisks(*to_.database(), diff.back));
    result_ = EncodeSchemaPlan(diff.forward);
    result_["back"] = EncodeSchemaPlan(diff.back);
    result_["sql"] = StandaloneScript(diff.forward);
    result_["back"]["sql"] = StandaloneScript(diff.back);
    return {};
  }

  Session& session_;
  SchemaSide from_;
  SchemaSide to_;
  SqliteRelease release_;
  json result_;
};

// The migration from the end of a project's migrations to its schema.sql.
class NewJob final : public Job {
 public:
  NewJob(Session& session, SchemaSide end, std::string name)
      : session_(session), end_(std::move(end)), name_(std::move(name)) {}

  Result<bool> Step() override {
    GODWIT_ASSIGN(const bool more, end_.Step());
    if (more) return true;
    GODWIT_TRY(Write());
    return false;
  }

  Message TakeResult() override { return {std::move(result_), {}}; }

 private:
  Status Write() {
    const Project& project = *session_.project();
    SchemaDiff diff;
    if (project.schema) {
      const auto open_scratch = [this] { return session_.OpenScratch(session_.clock()); };
      GODWIT_ASSIGN(Database scratch, open_scratch());
      GODWIT_ASSIGN(const Schema wanted, ReadSchemaScript(*project.schema, scratch));
      GODWIT_TRY(RefuseNothingDeclared(wanted));
      GODWIT_ASSIGN(diff, DiffSchemas(end_.schema(), wanted, {.open_scratch = open_scratch}));
    }
    const NewMigration made = WriteMigration(project, name_, diff.forward, diff.back);
    result_ = EncodeSchemaPlan(diff.forward);
    result_["back"] = EncodeSchemaPlan(diff.back);
    result_["name"] = made.name;
    result_["declared"] = project.schema.has_value();
    result_["files"] = {{made.folder + "/down.sql", made.down},
                        {made.folder + "/migration.sql", made.up}};
    return {};
  }

  // A file that has been emptied by mistake would drop every table.
  Status RefuseNothingDeclared(const Schema& wanted) const {
    if (!wanted.tables.empty() || end_.schema().tables.empty()) return {};
    return Error{.code = ErrorCode::kRefused,
                 .what = "schema.sql",
                 .why = "it declares no table, and the migrations make " +
                        Counted(std::ssize(end_.schema().tables), "table") +
                        ": the migration would drop them all",
                 .next =
                     "write into it what is to be there; a migration that is to drop all is "
                     "written by hand"};
  }

  Session& session_;
  SchemaSide end_;
  std::string name_;
  json result_;
};

Result<SchemaSide> ReadSide(Call& call, const char* key) {
  const json* value = call.params.Member(key);
  if (value == nullptr) return call.params.Wrong(key, "it is missing");
  return SchemaSide::Open(call.session, call.params, key, *value, call.listener);
}

Result<SqliteRelease> ReadRelease(Call& call) {
  std::string text;
  GODWIT_TRY(call.params.Text("sqliteVersion", text));
  if (text.empty()) return kNewestRelease;
  const std::optional<SqliteRelease> release = ParseRelease(text);
  if (release && *release >= kRenameColumnSince) return *release;
  return Error{.code = ErrorCode::kUsage,
               .what = "SQLite \"" + text + "\"",
               .why = "it is no release from 3.25 on, the first that renames columns",
               .next = "name one as in 3.35"};
}

}  // namespace

JobResult NewMethod(Call& call) {
  std::string name;
  std::string now;
  GODWIT_TRY(call.params.Text("name", name));
  GODWIT_TRY(call.params.Text("now", now));
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const ProjectFiles* files, call.session.NeedFiles());
  std::int64_t millis = call.session.real_clock().NowMillis();
  if (!now.empty()) {
    GODWIT_ASSIGN(millis, ParseTime(now));
  }
  GODWIT_ASSIGN(std::string whole, NameMigration(*call.session.project(), name, millis));
  GODWIT_ASSIGN(SchemaSide end, SchemaSide::OfProject(call.session, *files, call.listener));
  return std::unique_ptr<Job>(
      std::make_unique<NewJob>(call.session, std::move(end), std::move(whole)));
}

JobResult DiffMethod(Call& call) {
  GODWIT_ASSIGN(const SqliteRelease release, ReadRelease(call));
  GODWIT_ASSIGN(SchemaSide from, ReadSide(call, "from"));
  GODWIT_ASSIGN(SchemaSide to, ReadSide(call, "to"));
  GODWIT_TRY(call.params.Finish());
  return std::unique_ptr<Job>(
      std::make_unique<DiffJob>(call.session, std::move(from), std::move(to), release));
}

}  // namespace godwit

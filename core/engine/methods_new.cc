// `new`: the migration from the end of a project's migrations to its schema.sql.
#include <optional>
#include <string>
#include <utility>

#include "core/base/words.h"
#include "core/engine/job.h"
#include "core/engine/release_param.h"
#include "core/engine/schema_json.h"
#include "core/engine/schema_side.h"
#include "core/migrate/new_migration.h"
#include "core/migrate/schema_script.h"
#include "core/schema/diff.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr const char* kByHand = "`godwit new NAME --empty` begins a migration written by hand";

json Encode(const Project& project, const std::string& name, const SchemaDiff& diff) {
  const NewMigration made = WriteMigration(project, name, diff.forward, diff.back);
  json result = EncodeSchemaPlan(diff.forward);
  result["back"] = EncodeSchemaPlan(diff.back);
  result["name"] = made.name;
  result["declared"] = project.schema.has_value();
  result["files"] = {{made.folder + "/down.sql", made.down},
                     {made.folder + "/migration.sql", made.up}};
  return result;
}

class NewJob final : public Job {
 public:
  NewJob(Session& session, SchemaSide end, std::string name, SqliteRelease release)
      : session_(session), end_(std::move(end)), name_(std::move(name)), release_(release) {}

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
    const auto open_scratch = [this] { return session_.OpenScratch(session_.clock()); };
    GODWIT_ASSIGN(Database scratch, open_scratch());
    GODWIT_ASSIGN(const Schema wanted, ReadSchemaScript(*project.schema, scratch));
    GODWIT_TRY(RefuseNothingDeclared(wanted));
    GODWIT_ASSIGN(
        const SchemaDiff diff,
        DiffSchemas(end_.schema(), wanted, {.release = release_, .open_scratch = open_scratch}));
    if (diff.forward.empty()) return NothingToDo(wanted);
    result_ = Encode(project, name_, diff);
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
                 .next = std::string("write into it what is to be there; ") + kByHand +
                         ", such as one that is to drop all"};
  }

  // A migration without a statement would stand in the way of every other one.
  Error NothingToDo(const Schema& wanted) const {
    const bool nothing = wanted.tables.empty() && wanted.views.empty();
    return {.code = ErrorCode::kRefused,
            .what = "nothing to do",
            .why = nothing ? "schema.sql declares nothing yet, and no migration makes anything"
                           : "schema.sql is what the migrations make already",
            .next = std::string("write into schema.sql what is to ") +
                    (nothing ? "be there" : "change") + "; " + kByHand};
  }

  Session& session_;
  SchemaSide end_;
  std::string name_;
  SqliteRelease release_;
  json result_;
};

// Files to be filled in by hand are planned for no release.
Status RefuseRelease(Params& params, const Project& project) {
  std::string release;
  GODWIT_TRY(params.Text("sqliteVersion", release));
  if (release.empty()) return {};
  const bool declared = project.schema.has_value();
  return Error{.code = ErrorCode::kUsage,
               .what = "SQLite \"" + release + "\"",
               .why = std::string(declared ? "`empty` is asked for" : "there is no schema.sql") +
                      ", so the files are to be filled in by hand, and nothing is planned for it",
               .next = declared ? "leave out one of the two"
                                : "declare a schema.sql, or leave the release out"};
}

}  // namespace

JobResult NewMethod(Call& call) {
  std::string name;
  std::string now;
  bool empty = false;
  GODWIT_TRY(call.params.Text("name", name));
  GODWIT_TRY(call.params.Text("now", now));
  GODWIT_TRY(call.params.Flag("empty", empty));
  GODWIT_ASSIGN(const ProjectFiles* files, call.session.NeedFiles());
  const Project& project = *call.session.project();
  // What nobody has declared is written by hand.
  empty = empty || !project.schema;
  SqliteRelease release = kNewestRelease;
  if (empty) {
    GODWIT_TRY(RefuseRelease(call.params, project));
  } else {
    GODWIT_ASSIGN(release, ReadRelease(call.params, project));
  }
  GODWIT_TRY(call.params.Finish());
  std::int64_t millis = call.session.real_clock().NowMillis();
  if (!now.empty()) {
    GODWIT_ASSIGN(millis, ParseTime(now));
  }
  GODWIT_ASSIGN(std::string whole, NameMigration(project, name, millis));
  if (empty) return Done(Encode(project, whole, {}));
  GODWIT_ASSIGN(SchemaSide end, SchemaSide::OfProject(call.session, *files, call.listener));
  return std::unique_ptr<Job>(
      std::make_unique<NewJob>(call.session, std::move(end), std::move(whole), release));
}

}  // namespace godwit

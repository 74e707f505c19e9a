// Opening and closing, and what needs no project.
#include <utility>

#include "core/base/version.h"
#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/project_param.h"
#include "core/engine/samples.h"
#include "core/migrate/status.h"

namespace godwit {

using nlohmann::json;

namespace {

Status OpenProject(Call& call) {
  const json* project = call.params.Member("project");
  std::string now;
  GODWIT_TRY(call.params.Text("now", now));
  std::optional<std::int64_t> millis;
  if (!now.empty()) {
    GODWIT_ASSIGN(millis, ParseTime(now));
  }
  if (project == nullptr) return {};
  GODWIT_ASSIGN(ProjectFiles files, ReadProjectParam(call.params, *project));
  return call.session.OpenProject(std::move(files), millis);
}

// What strangers get, or one's own project, but for single values.
Status ReadLimits(Call& call) {
  const json* wanted = call.params.Member("limits");
  if (wanted == nullptr) return {};
  if (!wanted->is_object()) return call.params.Wrong("limits", "it must be an object");
  const std::string method = "open, parameter \"limits\"";
  Params given(*wanted, method);
  bool strangers = false;
  GODWIT_TRY(given.Flag("strangers", strangers));
  Limits limits = BaseLimits(strangers);
  std::int64_t length = limits.length;
  GODWIT_TRY(given.Number("deadlineMillis", limits.deadline_millis, 1, kLongestDeadlineMillis));
  GODWIT_TRY(given.Number("heapBytes", limits.heap_bytes, 1, kLargestHeapBytes));
  GODWIT_TRY(given.Number("lengthBytes", length, 1, kLargestLengthBytes));
  GODWIT_TRY(given.Finish());
  limits.length = static_cast<int>(length);
  call.session.SetLimits(limits);
  return {};
}

Status OpenDatabase(Call& call) {
  const json* wanted = call.params.Member("database");
  if (wanted == nullptr) return {};
  if (!wanted->is_object()) return call.params.Wrong("database", "it must be an object");
  const std::string method = "open, parameter \"database\"";
  Params database(*wanted, method);
  std::string kind;
  std::string path;
  std::string mode = "read";
  GODWIT_TRY(database.Text("kind", kind));
  GODWIT_TRY(database.Text("path", path));
  GODWIT_TRY(database.Text("mode", mode));
  GODWIT_TRY(database.Finish());
  if (kind == "none") {
    call.session.OpenNone(path);
    return {};
  }
  if (kind == "memory") return call.session.OpenDatabase({}, OpenMode::kMemory);
  if (kind == "bytes") return call.session.OpenBytes(call.blob);
  if (kind != "file") return database.Wrong("kind", "it must be none, memory, bytes or file");
  // SQLite takes these for private databases that vanish when they are closed.
  if (path.empty() || path == ":memory:") return database.Wrong("path", "it must name a file");
  if (mode == "read") return call.session.OpenDatabase(path, OpenMode::kReadOnly);
  if (mode == "write") return call.session.OpenDatabase(path, OpenMode::kReadWrite);
  if (mode == "create") return call.session.OpenDatabase(path, OpenMode::kCreate);
  return database.Wrong("mode", "it must be read, write or create");
}

Status RunToEnd(Result<std::unique_ptr<Run>> run) {
  if (!run.ok()) return std::move(run).error();
  while (true) {
    GODWIT_ASSIGN(const bool more, (*run)->Step());
    if (!more) return {};
  }
}

// A sample as its application stood before the change it shows.
Status Prepare(Call& call) {
  const Project& project = *call.session.project();
  std::string last;
  bool has_seed = false;
  for (const Migration& migration : project.migrations) {
    if (migration.name == project.opens_before) break;
    if (migration.optional) continue;
    last = migration.name;
    has_seed = has_seed || migration.seed.has_value();
  }
  if (last.empty()) return {};
  const RunContext context = call.session.Context(call.listener);
  UpOptions options;
  options.to = last;
  GODWIT_TRY(RunToEnd(StartUp(context, options)));
  return has_seed ? RunToEnd(StartSeed(context, {})) : Status();
}

Result<json> Describe(Session& session, bool with_status) {
  json result = {{"project", nullptr}, {"database", nullptr}, {"status", nullptr}};
  GODWIT_ASSIGN(Database * db, session.FindDatabase());
  if (db != nullptr) {
    result["database"] = {{"path", db->path()}, {"readOnly", db->ReadOnly()}};
  }
  if (session.project() != nullptr) {
    result["project"] = Encode(*session.project());
    // Counting what is due reads whole tables.
    if (with_status) {
      GODWIT_ASSIGN(const ProjectStatus status, ReadStatus(db, *session.project()));
      result["status"] = Encode(status);
    }
  }
  return result;
}

Result<json> Open(Call& call) {
  bool prepare = false;
  bool with_status = true;
  GODWIT_TRY(call.params.Flag("prepare", prepare));
  GODWIT_TRY(call.params.Flag("status", with_status));
  GODWIT_TRY(OpenProject(call));
  GODWIT_TRY(ReadLimits(call));
  const HeapCap cap(call.session.limits().heap_bytes);
  GODWIT_TRY(OpenDatabase(call));
  GODWIT_TRY(call.params.Finish());
  if (prepare) {
    GODWIT_ASSIGN(const Database* db, call.session.FindDatabase());
    if (call.session.project() == nullptr || db == nullptr) {
      return call.params.Wrong("prepare", "it needs a project and a database");
    }
    GODWIT_TRY(Prepare(call));
  }
  return Describe(call.session, with_status);
}

}  // namespace

JobResult OpenMethod(Call& call) {
  // Beside what is open, which stays when this fails.
  std::unique_ptr<Session> fresh = call.session.Sibling();
  Call beside{fresh, *fresh, call.params, call.blob, call.listener};
  GODWIT_ASSIGN(json opened, Open(beside));
  call.held = std::move(fresh);
  return Done(std::move(opened));
}

JobResult CloseMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  call.session.Close();
  return Done(json::object());
}

JobResult VersionMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  return Done(
      {{"version", kVersion}, {"sqlite", SqliteVersion()}, {"sqliteSourceId", SqliteSourceId()}});
}

JobResult SamplesMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  json samples = json::array();
  for (const std::string& name : SampleNames()) {
    GODWIT_ASSIGN(const Project project, CollectProject(*FindSample(name)));
    samples.push_back(
        {{"name", project.name}, {"title", project.title}, {"summary", project.summary}});
  }
  return Done(std::move(samples));
}

JobResult ExportMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  GODWIT_ASSIGN(std::string bytes, db->Serialize());
  const json result = {{"bytes", bytes.size()}};
  return Done(result, std::move(bytes));
}

}  // namespace godwit

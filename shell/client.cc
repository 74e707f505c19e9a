#include "shell/client.h"

#include <algorithm>
#include <utility>

#include "shell/parse.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr std::int64_t kPicturesPerRequest = 200;

std::string DownloadName(const State& state) {
  if (!state.file_name.empty()) return state.file_name;
  return (state.project ? state.project->name : std::string("database")) + ".db";
}

}  // namespace

Client::Client(Backend& backend, State& state) : backend_(backend), state_(state) {}

void Client::Start() {
  Ask("version", Json::object());
  Ask("samples", Json::object());
}

void Client::Ask(std::string method, Json params) {
  if (IsAsked(method, params)) return;
  Request request;
  request.id = ++last_id_;
  request.method = std::move(method);
  request.params = std::move(params);
  queue_.push_back(std::move(request));
  if (queue_.size() == 1) SendNext();
}

void Client::Act(Request request) {
  if (state_.Running()) return;
  request.id = ++last_id_;
  state_.problem.reset();
  state_.activity = Activity();
  state_.activity.state = Activity::State::kRunning;
  state_.activity.request = request.id;
  state_.activity.title = request.title;
  state_.activity.started = backend_.Seconds();
  // Reads that wait would only be asked again afterwards.
  while (request.changes && queue_.size() > 1) queue_.pop_back();
  queue_.push_back(std::move(request));
  if (queue_.size() == 1) SendNext();
}

bool Client::IsAsked(std::string_view method, const Json& params) const {
  return std::any_of(queue_.begin(), queue_.end(), [&](const Request& request) {
    return request.method == method && request.params == params;
  });
}

void Client::SendNext() {
  if (queue_.empty()) return;
  const Request& request = queue_.front();
  const Json message = {{"id", request.id}, {"method", request.method}, {"params", request.params}};
  // Bytes that are not UTF-8, in a file's name say, must not stop the request.
  backend_.Send(message.dump(-1, ' ', false, Json::error_handler_t::replace), request.blob);
}

void Client::Receive(std::string_view text, std::string_view blob) {
  const Json message = Json::parse(text, nullptr, false);
  if (queue_.empty() || IntegerOf(message, "id") != queue_.front().id) return;
  const std::string type = TextOf(message, "type");
  if (type == "progress") {
    OnProgress(message);
  } else if (type == "result" || type == "error") {
    const Request request = std::move(queue_.front());
    queue_.pop_front();
    const std::size_t waiting = queue_.size();
    if (type == "result") {
      OnResult(request, MemberOf(message, "result"), blob);
    } else {
      OnError(request, message);
    }
    // A handler that asked into an empty queue has sent its request already.
    if (waiting > 0) SendNext();
  }
}

void Client::OnProgress(const Json& message) {
  Activity& activity = state_.activity;
  if (IntegerOf(message, "id") != activity.request) return;
  activity.phase = TextOf(message, "phase");
  activity.subject = TextOf(message, "name");
  activity.unit = TextOf(message, "unit");
  activity.done = IntegerOf(message, "done");
  activity.total = IntegerOf(message, "total");
  activity.meter.Report(backend_.Seconds(), activity.done, activity.total);
}

void Client::EndActivity(Activity::State state, std::string outcome) {
  state_.activity.state = state;
  state_.activity.outcome = std::move(outcome);
  state_.activity.cancelling = false;
}

void Client::OnResult(const Request& request, const Json& result, std::string_view blob) {
  const std::string took = " · " + Duration(backend_.Seconds() - state_.activity.started);
  if (request.method == "open") {
    TakeOpened(request, result);
  } else if (request.method == "up" || request.method == "down" || request.method == "backfill") {
    EndActivity(Activity::State::kDone, DescribeReport(result) + took);
    follow_ = request.method == "down" ? Follow::kNextPending : Follow::kLastApplied;
    Refresh();
  } else if (request.method == "verify") {
    state_.verification = ParseVerification(result);
    const auto failed = std::count_if(
        state_.verification->checks.begin(), state_.verification->checks.end(),
        [](const CheckResult& check) { return check.state == CheckResult::State::kFailed; });
    EndActivity(
        Activity::State::kDone,
        (failed == 0 ? "All checks passed" : Counted(failed, "check failed", "checks failed")) +
            took);
  } else if (request.method == "steps") {
    state_.steps = ParseSteps(result);
    EndActivity(Activity::State::kDone,
                Counted(static_cast<std::int64_t>(state_.steps->size()), "digest", "digests") +
                    " computed here" + took);
  } else if (request.method == "export") {
    const std::string name = DownloadName(state_);
    backend_.Save(name, "application/vnd.sqlite3", blob);
    EndActivity(Activity::State::kDone,
                name + " · " + Bytes(static_cast<std::int64_t>(blob.size())));
  } else {
    TakeRead(request, result);
  }
}

void Client::TakeRead(const Request& request, const Json& result) {
  if (request.method == "version") {
    state_.version = TextOf(result, "version");
    state_.sqlite_version = TextOf(result, "sqlite");
  } else if (request.method == "samples") {
    state_.samples = ParseSamples(result);
  } else if (request.method == "status") {
    state_.status = ParseStatus(result);
    FollowStep();
  } else if (request.method == "tables") {
    state_.tables = ParseTables(result);
  } else if (request.method == "digest") {
    state_.digest = ParseDigest(result);
  } else if (request.method == "rows") {
    TableRows& rows = state_.rows[TextOf(request.params, "table")];
    rows.columns.clear();
    for (const Json& name : MemberOf(result, "columns")) {
      rows.columns.push_back(name.is_string() ? name.get<std::string>() : std::string());
    }
    rows.total = IntegerOf(result, "total");
    rows.pages[IntegerOf(request.params, "offset") / kRowsPerPage] =
        ParseRows(MemberOf(result, "rows"));
  } else if (request.method == "pictures") {
    state_.pictures.total = IntegerOf(result, "total");
    if (result.contains("totals")) {
      const Json& totals = MemberOf(result, "totals");
      state_.pictures.states = ParseCounts(MemberOf(totals, "states"));
      state_.pictures.captions = ParseCounts(MemberOf(totals, "captions"));
    }
    for (Picture& picture : ParsePictures(MemberOf(result, "pictures"))) {
      state_.pictures.items.push_back(std::move(picture));
    }
  }
}

void Client::TakeOpened(const Request& request, const Json& result) {
  const std::vector<SampleInfo> samples = std::move(state_.samples);
  State fresh;
  fresh.version = state_.version;
  fresh.sqlite_version = state_.sqlite_version;
  fresh.samples = samples;
  fresh.native_steps = std::move(state_.native_steps);
  fresh.activity = std::move(state_.activity);
  fresh.has_database = true;
  fresh.screen = Screen::kOpen;
  // A file that came meanwhile still waits to be asked about.
  if (state_.screen == Screen::kChooseUse) {
    fresh.screen = Screen::kChooseUse;
    fresh.file = std::move(state_.file);
  }
  const bool is_file = TextOf(MemberOf(request.params, "database"), "kind") == "bytes";
  fresh.project = ParseProject(MemberOf(result, "project"));
  fresh.status = ParseStatus(MemberOf(result, "status"));
  fresh.file_name = is_file ? opening_name_ : std::string();
  fresh.database_name = is_file || !fresh.project ? opening_name_ : fresh.project->title;
  if (!fresh.project) fresh.choice.tab = Tab::kData;
  state_ = std::move(fresh);
  const int next = state_.NextPending();
  state_.choice.migration = next >= 0 ? next : std::max(0, state_.LastApplied());
  // Opening shows what it opened; a line in the bottom bar would say it twice.
  state_.activity = Activity();
  NeedTables();
  if (state_.project) NeedPictures(kPicturesPerRequest);
}

void Client::OnError(const Request& request, const Json& message) {
  const Json& error = MemberOf(message, "error");
  const bool acted = request.id == state_.activity.request;
  if (request.method == "open" && state_.screen == Screen::kOpening) {
    state_.screen = state_.has_database ? Screen::kOpen : Screen::kStart;
  }
  if (acted && TextOf(error, "code") == "interrupted") {
    EndActivity(Activity::State::kCancelled,
                "Cancelled. What was finished stays; it can go on from there.");
  } else {
    state_.problem = ParseProblem(error, acted ? request.title : request.method);
    if (acted) EndActivity(Activity::State::kFailed, state_.problem->what);
    if (!acted) TakeUnreadable(request);
  }
  if (request.changes && request.method != "open") Refresh();
}

// The chosen step moves along with the database.
void Client::FollowStep() {
  const int step = follow_ == Follow::kLastApplied   ? state_.LastApplied()
                   : follow_ == Follow::kNextPending ? state_.NextPending()
                                                     : -1;
  if (step >= 0) state_.choice.migration = step;
  follow_ = Follow::kNone;
}

// What could not be read counts as empty: asking again would give the same answer for ever.
void Client::TakeUnreadable(const Request& request) {
  if (request.method == "tables") state_.tables.emplace();
  if (request.method == "digest") state_.digest.emplace();
  if (request.method == "pictures") {
    state_.pictures.total = static_cast<std::int64_t>(state_.pictures.items.size());
  }
  if (request.method == "rows") {
    TableRows& rows = state_.rows[TextOf(request.params, "table")];
    rows.total = std::max<std::int64_t>(rows.total, 0);
    rows.pages.try_emplace(IntegerOf(request.params, "offset") / kRowsPerPage);
  }
}

void Client::Refresh() {
  state_.ForgetContents();
  Ask("status", Json::object());
  NeedTables();
  NeedPictures(kPicturesPerRequest);
}

void Client::OpenSample(const std::string& name) {
  if (state_.Running()) return;
  opening_name_ = name;
  state_.screen = Screen::kOpening;
  const Json params = {{"project", name}, {"database", {{"kind", "memory"}}}, {"prepare", true}};
  Act({.method = "open", .params = params, .title = "Open", .changes = true});
}

void Client::OpenFile(bool with_project) {
  if (state_.Running()) return;
  opening_name_ = state_.file.name;
  Json params = {{"database", {{"kind", "bytes"}}}};
  if (with_project && !state_.samples.empty()) {
    params["project"] = state_.project ? state_.project->name : state_.samples.front().name;
  }
  state_.screen = Screen::kOpening;
  Act({.method = "open",
       .params = params,
       .blob = std::exchange(state_.file, {}).bytes,
       .title = "Open",
       .changes = true});
}

void Client::LeaveFile() {
  const bool opening = std::any_of(queue_.begin(), queue_.end(),
                                   [](const Request& request) { return request.method == "open"; });
  state_.file = ChosenFile();
  state_.screen = opening ? Screen::kOpening : state_.has_database ? Screen::kOpen : Screen::kStart;
}

void Client::CloseDatabase() {
  if (state_.Running()) return;
  Ask("close", Json::object());
  State fresh;
  fresh.version = state_.version;
  fresh.sqlite_version = state_.sqlite_version;
  fresh.samples = std::move(state_.samples);
  fresh.native_steps = std::move(state_.native_steps);
  state_ = std::move(fresh);
}

void Client::Migrate() {
  // `up` passes over data steps that had ended, and rows may have come since.
  const bool only_rows = state_.NextPending() < 0 && state_.DataStepDue();
  Act({.method = only_rows ? "backfill" : "up",
       .params = Json::object(),
       .title = "Migrate",
       .changes = true});
}

void Client::StepForward() {
  const int next = state_.NextPending();
  Json params = Json::object();
  if (next >= 0) params["to"] = state_.project->migrations[static_cast<std::size_t>(next)].name;
  Act({.method = "up", .params = params, .title = "Step forward", .changes = true});
}

void Client::ApplyOptional(const std::string& migration) {
  const Json params = {{"to", migration}, {"with", Json::array({migration})}};
  Act({.method = "up", .params = params, .title = "Include", .changes = true});
}

void Client::RollBack() {
  Act({.method = "down", .params = {{"steps", 1}}, .title = "Roll back", .changes = true});
}

void Client::RollBackAll() {
  Act({.method = "down", .params = {{"all", true}}, .title = "Roll back all", .changes = true});
}

void Client::Verify() { Act({.method = "verify", .params = Json::object(), .title = "Verify"}); }

void Client::CompareWithNative() {
  NeedDigest();
  Act({.method = "steps", .params = Json::object(), .title = "Compare with native"});
}

void Client::Download() {
  Act({.method = "export", .params = Json::object(), .title = "Download database"});
}

void Client::Cancel() {
  if (!state_.Running() || state_.activity.cancelling) return;
  state_.activity.cancelling = true;
  backend_.Cancel(state_.activity.request);
}

void Client::NeedTables() {
  if (!state_.tables) Ask("tables", Json::object());
}

void Client::NeedRows(const std::string& table, std::int64_t page) {
  if (state_.rows[table].pages.contains(page)) return;
  Ask("rows", {{"table", table}, {"offset", page * kRowsPerPage}, {"limit", kRowsPerPage}});
}

void Client::NeedPictures(std::int64_t up_to) {
  const auto have = static_cast<std::int64_t>(state_.pictures.items.size());
  const bool more = state_.pictures.total < 0 || have < state_.pictures.total;
  if (!more || (have >= up_to && state_.pictures.total >= 0)) return;
  Json params = {{"offset", have}, {"limit", kPicturesPerRequest}};
  // With the first page alone: the engine reads the whole table for them.
  if (have == 0) params["totals"] = true;
  Ask("pictures", params);
}

void Client::NeedDigest() {
  if (!state_.digest) Ask("digest", Json::object());
}

}  // namespace godwit::shell

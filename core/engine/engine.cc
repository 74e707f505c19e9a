#include "core/engine/engine.h"

#include <deque>
#include <optional>
#include <utility>

#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/params.h"
#include "core/engine/session.h"
#include "core/migrate/ledger.h"
#include "core/migrate/missing_name.h"

namespace godwit {

using nlohmann::json;

struct Engine::Impl final : Listener {
  explicit Impl(Host given)
      : host(std::move(given)),
        session(std::make_unique<Session>(Session::Outside{.clock = host.clock,
                                                           .interrupted = host.interrupted,
                                                           .snapshots = host.snapshots,
                                                           .owner = host.owner,
                                                           .scratch = host.scratch,
                                                           .files = host.files})) {}

  void OnProgress(const Progress& progress) override {
    json body = Encode(progress);
    body["type"] = "progress";
    Send(std::move(body));
  }

  void OnLog(const LogEvent& event) override {
    if (!wants_log) return;
    Send({{"type", "log"}, {"event", Encode(event, FormatTime(session->clock().NowMillis()))}});
  }

  bool WantsRows() const override { return wants_log; }

  void Send(json body, std::string blob = {}) {
    body["id"] = current_id;
    host.receive({std::move(body), std::move(blob)});
  }

  // A name that is not there may be one that a migration is still to make. Before DropAfter: the
  // database is not opened again for this.
  Error WithMissingName(Error error) {
    const Project* project = session->project();
    if (project == nullptr || error.why.find("no ") == std::string::npos) return error;
    const Result<Database*> db = session->FindDatabase();
    if (!db.ok() || *db == nullptr) return error;
    const Result<Ledger> ledger = ReadLedger(**db);
    const std::string who =
        ledger.ok() ? WhoAddsWhatIsMissing(error, *project, *ledger) : std::string();
    if (!who.empty()) error.next += (error.next.empty() ? "" : "; ") + who;
    return error;
  }

  void SendError(const Error& error, json partial) {
    json body = {{"type", "error"}, {"error", Encode(error)}};
    if (!partial.is_null()) body["partial"] = std::move(partial);
    Send(std::move(body));
  }

  void Start(const Message& request);
  void StepJob();
  void EndJob(const Error& error, Ending ending);

  Host host;
  std::unique_ptr<Session> session;
  std::deque<Message> queue;
  std::unique_ptr<Job> job;
  json current_id;
  bool wants_log = false;
  std::optional<Ending> cancelled;
};

namespace {

Error Cancelled(bool started) {
  return {.code = ErrorCode::kInterrupted,
          .what = "the request",
          .why = "it was cancelled",
          .next = started
                      ? "what was committed stays; `resume` or the same request goes on from there"
                      : "nothing was touched"};
}

}  // namespace

void Engine::Impl::Start(const Message& request) {
  const json& body = request.body;
  current_id = body.is_object() && body.contains("id") ? body["id"] : json();
  wants_log = body.is_object() && body.value("log", json(false)) == json(true);
  const json method_name = body.is_object() ? body.value("method", json()) : json();
  const std::string name = method_name.is_string() ? method_name.get<std::string>() : "";
  const Method method = FindMethod(name);
  if (method == nullptr) {
    SendError({.code = ErrorCode::kUsage,
               .what = "request \"" + name + "\"",
               .why = "there is no such method",
               .next = "docs/protocol.md lists the methods"},
              nullptr);
    return;
  }
  // Not copied: a project's files are in it.
  const json none;
  const bool has = body.contains("params");
  const json& given = has ? body["params"] : none;
  Params params(given, name);
  Call call{session, *session, params, request.blob, *this};
  JobResult started = given.is_null() || given.is_object()
                          ? method(call)
                          : JobResult(params.Wrong("params", "they must be an object"));
  if (!started.ok()) {
    const Error error = WithMissingName(started.error());
    session->DropAfter(error);
    SendError(error, nullptr);
    return;
  }
  job = std::move(*started);
}

void Engine::Impl::EndJob(const Error& error, Ending ending) {
  if (ending == Ending::kOrderly) job->End(error);
  const json partial = job->Partial();
  // Its destructor rolls back what is not committed.
  job.reset();
  const Error told = WithMissingName(error);
  session->DropAfter(told);
  SendError(told, partial);
}

void Engine::Impl::StepJob() {
  if (const std::optional<Ending> ending = std::exchange(cancelled, std::nullopt)) {
    EndJob(Cancelled(true), *ending);
    return;
  }
  Result<bool> more = job->Step();
  if (!more.ok()) {
    EndJob(more.error(), Ending::kOrderly);
    return;
  }
  if (*more) return;
  Message result = job->TakeResult();
  job.reset();
  Send({{"type", "result"}, {"result", std::move(result.body)}}, std::move(result.blob));
}

Engine::Engine(Host host) : impl_(std::make_unique<Impl>(std::move(host))) {}
Engine::~Engine() = default;

void Engine::Submit(Message request) { impl_->queue.push_back(std::move(request)); }

bool Engine::Step() {
  const HeapCap cap(impl_->session->limits().heap_bytes);
  if (impl_->job != nullptr) {
    impl_->StepJob();
  } else if (!impl_->queue.empty()) {
    const Message request = std::move(impl_->queue.front());
    impl_->queue.pop_front();
    impl_->cancelled.reset();
    impl_->Start(request);
  }
  return impl_->job != nullptr || !impl_->queue.empty();
}

void Engine::Cancel(int request_id, Ending ending) {
  if (impl_->job != nullptr && impl_->current_id == json(request_id)) {
    impl_->cancelled = ending;
    return;
  }
  for (auto request = impl_->queue.begin(); request != impl_->queue.end(); ++request) {
    if (!request->body.is_object() || request->body.value("id", json()) != json(request_id)) {
      continue;
    }
    impl_->queue.erase(request);
    impl_->host.receive(
        {{{"id", request_id}, {"type", "error"}, {"error", Encode(Cancelled(false))}}, {}});
    return;
  }
}

}  // namespace godwit

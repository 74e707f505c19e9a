#include "native/cli/session.h"

#include <algorithm>
#include <utility>

#include "native/host.h"

namespace godwit::cli {
namespace {

// Milliseconds of a rest between two looks at whether the user has interrupted.
constexpr std::int64_t kNap = 50;

Json NullIfEmpty(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json NullIfZero(int number) { return number == 0 ? Json() : Json(number); }

std::string TextOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t NumberOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<std::int64_t>() : 0;
}

}  // namespace

Json ErrorJson(const Error& error) {
  return {{"code", std::string(ErrorCodeName(error.code))},
          {"what", error.what},
          {"why", error.why},
          {"next", error.next},
          {"file", NullIfEmpty(error.place.file)},
          {"line", NullIfZero(error.place.line)},
          {"column", NullIfZero(error.place.column)},
          {"sqliteCode", NullIfZero(error.sqlite_code)}};
}

Answer Failed(const Error& error) {
  return {.result = {}, .error = ErrorJson(error), .partial = {}};
}

Session::Session(ProgressBar& progress, LogFile* log) : progress_(progress), log_(log) {
  engine_ = std::make_unique<Engine>(
      Engine::Host{.clock = &clock_,
                   .receive = [this](const Message& message) { Receive(message); },
                   // The first interrupt waits for a safe point between two slices; whoever asks
                   // twice does not want to wait for a long statement.
                   .interrupted = [] { return host::Interrupts() > 1; },
                   .snapshots = &shelf_,
                   .owner = &owner_,
                   .scratch = &scratch_});
}

Answer Session::Call(const std::string& method, Json params) {
  answer_ = {};
  answered_ = false;
  cancelled_ = false;
  disturbed_ = {};
  Json request = {{"id", ++id_}, {"method", method}, {"params", std::move(params)}};
  if (log_ != nullptr) request["log"] = true;
  engine_->Submit({.body = std::move(request), .blob = {}});
  while (!answered_) {
    LookAround();
    if (!StepEngine() && !answered_) {
      return Failed({.what = "godwit " + method,
                     .why = "the engine ended without an answer",
                     .next = "this is a mistake in Godwit; please report it"});
    }
  }
  progress_.Clear();
  if (answer_.ok() && !guards_.empty()) {
    // What was read while another program wrote is worth nothing.
    disturbed_ = StillAlone(true);
    if (!disturbed_.ok()) answer_ = Failed(disturbed_.error());
  } else if (!answer_.ok() && !disturbed_.ok()) {
    const Json partial = std::exchange(answer_.partial, {});
    answer_ = Failed(disturbed_.error());
    answer_.partial = partial;
  }
  return std::move(answer_);
}

bool Session::StepEngine() {
  const std::int64_t begin = clock_.MonotonicMicros();
  const bool more = engine_->Step();
  if (percent_ == 100 || !more) return more;
  std::int64_t rest = (clock_.MonotonicMicros() - begin) * (100 - percent_) / percent_ / 1000;
  // In short sleeps, so that an interrupt does not wait.
  for (; rest > 0 && host::Interrupts() == 0; rest -= kNap) {
    host::SleepMillis(static_cast<int>(std::min(rest, kNap)));
  }
  return more;
}

Status Session::StillAlone(bool last) {
  for (const auto& guard : guards_) GODWIT_TRY(guard->StillAlone(last));
  return {};
}

void Session::LookAround() {
  if (cancelled_) return;
  disturbed_ = StillAlone(false);
  const bool alone = disturbed_.ok();
  if (log_ != nullptr && disturbed_.ok()) disturbed_ = log_->Check();
  if (disturbed_.ok() && host::Interrupts() == 0) return;
  cancelled_ = true;
  engine_->Cancel(id_, alone ? Engine::Ending::kOrderly : Engine::Ending::kHandsOff);
}

void Session::Receive(const Message& message) {
  const Json& body = message.body;
  const std::string type = TextOf(body, "type");
  if (type == "progress") {
    progress_.Update(TextOf(body, "phase"), TextOf(body, "name"), NumberOf(body, "done"),
                     NumberOf(body, "total"), TextOf(body, "unit"));
  } else if (type == "log" && log_ != nullptr) {
    progress_.Clear();
    log_->Write(body["event"]);
  } else if (type == "result") {
    answer_.result = body.value("result", Json::object());
    answered_ = true;
  } else if (type == "error") {
    answer_.error = body.value("error", Json::object());
    answer_.partial = body.value("partial", Json());
    answered_ = true;
  }
}

std::vector<std::string> SampleNames(ProgressBar& progress) {
  std::vector<std::string> names;
  Session session(progress, nullptr);
  for (const Json& sample : session.Call("samples").result) names.push_back(TextOf(sample, "name"));
  return names;
}

}  // namespace godwit::cli

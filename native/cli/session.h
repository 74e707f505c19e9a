// One engine, driven to the end of each request: progress shown, events logged, interrupts passed
// on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/status.h"
#include "core/engine/engine.h"
#include "native/cli/log_file.h"
#include "native/cli/progress.h"
#include "native/guard.h"
#include "native/run_owner.h"
#include "native/scratch.h"
#include "native/shelf.h"

namespace godwit::cli {

using Json = nlohmann::json;

// How a request ended.
struct Answer {
  Json result;   // null when it failed
  Json error;    // null when it did not; the keys of docs/protocol.md
  Json partial;  // what was done before it failed; null when nothing is known

  bool ok() const { return error.is_null(); }
};

// An error of our own in the engine's form, and the other way round.
Json ErrorJson(const Error& error);
Answer Failed(const Error& error);

class Session {
 public:
  // Borrows everything. `log` may be nullptr.
  Session(ProgressBar& progress, LogFile* log);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Held until the session ends: the engine has closed the file by then.
  void Hold(std::unique_ptr<DatabaseGuard> guard) { guards_.push_back(std::move(guard)); }

  // The held file is going to be written, although the command only reads.
  void ExpectWrites() {
    for (const auto& guard : guards_) guard->ExpectWrites();
  }

  // Rests between two pieces of work, so that it works at most this share of the time.
  void Throttle(int percent) { percent_ = percent; }

  // Copies go into files in this folder; empty: as FolderScratch says.
  void CopyInto(std::string folder, std::int64_t heap_bytes) {
    scratch_.Use(std::move(folder), heap_bytes);
  }

  Answer Call(const std::string& method, Json params = Json::object());

 private:
  void Receive(const Message& message);
  // Ends the running request early when the user or another program asks for it.
  void LookAround();
  // Of every held file.
  Status StillAlone(bool last);

  ProgressBar& progress_;
  LogFile* log_;
  SystemClock clock_;
  FolderShelf shelf_;
  ProcessOwner owner_;
  FolderScratch scratch_;
  std::vector<std::unique_ptr<DatabaseGuard>> guards_;
  // One piece; false: nothing is left to do.
  bool StepEngine();

  int percent_ = 100;
  int id_ = 0;
  bool answered_ = false;
  bool cancelled_ = false;
  Status disturbed_;  // why it was cancelled, when the user did not ask for it
  Answer answer_;
  std::unique_ptr<Engine> engine_;  // last: goes first, and with it the open database
};

// The bundled samples' names, which a name without a path may mean.
std::vector<std::string> SampleNames(ProgressBar& progress);

}  // namespace godwit::cli

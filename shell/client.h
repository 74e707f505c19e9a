// Speaks docs/protocol.md with the engine: one queue of requests, one under way at a time, answers
// read into the state. Nothing polls; what a view needs it asks for while it is drawn, once.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "shell/backend.h"
#include "shell/state.h"

namespace godwit::shell {

class Client {
 public:
  // Borrows both.
  Client(Backend& backend, State& state);

  void Start();  // asks for version and samples
  void Receive(std::string_view message, std::string_view blob);

  // What the user does. Ignored while another of these is under way.
  void OpenSample(const std::string& name);
  void OpenFile(
      bool with_project);  // state.file, with the open project's migrations or without any
  void LeaveFile();        // forgets state.file; back to what was there before it came
  void CloseDatabase();
  void Migrate();
  void StepForward();
  void ApplyOptional(const std::string& migration);
  void RollBack();
  void RollBackAll();
  void Verify();
  void CompareWithNative();
  void Download();
  void Cancel();

  // What a view needs. Asked for once until the database changes.
  void NeedTables();
  void NeedRows(const std::string& table, std::int64_t page);
  void NeedPictures(std::int64_t up_to);  // the first `up_to` at least
  void NeedDigest();

  bool Idle() const { return queue_.empty(); }

 private:
  using Json = nlohmann::json;
  struct Request {
    int id = 0;
    std::string method = {};
    Json params = {};
    std::string blob = {};
    std::string title = {};  // not empty: shown in the bottom bar
    bool changes = false;
  };

  void Ask(std::string method, Json params);
  void Act(Request request);
  void SendNext();
  bool IsAsked(std::string_view method, const Json& params) const;
  void OnProgress(const Json& message);
  void OnResult(const Request& request, const Json& result, std::string_view blob);
  void OnError(const Request& request, const Json& message);
  void TakeRead(const Request& request, const Json& result);
  void FollowStep();
  void TakeUnreadable(const Request& request);
  void TakeOpened(const Request& request, const Json& result);
  void Refresh();
  void EndActivity(Activity::State state, std::string outcome);

  Backend& backend_;
  State& state_;
  std::deque<Request> queue_;  // the first is under way
  enum class Follow : std::uint8_t { kNone, kLastApplied, kNextPending } follow_ = Follow::kNone;
  int last_id_ = 0;
  std::string opening_name_;
};

}  // namespace godwit::shell

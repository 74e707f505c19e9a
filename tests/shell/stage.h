// A playground without a window: Dear ImGui with a renderer that draws nothing, a backend that
// writes down what it is asked for, and hands that find, click and press what the accessibility
// tree names.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "imgui.h"
#include "shell/app.h"

namespace godwit {

class RecordingBackend : public Backend {
 public:
  struct Saved {
    std::string name, bytes;
  };

  void Send(std::string_view request, std::string_view blob) override;
  void Cancel(int request_id) override { cancelled.push_back(request_id); }
  void Save(std::string_view name, std::string_view mime_type, std::string_view bytes) override;
  void ChooseFile() override { ++choices; }
  void ShowLicences() override { ++licences; }
  void RequestFrame() override { frame_wanted = true; }
  void RequestFrameAfter(double) override { frame_wanted = true; }
  double Seconds() override { return now; }

  std::deque<nlohmann::json> sent;  // not answered yet
  std::vector<std::string> blobs;
  std::vector<int> cancelled;
  std::vector<Saved> saved;
  int choices = 0;
  int licences = 0;
  bool frame_wanted = false;
  double now = 0;
};

struct StageSize {
  float width, height;
};
inline constexpr StageSize kWide = {1440, 900};
inline constexpr StageSize kCompact = {1024, 768};
inline constexpr StageSize kPhone = {390, 844};

class Stage {
 public:
  explicit Stage(StageSize size = kWide, bool dark = false, std::string native_digests = {});
  ~Stage();

  // Draws frames until none is wanted any more. Answers nothing.
  void Settle();
  // Settles, answers every request from the canned data, and again until nothing is asked.
  void Run();
  // Answers the oldest request.
  void Answer(const nlohmann::json& result, std::string blob = {});
  void AnswerError(const nlohmann::json& error);
  void Progress(std::int64_t done, std::int64_t total, const char* name, const char* unit);
  // Opens the sample and waits until everything is there.
  void OpenPets();

  const AccessNode* Find(AccessRole role, std::string_view name) const;
  // Like Find, by the name's beginning.
  const AccessNode* FindPrefix(AccessRole role, std::string_view prefix) const;
  bool Shows(std::string_view text) const;  // any node's name that contains it
  void Press(AccessRole role, std::string_view name);
  void Click(AccessRole role, std::string_view name);
  void Key(ImGuiKey key);
  void Wheel(float x, float y, float lines);

  // The oldest unanswered request's method; empty when there is none.
  std::string Pending() const;
  const nlohmann::json& PendingParams() const { return backend.sent.front()["params"]; }

  RecordingBackend backend;
  std::unique_ptr<App> app;
  int applied = 2;  // how far the canned database is
  int due = 0;      // rows that its data step has not seen, once it had ended
  int frames = 0;

 private:
  void Frame();
  nlohmann::json Canned(const nlohmann::json& request);

  ImGuiContext* context_;
};

// The canned project: users, pets, traits with a data step and checks, and one that is off.
nlohmann::json CannedProject();
nlohmann::json CannedStatus(int applied, int due = 0);
nlohmann::json CannedSteps();

}  // namespace godwit

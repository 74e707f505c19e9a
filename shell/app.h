// The playground itself: state, views and theme, drawn with Dear ImGui inside any Backend.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "shell/access.h"
#include "shell/backend.h"

namespace godwit {

struct Preferences {
  bool dark = false;
  bool reduced_motion = false;
  bool touch = false;
};

class App {
 public:
  // `native_digests` is the text of the file that the native build made (docs/protocol.md, method
  // `steps`, one member a sample); empty when there is none. Borrows the backend.
  App(Backend& backend, const std::string& native_digests);
  ~App();

  // Sets fonts and style. Call once after ImGui::CreateContext, and again when the preferences
  // change.
  void Prepare(const Preferences& preferences);

  // A message of docs/protocol.md from the engine.
  void Receive(std::string_view message, std::string_view blob);
  void FileChosen(std::string name, std::string bytes);

  // Builds one frame; call between ImGui::NewFrame and ImGui::Render.
  void Frame();

  // What the last frame showed.
  const AccessTree& access() const;
  // An assistive technology's press, or a key on the focused mirror element: acts in the next frame
  // as a click on that item would.
  void Press(std::uint32_t node_id);
  // Moves the keyboard focus to that item, scrolling it into view.
  void Focus(std::uint32_t node_id);

  // True while a request is under way or an animation runs.
  bool Busy() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace godwit

// The playground in a browser page: the shell's App, fed with what the browser says, drawn on the
// canvas and mirrored into the page's elements. Draws only when told to.
#pragma once

#include <string>
#include <string_view>

#include "shell/app.h"
#include "web/page/mirror.h"
#include "web/page/page_backend.h"
#include "web/page/surface.h"

struct ImGuiContext;

namespace godwit {

class Page {
 public:
  explicit Page(const std::string& native_digests);

  // False when the browser has no WebGL 2; nothing else may then be called.
  bool Open(const Preferences& preferences, bool mac);

  App& app() { return app_; }
  Surface& surface() { return surface_; }

  // Builds a frame and draws it.
  void Frame();
  // Builds frames until the input given so far has had its effect, without drawing them. So what
  // the browser allows within a user's gesture only (a file dialog, the clipboard) happens there.
  void Settle();

  // Presses a shortcut for copying, cutting or pasting; copied text leaves through PageCopy.
  void Shortcut(int letter_key);
  void Paste(std::string text);

  // Whether the item under a held pointer wants its movements (a slider, a scroll bar, a text).
  bool DragsItem() const;

 private:
  void Build();
  void ShareCursor();

  // Outlives the App, which lets go of Dear ImGui in its destructor.
  struct Context {
    Context();
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ImGuiContext* imgui;
  };

  std::string clipboard_;
  PageBackend backend_;
  Context context_;
  App app_;
  Surface surface_;
  Mirror mirror_;
  double last_build_ = 0;
  int cursor_ = 0;
  bool building_ = false;
};

}  // namespace godwit

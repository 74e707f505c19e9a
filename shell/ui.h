// What every view and widget is given: the frame's surroundings, nothing global.
#pragma once

#include "shell/access_recorder.h"
#include "shell/app.h"
#include "shell/client.h"
#include "shell/layout.h"
#include "shell/state.h"
#include "shell/theme.h"

namespace godwit::shell {

struct Ui {
  const Theme& theme;
  const Layout& layout;
  Preferences& preferences;
  AccessRecorder& access;
  State& state;
  Client& client;
  Backend& backend;

  bool IsPhone() const { return layout.form == Form::kPhone; }
  bool IsWide() const { return layout.form == Form::kWide; }
};

}  // namespace godwit::shell

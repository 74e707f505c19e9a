// The shell's fonts: Inter and JetBrains Mono from inside the program, every other character drawn
// by the platform on demand.
#pragma once

#include "shell/backend.h"
#include "shell/theme.h"

namespace godwit::shell {

// Fills the current context's atlas. The backend is asked for glyphs as long as the context lives.
FontSet LoadFonts(Backend& backend);

}  // namespace godwit::shell

// Dear ImGui's build options. Named by IMGUI_USER_CONFIG, so that every file of Dear ImGui, of the
// shell and of a backend sees the same ones.
#pragma once

// Names in Hangul and emoji lie beyond U+FFFF's neighbourhood: characters are 32 bits wide.
#define IMGUI_USE_WCHAR32

// Its item hooks are what the accessibility tree is made of (shell/access.cc defines them).
#ifndef IMGUI_ENABLE_TEST_ENGINE
#define IMGUI_ENABLE_TEST_ENGINE
#endif

#ifndef IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#endif
#ifndef IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEMO_WINDOWS
#endif
#ifndef IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEBUG_TOOLS
#endif

// The shell brings its fonts, keeps no settings file and starts no programs.
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS

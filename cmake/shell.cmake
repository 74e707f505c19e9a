# godwit_imgui: Dear ImGui without its demo; godwit_shell: our front end with its fonts inside.
# Built for the web, and natively for the tests and the desktop window.
file(GLOB_RECURSE shell_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/shell/*.cc")
if(NOT shell_sources)
  return()
endif()

godwit_fetch(imgui.sh GODWIT_IMGUI "Dear ImGui")
add_library(
  godwit_imgui STATIC
  "${GODWIT_IMGUI}/imgui.cpp" "${GODWIT_IMGUI}/imgui_draw.cpp" "${GODWIT_IMGUI}/imgui_tables.cpp"
  "${GODWIT_IMGUI}/imgui_widgets.cpp" "${GODWIT_IMGUI}/misc/cpp/imgui_stdlib.cpp")
target_include_directories(godwit_imgui SYSTEM PUBLIC "${GODWIT_IMGUI}" "${GODWIT_IMGUI}/misc/cpp")
target_compile_definitions(
  godwit_imgui
  PUBLIC # Its hooks tell id, rectangle, label and state of every item: the accessibility tree.
         IMGUI_ENABLE_TEST_ENGINE
         IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
if(EXISTS "${CMAKE_SOURCE_DIR}/shell/imconfig.h")
  target_compile_definitions(godwit_imgui PUBLIC "IMGUI_USER_CONFIG=\"shell/imconfig.h\"")
endif()
target_include_directories(godwit_imgui PUBLIC "${CMAKE_SOURCE_DIR}")
target_compile_options(godwit_imgui PRIVATE -w)
target_link_libraries(godwit_imgui PRIVATE godwit_flags)

# The OpenGL half of a backend; the platform half is ours (web/page, native/window).
add_library(godwit_imgui_opengl STATIC EXCLUDE_FROM_ALL
            "${GODWIT_IMGUI}/backends/imgui_impl_opengl3.cpp")
target_include_directories(godwit_imgui_opengl SYSTEM PUBLIC "${GODWIT_IMGUI}/backends")
target_compile_options(godwit_imgui_opengl PRIVATE -w)
target_link_libraries(godwit_imgui_opengl PUBLIC godwit_imgui PRIVATE godwit_flags)
if(EMSCRIPTEN)
  target_compile_definitions(godwit_imgui_opengl PRIVATE IMGUI_IMPL_OPENGL_ES3)
endif()

include(fonts)
add_library(godwit_shell STATIC ${shell_sources})
target_link_libraries(
  godwit_shell
  PUBLIC godwit_options godwit_imgui godwit_json
  PRIVATE font_files)

# Chooses the Emscripten that cmake/setup/emscripten.sh found or fetched, then hands over to
# Emscripten's own toolchain file.
if(NOT DEFINED ENV{GODWIT_EMSCRIPTEN_ROOT})
  execute_process(
    COMMAND "${CMAKE_CURRENT_LIST_DIR}/setup/emscripten.sh"
    OUTPUT_VARIABLE godwit_emscripten_root
    OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE godwit_emscripten_failed)
  if(godwit_emscripten_failed)
    message(FATAL_ERROR "Emscripten is missing; the message above says what to do")
  endif()
  # CMake reads a toolchain file many times in one run; the environment spares the further searches.
  set(ENV{GODWIT_EMSCRIPTEN_ROOT} "${godwit_emscripten_root}")
endif()
include("$ENV{GODWIT_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")

# Flags for every target (godwit_flags) and for our own code (godwit_options).
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
# -O2 rather than -O3: the hot loops are SQLite's, which gains nothing from -O3 and grows by a fifth.
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")

option(GODWIT_SANITIZE "Address and undefined-behaviour sanitizers" OFF)

# Compiler cache. The settings let clones in different folders share it, and precompiled headers
# be cached.
find_program(GODWIT_CCACHE ccache)
find_program(GODWIT_ENV env)
mark_as_advanced(GODWIT_CCACHE GODWIT_ENV)
if(GODWIT_CCACHE AND GODWIT_ENV)
  set(launcher "${GODWIT_ENV}" "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros "${GODWIT_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

# What everything is compiled with, third-party code included.
add_library(godwit_flags INTERFACE)
target_compile_options(
  godwit_flags
  INTERFACE
    # A fused multiply-add rounds once where two operations round twice: results would differ
    # between processors and optimisation levels.
    -ffp-contract=off
    # No folder of this machine in any output.
    "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=" "-ffile-prefix-map=$ENV{HOME}/=~/"
    # Small programs: the linker drops functions that nobody calls.
    -ffunction-sections -fdata-sections)
if(NOT EMSCRIPTEN)
  target_link_options(godwit_flags INTERFACE -Wl,--gc-sections)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT EMSCRIPTEN)
  # A time stamp in a precompiled header would defeat the compiler cache.
  target_compile_options(godwit_flags INTERFACE "SHELL:$<$<COMPILE_LANGUAGE:CXX>:-Xclang -fno-pch-timestamp>")
endif()
if(GODWIT_SANITIZE)
  # Coverage rides along: these tests run anyway.
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
                 -fprofile-instr-generate -fcoverage-mapping)
  # Names and lines for the reports; variables would double the size of the objects.
  set(CMAKE_C_FLAGS_DEBUG "-O1 -gline-tables-only")
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -gline-tables-only")
  target_compile_options(godwit_flags INTERFACE ${sanitizers})
  target_link_options(godwit_flags INTERFACE ${sanitizers})
endif()
if(EMSCRIPTEN)
  # Exceptions as WASM instructions: no JavaScript in the hot path, and smaller. Bulk memory:
  # memory.copy instead of a loop, a third of SQLite's time.
  target_compile_options(godwit_flags INTERFACE -fwasm-exceptions -mbulk-memory)
  target_link_options(godwit_flags INTERFACE -fwasm-exceptions -mbulk-memory)
endif()

# What our own code is compiled with.
add_library(godwit_options INTERFACE)
target_compile_options(godwit_options INTERFACE -Wall -Wextra -Wpedantic -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT EMSCRIPTEN)
  # libstdc++ 12's std::stable_sort uses what libstdc++ 12 calls deprecated; gcc keeps the warning for us.
  target_compile_options(godwit_options INTERFACE -Wno-deprecated-declarations)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # gcc 12 sees overlapping copies in `"literal" + std::string` (its bug 105651).
  target_compile_options(godwit_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
target_include_directories(godwit_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(godwit_options INTERFACE "GODWIT_VERSION=\"${PROJECT_VERSION}\"")
target_link_libraries(godwit_options INTERFACE godwit_flags)
if(EMSCRIPTEN)
  # EM_ASM and EM_JS are macros that use both extensions.
  target_compile_options(
    godwit_options INTERFACE -Wno-dollar-in-identifier-extension -Wno-gnu-zero-variadic-macro-arguments)
endif()

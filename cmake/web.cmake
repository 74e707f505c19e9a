# The Emscripten programs: engine worker, page, command line under node; and the site made of them.
if(NOT TARGET godwit_core)
  return()
endif()

# Options of every module that ships.
set(web_module
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB -sWASM_BIGINT=1
    # SQLite recurses on deep queries; Emscripten's default of 64 kB lets it overrun silently.
    -sSTACK_SIZE=2MB
    # Nothing is made from text at run time, so the page's policy can forbid it.
    -sDYNAMIC_EXECUTION=0
    # Newer releases hide what is not named here.
    -sEXPORTED_RUNTIME_METHODS=HEAPU8)

# godwit_js_library(TARGET FILE…): links functions written in JavaScript into TARGET.
function(godwit_js_library target)
  foreach(library IN LISTS ARGN)
    target_link_options(${target} PRIVATE "SHELL:--js-library \"${library}\"")
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${library}")
  endforeach()
endfunction()

file(GLOB engine_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/engine/*.cc")
if(engine_sources)
  add_executable(godwit-engine ${engine_sources})
  set_target_properties(godwit-engine PROPERTIES SUFFIX .mjs)
  target_link_libraries(godwit-engine PRIVATE godwit_core)
  target_link_options(
    godwit-engine PRIVATE ${web_module} -sENVIRONMENT=worker -sFILESYSTEM=0
    # Growth copies: start where the samples need no copy.
    -sINITIAL_MEMORY=32MB)
  godwit_js_library(godwit-engine "${CMAKE_SOURCE_DIR}/web/engine/imports.js")
endif()

file(GLOB page_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/page/*.cc")
if(page_sources AND TARGET godwit_shell)
  add_executable(godwit-shell ${page_sources})
  set_target_properties(godwit-shell PROPERTIES SUFFIX .mjs)
  target_link_libraries(godwit-shell PRIVATE godwit_shell godwit_imgui_opengl)
  target_link_options(
    godwit-shell PRIVATE ${web_module} -sENVIRONMENT=web -sFILESYSTEM=0 -sINITIAL_MEMORY=32MB
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
  godwit_js_library(godwit-shell "${CMAKE_SOURCE_DIR}/web/page/imports.js")
endif()

# The command line: native's sources, except that what *_posix.cc asks of the operating system is
# asked of node by web/node.
file(GLOB_RECURSE cli_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/native/*.cc")
list(FILTER cli_sources EXCLUDE REGEX "/native/window/|_posix\\.cc$")
file(GLOB node_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/node/*.cc")
file(GLOB node_libraries CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/node/*.js")
if(cli_sources AND node_sources)
  find_path(GODWIT_CLI11_INCLUDE CLI/CLI.hpp REQUIRED NO_CMAKE_FIND_ROOT_PATH PATHS /usr/include
            DOC "Debian: libcli11-dev")
  file(COPY "${GODWIT_CLI11_INCLUDE}/CLI" DESTINATION "${CMAKE_BINARY_DIR}/third_party/cli11")
  add_executable(godwit-cli ${cli_sources} ${node_sources})
  set_target_properties(godwit-cli PROPERTIES SUFFIX .mjs OUTPUT_NAME godwit-cli)
  target_include_directories(godwit-cli SYSTEM PRIVATE "${CMAKE_BINARY_DIR}/third_party/cli11")
  target_link_libraries(godwit-cli PRIVATE godwit_core)
  target_link_options(
    godwit-cli PRIVATE ${web_module} -sENVIRONMENT=node -sNODERAWFS=1 -sINITIAL_MEMORY=64MB
    -sEXIT_RUNTIME=1 -sEXPORTED_RUNTIME_METHODS=HEAPU8,callMain,ENV)
  godwit_js_library(godwit-cli ${node_libraries})
endif()

include(site)

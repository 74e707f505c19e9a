# godwit: the command line.
if(NOT TARGET godwit_core)
  return()
endif()

# Everything but main.cc is a library, so that the tests can take it apart.
file(GLOB cli_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/native/*.cc"
     "${CMAKE_SOURCE_DIR}/native/cli/*.cc")
list(FILTER cli_sources EXCLUDE REGEX "/native/main\\.cc$")
if(cli_sources)
  find_package(CLI11 REQUIRED)
  add_library(godwit_cli STATIC ${cli_sources})
  target_link_libraries(godwit_cli PUBLIC godwit_core CLI11::CLI11)
  add_executable(godwit "${CMAKE_SOURCE_DIR}/native/main.cc")
  target_link_libraries(godwit PRIVATE godwit_cli)
endif()

# godwit_embed(TARGET FUNCTION Name BASE folder FILES file…)
#
# Makes the static library TARGET, which carries the files' bytes. Who links it can write
#
#   #include "generated/TARGET.h"
#   for (const EmbeddedFile& file : Name()) …   // .path relative to BASE, .bytes
find_package(Python3 REQUIRED COMPONENTS Interpreter)

function(godwit_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FUNCTION;BASE" "FILES")
  set(folder "${CMAKE_BINARY_DIR}/embedded/generated")
  set(header "${folder}/${target}.h")
  set(source "${folder}/${target}.cc")
  list(SORT arg_FILES)
  # The list itself is an input: a removed file must make the source again.
  file(CONFIGURE OUTPUT "${folder}/${target}.list" CONTENT "${arg_FILES}\n" @ONLY)
  add_custom_command(
    OUTPUT "${source}" "${header}"
    COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/cmake/embed.py" "${header}" "${source}"
            "generated/${target}.h" ${arg_FUNCTION} "${arg_BASE}" ${arg_FILES}
    DEPENDS ${arg_FILES} "${folder}/${target}.list" "${CMAKE_SOURCE_DIR}/cmake/embed.py"
    COMMENT "Embedding ${target}"
    VERBATIM)
  add_custom_target(${target}_source DEPENDS "${source}" "${header}")
  add_library(${target} STATIC "${source}" "${header}")
  add_dependencies(${target} ${target}_source)
  target_include_directories(${target} PUBLIC "${CMAKE_BINARY_DIR}/embedded")
  target_link_libraries(${target} PRIVATE godwit_flags)
endfunction()

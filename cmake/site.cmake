# build/web/site (the playground, complete) and build/web/npm (the package).
set(site "${CMAKE_BINARY_DIR}/site")
set(npm "${CMAKE_BINARY_DIR}/npm")

# godwit_ship(TARGET FOLDER file…): copies files into FOLDER whenever they change.
function(godwit_ship target folder)
  set(outputs)
  foreach(file IN LISTS ARGN)
    cmake_path(GET file FILENAME name)
    add_custom_command(
      OUTPUT "${folder}/${name}"
      COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
      COMMAND "${CMAKE_COMMAND}" -E copy "${file}" "${folder}/${name}"
      DEPENDS "${file}"
      VERBATIM)
    list(APPEND outputs "${folder}/${name}")
  endforeach()
  add_custom_target(${target} ALL DEPENDS ${outputs})
endfunction()

# godwit_ship_module(TARGET FOLDER PROGRAM): copies an Emscripten program, its .mjs and its .wasm.
function(godwit_ship_module target folder program)
  add_custom_command(
    OUTPUT "${folder}/${program}.mjs" "${folder}/${program}.wasm"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
    COMMAND "${CMAKE_COMMAND}" -E copy "$<TARGET_FILE:${program}>"
            "$<TARGET_FILE_DIR:${program}>/${program}.wasm" "${folder}"
    DEPENDS ${program}
    VERBATIM)
  add_custom_target(${target} ALL DEPENDS "${folder}/${program}.mjs" "${folder}/${program}.wasm")
endfunction()

# godwit_ship_licences(TARGET FOLDER PLACES place… FILES title=file…): licences.txt, the notices of all
# that is inside.
function(godwit_ship_licences target folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "PLACES;FILES")
  list(TRANSFORM arg_FILES REPLACE "^[^=]*=" "" OUTPUT_VARIABLE sources)
  add_custom_command(
    OUTPUT "${folder}/licences.txt"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
    COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/cmake/licences.py" "${folder}/licences.txt"
            ${arg_PLACES} -- ${arg_FILES}
    DEPENDS "${CMAKE_SOURCE_DIR}/cmake/licences.py" "${CMAKE_SOURCE_DIR}/NOTICES.md"
            "${CMAKE_SOURCE_DIR}/LICENSE" ${sources}
    COMMENT "Gathering the licences for ${target}"
    VERBATIM)
  add_custom_target(${target} ALL DEPENDS "${folder}/licences.txt")
endfunction()
set(musl_notice "musl=${EMSCRIPTEN_ROOT_PATH}/system/lib/libc/musl/COPYRIGHT")

file(GLOB site_files CONFIGURE_DEPENDS
     "${CMAKE_SOURCE_DIR}/index.html" "${CMAKE_SOURCE_DIR}/web/page/*.mjs"
     "${CMAKE_SOURCE_DIR}/web/page/*.css" "${CMAKE_SOURCE_DIR}/web/page/*.svg"
     "${CMAKE_SOURCE_DIR}/web/page/*.webmanifest" "${CMAKE_SOURCE_DIR}/web/page/*.json"
     "${CMAKE_SOURCE_DIR}/web/engine/*.mjs")
if(site_files)
  godwit_ship(site-files "${site}" ${site_files})
endif()
foreach(program godwit-engine godwit-shell)
  if(TARGET ${program})
    godwit_ship_module(site-${program} "${site}" ${program})
  endif()
endforeach()
if(TARGET godwit-shell)
  godwit_ship_licences(
    site-licences "${site}"
    PLACES "the playground" "the WASM builds"
    FILES "Dear ImGui=${GODWIT_IMGUI}/LICENSE.txt" "stb=${GODWIT_IMGUI}/imstb_truetype.h"
          ${musl_notice})
endif()

# The digests that the native build computes, for the page to compare with. `./run build` builds the
# native programs first; without them the page says that it has nothing to compare with.
set(GODWIT_NATIVE_BUILD "${CMAKE_SOURCE_DIR}/build/native" CACHE PATH "A finished native build")
file(GLOB native_program CONFIGURE_DEPENDS "${GODWIT_NATIVE_BUILD}/godwit")
if(native_program)
  add_custom_command(
    OUTPUT "${site}/native-digests.json"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${site}"
    COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/cmake/site_digests.py" "${native_program}"
            "${site}/native-digests.json"
    DEPENDS "${native_program}" "${CMAKE_SOURCE_DIR}/cmake/site_digests.py"
    COMMENT "Asking the native build for its digests"
    VERBATIM)
  add_custom_target(site-digests ALL DEPENDS "${site}/native-digests.json")
endif()

if(TARGET godwit-cli)
  godwit_ship_module(npm-godwit-cli "${npm}/bin" godwit-cli)
  file(GLOB bin_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/node/*.mjs")
  if(bin_files)
    godwit_ship(npm-bin "${npm}/bin" ${bin_files})
  endif()
  godwit_ship_licences(
    npm-licences "${npm}"
    PLACES "the command line" "the WASM builds"
    FILES ${musl_notice})
endif()

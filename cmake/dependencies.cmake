# Third-party sources: fetched into the user's cache folder by cmake/setup/*.sh (which print where),
# headers of Debian's packages copied beside the build.

# godwit_fetch(SCRIPT VARIABLE WHAT): runs cmake/setup/SCRIPT once a configure; the folder it prints
# becomes VARIABLE.
function(godwit_fetch script variable what)
  execute_process(
    COMMAND "${CMAKE_SOURCE_DIR}/cmake/setup/${script}"
    OUTPUT_VARIABLE folder
    OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "${what} is missing; the message above says what to do")
  endif()
  set(${variable} "${folder}" PARENT_SCOPE)
endfunction()

godwit_fetch(sqlite.sh GODWIT_SQLITE "SQLite's amalgamation")

# nlohmann/json, header only. Copied, because /usr/include as a whole must not be a search path of
# the WASM build.
find_path(GODWIT_JSON_INCLUDE nlohmann/json.hpp NO_CMAKE_FIND_ROOT_PATH
          PATHS /usr/local/include /usr/include
          DOC "Folder that holds nlohmann/json.hpp")
if(NOT GODWIT_JSON_INCLUDE)
  message(FATAL_ERROR "nlohmann/json is missing: install nlohmann-json3-dev, "
                      "or pass -DGODWIT_JSON_INCLUDE=<folder that holds nlohmann/json.hpp>")
endif()
file(COPY "${GODWIT_JSON_INCLUDE}/nlohmann" DESTINATION "${CMAKE_BINARY_DIR}/third_party/json")
add_library(godwit_json INTERFACE)
target_include_directories(godwit_json SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/third_party/json")

# valijson, header only: the oracle of our validator, for the tests alone.
find_path(GODWIT_VALIJSON_INCLUDE valijson/validator.hpp NO_CMAKE_FIND_ROOT_PATH
          PATHS /usr/local/include /usr/include
          DOC "Folder that holds valijson/validator.hpp")
add_library(godwit_valijson INTERFACE)
if(GODWIT_VALIJSON_INCLUDE)
  file(COPY "${GODWIT_VALIJSON_INCLUDE}/valijson" DESTINATION "${CMAKE_BINARY_DIR}/third_party/valijson")
  target_include_directories(godwit_valijson SYSTEM
                             INTERFACE "${CMAKE_BINARY_DIR}/third_party/valijson")
endif()

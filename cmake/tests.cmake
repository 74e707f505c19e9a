# godwit-tests: one program with every GoogleTest, native and in WASM under node. The checks of
# tests/checks. All of it known to ctest.

# What generated headers need, without compiling anything: for clang-tidy.
add_custom_target(generated)
foreach(embedded sample_files font_files)
  if(TARGET ${embedded}_source)
    add_dependencies(generated ${embedded}_source)
  endif()
endforeach()

# Each check twice: over the project, and over planted violations.
if(NOT EMSCRIPTEN)
  foreach(check layers sizes hygiene formatting lint)
    add_test(NAME checks.${check}
             COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tests/checks/${check}.py")
    add_test(NAME checks.${check}.self-test
             COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tests/checks/${check}.py" --self-test)
    set_tests_properties(checks.${check} checks.${check}.self-test
                         PROPERTIES LABELS checks TIMEOUT 1500)
  endforeach()
  add_test(NAME checks.setup
           COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tests/checks/setup.py")
  set_tests_properties(checks.setup PROPERTIES LABELS checks TIMEOUT 300)
  # Uses every processor by itself.
  set_tests_properties(checks.lint PROPERTIES RUN_SERIAL ON)
endif()

if(NOT TARGET godwit_core)
  return()
endif()
file(GLOB_RECURSE test_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/*.cc")
if(NOT TARGET godwit_shell)
  list(FILTER test_sources EXCLUDE REGEX "/tests/shell/")
endif()
if(EMSCRIPTEN)
  # What needs processes, threads or real file locks is for the native build alone.
  list(FILTER test_sources EXCLUDE REGEX "/tests/native/")
endif()
if(NOT test_sources)
  return()
endif()

# Debian ships GoogleTest as sources; they are built without our warnings, which gcc 12 gives falsely
# inside them.
find_path(GODWIT_GOOGLETEST googlemock/CMakeLists.txt REQUIRED NO_CMAKE_FIND_ROOT_PATH
          PATHS /usr/src/googletest DOC "Debian: googletest")
set(INSTALL_GTEST OFF)
add_subdirectory("${GODWIT_GOOGLETEST}" third_party/googletest EXCLUDE_FROM_ALL SYSTEM)
foreach(library gtest gtest_main gmock gmock_main)
  target_link_libraries(${library} PRIVATE godwit_flags)
  target_compile_options(${library} PRIVATE -w)
endforeach()

add_executable(godwit-tests ${test_sources})
target_link_libraries(
  godwit-tests PRIVATE godwit_core $<TARGET_NAME_IF_EXISTS:godwit_cli>
                       $<TARGET_NAME_IF_EXISTS:godwit_shell>
                       $<TARGET_NAME_IF_EXISTS:font_files> godwit_valijson GTest::gmock
                       GTest::gtest_main)
# One source knows the folder: the compiler cache finds all others again in any other clone.
set_source_files_properties(
  "${CMAKE_SOURCE_DIR}/tests/test_path.cc"
  PROPERTIES COMPILE_DEFINITIONS "GODWIT_TEST_DATA=\"${CMAKE_SOURCE_DIR}/tests\"")
# Sweeps over faults try each of them where that takes seconds, a sample where it would take minutes.
if(EMSCRIPTEN OR GODWIT_SANITIZE)
  set(sample 11)
else()
  set(sample 1)
endif()
set_source_files_properties(
  "${CMAKE_SOURCE_DIR}/tests/faults/sweep_test.cc" "${CMAKE_SOURCE_DIR}/tests/faults/bugs_test.cc"
  "${CMAKE_SOURCE_DIR}/tests/faults/answers_test.cc"
  PROPERTIES COMPILE_DEFINITIONS GODWIT_TEST_SAMPLE=${sample})
target_precompile_headers(godwit-tests PRIVATE <gmock/gmock.h> <gtest/gtest.h> <nlohmann/json.hpp>)
# What is tested is optimised as it ships; the tests themselves compile a third faster with less.
target_compile_options(godwit-tests PRIVATE $<$<CONFIG:Release>:-O1>)
if(EMSCRIPTEN)
  # The project's package.json calls every .js a module, which this program is not.
  set_target_properties(godwit-tests PROPERTIES SUFFIX .cjs)
  # Asking for the tests' names while building would start node at each link.
  set(CMAKE_GTEST_DISCOVER_TESTS_DISCOVERY_MODE PRE_TEST)
  target_link_options(
    godwit-tests PRIVATE -sNODERAWFS=1 -sENVIRONMENT=node -sALLOW_MEMORY_GROWTH=1
    -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=4GB -sSTACK_SIZE=2MB -sEXIT_RUNTIME=1 -sWASM_BIGINT=1)
endif()

include(GoogleTest)
gtest_discover_tests(godwit-tests DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)

# The digest's second implementation, from the text of docs/digest.md, against the golden digests.
add_test(NAME digest-reimplementation
         COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tests/digest/reimplementation.py" --check
                 "${CMAKE_SOURCE_DIR}/tests/digest/golden")

# Programs that only measure: godwit-bench (Google Benchmark, native) and godwit-measure (native and
# under node), which bench/run.py runs. No other build makes them: ./run bench asks for them by name.
if(NOT TARGET godwit_core)
  return()
endif()

file(GLOB measure_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/measure/*.cc")
if(EMSCRIPTEN)
  list(FILTER measure_sources EXCLUDE REGEX "_posix\\.cc$")
else()
  list(FILTER measure_sources EXCLUDE REGEX "_node\\.cc$")
endif()
if(measure_sources)
  add_executable(godwit-measure EXCLUDE_FROM_ALL ${measure_sources})
  target_link_libraries(godwit-measure PRIVATE godwit_core)
endif()
if(EMSCRIPTEN AND TARGET godwit-measure)
  # The project's package.json calls every .js a module, which this program is not.
  set_target_properties(godwit-measure PROPERTIES SUFFIX .cjs)
  # Memory as the engine's module in the browser has it.
  target_link_options(
    godwit-measure PRIVATE -sNODERAWFS=1 -sENVIRONMENT=node -sALLOW_MEMORY_GROWTH=1
    -sINITIAL_MEMORY=32MB -sMAXIMUM_MEMORY=4GB -sSTACK_SIZE=2MB -sEXIT_RUNTIME=1 -sWASM_BIGINT=1)
  # host.js: what makes a sync reach the disk.
  godwit_js_library(godwit-measure "${CMAKE_SOURCE_DIR}/web/node/host.js"
                    "${CMAKE_SOURCE_DIR}/bench/measure/platform_node.js")
endif()

if(EMSCRIPTEN)
  return()
endif()
file(GLOB bench_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*.cc")
find_package(benchmark QUIET)
if(bench_sources AND benchmark_FOUND)
  add_executable(godwit-bench EXCLUDE_FROM_ALL ${bench_sources})
  target_link_libraries(godwit-bench PRIVATE godwit_core godwit_valijson benchmark::benchmark_main)
endif()

# godwit_core: everything below core/, with SQLite and the bundled sample projects inside.
file(GLOB_RECURSE core_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/core/*.cc")
file(GLOB_RECURSE sample_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/migrations/*")

# Bundled projects, as `SampleFiles()`: paths such as "pets/godwit.json".
if(sample_files)
  godwit_embed(sample_files FUNCTION SampleFiles BASE "${CMAKE_SOURCE_DIR}/migrations"
               FILES ${sample_files})
endif()

if(core_sources)
  find_package(Threads REQUIRED)
  add_library(godwit_core STATIC ${core_sources} $<TARGET_OBJECTS:godwit_sqlite>)
  target_link_libraries(
    godwit_core
    PUBLIC godwit_options godwit_json $<TARGET_NAME_IF_EXISTS:sample_files>
    PRIVATE godwit_sqlite_header Threads::Threads)
endif()

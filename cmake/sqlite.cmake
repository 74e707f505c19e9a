# godwit_sqlite: the amalgamation as objects, and godwit_sqlite_header: sqlite3.h, linked PRIVATEly
# by core alone so that no other target can include it.
include(sqlite_defines)

add_library(godwit_sqlite OBJECT "${GODWIT_SQLITE}/sqlite3.c")
target_compile_definitions(godwit_sqlite PRIVATE ${GODWIT_SQLITE_DEFINES_FULL}
                                                 ${GODWIT_SQLITE_DEFINES_INSIDE})
target_compile_options(godwit_sqlite PRIVATE -w)
target_link_libraries(godwit_sqlite PRIVATE godwit_flags)
if(GODWIT_SANITIZE)
  # SQLite's own tests answer for its arithmetic; ours want to hear about memory.
  target_compile_options(godwit_sqlite PRIVATE -fno-sanitize=undefined -fno-profile-instr-generate
                         -fno-coverage-mapping)
endif()

add_library(godwit_sqlite_header INTERFACE)
target_include_directories(godwit_sqlite_header SYSTEM INTERFACE "${GODWIT_SQLITE}")
# The header shows some functions only when the same options are defined.
target_compile_definitions(godwit_sqlite_header INTERFACE ${GODWIT_SQLITE_DEFINES_FULL})

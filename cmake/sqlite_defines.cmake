# The lists of SQLite's compile-time options, and the only place that has them.
#   full: every build of Godwit, native and WASM; what the file bytes and query plans depend on is
#         equal everywhere because the list is.
#   lean: the small drop-in for sql.js, which has SQLite and nothing of ours.

set(GODWIT_SQLITE_DEFINES_FULL
    # Several connections, each used by one thread at a time: the engine's thread on the desktop
    # and a test's threads. 0 would race in the allocator; 1 would lock every call for nothing.
    # Emscripten without threads gives no-op locks, so the list can be the same there.
    SQLITE_THREADSAFE=2

    # --- What is in ---
    SQLITE_ENABLE_FTS5                 # full text; ours and users' schemas
    SQLITE_ENABLE_FTS4                 # older files have such tables: they must open and migrate
    SQLITE_ENABLE_FTS3_PARENTHESIS     # the query syntax that Debian's build and sql.js have for them
    SQLITE_ENABLE_RTREE                # users' schemas
    SQLITE_ENABLE_SESSION              # changesets: row-level undo, proof of idempotence
    SQLITE_ENABLE_PREUPDATE_HOOK       # sessions rest on it
    SQLITE_ENABLE_COLUMN_METADATA      # which table and column a result comes from
    SQLITE_ENABLE_DBSTAT_VTAB          # pages of each table: size estimates in a plan
    SQLITE_ENABLE_NORMALIZE            # SQL with its literals taken out, for logs
    SQLITE_ENABLE_MATH_FUNCTIONS       # the engine replaces those whose last digit differs by libc

    # --- Safer defaults ---
    SQLITE_DQS=0                       # "text" is an identifier; switched on per connection if asked
    SQLITE_TRUSTED_SCHEMA=0            # a stranger's schema may not call functions with side effects
    SQLITE_STRICT_SUBTYPE=1            # a function that returns JSON must have said that it does
    SQLITE_LIKE_DOESNT_MATCH_BLOBS     # LIKE on a BLOB is false rather than a guess at an encoding
    SQLITE_PRINTF_PRECISION_LIMIT=100000  # printf('%500000000s') asks for no gigabyte
    SQLITE_MAX_MMAP_SIZE=0             # a truncated file is an error code, not SIGBUS
    # Temporary tables and sorts in memory unless a connection says FILE: the browser's engine has
    # no temporary files, and results may not depend on that. Connections to big files on disk set
    # PRAGMA temp_store = FILE.
    SQLITE_TEMP_STORE=2
    SQLITE_DEFAULT_FOREIGN_KEYS=0      # said for clarity: each connection switches them on itself

    # --- What is out ---
    SQLITE_OMIT_LOAD_EXTENSION         # no native code from a database; no libdl
    SQLITE_OMIT_DEPRECATED
    SQLITE_OMIT_SHARED_CACHE           # discouraged by SQLite itself, and a branch in hot paths
    # Not: SQLITE_DEFAULT_MEMSTATUS=0, because the heap limit of hostile SQL needs the counters.
    # Not: SQLITE_ENABLE_STAT4, because plans would depend on samples of the data.
    # Not: SQLITE_ENABLE_API_ARMOR: one wrapper calls SQLite, and the sanitizers watch it.
    # Not: SQLITE_ENABLE_STMTVTAB, BYTECODE_VTAB, UNLOCK_NOTIFY: nobody asks for them.
    # Not: SQLITE_USE_ALLOCA: stack depth in WASM stays what was measured.

    # --- What SQLite would else guess from the platform ---
    HAVE_USLEEP=1                      # waits for a lock in milliseconds, not in whole seconds
    HAVE_LOCALTIME_R=1)

# With the full list, for sqlite3.c alone: no header changes with them.
set(GODWIT_SQLITE_DEFINES_INSIDE
    # SQLite's tables of names would else stay within 1,024 bytes, which is 64 chains on a 64-bit
    # machine and 128 on a 32-bit one: with 10,000 tables each look-up reads 150 names, and the order
    # in which PRAGMAs go through a large schema depends on the machine.
    SQLITE_MALLOC_SOFT_LIMIT=0)

set(GODWIT_SQLITE_DEFINES_LEAN
    # sql.js's own list, so that the drop-in has the same functions and defaults.
    SQLITE_THREADSAFE=0
    SQLITE_ENABLE_FTS3
    SQLITE_ENABLE_FTS3_PARENTHESIS
    SQLITE_ENABLE_NORMALIZE
    SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_DISABLE_LFS
    HAVE_USLEEP=1
    HAVE_LOCALTIME_R=1)

// Functions of the engine module that are JavaScript.

addToLibrary({
  // Hands a message (web/engine/exports.cc) to the `deliver` function that worker.mjs gives the module.
  Deliver: (id, ends, body, bodySize, blob, blobSize) => {
    // Copies, for the module's memory moves when it grows. Addresses beyond 2 GB arrive as negative
    // numbers: `>>> 0` makes them positive again.
    const bytes = (start, size) => HEAPU8.slice(start >>> 0, (start >>> 0) + (size >>> 0)).buffer;
    Module['deliver'](
      id,
      ends !== 0,
      bytes(body, bodySize),
      blobSize === 0 ? null : bytes(blob, blobSize),
    );
  },

  // There are no files here (ENOENT). Emscripten's own stand-in gives descriptor 0, which SQLite never
  // accepts: looking for /dev/urandom it would ask again for ever.
  __syscall_openat__deps: [],
  __syscall_openat: (directory, path, flags, mode) => -44,
});

// The part of native/host.h that only JavaScript can do under node, linked into the command line
// with --js-library.
//
// Emscripten's file layer for node (NODERAWFS) has three gaps that would lose data; two are filled
// here. Its fsync does nothing: fd_sync and fdatasync below sync the real file. Its writes give up on
// a pipe whose reader is slow: godwit_node_write waits. The third, file locks that are only pretended,
// is what godwit_node_users is for (guard_node.cc).
addToLibrary({
  $GodwitNode__deps: ['$ERRNO_CODES', '$stringToNewUTF8'],
  $GodwitNode: {
    // Slots of the memory shared with the main thread (godwit.mjs).
    INTERRUPTS: 0,
    READING: 1,
    WIDTH: 2,
    INPUT_LENGTH: 3,

    shared: () => Module['godwit'].shared,
    sleep(millis) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
    },
    // An errno of the C library for an error of node's.
    errno: (error) => ERRNO_CODES[error.code] || {{{ cDefs.EIO }}},
    // JSON for C++, which frees it.
    answer: (value) => stringToNewUTF8(JSON.stringify(value)),

    // Real descriptor of a stream, synced.
    sync(fd) {
      try {
        fs.fsyncSync(FS.getStreamChecked(fd).nfd);
        return 0;
      } catch (error) {
        return error.errno > 0 ? error.errno : GodwitNode.errno(error);
      }
    },

    key: (stat) => `${stat.dev}:${stat.ino}`,
    stat: (path) => {
      try {
        return fs.statSync(path, { bigint: true, throwIfNoEntry: false });
      } catch {
        return undefined;  // gone meanwhile, or not ours to look at
      }
    },
    list: (folder) => {
      try {
        return fs.readdirSync(folder);
      } catch {
        return [];
      }
    },
    processName(pid) {
      try {
        return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
      } catch {
        return '';
      }
    },

    // Numbers of other processes that have one of `files` (a Set of keys) open, and of those whose
    // open files could be read at all.
    openers(files) {
      const open = new Set();
      const readable = new Set();
      for (const name of GodwitNode.list('/proc')) {
        const pid = Number(name);
        if (!Number.isInteger(pid) || pid === process.pid) continue;
        const descriptors = GodwitNode.list(`/proc/${pid}/fd`);
        if (descriptors.length > 0) readable.add(pid);
        for (const descriptor of descriptors) {
          const stat = GodwitNode.stat(`/proc/${pid}/fd/${descriptor}`);
          if (stat !== undefined && files.has(GodwitNode.key(stat))) {
            open.add(pid);
            break;
          }
        }
      }
      return { open, readable };
    },

    // [pid, "dev:ino", ino] of every file lock on the machine that is not our own.
    locks() {
      // 1: POSIX  ADVISORY  WRITE 24243 fe:00:10953222 1073741825 1073741825
      const line = /^\d+:(?: ->)?\s+\S+\s+\S+\s+\S+\s+(-?\d+)\s+([0-9a-f]+):([0-9a-f]+):(\d+)\s/;
      const found = [];
      for (const text of fs.readFileSync('/proc/locks', 'latin1').split('\n')) {
        const match = line.exec(text);
        if (match === null || Number(match[1]) === process.pid) continue;
        const major = BigInt(`0x${match[2]}`);
        const minor = BigInt(`0x${match[3]}`);
        // Linux' dev_t: 12 bits of major at bit 8, 20 bits of minor around them.
        const dev = ((major & 0xfffn) << 8n) | (minor & 0xffn) | ((minor & ~0xffn) << 12n);
        found.push({ pid: Number(match[1]), key: `${dev}:${match[4]}`, inode: match[4] });
      }
      return found;
    },
  },

  godwit_node_write__deps: ['$GodwitNode'],
  godwit_node_write: (fd, pointer, length) => {
    while (length > 0) {
      try {
        const written = fs.writeSync(fd, HEAPU8, pointer, length);
        pointer += written;
        length -= written;
      } catch (error) {
        if (error.code !== 'EAGAIN') return GodwitNode.errno(error);
        GodwitNode.sleep(5);
      }
    }
    return 0;
  },

  // Asks the main thread and sleeps until it has answered.
  godwit_node_read__deps: ['$GodwitNode'],
  godwit_node_read: (pointer, length) => {
    const { shared, input, askForInput } = Module['godwit'];
    // Also tells the main thread that nothing is lost when it ends the process now.
    Atomics.store(shared, GodwitNode.READING, 1);
    if (Atomics.load(shared, GodwitNode.INTERRUPTS) > 0) {
      Atomics.store(shared, GodwitNode.READING, 0);
      return -1;
    }
    askForInput(Math.min(length, input.length));
    Atomics.wait(shared, GodwitNode.READING, 1);
    const got = Atomics.load(shared, GodwitNode.INPUT_LENGTH);
    if (got > 0) HEAPU8.set(input.subarray(0, got), pointer);
    return got;
  },

  godwit_node_is_terminal: (fd) => (require('tty').isatty(fd) ? 1 : 0),

  godwit_node_width__deps: ['$GodwitNode'],
  godwit_node_width: () => Atomics.load(GodwitNode.shared(), GodwitNode.WIDTH),

  godwit_node_interrupts__deps: ['$GodwitNode'],
  godwit_node_interrupts: () => Atomics.load(GodwitNode.shared(), GodwitNode.INTERRUPTS),

  godwit_node_sleep__deps: ['$GodwitNode'],
  godwit_node_sleep: (millis) => GodwitNode.sleep(millis),

  godwit_node_self__deps: ['$GodwitNode'],
  godwit_node_self: () =>
    GodwitNode.answer({ pid: process.pid, machine: require('os').hostname() }),

  godwit_node_process_exists: (pid) => {
    try {
      process.kill(pid, 0);
      return 1;
    } catch (error) {
      return error.code === 'EPERM' ? 1 : 0;
    }
  },

  // The path without symbolic links; of a missing file, its folder's. "" when that is missing too.
  godwit_node_real_path__deps: ['$GodwitNode', '$UTF8ToString'],
  godwit_node_real_path: (pointer) => {
    const path = UTF8ToString(pointer);
    for (const resolve of [
      () => fs.realpathSync(path),
      () => nodePath.join(fs.realpathSync(nodePath.dirname(path)), nodePath.basename(path)),
    ]) {
      try {
        return stringToNewUTF8(resolve());
      } catch {
        // the next one
      }
    }
    return stringToNewUTF8('');
  },

  // Emscripten's own statvfs makes its figures up; its fsync knows no folders.
  godwit_node_free_bytes__deps: ['$UTF8ToString'],
  godwit_node_free_bytes: (pointer) => {
    try {
      const disk = fs.statfsSync(UTF8ToString(pointer));
      return disk.bavail * disk.bsize;
    } catch {
      return -1;
    }
  },

  godwit_node_sync_folder__deps: ['$GodwitNode', '$UTF8ToString'],
  godwit_node_sync_folder: (pointer) => {
    try {
      const descriptor = fs.openSync(UTF8ToString(pointer), 'r');
      try {
        fs.fsyncSync(descriptor);
      } finally {
        fs.closeSync(descriptor);
      }
      return 0;
    } catch (error) {
      return GodwitNode.errno(error);
    }
  },

  // {code, names} of a folder. Not Emscripten's own listing: that fails as a whole when a file goes
  // while it runs.
  godwit_node_list__deps: ['$GodwitNode', '$UTF8ToString'],
  godwit_node_list: (pointer) => {
    try {
      return GodwitNode.answer({ code: 0, names: fs.readdirSync(UTF8ToString(pointer)) });
    } catch (error) {
      return GodwitNode.answer({ code: GodwitNode.errno(error), names: [] });
    }
  },

  // Who else uses a database file: {visible, users: [{pid, name, how}]}. `visible` is false where the
  // system does not tell (no /proc).
  godwit_node_users__deps: ['$GodwitNode', '$UTF8ToString'],
  godwit_node_users: (pointer) => {
    const path = UTF8ToString(pointer);
    const stats = ['', '-journal', '-wal', '-shm']
      .map((suffix) => GodwitNode.stat(path + suffix))
      .filter((stat) => stat !== undefined);
    let locks;
    try {
      locks = GodwitNode.locks();
    } catch {
      return GodwitNode.answer({ visible: false, users: [] });
    }
    const files = new Set(stats.map(GodwitNode.key));
    const { open, readable } = GodwitNode.openers(files);
    const users = [...open].map((pid) => ({ pid, how: 'has it open' }));
    for (const lock of locks) {
      // On some file systems (btrfs, overlayfs) the device of a lock is not the file's. Then only
      // the inode counts, unless the owner's open files were read and are others.
      const same = files.has(lock.key);
      const perhaps = stats.some((stat) => `${stat.ino}` === lock.inode);
      if (open.has(lock.pid) || !(same || (perhaps && !readable.has(lock.pid)))) continue;
      users.push({ pid: lock.pid, how: 'holds a lock on it' });
    }
    for (const user of users) user.name = GodwitNode.processName(user.pid);
    return GodwitNode.answer({ visible: true, users });
  },

  fd_sync__deps: ['$GodwitNode', '$FS'],
  fd_sync: (fd) => GodwitNode.sync(fd),
  __syscall_fdatasync__deps: ['$GodwitNode', '$FS'],
  __syscall_fdatasync: (fd) => -GodwitNode.sync(fd),
});

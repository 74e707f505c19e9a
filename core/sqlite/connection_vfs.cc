// SQLite's view of the system around one connection: what time it is, and where its files live. A
// translation and nothing more: sqlite3_vfs and sqlite3_io_methods on one side, Clock and
// FileSystem on the other.
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include <sqlite3.h>

#include "core/sqlite/connection.h"

namespace godwit {

// SQLite hands the sqlite3_vfs to every method: being the first member, it leads back to the whole.
struct ConnectionVfs::Vfs {
  sqlite3_vfs base;
  Clock* clock;
  FileSystem* files;
  std::string name;
};

namespace {

// Milliseconds from the Julian epoch (noon, 24 November 4714 BC) to 1970-01-01T00:00:00Z.
constexpr std::int64_t kJulianEpochMillis = 210'866'760'000'000;
constexpr int kLongestPath = 1024;

// The shared memory of a write-ahead log: memory of this connection's, for nobody else can have the
// database open. SQLite's own, so that a lack of it is an error code and no exception, which may
// not pass through SQLite.
class SharedMemory {
 public:
  SharedMemory() = default;
  ~SharedMemory() { Clear(); }
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  // nullptr where there is none, and where there is no memory for it.
  char* At(int region) const { return region < count_ ? regions_[region] : nullptr; }
  int count() const { return count_; }

  // Appends a region of zeros. false: no memory.
  bool Add(int bytes) {
    const auto list_bytes = sizeof(char*) * (static_cast<sqlite3_uint64>(count_) + 1);
    auto** list = static_cast<char**>(sqlite3_realloc64(static_cast<void*>(regions_), list_bytes));
    if (list == nullptr) return false;
    regions_ = list;
    auto* region = static_cast<char*>(sqlite3_malloc(bytes));
    if (region == nullptr) return false;
    std::memset(region, 0, static_cast<std::size_t>(bytes));
    regions_[count_++] = region;
    return true;
  }

  void Clear() {
    while (count_ > 0) sqlite3_free(regions_[--count_]);
    sqlite3_free(static_cast<void*>(std::exchange(regions_, nullptr)));
  }

 private:
  char** regions_ = nullptr;
  int count_ = 0;
};

// What an open file has beside SQLite's own part.
struct OpenFile {
  std::unique_ptr<File> file;
  SharedMemory shared_memory;
  int sector_bytes = 0;
};

// In the memory that SQLite sets aside for an open file, szOsFile bytes.
struct VfsFile {
  sqlite3_file base;
  OpenFile open;
};

OpenFile& Of(sqlite3_file* file) { return reinterpret_cast<VfsFile*>(file)->open; }

// `failed` is SQLite's code for the operation at hand.
int CodeOf(FileCode code, int failed) {
  switch (code) {
    case FileCode::kOk:
      return SQLITE_OK;
    case FileCode::kFailed:
      return failed;
    case FileCode::kFull:
      return SQLITE_FULL;
    case FileCode::kMissing:
      return failed == SQLITE_IOERR_DELETE ? SQLITE_IOERR_DELETE_NOENT : SQLITE_CANTOPEN;
    case FileCode::kBusy:
      return SQLITE_BUSY;
  }
  return failed;
}

// What our side answers as SQLite's code. SQLite is C: nothing may be thrown through it.
template <typename Ask>
int Guarded(int failed, const Ask& ask) noexcept {
  try {
    return CodeOf(ask(), failed);
  } catch (const std::bad_alloc&) {
    return SQLITE_IOERR_NOMEM;
  }
}

// --- sqlite3_io_methods ---

int CloseFile(sqlite3_file* file) {
  std::destroy_at(&Of(file));
  file->pMethods = nullptr;
  return SQLITE_OK;
}

int ReadFile(sqlite3_file* file, void* into, int count, sqlite3_int64 offset) {
  const auto wanted = static_cast<std::size_t>(count);
  std::size_t read = 0;
  const int code = Guarded(SQLITE_IOERR_READ, [&] {
    return Of(file).file->Read(offset, {static_cast<char*>(into), wanted}, read);
  });
  if (code != SQLITE_OK) return code;
  if (read == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(into) + read, 0, wanted - read);
  return SQLITE_IOERR_SHORT_READ;
}

int WriteFile(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  const std::span<const char> bytes(static_cast<const char*>(from),
                                    static_cast<std::size_t>(count));
  return Guarded(SQLITE_IOERR_WRITE, [&] { return Of(file).file->Write(offset, bytes); });
}

int TruncateFile(sqlite3_file* file, sqlite3_int64 size) {
  return Guarded(SQLITE_IOERR_TRUNCATE, [&] { return Of(file).file->Truncate(size); });
}

int SyncFile(sqlite3_file* file, int) {
  return Guarded(SQLITE_IOERR_FSYNC, [&] { return Of(file).file->Sync(); });
}

int SizeOfFile(sqlite3_file* file, sqlite3_int64* size) {
  std::int64_t bytes = 0;
  const int code = Guarded(SQLITE_IOERR_FSTAT, [&] { return Of(file).file->Size(bytes); });
  *size = bytes;
  return code;
}

// To have opened the file is to have locked it.
int LockFile(sqlite3_file*, int) { return SQLITE_OK; }

int CheckReservedLock(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}

int FileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int SectorSize(sqlite3_file* file) { return Of(file).sector_bytes; }
// None: in particular, a write may damage what lies beside it in its sector.
int DeviceCharacteristics(sqlite3_file*) { return 0; }

int MapSharedMemory(sqlite3_file* file, int region, int bytes, int extend, void volatile** at) {
  SharedMemory& memory = Of(file).shared_memory;
  *at = nullptr;
  while (extend != 0 && memory.count() <= region) {
    if (!memory.Add(bytes)) return SQLITE_IOERR_NOMEM;
  }
  *at = memory.At(region);
  return SQLITE_OK;
}

int LockSharedMemory(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void SharedMemoryBarrier(sqlite3_file*) {}

int UnmapSharedMemory(sqlite3_file* file, int) {
  Of(file).shared_memory.Clear();
  return SQLITE_OK;
}

constexpr sqlite3_io_methods kFileMethods = {.iVersion = 2,
                                             .xClose = &CloseFile,
                                             .xRead = &ReadFile,
                                             .xWrite = &WriteFile,
                                             .xTruncate = &TruncateFile,
                                             .xSync = &SyncFile,
                                             .xFileSize = &SizeOfFile,
                                             .xLock = &LockFile,
                                             .xUnlock = &LockFile,
                                             .xCheckReservedLock = &CheckReservedLock,
                                             .xFileControl = &FileControl,
                                             .xSectorSize = &SectorSize,
                                             .xDeviceCharacteristics = &DeviceCharacteristics,
                                             .xShmMap = &MapSharedMemory,
                                             .xShmLock = &LockSharedMemory,
                                             .xShmBarrier = &SharedMemoryBarrier,
                                             .xShmUnmap = &UnmapSharedMemory,
                                             .xFetch = nullptr,
                                             .xUnfetch = nullptr};

// --- sqlite3_vfs ---

ConnectionVfs::Vfs& Of(sqlite3_vfs* vfs) { return *reinterpret_cast<ConnectionVfs::Vfs*>(vfs); }

int CurrentTimeInt64(sqlite3_vfs* vfs, sqlite3_int64* now) {
  *now = kJulianEpochMillis + Of(vfs).clock->NowMillis();
  return SQLITE_OK;
}

int CurrentTime(sqlite3_vfs* vfs, double* now) {
  sqlite3_int64 millis = 0;
  const int code = CurrentTimeInt64(vfs, &millis);
  *now = static_cast<double>(millis) / 86'400'000.0;
  return code;
}

FileRole RoleOf(int flags) {
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0) return FileRole::kDatabase;
  if ((flags & SQLITE_OPEN_WAL) != 0) return FileRole::kWriteAheadLog;
  if ((flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) != 0) {
    return FileRole::kJournal;
  }
  return FileRole::kTemporary;
}

int OpenByName(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  std::unique_ptr<File> opened;
  const FileRequest request{.path = path == nullptr ? std::string_view() : path,
                            .role = path == nullptr ? FileRole::kTemporary : RoleOf(flags),
                            .write = (flags & SQLITE_OPEN_READWRITE) != 0,
                            .create = (flags & SQLITE_OPEN_CREATE) != 0};
  const int code = Guarded(SQLITE_CANTOPEN, [&] { return Of(vfs).files->Open(request, opened); });
  if (code != SQLITE_OK) return code;
  OpenFile& open = *std::construct_at(&Of(file));
  open.file = std::move(opened);
  open.sector_bytes = Of(vfs).files->SectorBytes();
  file->pMethods = &kFileMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int DeleteByName(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  return Guarded(SQLITE_IOERR_DELETE,
                 [&] { return Of(vfs).files->Delete(path, sync_folder != 0); });
}

// Asked for existence only: SQLite asks for the right to write of the temporary folder alone.
int ExistsByName(sqlite3_vfs* vfs, const char* path, int, int* found) {
  bool exists = false;
  const int code =
      Guarded(SQLITE_IOERR_ACCESS, [&] { return Of(vfs).files->Exists(path, exists); });
  *found = exists ? 1 : 0;
  return code;
}

// Names are whole as they are: there is no current folder.
int FullPath(sqlite3_vfs*, const char* path, int size, char* out) {
  const std::size_t length = std::strlen(path);
  if (length >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::memcpy(out, path, length + 1);
  return SQLITE_OK;
}

void UseFiles(sqlite3_vfs& vfs) {
  vfs.szOsFile = sizeof(VfsFile);
  vfs.mxPathname = kLongestPath;
  vfs.xOpen = &OpenByName;
  vfs.xDelete = &DeleteByName;
  vfs.xAccess = &ExistsByName;
  vfs.xFullPathname = &FullPath;
}

}  // namespace

ConnectionVfs::ConnectionVfs(Clock* clock, FileSystem* files) : vfs_(std::make_unique<Vfs>()) {
  // The name must differ between connections and is never shown: the object's address will do.
  char name[40];
  std::snprintf(name, sizeof name, "godwit-%p", static_cast<void*>(vfs_.get()));
  vfs_->name = name;
  const sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  // Not even SQLite's beginnings had memory: nothing has this name then, and opening fails.
  if (system == nullptr) return;
  // What is not replaced below stays the operating system's: sleeping, seeds, its time or files.
  vfs_->base = *system;
  vfs_->clock = clock;
  vfs_->files = files;
  vfs_->base.zName = vfs_->name.c_str();
  vfs_->base.pNext = nullptr;
  if (clock != nullptr) {
    vfs_->base.xCurrentTimeInt64 = &CurrentTimeInt64;
    vfs_->base.xCurrentTime = &CurrentTime;
  }
  if (files != nullptr) UseFiles(vfs_->base);
  sqlite3_vfs_register(&vfs_->base, 0);
}

ConnectionVfs::~ConnectionVfs() { sqlite3_vfs_unregister(&vfs_->base); }

const char* ConnectionVfs::name() const { return vfs_->name.c_str(); }

}  // namespace godwit

// Where a database's files live, for connections that do not use the operating system's: a store in
// the browser, a disk in the tests that loses power. Whoever implements it needs no sqlite3.h.
//
// What SQLite's promise of whole transactions rests on is `Sync`: what was written before it
// survives a loss of power, whatever befalls later writes. Without a Sync in between nothing is
// promised: of the writes since, each may be there, be missing, or be there in part, in any order,
// and so may creations and deletions of files. An implementation that cannot keep that (whose Sync
// does nothing) must say so to its users, for commits may then be lost and the database damaged.
//
// A database belongs to one connection at a time: Open refuses (kBusy) what is open already, which
// makes opening the lock, in this program and, as far as the store can tell, for all others. So
// there are no lock levels, and write-ahead logs work without shared memory.
//
// Calls come from the thread that uses the connection. None of them may throw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace godwit {

// How an operation ended. After anything but kOk SQLite rolls back, or leaves that to the next
// connection; it never takes a failed operation for one that did nothing.
enum class [[nodiscard]] FileCode : std::uint8_t {
  kOk,
  kFailed,   // the store said no; what the operation changed is unknown
  kFull,     // there is no room; what the operation changed is unknown
  kMissing,  // there is no such file
  kBusy,     // somebody else has the file
};

// What a file is for; a store may keep databases and their companions apart by it.
enum class FileRole : std::uint8_t {
  kDatabase,
  kJournal,        // of rollback: a copy of what a transaction overwrites
  kWriteAheadLog,  // what transactions wrote and no checkpoint has moved yet
  kTemporary,      // has no name, is nobody else's, and is gone once closed
};

struct FileRequest {
  std::string_view path;  // as given to Database::Open, companions with -journal or -wal behind it
  FileRole role = FileRole::kDatabase;
  bool write = false;
  bool create = false;  // make it when missing; otherwise kMissing
};

// An open file; closed by its destructor. Offsets and sizes are bytes.
class File {
 public:
  virtual ~File() = default;

  // Reads up to into.size() bytes; `read` is fewer only where the file ends before.
  virtual FileCode Read(std::int64_t offset, std::span<char> into, std::size_t& read) = 0;
  // Writes all of it; a gap between the old end and `offset` reads as zeros.
  virtual FileCode Write(std::int64_t offset, std::span<const char> bytes) = 0;
  // Cuts the file. REQUIRES: size is at most the file's.
  virtual FileCode Truncate(std::int64_t size) = 0;
  // Afterwards the file's bytes and size survive a loss of power, and so does a file that was made
  // since: it is there, under its name.
  virtual FileCode Sync() = 0;
  virtual FileCode Size(std::int64_t& size) = 0;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual FileCode Open(const FileRequest& request, std::unique_ptr<File>& file) = 0;
  // With `durable` the file stays gone after a loss of power; without, it may come back, with any
  // content that its unsynced writes allow. REQUIRES: nobody has it open.
  virtual FileCode Delete(std::string_view path, bool durable) = 0;
  // Whether there is such a file with a byte in it: SQLite looks for journals, and an empty one is
  // none.
  virtual FileCode Exists(std::string_view path, bool& exists) = 0;
  // How many bytes around a byte being written a loss of power may damage: a power of two from 512
  // to 65536, and writes begin at its multiples in the model that SQLite has of a disk.
  virtual int SectorBytes() const { return 4096; }
};

}  // namespace godwit

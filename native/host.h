// What the command line needs of the operating system, and of node when it runs there.
//
// Two implementations, chosen by CMake: host_posix.cc and web/node/host_node.cc. Everything else of
// the command line is the same source in both builds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace godwit::host {

// How the build calls itself where the two must be told apart: "native", "node".
std::string_view Name();

enum class Stream : std::uint8_t { kInput = 0, kOutput = 1, kError = 2 };

bool IsTerminal(Stream stream);
// Columns of the terminal behind the error stream; 80 when unknown.
int TerminalWidth();

// Writes everything, waiting where the reader is slow. Returns 0 or what went wrong as an errno;
// EPIPE when the reader has gone (no signal is raised).
int Write(Stream stream, std::string_view bytes);
// Up to `size` bytes of standard input, at least one unless it has ended (0). -1 = failed.
std::int64_t Read(char* buffer, std::int64_t size);

// From now on SIGINT, SIGTERM and SIGHUP are counted instead of ending the process; the third ends
// it after all. Once per process.
void CatchInterrupts();
// How many have come.
int Interrupts();

void SleepMillis(int millis);

// The path with every symbolic link resolved; of a file that does not exist yet, its folder
// resolved. Empty when that folder does not exist.
std::string RealPath(const std::string& path);

// The names in a folder, sorted. Returns 0 or an errno.
int ListFolder(const std::string& folder, std::vector<std::string>& names);

// Bytes that the user may still write to the disk that holds this folder; -1 = unknown.
std::int64_t FreeBytes(const std::string& folder);

// Makes an empty file that its owner alone may read and write. Returns 0 or an errno: EEXIST where
// the name is taken, by a link too.
int MakeFile(const std::string& path);

// Waits until names in the folder are on the disk. Returns 0 or an errno.
int SyncFolder(const std::string& folder);

// A process, told apart from a later one with the same number and from those of other machines.
struct Process {
  std::int64_t pid = 0;
  std::string start;      // when it started, in the system's own unit; empty = unknown
  std::string machine;    // name of the machine
  std::string boot;       // which start of the machine; empty = unknown
  std::string pid_space;  // which space of process numbers (containers have their own)
};
Process Self();

enum class Liveness : std::uint8_t { kRuns, kGone, kUnknown };
// kUnknown: on another machine, or in another container.
Liveness IsRunning(const Process& process);

}  // namespace godwit::host

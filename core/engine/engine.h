// The one door to the core: requests in, progress and results out, as docs/protocol.md describes.
//
// The engine does nothing by itself: Submit queues, and each Step does one bounded piece of work
// and says whether more is left. So it fits a worker's event loop, a thread and a command line
// alike. Not for concurrent use, except where said.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "core/base/clock.h"
#include "core/engine/message.h"

namespace godwit {

class FileSystem;
class RunOwner;
class ScratchSpace;
class SnapshotShelf;

class Engine {
 public:
  struct Host {
    // The real time; borrowed. A project or request that fixes the time overrides it.
    Clock* clock = nullptr;
    // Receives every answer, during Step.
    std::function<void(Message)> receive = {};
    // Asked every few thousand steps of a statement: true ends it, with ErrorCode::kInterrupted.
    // May look at what another thread or a signal handler has set. Empty = never.
    std::function<bool()> interrupted = {};
    // Where snapshots of database files go; borrowed. nullptr = none are taken.
    SnapshotShelf* snapshots = nullptr;
    // Whose runs they are; borrowed. nullptr = nobody else can have the databases.
    const RunOwner* owner = nullptr;
    // Where copies go that are too large for memory; borrowed. nullptr = memory is all there is.
    ScratchSpace* scratch = nullptr;
    // Where database files are; borrowed. nullptr = the operating system's.
    FileSystem* files = nullptr;
  };

  explicit Engine(Host host);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void Submit(Message request);
  // false: nothing is left to do.
  bool Step();
  // How much a cancelled request may still do.
  enum class Ending : std::uint8_t {
    kOrderly,   // it may write down what it did
    kHandsOff,  // it only undoes what is not committed: somebody else may have the file
  };
  // The request ends at its next boundary; unknown numbers are ignored.
  void Cancel(int request_id, Ending ending = Ending::kOrderly);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace godwit

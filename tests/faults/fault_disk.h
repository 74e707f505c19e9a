// A disk in memory that fails when told to, and forgets when its power is cut.
//
// It counts what changes it: writes, truncations, syncs, deletions. At the n-th of them it can
// fail, once or for good, and so it can at the n-th question (a read, a size, whether a file is
// there); and at any moment it can say what a power cut would leave: of each write
// since its file's last sync, all, nothing, some of its 512-byte sectors, or garbage in one of
// them; files made and not synced may be missing, files deleted without a durable promise may be
// back. Everything follows from the seed: no clock, no chance.
//
// The model is harsher than disks are: nothing but the very file that is synced becomes durable
// with it, and a sector that is being written may be lost with what was in it before (kSectors).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/sqlite/file_system.h"

namespace godwit {

// What befalls the writes that no sync has made durable.
enum class Damage : std::uint8_t {
  kKept,     // all are there
  kDropped,  // none is
  kMixed,    // each write is, or is not
  kTorn,     // each sector of each write is, or is not
  kGarbage,  // torn, and what is written to one sector of each write may be anything
  kSectors,  // the same, and so may what was in that sector before, beside the write
};

class FaultDisk final : public FileSystem {
 public:
  FaultDisk() = default;
  FaultDisk(const FaultDisk&) = delete;
  FaultDisk& operator=(const FaultDisk&) = delete;

  FileCode Open(const FileRequest& request, std::unique_ptr<File>& file) override;
  FileCode Delete(std::string_view path, bool durable) override;
  FileCode Exists(std::string_view path, bool& exists) override;
  int SectorBytes() const override { return kSector; }

  // From the n-th operation on (1 = the next), the first one that can fail so does, or each one.
  // kFull befalls writes only. What fails was done in part.
  void FailFrom(std::int64_t operation, FileCode code, bool for_good);
  // The same for questions: reads, sizes, whether a file is there.
  void FailQuestionsFrom(std::int64_t question, bool for_good);
  // No fault is due any more.
  void Heal() { fault_at_ = question_fault_at_ = 0; }
  // Whether an operation or a question has failed since one was told to.
  bool failed() const { return failed_; }
  std::int64_t operations() const { return operations_; }
  // Called in the middle of each operation that changes the disk: it has begun, and is not done.
  void OnOperation(std::function<void()> hook) { hook_ = std::move(hook); }

  // What a disk holds; a value, to be kept and tried again and again.
  class State {
   public:
    // What a power cut leaves: every file's bytes by name.
    std::map<std::string, std::string> AfterPowerCut(Damage damage, std::uint64_t seed) const;
    // Every file's bytes as a running system sees them.
    std::map<std::string, std::string> Files() const;

   private:
    friend class FaultDisk;
    // A write of `bytes` at `offset`, or a truncation to it.
    struct Change {
      bool truncates = false;
      std::int64_t offset = 0;
      std::string bytes;
    };
    struct Node {
      std::string synced;
      std::string current;
      std::vector<Change> pending;
    };
    // What a name may stand for after a power cut, oldest first; the last is what it stands for
    // now. kNothing: there is no such file.
    using Names = std::map<std::string, std::vector<int>, std::less<>>;

    std::vector<Node> nodes_;
    Names names_;
  };
  const State& state() const { return state_; }
  // A disk on which these files lie, safe and sound. REQUIRES: nothing is open.
  void Load(const std::map<std::string, std::string>& files);

 private:
  class Handle;
  static constexpr int kSector = 512;
  static constexpr int kNothing = -1;

  // Counts an operation and tells whether it fails.
  FileCode Count(bool takes_room);
  FileCode CountQuestion();
  int Find(std::string_view path) const;

  State state_;
  std::vector<int> open_databases_;
  std::int64_t operations_ = 0;
  std::int64_t fault_at_ = 0;  // 0 = none
  FileCode fault_code_ = FileCode::kOk;
  bool fault_for_good_ = false;
  std::int64_t questions_ = 0;
  std::int64_t question_fault_at_ = 0;  // 0 = none
  bool question_fault_for_good_ = false;
  bool failed_ = false;
  std::function<void()> hook_;
};

}  // namespace godwit

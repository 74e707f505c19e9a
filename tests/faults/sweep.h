// Pulls the plug anywhere: runs a program again and again, each time with another fault, and judges
// what the fault has left.
//
// The measure is a reference run that nothing disturbs: the database's whole content after each
// piece. After a fault, the in-memory state gone, the database must open; pass integrity_check and
// foreign_key_check; hold exactly the content after the last piece that was acknowledged, or after
// the one that was under way; and when the commands are run again it must pass through the
// reference's states to the reference's end. So nothing is half done, nothing reported is lost, no
// row is lost or done twice, and ledger and schema agree, for all of that is content.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"
#include "tests/faults/fault_disk.h"
#include "tests/faults/program.h"

namespace godwit {

struct Verdict {
  std::int64_t runs = 0;
  std::map<std::string, std::int64_t> violations;  // how often, by kind
  std::string first;                               // the first of them, with its place

  std::int64_t count() const;
  // "3920 runs: 19 × acknowledged work is lost; first: …"
  std::string Show() const;
};

// How the database is opened, and how many of the faults are tried.
struct SweepOptions {
  std::vector<std::string> pragmas;  // after each opening
  int every = 1;                     // only each n-th operation fails
  int every_question = 1;
  int every_allocation = 1;
};

class Sweep {
 public:
  // `program` is tried, `reference` says what should come of it; often they are the same. Borrows
  // both.
  Sweep(const Program& program, const Program& reference, SweepOptions options);

  // The power goes in the middle of each operation that changes the disk; each kind of damage.
  Verdict CutPower();
  // And goes again in the middle of the recovery: sampled pairs.
  Verdict CutPowerTwice();
  // Each operation fails, once or for good.
  Verdict FailDisk(FileCode code, bool for_good);
  // Each question to the disk fails, once or for good.
  Verdict FailReads(bool for_good);
  // The power goes, and the recovery meets a failing disk: sampled pairs.
  Verdict CutPowerThenFailDisk(FileCode code);
  // An allocation of SQLite's fails, once or for good.
  Verdict FailMemory(bool for_good);

  // Operations that change the disk in a run that nothing disturbs.
  std::int64_t operations() const { return operations_; }
  // States after the first that the reference passes through.
  std::size_t states() const { return states_.size() - 1; }

 private:
  // How far a run is: what an observer outside would know.
  struct Progress {
    std::size_t command = 0;       // under way
    std::size_t acknowledged = 0;  // the state that the pieces reported done have led to
  };
  struct Moment {
    FaultDisk::State disk;
    Progress progress;
  };

  Result<Database> Open(FaultDisk& disk) const;
  Result<std::string> ContentOf(const Database& db) const;
  Status Drive(FaultDisk& disk, Progress& progress) const;
  std::vector<Moment> RecordMoments(FaultDisk& disk, Progress& progress, bool recovery, int every);
  void Recover(FaultDisk& disk, Progress& progress) const;
  std::string RunOn(Database& db, Progress& progress) const;
  std::string Look(const Database& db, Progress& progress) const;
  std::string Resume(FaultDisk& disk, Progress progress);
  std::string Judge(FaultDisk& disk, Progress progress);
  void Count(Verdict& verdict, const std::string& violation, const std::string& place) const;

  const Program& program_;
  const SweepOptions options_;
  std::vector<std::string> states_;   // the contents that the reference passes through
  std::vector<std::size_t> reached_;  // by number of acknowledged pieces: the state then
  std::int64_t operations_ = 0;
  // What became of resuming, by place in the story and bytes on the disk: the same bytes lead to
  // the same end.
  std::map<std::pair<std::size_t, std::size_t>, std::map<std::string, std::string>> resumed_;
};

}  // namespace godwit

#include "tests/faults/sweep.h"

#include <algorithm>
#include <array>
#include <utility>

#include <gtest/gtest.h>

#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/sqlite/memory.h"
#include "core/sqlite/memory_faults.h"

namespace godwit {
namespace {

constexpr std::string_view kPath = "story.db";
constexpr std::int64_t kNow = 1'768'478'400'000;
constexpr std::array kDamages = {Damage::kKept, Damage::kDropped, Damage::kMixed,
                                 Damage::kTorn, Damage::kGarbage, Damage::kSectors};
// Without the last: a commit to a write-ahead log is complete before SQLite has filled its last
// sector up, so that a second cut in a write to the same sector could take it back. Disks that lose
// what lies beside a write are what SQLite then does not provide for.
constexpr std::array kRepeatedDamages = {Damage::kKept, Damage::kDropped, Damage::kMixed,
                                         Damage::kTorn, Damage::kGarbage};
// Of pairs of faults only some are tried: the steps from one to the next.
constexpr int kEveryFirst = 17;
constexpr int kEverySecond = 7;
constexpr int kEverySecondFault = 29;

// Resuming from one place of the story and one content is tried on so many different files at most:
// where integrity_check finds nothing they differ in pages that nothing refers to.
constexpr std::size_t kResumesEach = 3;

constexpr std::string_view kUnreadable = "it cannot be opened or read";
constexpr std::string_view kDamaged = "integrity_check finds damage";
constexpr std::string_view kOrphans = "foreign_key_check finds orphans";
constexpr std::string_view kLost = "acknowledged work is lost";
constexpr std::string_view kBetween = "its content is none between two pieces";
constexpr std::string_view kStuck = "running the commands again fails";
constexpr std::string_view kElsewhere = "running the commands again ends elsewhere";
constexpr std::string_view kLeak = "memory is not given back";

std::string Kind(std::string_view kind, const std::string& detail) {
  return std::string(kind) + "\t" + detail;
}

Status AppendRows(const Database& db, const std::string& sql, std::string& text) {
  GODWIT_ASSIGN(Statement select, db.Prepare(sql));
  std::vector<std::string> lines;
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    lines.emplace_back();
    for (int i = 0; i < select.ColumnCount(); ++i) lines.back() += Show(select.Column(i)) + "|";
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) text += line + "\n";
  return {};
}

std::string FilesKey(const std::map<std::string, std::string>& files) {
  Sha256 hash;
  for (const auto& [name, bytes] : files) {
    hash.Update(name + " " + std::to_string(bytes.size()) + "\n");
    hash.Update(bytes);
  }
  return Hex(hash.Finish());
}

// Where not every kind of damage is tried, the seed chooses.
std::map<std::string, std::string> DamagedBy(std::uint64_t seed, const FaultDisk::State& disk) {
  return disk.AfterPowerCut(kRepeatedDamages[seed % kRepeatedDamages.size()], seed);
}

std::string Place(std::string_view what, std::int64_t operation) {
  return std::string(what) + " at operation " + std::to_string(operation);
}

}  // namespace

std::int64_t Verdict::count() const {
  std::int64_t sum = 0;
  for (const auto& [kind, times] : violations) sum += times;
  return sum;
}

std::string Verdict::Show() const {
  std::string text = std::to_string(runs) + " runs";
  for (const auto& [kind, times] : violations) text += ", " + std::to_string(times) + " × " + kind;
  return first.empty() ? text : text + "; first: " + first;
}

// What a database holds: every object's SQL and every row, Godwit's own tables included.
Result<std::string> Sweep::ContentOf(const Database& db) const {
  std::string text;
  GODWIT_TRY(AppendRows(db, "SELECT type, name, tbl_name, sql FROM sqlite_schema", text));
  GODWIT_ASSIGN(Statement tables,
                db.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"));
  while (true) {
    GODWIT_ASSIGN(const bool row, tables.Step());
    if (!row) return text;
    const std::string name(tables.Text(0));
    text += name + "\n";
    if (name == program_.unwatched()) continue;
    GODWIT_TRY(AppendRows(db, "SELECT * FROM \"" + name + "\"", text));
  }
}

Sweep::Sweep(const Program& program, const Program& reference, SweepOptions options)
    : program_(program), options_(std::move(options)) {
  FaultDisk disk;
  Result<Database> db = Open(disk);
  if (!db.ok()) {
    ADD_FAILURE() << Describe(db.error());
    return;
  }
  const auto remember = [&] {
    const Result<std::string> content = ContentOf(*db);
    const std::string state = content.ok() ? *content : Describe(content.error());
    // A piece may have had nothing to do.
    if (states_.empty() || states_.back() != state) states_.push_back(state);
    reached_.push_back(states_.size() - 1);
  };
  remember();
  for (std::size_t command = 0; command < reference.commands(); ++command) {
    const Status status = reference.Run(*db, command, false, remember);
    if (!status.ok()) ADD_FAILURE() << "command " << command << ": " << Describe(status.error());
  }
  FaultDisk undisturbed;
  Progress progress;
  (void)Drive(undisturbed, progress).ok();
  operations_ = undisturbed.operations();
}

Result<Database> Sweep::Open(FaultDisk& disk) const {
  static FixedClock clock(kNow);
  OpenOptions options{.mode = OpenMode::kCreate, .clock = &clock, .files = &disk};
  options.busy_timeout_millis = 0;
  GODWIT_ASSIGN(Database db, Database::Open(std::string(kPath), options));
  for (const std::string& pragma : options_.pragmas) {
    GODWIT_TRY(db.Execute(pragma));
  }
  return db;
}

Status Sweep::Drive(FaultDisk& disk, Progress& progress) const {
  GODWIT_ASSIGN(Database db, Open(disk));
  std::size_t pieces = 0;
  for (; progress.command < program_.commands(); ++progress.command) {
    GODWIT_TRY(program_.Run(db, progress.command, false, [&] {
      pieces = std::min(pieces + 1, reached_.size() - 1);
      progress.acknowledged = reached_[pieces];
    }));
  }
  return {};
}

// What an observer finds in a database that a fault has met; moves `progress` to where it stands.
// Empty: nothing is wrong.
std::string Sweep::Look(const Database& db, Progress& progress) const {
  const Result<Value> integrity = db.QueryValue("PRAGMA integrity_check");
  if (!integrity.ok()) return Kind(kUnreadable, Describe(integrity.error()));
  if (*integrity != Value(std::string("ok"))) return Kind(kDamaged, Show(View(*integrity)));
  const Result<Value> orphan = db.QueryValue("SELECT \"table\" FROM pragma_foreign_key_check");
  if (!orphan.ok()) return Kind(kUnreadable, Describe(orphan.error()));
  if (!std::holds_alternative<Null>(*orphan)) return Kind(kOrphans, Show(View(*orphan)));
  const Result<std::string> content = ContentOf(db);
  if (!content.ok()) return Kind(kUnreadable, Describe(content.error()));
  const std::size_t last = std::min(progress.acknowledged + 1, states_.size() - 1);
  for (std::size_t piece = progress.acknowledged; piece <= last; ++piece) {
    if (states_[piece] != *content) continue;
    progress.acknowledged = piece;
    return {};
  }
  const bool known = std::find(states_.begin(), states_.end(), *content) != states_.end();
  return Kind(known ? kLost : kBetween, "after state " + std::to_string(progress.acknowledged) +
                                            " of " + std::to_string(states()));
}

// The rest of the story; each piece must lead to the reference's next state.
std::string Sweep::RunOn(Database& db, Progress& progress) const {
  std::string violation;
  for (bool again = true; progress.command < program_.commands(); ++progress.command) {
    const Status status = program_.Run(db, progress.command, std::exchange(again, false), [&] {
      if (violation.empty()) violation = Look(db, progress);
    });
    if (!violation.empty()) return violation;
    if (!status.ok()) return Kind(kStuck, Describe(status.error()));
  }
  const Result<std::string> content = ContentOf(db);
  return content.ok() && *content == states_.back() ? std::string() : Kind(kElsewhere, "");
}

std::string Sweep::Resume(FaultDisk& disk, Progress progress) {
  auto& tried = resumed_[{progress.command, progress.acknowledged}];
  const std::string key = FilesKey(disk.state().Files());
  if (const auto known = tried.find(key); known != tried.end()) return known->second;
  if (tried.size() >= kResumesEach) return {};
  Result<Database> db = Open(disk);
  return tried[key] = db.ok() ? RunOn(*db, progress) : Kind(kUnreadable, Describe(db.error()));
}

std::string Sweep::Judge(FaultDisk& disk, Progress progress) {
  {
    const Result<Database> db = Open(disk);
    if (!db.ok()) return Kind(kUnreadable, Describe(db.error()));
    if (std::string violation = Look(*db, progress); !violation.empty()) return violation;
  }
  return Resume(disk, progress);
}

void Sweep::Count(Verdict& verdict, const std::string& violation, const std::string& place) const {
  ++verdict.runs;
  if (violation.empty()) return;
  const std::size_t tab = violation.find('\t');
  ++verdict.violations[violation.substr(0, tab)];
  if (verdict.first.empty()) verdict.first = place + ": " + violation.substr(tab + 1);
}

// Opens what a first fault has left and goes on to the story's end, or to what disturbs it there.
void Sweep::Recover(FaultDisk& disk, Progress& progress) const {
  Result<Database> db = Open(disk);
  if (db.ok() && Look(*db, progress).empty()) (void)RunOn(*db, progress);
}

// The disk as it is in the middle of each operation of one run: a power cut there needs no run of
// its own.
std::vector<Sweep::Moment> Sweep::RecordMoments(FaultDisk& disk, Progress& progress, bool recovery,
                                                int every) {
  std::vector<Moment> moments;
  std::int64_t count = 0;
  disk.OnOperation([&] {
    if (count++ % every == 0) moments.push_back({disk.state(), progress});
  });
  // How the run ends is judged where nothing disturbs it.
  if (recovery) {
    Recover(disk, progress);
  } else {
    (void)Drive(disk, progress).ok();
  }
  disk.OnOperation({});
  moments.push_back({disk.state(), progress});
  return moments;
}

Verdict Sweep::CutPower() {
  Verdict verdict;
  FaultDisk disk;
  Progress progress;
  const std::vector<Moment> moments = RecordMoments(disk, progress, false, options_.every);
  std::uint64_t seed = 0;
  std::int64_t operation = 0;
  for (const Moment& moment : moments) {
    ++operation;
    for (const Damage damage : kDamages) {
      FaultDisk after;
      after.Load(moment.disk.AfterPowerCut(damage, ++seed));
      Count(verdict, Judge(after, moment.progress), Place("power cut", operation));
    }
  }
  return verdict;
}

Verdict Sweep::CutPowerTwice() {
  Verdict verdict;
  FaultDisk disk;
  Progress progress;
  std::uint64_t seed = 0;
  std::int64_t operation = 1;
  for (const Moment& first : RecordMoments(disk, progress, false, kEveryFirst * options_.every)) {
    FaultDisk hurt;
    hurt.Load(DamagedBy(++seed, first.disk));
    Progress recovering = first.progress;
    for (const Moment& second :
         RecordMoments(hurt, recovering, true, kEverySecond * options_.every)) {
      FaultDisk after;
      after.Load(DamagedBy(++seed, second.disk));
      Count(verdict, Judge(after, second.progress), Place("second power cut", operation));
    }
    operation += kEveryFirst * options_.every;
  }
  return verdict;
}

Verdict Sweep::FailDisk(FileCode code, bool for_good) {
  Verdict verdict;
  for (std::int64_t operation = 1; operation <= operations_; operation += options_.every) {
    FaultDisk disk;
    disk.FailFrom(operation, code, for_good);
    Progress progress;
    (void)Drive(disk, progress).ok();
    disk.Heal();
    Count(verdict, Judge(disk, progress), Place("disk fault", operation));
  }
  return verdict;
}

Verdict Sweep::FailReads(bool for_good) {
  Verdict verdict;
  for (std::int64_t question = 1;; question += options_.every_question) {
    FaultDisk disk;
    disk.FailQuestionsFrom(question, for_good);
    Progress progress;
    (void)Drive(disk, progress).ok();
    if (!disk.failed()) return verdict;
    disk.Heal();
    Count(verdict, Judge(disk, progress), "question " + std::to_string(question));
  }
}

Verdict Sweep::CutPowerThenFailDisk(FileCode code) {
  Verdict verdict;
  FaultDisk disk;
  Progress progress;
  std::uint64_t seed = 0;
  std::int64_t operation = 1;
  for (const Moment& first : RecordMoments(disk, progress, false, kEveryFirst * options_.every)) {
    const auto files = DamagedBy(++seed, first.disk);
    for (int fault = 1;; fault += kEverySecondFault * options_.every) {
      FaultDisk hurt;
      hurt.Load(files);
      hurt.FailFrom(fault, code, seed % 2 == 0);
      Progress recovering = first.progress;
      Recover(hurt, recovering);
      if (!hurt.failed()) break;
      hurt.Heal();
      Count(verdict, Judge(hurt, recovering), Place("power cut", operation));
    }
    operation += kEveryFirst * options_.every;
  }
  return verdict;
}

Verdict Sweep::FailMemory(bool for_good) {
  Verdict verdict;
  MemoryFaults faults;
  for (std::int64_t allocation = 0;; allocation += options_.every_allocation) {
    // The first round takes what SQLite keeps for good.
    if (allocation > 0) faults.FailFrom(allocation, for_good);
    const std::int64_t before = ReadSqliteMemory().used_bytes;
    FaultDisk disk;
    Progress progress;
    (void)Drive(disk, progress).ok();
    faults.Heal();
    if (allocation == 0) continue;
    if (!faults.failed()) return verdict;
    std::string violation = Judge(disk, progress);
    const std::int64_t kept = ReadSqliteMemory().used_bytes - before;
    if (violation.empty() && kept != 0) violation = Kind(kLeak, std::to_string(kept) + " bytes");
    Count(verdict, violation, "allocation " + std::to_string(allocation));
  }
}

}  // namespace godwit

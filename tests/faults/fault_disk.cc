#include "tests/faults/fault_disk.h"

#include <algorithm>
#include <utility>

namespace godwit {
namespace {

constexpr std::size_t kSectorBytes = 512;

// splitmix64 (Steele, Lea and Flood 2014): good enough for coins, and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
  }
  bool Coin() { return (Next() & 1) != 0; }
  std::size_t Below(std::size_t bound) { return static_cast<std::size_t>(Next() % bound); }

 private:
  std::uint64_t state_;
};

void Put(std::string& file, std::size_t offset, std::string_view bytes) {
  if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size(), '\0');
  std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
}

// The sectors of the write that the disk had done when the power went.
void PutTorn(std::string& file, std::size_t offset, std::string_view bytes, Dice& dice) {
  for (std::size_t done = 0; done < bytes.size();) {
    const std::size_t at = offset + done;
    const std::size_t count = std::min(kSectorBytes - at % kSectorBytes, bytes.size() - done);
    if (dice.Coin()) Put(file, at, bytes.substr(done, count));
    done += count;
  }
}

// One sector holds anything: of the write's part of it, or of all of it.
void PutGarbage(std::string& file, std::size_t offset, std::string_view bytes, bool whole,
                Dice& dice) {
  PutTorn(file, offset, bytes, dice);
  if (bytes.empty() || dice.Coin()) return;
  const std::size_t first = offset / kSectorBytes;
  const std::size_t last = (offset + bytes.size() - 1) / kSectorBytes;
  const std::size_t sector = (first + dice.Below(last - first + 1)) * kSectorBytes;
  const std::size_t begin = whole ? sector : std::max(sector, offset);
  const std::size_t written = offset + bytes.size();
  const std::size_t end =
      std::min(sector + kSectorBytes, whole ? std::max(file.size(), written) : written);
  std::string noise(end - begin, '\0');
  for (char& byte : noise) byte = static_cast<char>(dice.Next() & 0xff);
  Put(file, begin, noise);
}

}  // namespace

// --- what is on the disk ---

std::map<std::string, std::string> FaultDisk::State::Files() const {
  return AfterPowerCut(Damage::kKept, 0);
}

std::map<std::string, std::string> FaultDisk::State::AfterPowerCut(Damage damage,
                                                                   std::uint64_t seed) const {
  Dice dice(seed);
  std::map<std::string, std::string> files;
  for (const auto& [name, candidates] : names_) {
    std::size_t choice = dice.Below(candidates.size());
    if (damage == Damage::kKept) choice = candidates.size() - 1;
    if (damage == Damage::kDropped) choice = 0;
    if (candidates[choice] == kNothing) continue;
    const Node& node = nodes_[static_cast<std::size_t>(candidates[choice])];
    std::string file = node.synced;
    for (const Change& change : node.pending) {
      const auto offset = static_cast<std::size_t>(change.offset);
      const bool whole = damage == Damage::kKept || (damage != Damage::kDropped && dice.Coin());
      if (change.truncates) {
        if (whole) file.resize(std::min(offset, file.size()));
      } else if (damage == Damage::kTorn) {
        PutTorn(file, offset, change.bytes, dice);
      } else if (damage == Damage::kGarbage || damage == Damage::kSectors) {
        PutGarbage(file, offset, change.bytes, damage == Damage::kSectors, dice);
      } else if (whole) {
        Put(file, offset, change.bytes);
      }
    }
    files.emplace(name, std::move(file));
  }
  return files;
}

void FaultDisk::Load(const std::map<std::string, std::string>& files) {
  state_ = State();
  for (const auto& [name, bytes] : files) {
    state_.names_[name] = {static_cast<int>(state_.nodes_.size())};
    state_.nodes_.push_back({.synced = bytes, .current = bytes, .pending = {}});
  }
}

// --- faults ---

void FaultDisk::FailFrom(std::int64_t operation, FileCode code, bool for_good) {
  fault_at_ = operations_ + operation;
  fault_code_ = code;
  fault_for_good_ = for_good;
  failed_ = false;
}

FileCode FaultDisk::Count(bool takes_room) {
  ++operations_;
  if (fault_at_ == 0 || operations_ < fault_at_) return FileCode::kOk;
  if (fault_code_ == FileCode::kFull && !takes_room) return FileCode::kOk;
  failed_ = true;
  if (!fault_for_good_) fault_at_ = 0;
  return fault_code_;
}

void FaultDisk::FailQuestionsFrom(std::int64_t question, bool for_good) {
  question_fault_at_ = questions_ + question;
  question_fault_for_good_ = for_good;
  failed_ = false;
}

FileCode FaultDisk::CountQuestion() {
  ++questions_;
  if (question_fault_at_ == 0 || questions_ < question_fault_at_) return FileCode::kOk;
  failed_ = true;
  if (!question_fault_for_good_) question_fault_at_ = 0;
  return FileCode::kFailed;
}

// --- open files ---

class FaultDisk::Handle final : public File {
 public:
  Handle(FaultDisk& disk, int node, bool database)
      : disk_(disk), node_(node), database_(database) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() override {
    if (database_) std::erase(disk_.open_databases_, node_);
  }

  FileCode Read(std::int64_t offset, std::span<char> into, std::size_t& read) override {
    if (const FileCode code = disk_.CountQuestion(); code != FileCode::kOk) return code;
    const std::string& bytes = node().current;
    const auto begin = std::min(static_cast<std::size_t>(offset), bytes.size());
    read = std::min(into.size(), bytes.size() - begin);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(begin), read, into.begin());
    return FileCode::kOk;
  }

  FileCode Write(std::int64_t offset, std::span<const char> bytes) override {
    const FileCode code = disk_.Count(true);
    std::string written(bytes.begin(), bytes.end());
    if (code != FileCode::kOk) written.resize(written.size() / 2);
    Put(node().current, static_cast<std::size_t>(offset), written);
    node().pending.push_back({.truncates = false, .offset = offset, .bytes = std::move(written)});
    if (disk_.hook_) disk_.hook_();
    return code;
  }

  FileCode Truncate(std::int64_t size) override {
    const FileCode code = disk_.Count(false);
    if (code != FileCode::kOk) return code;
    node().current.resize(std::min(static_cast<std::size_t>(size), node().current.size()));
    node().pending.push_back({.truncates = true, .offset = size, .bytes = {}});
    if (disk_.hook_) disk_.hook_();
    return FileCode::kOk;
  }

  FileCode Sync() override {
    const FileCode code = disk_.Count(false);
    if (code != FileCode::kOk) return code;
    if (disk_.hook_) disk_.hook_();
    node().synced = node().current;
    node().pending.clear();
    for (auto& [name, candidates] : disk_.state_.names_) {
      if (candidates.back() == node_) candidates = {node_};
    }
    return FileCode::kOk;
  }

  FileCode Size(std::int64_t& size) override {
    if (const FileCode code = disk_.CountQuestion(); code != FileCode::kOk) return code;
    size = static_cast<std::int64_t>(node().current.size());
    return FileCode::kOk;
  }

 private:
  State::Node& node() { return disk_.state_.nodes_[static_cast<std::size_t>(node_)]; }

  FaultDisk& disk_;
  int node_;
  bool database_;
};

int FaultDisk::Find(std::string_view path) const {
  const auto found = state_.names_.find(path);
  return found == state_.names_.end() ? kNothing : found->second.back();
}

FileCode FaultDisk::Open(const FileRequest& request, std::unique_ptr<File>& file) {
  int node = request.path.empty() ? kNothing : Find(request.path);
  if (node == kNothing) {
    if (!request.create) return FileCode::kMissing;
    node = static_cast<int>(state_.nodes_.size());
    state_.nodes_.emplace_back();
    if (!request.path.empty()) {
      auto& candidates = state_.names_[std::string(request.path)];
      if (candidates.empty()) candidates.push_back(kNothing);
      candidates.push_back(node);
    }
  }
  const bool database = request.role == FileRole::kDatabase;
  if (database) {
    if (std::count(open_databases_.begin(), open_databases_.end(), node) > 0) {
      return FileCode::kBusy;
    }
    open_databases_.push_back(node);
  }
  file = std::make_unique<Handle>(*this, node, database);
  return FileCode::kOk;
}

FileCode FaultDisk::Delete(std::string_view path, bool durable) {
  if (Find(path) == kNothing) return FileCode::kMissing;
  const FileCode code = Count(false);
  if (code != FileCode::kOk) return code;
  auto& candidates = state_.names_.find(path)->second;
  candidates.push_back(kNothing);
  if (hook_) hook_();
  if (durable) candidates = {kNothing};
  return FileCode::kOk;
}

FileCode FaultDisk::Exists(std::string_view path, bool& exists) {
  if (const FileCode code = CountQuestion(); code != FileCode::kOk) return code;
  const int node = Find(path);
  exists = node != kNothing && !state_.nodes_[static_cast<std::size_t>(node)].current.empty();
  return FileCode::kOk;
}

}  // namespace godwit

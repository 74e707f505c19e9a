// The disk that the sweeps trust: what it keeps, forgets, and brings back.
#include "tests/faults/fault_disk.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace godwit {
namespace {

std::unique_ptr<File> Create(FaultDisk& disk, std::string_view path) {
  std::unique_ptr<File> file;
  EXPECT_EQ(
      disk.Open({.path = path, .role = FileRole::kJournal, .write = true, .create = true}, file),
      FileCode::kOk);
  return file;
}

FileCode Write(File& file, std::int64_t offset, const std::string& bytes) {
  return file.Write(offset, {bytes.data(), bytes.size()});
}

TEST(FaultDisk, KeepsWhatWasSynced) {
  FaultDisk disk;
  const auto file = Create(disk, "a");
  ASSERT_EQ(Write(*file, 0, "synced"), FileCode::kOk);
  ASSERT_EQ(file->Sync(), FileCode::kOk);
  ASSERT_EQ(Write(*file, 4, "lost"), FileCode::kOk);
  EXPECT_EQ(disk.state().Files().at("a"), "synclost");
  EXPECT_EQ(disk.state().AfterPowerCut(Damage::kKept, 1).at("a"), "synclost");
  EXPECT_EQ(disk.state().AfterPowerCut(Damage::kDropped, 1).at("a"), "synced");
  ASSERT_EQ(file->Truncate(1), FileCode::kOk);
  EXPECT_EQ(disk.state().AfterPowerCut(Damage::kDropped, 1).at("a"), "synced");
  EXPECT_EQ(disk.operations(), 4);
}

TEST(FaultDisk, TearsAtSectorsOnly) {
  FaultDisk disk;
  const auto file = Create(disk, "a");
  ASSERT_EQ(Write(*file, 0, std::string(1024, 'o')), FileCode::kOk);
  ASSERT_EQ(file->Sync(), FileCode::kOk);
  ASSERT_EQ(Write(*file, 100, std::string(800, 'n')), FileCode::kOk);
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const std::string after = disk.state().AfterPowerCut(Damage::kTorn, seed).at("a");
    ASSERT_EQ(after.size(), 1024U);
    EXPECT_EQ(after.substr(0, 100) + after.substr(900), std::string(224, 'o'));
    ++seen[after.substr(100, 1) + after.substr(511, 2) + after.substr(899, 1)];
  }
  EXPECT_EQ(seen.size(), 4U) << "each half is there or not";
  for (const auto& [halves, times] : seen) {
    EXPECT_TRUE(halves == "oooo" || halves == "nnnn" || halves == "oonn" || halves == "nnoo");
  }
}

TEST(FaultDisk, LosesWhatLiesBesideAWriteOnlyWhereItMay) {
  FaultDisk disk;
  const auto file = Create(disk, "a");
  ASSERT_EQ(Write(*file, 0, std::string(1024, 'o')), FileCode::kOk);
  ASSERT_EQ(file->Sync(), FileCode::kOk);
  ASSERT_EQ(Write(*file, 100, std::string(50, 'n')), FileCode::kOk);
  int lost = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const std::string within = disk.state().AfterPowerCut(Damage::kGarbage, seed).at("a");
    EXPECT_EQ(within.substr(0, 100) + within.substr(150), std::string(974, 'o'));
    const std::string sector = disk.state().AfterPowerCut(Damage::kSectors, seed).at("a");
    EXPECT_EQ(sector.substr(512), std::string(512, 'o'));
    if (sector.substr(0, 100) != std::string(100, 'o')) ++lost;
  }
  EXPECT_GT(lost, 10);
}

TEST(FaultDisk, NamesAreDurableOnceSynced) {
  FaultDisk disk;
  const auto names = [&](Damage damage) {
    std::string text;
    for (const auto& [name, bytes] : disk.state().AfterPowerCut(damage, 1)) text += name;
    return text;
  };
  auto file = Create(disk, "a");
  EXPECT_EQ(names(Damage::kKept), "a");
  EXPECT_EQ(names(Damage::kDropped), "") << "made, not synced";
  ASSERT_EQ(file->Sync(), FileCode::kOk);
  EXPECT_EQ(names(Damage::kDropped), "a");
  file.reset();
  ASSERT_EQ(disk.Delete("a", false), FileCode::kOk);
  EXPECT_EQ(names(Damage::kKept), "");
  EXPECT_EQ(names(Damage::kDropped), "a") << "deleted, not for good";
  ASSERT_EQ(disk.Delete("a", true), FileCode::kMissing);
  file = Create(disk, "a");
  file.reset();
  ASSERT_EQ(disk.Delete("a", true), FileCode::kOk);
  EXPECT_EQ(names(Damage::kDropped), "");
}

TEST(FaultDisk, FailsWhenTold) {
  FaultDisk disk;
  const auto file = Create(disk, "a");
  disk.FailFrom(2, FileCode::kFailed, false);
  EXPECT_EQ(Write(*file, 0, "1"), FileCode::kOk);
  EXPECT_EQ(file->Sync(), FileCode::kFailed);
  EXPECT_TRUE(disk.failed());
  EXPECT_EQ(file->Sync(), FileCode::kOk);
  disk.FailFrom(1, FileCode::kFull, true);
  EXPECT_EQ(file->Sync(), FileCode::kOk) << "takes no room";
  EXPECT_EQ(Write(*file, 0, "22"), FileCode::kFull);
  EXPECT_EQ(Write(*file, 0, "33"), FileCode::kFull);
  EXPECT_EQ(disk.state().Files().at("a"), "3") << "half of it was done";
  disk.Heal();
  EXPECT_EQ(Write(*file, 0, "44"), FileCode::kOk);
}

TEST(FaultDisk, FailsToAnswerWhenTold) {
  FaultDisk disk;
  const auto file = Create(disk, "a");
  ASSERT_EQ(Write(*file, 0, "text"), FileCode::kOk);
  std::string into(4, ' ');
  std::size_t read = 0;
  std::int64_t size = 0;
  bool exists = false;
  disk.FailQuestionsFrom(2, false);
  EXPECT_EQ(file->Read(0, into, read), FileCode::kOk);
  EXPECT_EQ(into, "text");
  EXPECT_FALSE(disk.failed());
  EXPECT_EQ(file->Size(size), FileCode::kFailed);
  EXPECT_TRUE(disk.failed());
  EXPECT_EQ(file->Size(size), FileCode::kOk);
  disk.FailQuestionsFrom(1, true);
  EXPECT_EQ(disk.Exists("a", exists), FileCode::kFailed);
  EXPECT_EQ(file->Read(0, into, read), FileCode::kFailed);
  EXPECT_EQ(Write(*file, 0, "more"), FileCode::kOk) << "not asked";
  disk.Heal();
  EXPECT_EQ(disk.Exists("a", exists), FileCode::kOk);
  EXPECT_TRUE(exists);
}

}  // namespace
}  // namespace godwit

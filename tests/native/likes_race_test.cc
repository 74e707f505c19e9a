// Ten readers while a writer toggles likes for ten seconds, each with a connection to one file:
// every reader sees counters that agree with what they count, at every moment, and so does the end.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "core/samples/reviews.h"
#include "core/sqlite/database.h"
#include "tests/samples/sample.h"
#include "tests/scratch.h"

namespace godwit {
namespace {

using std::chrono::steady_clock;

constexpr int kReaders = 10;
constexpr std::chrono::seconds kLong{10};
constexpr std::array kUsers = {"seed-user-haeun", "seed-user-doyun", "seed-user-jiho"};

constexpr std::string_view kWrong = R"(
SELECT count(*)
FROM "reviews"
WHERE "likeCount" <> (SELECT count(*) FROM "likes" WHERE "reviewId" = "reviews"."id")
)";

Result<Database> Open(const std::string& path, OpenMode mode) {
  // A machine with more to do than this makes everybody wait.
  return Database::Open(path, {.mode = mode, .busy_timeout_millis = 60'000});
}

struct Seen {
  std::int64_t pages = 0;
  std::int64_t wrong = 0;
  std::string error = {};
};

// One moment: a page of the feed, and whether the counters agree in it.
Status Look(Database& db, Seen& seen) {
  SystemClock clock;
  NoLog log;
  GODWIT_ASSIGN(const Transaction moment, Transaction::BeginRead(db));
  GODWIT_ASSIGN(const std::vector<FeedItem> page, Reviews(db, clock, log).Feed({}));
  GODWIT_ASSIGN(const Value wrong, db.QueryValue(kWrong));
  ++seen.pages;
  seen.wrong += std::get<std::int64_t>(wrong);
  return page.empty() ? Error{.what = "the feed", .why = "it is empty"} : Status();
}

void Read(const std::string& path, const std::atomic<bool>& over, Seen& seen) {
  Result<Database> db = Open(path, OpenMode::kReadOnly);
  Status status = db.ok() ? Status() : Status(db.error());
  // Once at least: one that had to wait all the time sees the end.
  while (status.ok()) {
    status = Look(*db, seen);
    if (over) break;
  }
  if (!status.ok()) seen.error = Describe(status.error());
}

TEST(LikesRace, CountersAgreeForEveryReader) {
  const std::string path = ScratchPath("reviews.db");
  {
    Sample sample("reviews");
    ASSERT_EQ(sample.Up(), "");
    ASSERT_EQ(sample.Seed(), "");
    const Result<std::string> bytes = sample.db().Serialize();
    ASSERT_TRUE(bytes.ok());
    std::ofstream(path, std::ios::binary) << *bytes;
  }
  Result<Database> db = Open(path, OpenMode::kReadWrite);
  ASSERT_TRUE(db.ok()) << Describe(db.error());
  SystemClock clock;
  NoLog log;
  Reviews reviews(*db, clock, log);

  std::atomic<bool> over = false;
  std::array<Seen, kReaders> seen;
  std::vector<std::thread> readers;
  for (Seen& one : seen) readers.emplace_back([&] { Read(path, over, one); });
  std::size_t toggles = 0;
  std::string error;
  const auto end = steady_clock::now() + kLong;
  while (error.empty() && steady_clock::now() < end) {
    const std::string review = "seed-review-0" + std::to_string(1 + toggles % 4);
    const auto toggled = reviews.ToggleLike(kUsers[toggles % kUsers.size()], review);
    if (!toggled.ok()) error = Describe(toggled.error());
    ++toggles;
    // As between two users; without it the writer's lock leaves readers hardly a gap.
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  over = true;
  for (std::thread& reader : readers) reader.join();

  EXPECT_EQ(error, "");
  EXPECT_GT(toggles, 10U);
  std::int64_t pages = 0;
  for (const Seen& one : seen) {
    EXPECT_EQ(one.error, "");
    EXPECT_EQ(one.wrong, 0);
    EXPECT_GT(one.pages, 0);
    pages += one.pages;
  }
  EXPECT_GT(pages, 10 * kReaders);
  EXPECT_EQ(*db->QueryValue(kWrong), Value(std::int64_t{0}));
  const auto recounted = reviews.Recount();
  ASSERT_TRUE(recounted.ok());
  EXPECT_TRUE(recounted->empty());
  std::remove(path.c_str());
}

}  // namespace
}  // namespace godwit

// What the query layers of reviews and valuerank take, in memory, each operation many times.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/measure/jobs.h"
#include "bench/measure/sample.h"
#include "core/base/log.h"
#include "core/base/sha256.h"
#include "core/digest/digest.h"
#include "core/samples/reviews.h"
#include "core/samples/valuerank_definitions.h"
#include "core/sqlite/database.h"

namespace godwit::measure {
namespace {

constexpr std::string_view kCountPublished =
    "SELECT count(*) FROM reviews WHERE status = 'PUBLISHED'";
constexpr std::string_view kWrongCounters =
    "SELECT count(*) FROM reviews WHERE likeCount <> "
    "(SELECT count(*) FROM likes WHERE likes.reviewId = reviews.id)";
constexpr std::int64_t kLevels = 10;

Error Unexpected(std::string what) {
  return {.what = std::move(what), .why = "it is not what it must be"};
}

Result<Sample> Seeded(std::string_view name, std::int64_t rows) {
  GODWIT_ASSIGN(Sample sample, Sample::Open(name, {}, OpenMode::kMemory));
  GODWIT_TRY(sample.Up());
  GODWIT_TRY(sample.Seed(rows));
  return sample;
}

Result<std::int64_t> Count(const Database& db, std::string_view sql) {
  GODWIT_ASSIGN(const Value count, db.QueryValue(sql));
  return std::get<std::int64_t>(count);
}

Result<std::string> Content(Database& db) {
  GODWIT_ASSIGN(DigestRun run, DigestRun::Start(db));
  while (true) {
    GODWIT_ASSIGN(const bool more, run.Step());
    if (!more) return Hex(std::move(run).Finish().data);
  }
}

// Calls the operation `rounds` times untimed, which is what warms WASM up, then as often timed.
template <typename Operation>
Status TimeCalls(std::int64_t rounds, nlohmann::json& result, Operation operation) {
  for (std::int64_t i = 0; i < rounds; ++i) GODWIT_TRY(operation(i));
  const Stopwatch watch;
  for (std::int64_t i = 0; i < rounds; ++i) GODWIT_TRY(operation(i));
  watch.AddTo(result);
  return {};
}

Status TimeSeeding(Sample& sample, nlohmann::json& result) {
  const Stopwatch watch;
  GODWIT_TRY(sample.Seed(0));
  watch.AddTo(result);
  return {};
}

// The same page each time.
Status TimePage(const Reviews& reviews, const PageRequest& page, std::int64_t rounds,
                nlohmann::json& result) {
  return TimeCalls(rounds, result, [&](std::int64_t) -> Status {
    GODWIT_ASSIGN(const std::vector<FeedItem> items, reviews.Feed(page));
    if (items.size() != static_cast<std::size_t>(kReviewPage)) return Unexpected("a page");
    return {};
  });
}

// Where the page before the wanted one ends, page by page from the first.
Result<PagePlace> PlaceBefore(const Reviews& reviews, std::int64_t page) {
  PageRequest request;
  for (std::int64_t i = 1; i < page; ++i) {
    GODWIT_ASSIGN(const std::vector<FeedItem> items, reviews.Feed(request));
    if (items.empty()) return Unexpected("the number of pages");
    request.after = items.back().place();
  }
  return request.after.value_or(PagePlace{});
}

// A reader likes many reviews and takes each like back.
Status TimeLikes(Reviews& reviews, std::int64_t rounds, nlohmann::json& result) {
  GODWIT_ASSIGN(const std::vector<FeedItem> items, reviews.Feed({}));
  const std::string& user = items.at(0).user_id;
  return TimeCalls(rounds, result, [&](std::int64_t i) -> Status {
    const auto at = static_cast<std::size_t>(i / 2) % items.size();
    GODWIT_TRY(reviews.ToggleLike(user, items[at].id));
    return {};
  });
}

}  // namespace

Result<nlohmann::json> MeasureSeeding(Options& options) {
  GODWIT_ASSIGN(const std::string name, options.Text("sample"));
  GODWIT_TRY(options.CheckAllUsed());
  GODWIT_ASSIGN(Sample sample, Sample::Open(name, {}, OpenMode::kMemory));
  GODWIT_TRY(sample.Up());
  nlohmann::json result;
  GODWIT_TRY(TimeSeeding(sample, result["first"]));
  GODWIT_ASSIGN(result["sha256"], Content(sample.db()));
  GODWIT_TRY(TimeSeeding(sample, result["second"]));
  GODWIT_ASSIGN(const std::string again, Content(sample.db()));
  if (result["sha256"] != again) return Unexpected("what a second seeding leaves");
  return result;
}

Result<nlohmann::json> MeasureFeed(Options& options) {
  GODWIT_ASSIGN(const std::int64_t rows, options.Number("rows"));
  GODWIT_ASSIGN(const std::int64_t page, options.Number("page"));
  GODWIT_ASSIGN(const std::int64_t rounds, options.Number("rounds"));
  GODWIT_TRY(options.CheckAllUsed());
  GODWIT_ASSIGN(Sample sample, Seeded("reviews", rows));
  NoLog log;
  Reviews reviews(sample.db(), sample.clock(), log);
  nlohmann::json result = {{"rows", rows}, {"page", page}, {"rounds", rounds}};
  GODWIT_ASSIGN(result["published"], Count(sample.db(), kCountPublished));
  GODWIT_TRY(TimePage(reviews, {}, rounds, result["firstPage"]));
  GODWIT_ASSIGN(const PagePlace place, PlaceBefore(reviews, page));
  GODWIT_TRY(TimePage(reviews, {.after = place}, rounds, result["farPage"]));
  GODWIT_TRY(TimeLikes(reviews, rounds, result["likes"]));
  GODWIT_ASSIGN(const std::int64_t wrong, Count(sample.db(), kWrongCounters));
  if (wrong != 0) return Unexpected("a counter after the likes");
  return result;
}

Result<nlohmann::json> MeasureAncestry(Options& options) {
  GODWIT_ASSIGN(const std::int64_t rows, options.Number("rows"));
  GODWIT_ASSIGN(const std::int64_t rounds, options.Number("rounds"));
  GODWIT_TRY(options.CheckAllUsed());
  GODWIT_ASSIGN(Sample sample, Seeded("valuerank", rows));
  NoLog log;
  const ValueRankDefinitions definitions(sample.db(), sample.clock(), log);
  // The last of a family of ten in the middle (volume.sql).
  std::string digits = std::to_string(rows / (2 * kLevels) * kLevels);
  digits.insert(0, 7 - digits.size(), '0');
  const std::string id = "volume-def-" + digits;
  nlohmann::json result = {{"rows", rows}, {"rounds", rounds}};
  GODWIT_TRY(TimeCalls(rounds, result["ancestors"], [&](std::int64_t) -> Status {
    GODWIT_ASSIGN(const std::vector<Relative> ancestors, definitions.Ancestors(id));
    if (ancestors.size() != static_cast<std::size_t>(kLevels)) return Unexpected("an ancestry");
    return {};
  }));
  return result;
}

}  // namespace godwit::measure

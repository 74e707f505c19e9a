#include <string>
#include <utility>

#include "bench/measure/heap.h"
#include "bench/measure/jobs.h"
#include "bench/measure/sample.h"
#include "core/base/sha256.h"
#include "core/digest/digest.h"
#include "core/migrate/run.h"
#include "core/sqlite/database.h"
#include "core/sqlite/memory.h"

namespace godwit::measure {
namespace {

constexpr std::string_view kSample = "pets";
constexpr std::string_view kPetTable = "Pet";
constexpr std::string_view kSelectTraits = R"(SELECT "id", "traits" FROM "Pet" ORDER BY "id")";
constexpr std::string_view kCountPets = R"(SELECT count(*) FROM "Pet")";

// Everything before the migration that brings the backfill, and `rows` pets.
Status Fill(Sample& sample, std::int64_t rows) {
  GODWIT_TRY(sample.UpToOpening());
  return sample.Seed(rows);
}

// Over each row's id and traits, both ended by a line feed, in the ids' order. An error when one
// has no traits.
Result<std::string> HashTraits(const Database& db) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectTraits));
  Sha256 hash;
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return Hex(hash.Finish());
    if (std::holds_alternative<Null>(select.Column(1))) {
      return Error{.what = "pet " + std::string(select.Text(0)), .why = "it has no traits"};
    }
    for (const int column : {0, 1}) {
      hash.Update(select.Text(column));
      hash.Update("\n");
    }
  }
}

// What the figures depend on, as the connection itself tells it.
Result<nlohmann::json> Settings(const Database& db) {
  nlohmann::json settings = {{"sqlite", SqliteVersion()}};
  for (const std::string name : {"journal_mode", "synchronous", "cache_size", "page_size"}) {
    GODWIT_ASSIGN(const Value value, db.QueryValue("PRAGMA " + name));
    if (const auto* text = std::get_if<std::string>(&value)) {
      settings[name] = *text;
    } else {
      settings[name] = std::get<std::int64_t>(value);
    }
  }
  return settings;
}

}  // namespace

Result<nlohmann::json> PrepareDatabase(Options& options) {
  GODWIT_ASSIGN(const std::string path, options.Text("db"));
  GODWIT_ASSIGN(const std::int64_t rows, options.Number("rows"));
  GODWIT_TRY(options.CheckAllUsed());
  GODWIT_ASSIGN(Sample sample, Sample::Open(kSample, path, OpenMode::kCreate));
  GODWIT_TRY(Fill(sample, rows));
  return nlohmann::json{{"rows", rows}};
}

Result<nlohmann::json> MeasureBackfill(Options& options) {
  const std::string path = options.TextOrEmpty("db");
  const bool memory = path.empty();
  std::int64_t rows = 0;
  if (memory) {
    GODWIT_ASSIGN(rows, options.Number("rows"));
  }
  GODWIT_ASSIGN(const std::int64_t batch, options.Number("batch"));
  GODWIT_TRY(options.CheckAllUsed());
  GODWIT_ASSIGN(Sample sample,
                Sample::Open(kSample, path, memory ? OpenMode::kMemory : OpenMode::kReadWrite));
  if (memory) GODWIT_TRY(Fill(sample, rows));
  UpOptions up{.to = sample.target().name, .with = {}, .batch = static_cast<int>(batch)};
  GODWIT_ASSIGN(const std::unique_ptr<Run> run, StartUp(sample.context(), std::move(up)));
  // The first step applies the migration; what follows is the backfill alone.
  GODWIT_ASSIGN(bool more, run->Step());
  nlohmann::json result;
  const Stopwatch watch;
  while (more) {
    GODWIT_ASSIGN(more, run->Step());
  }
  watch.AddTo(result);
  const SqliteMemory sqlite = ReadSqliteMemory();
  result["peakResidentBytes"] = PeakResidentBytes();
  result["peakSqliteBytes"] = sqlite.most_bytes;
  result["peakHeapBytes"] = PeakHeapBytes();
  const DataStepReport& step = run->report().data_steps.at(0);
  result["rows"] = step.rows;
  result["batches"] = step.batches;
  GODWIT_ASSIGN(const Value pets, sample.db().QueryValue(kCountPets));
  result["pets"] = std::get<std::int64_t>(pets);
  GODWIT_ASSIGN(result["sha256"], HashTraits(sample.db()));
  GODWIT_ASSIGN(result["settings"], Settings(sample.db()));
  return result;
}

Result<nlohmann::json> DigestPets(Options& options) {
  GODWIT_ASSIGN(const std::string path, options.Text("db"));
  GODWIT_TRY(options.CheckAllUsed());
  GODWIT_ASSIGN(Database db, Database::Open(path, {.mode = OpenMode::kReadOnly}));
  GODWIT_ASSIGN(const TableDigest pets,
                RowDigests(db, kPetTable, [](const RowDigest&) { return Status(); }));
  return nlohmann::json{{"rows", pets.rows}, {"sha256", Hex(pets.sha256)}};
}

}  // namespace godwit::measure

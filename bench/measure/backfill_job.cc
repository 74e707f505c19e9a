#include <optional>
#include <string>
#include <utility>

#include "bench/measure/heap.h"
#include "bench/measure/jobs.h"
#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/digest/digest.h"
#include "core/engine/samples.h"
#include "core/migrate/run.h"
#include "core/sqlite/database.h"
#include "core/sqlite/memory.h"
#include "core/traits/functions.h"

namespace godwit::measure {
namespace {

constexpr std::string_view kSample = "pets";
constexpr std::string_view kPetTable = "Pet";
constexpr std::string_view kSelectTraits = R"(SELECT "id", "traits" FROM "Pet" ORDER BY "id")";
constexpr std::string_view kCountPets = R"(SELECT count(*) FROM "Pet")";

class Silence final : public Listener {
 public:
  void OnProgress(const Progress&) override {}
  void OnLog(const LogEvent&) override {}
  bool WantsRows() const override { return false; }
};

// The sample beside a database, as the engine's session keeps them.
class Sample {
 public:
  static Result<Sample> Open(const std::string& path, OpenMode mode) {
    const std::optional<ProjectFiles> files = FindSample(kSample);
    if (!files) return Error{.what = "sample pets", .why = "this build does not carry it"};
    GODWIT_ASSIGN(Project project, CollectProject(*files));
    GODWIT_ASSIGN(Validators validators, Validators::Compile(project));
    GODWIT_ASSIGN(Database db, Database::Open(path, {.mode = mode}));
    for (const Function& function : PetFunctions()) GODWIT_TRY(db.Register(function));
    GODWIT_TRY(db.Register(validators.SqlFunction()));
    return Sample(std::move(project), std::move(validators), std::move(db));
  }

  Database& db() { return db_; }
  RunContext context() { return {db_, project_, validators_, clock_, listener_}; }

  // The migration that brings the data step.
  const Migration& target() const { return *project_.Find(project_.opens_before); }

  // Everything before it, and `rows` pets.
  Status Fill(std::int64_t rows) {
    const Migration* before = &target() - 1;
    GODWIT_TRY(Finish(StartUp(context(), {.to = before->name, .with = {}})));
    return Finish(StartSeed(context(), {.rows = rows, .set = {}}));
  }

  static Status Finish(Result<std::unique_ptr<Run>> run) {
    if (!run.ok()) return std::move(run).error();
    while (true) {
      GODWIT_ASSIGN(const bool more, (*run)->Step());
      if (!more) return {};
    }
  }

 private:
  Sample(Project project, Validators validators, Database db)
      : project_(std::move(project)), validators_(std::move(validators)), db_(std::move(db)) {}

  Project project_;
  Validators validators_;
  FixedClock clock_{0};
  Silence listener_;
  Database db_;
};

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
  GODWIT_ASSIGN(Sample sample, Sample::Open(path, OpenMode::kCreate));
  GODWIT_TRY(sample.Fill(rows));
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
                Sample::Open(path, memory ? OpenMode::kMemory : OpenMode::kReadWrite));
  if (memory) GODWIT_TRY(sample.Fill(rows));
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

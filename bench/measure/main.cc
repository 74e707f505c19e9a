// godwit-measure: one measured job, then its figures as JSON on standard output.
//
// Compiled natively and, for node, to WASM; bench/run.py runs both beside each other.
#include <cstdio>
#include <string>
#include <string_view>

#include "bench/measure/jobs.h"

namespace godwit::measure {
namespace {

constexpr const char* kHelp =
    R"(usage: godwit-measure JOB [--name VALUE]…

  traits   --ids N --passes N --way bulk|single   trait texts of the ids pet-0 …
  prepare  --db FILE --rows N                     the sample `pets` before its backfill
  backfill --batch N (--db FILE | --rows N)       its backfill: in a prepared file, or in memory
  digest   --db FILE                              the digest of the table "Pet"
  rebuild  --rows N --way plan|hand               a table's rebuild, and with `plan` its proofs
  schemas  --tables N                             reading a schema, and a plan between two
  seeding  --sample NAME                          a sample's own rows, and the same again
  feed     --rows N --page N --rounds N           pages of the reviews' feed, and likes
  ancestry --rows N --rounds N                    ten levels of definitions of valuerank

Example: godwit-measure backfill --rows 100000 --batch 10000
)";

constexpr int kUsageStatus = 2;
constexpr int kFailedStatus = 3;

struct Job {
  std::string_view name;
  Result<nlohmann::json> (*run)(Options&);
};

constexpr Job kJobs[] = {
    {"traits", &MeasureTraits},   {"prepare", &PrepareDatabase}, {"backfill", &MeasureBackfill},
    {"digest", &DigestPets},      {"rebuild", &MeasureRebuild},  {"schemas", &MeasureSchemas},
    {"seeding", &MeasureSeeding}, {"feed", &MeasureFeed},        {"ancestry", &MeasureAncestry}};

Result<nlohmann::json> RunJob(std::span<const char* const> arguments) {
  const std::string_view name = arguments.empty() ? "" : arguments[0];
  for (const Job& job : kJobs) {
    if (job.name != name) continue;
    GODWIT_ASSIGN(Options options, Options::Parse(arguments.subspan(1)));
    return job.run(options);
  }
  return Error{.code = ErrorCode::kUsage,
               .what = "job \"" + std::string(name) + "\"",
               .why = "there is none of that name",
               .next = "see `godwit-measure help`"};
}

int Run(std::span<const char* const> arguments) {
  if (arguments.size() == 1 && std::string_view(arguments[0]) == "help") {
    std::fputs(kHelp, stdout);
    return 0;
  }
  Result<nlohmann::json> result = RunJob(arguments);
  if (!result.ok()) {
    const Error& error = result.error();
    std::fprintf(stderr, "error: %s\n", Describe(error).c_str());
    if (!error.next.empty()) std::fprintf(stderr, "       %s\n", error.next.c_str());
    return error.code == ErrorCode::kUsage ? kUsageStatus : kFailedStatus;
  }
  (*result)["platform"] = PlatformName();
  std::printf("%s\n", result->dump().c_str());
  return 0;
}

}  // namespace
}  // namespace godwit::measure

int main(int count, char** arguments) {
  return godwit::measure::Run({arguments + 1, static_cast<std::size_t>(count) - 1});
}

// The command line as the user wrote it, turned into plain data. What reads it (options.cc,
// command_options.cc, limit_options.cc) is all that knows CLI11.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/status.h"

namespace godwit::cli {

enum class Command : std::uint8_t {
  kHelp,
  kVersion,
  kStatus,
  kPlan,
  kLint,
  kRehearse,
  kUp,
  kDown,
  kBackfill,
  kResume,
  kVerify,
  kUndo,
  kSnapshot,
  kRestore,
  kFinalize,
  kSeed,
  kBaseline,
  kResolve,
  kDigest,
  kTraits,
  kRuns,
  kReport,
  kDiff,
  kInit,
  kNew,
  kDrift,
  kPush,
  kTypes,
  kQuery,
};

struct Options {
  Command command = Command::kHelp;
  std::string help;  // the text to print, for kHelp

  // Common.
  std::vector<std::string> databases;  // --db, or GODWIT_DB; empty = as godwit.json says
  std::string project;                 // empty = the current folder
  bool json = false;
  bool quiet = false;
  bool no_color = false;
  bool yes = false;
  std::string log;  // empty = none, "-" = standard error
  std::string now;
  bool strangers = false;
  std::string deadline;               // seconds; empty = not given
  std::int64_t heap_megabytes = 0;    // 0 = not given
  std::int64_t length_megabytes = 0;  // 0 = not given

  // Of single commands.
  std::string to;
  std::vector<std::string> with;
  bool dry_run = false;
  bool paranoid = false;
  bool throw_away = false;
  std::string migration;  // undo; empty = not given
  std::string step;       // undo; empty = not given
  bool skip_edited = false;
  bool no_snapshot = false;
  std::string snapshot;  // restore: the file; empty = the newest
  std::string output;    // rehearse -o; empty = none
  std::string scratch;   // rehearse --scratch; empty = not given
  std::string expect;    // up --expect; empty = none
  int steps = 0;         // down; 0 = not given
  bool all = false;
  int batch = 0;  // 0 = as each data step says
  std::int64_t rows = 0;
  std::string seed_set;  // seed --set
  bool show_values = false;
  bool pause = false;    // backfill --pause
  int throttle = 100;    // percent of the time that is worked
  std::string baseline;  // the migration that baseline names
  bool accept_drift = false;
  std::string applied;  // resolve: one of these two
  std::string rolled_back;
  std::string reason;
  std::string table;
  bool row_digests = false;
  bool step_digests = false;
  std::vector<std::string> ids;
  bool from_input = false;
  bool svg = false;
  std::vector<std::int64_t> runs;  // of `runs`: none, or the two to compare
  std::string subject;             // of `report`: a run's number or a file; empty = the last run
  std::string html;                // report --html; empty = none
  std::string from;                // diff: the two sides; the other is `to`. types: a database
  bool reverse = false;            // diff
  // diff: empty = the newest; lint and new: empty = as godwit.json says
  std::string sqlite_version;
  bool empty = false;              // new
  std::string name;                // new: what the migration is called; init: the project
  bool adopt = false;              // drift
  bool drift = false;              // status
  bool keep = false;               // verify
  std::string lang;                // types: cpp or ts
  std::string name_space;          // types --namespace; empty = not given
  bool bigint = false;             // types
  std::string check;               // types --check: the file that should be as it would be made now
  std::vector<std::string> names;  // lint: the migrations; none = those that are pending
  std::string sample;              // query: the sample, its operation; empty = list them
  std::string operation;
  std::vector<std::string> arguments;
  bool explain = false;  // query
  bool writes = false;   // query: the operation does; found out before it runs
  std::string format;    // lint: "text", "json" or "sarif"; empty = not given
};

// The run that `report` names; 0 = the last, or a file.
std::int64_t RunOf(const Options& options);
// The file that `report` names; empty = none.
std::string FileOf(const Options& options);

// The command's name as it is typed.
std::string CommandName(Command command);

// An error has ErrorCode::kUsage.
Result<Options> ParseOptions(int argc, const char* const* argv);

}  // namespace godwit::cli

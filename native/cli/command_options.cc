// Each command's own options.
#include "native/cli/command_options.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <system_error>

namespace godwit::cli {
namespace {

constexpr int kMaxBatch = 1'000'000;
constexpr std::int64_t kMaxRows = 1'000'000'000;

// Why a text is no run's number; empty = it is one.
std::string WhyNoRun(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && stop == end && number > 0) return {};
  return "\"" + text + "\" is no run's number; `godwit runs` lists them";
}

class CommandOptions {
 public:
  explicit CommandOptions(Options& options) : options_(options) {}

  void Add(Command command, CLI::App& app) {
    switch (command) {
      case Command::kUp:
      case Command::kPlan:
      case Command::kRehearse:
        AddUp(command, app);
        break;
      case Command::kLint:
        AddLint(app);
        break;
      case Command::kDown:
        AddTo(app, "Go back until this migration is the last one applied")->excludes(AddSteps(app));
        app.add_flag("--dry-run", options_.dry_run,
                     "Show what would run and change nothing; exit with 1 when there is something");
        AddThrowAway(app);
        AddNoSnapshot(app);
        break;
      case Command::kRestore:
        app.add_option("FILE", options_.snapshot, "The snapshot")->type_name("");
        break;
      case Command::kUndo:
        AddUndo(app);
        break;
      case Command::kBackfill:
        app.add_flag("--pause", options_.pause,
                     "Ask whoever runs a data step on this database to stop at its next batch");
        [[fallthrough]];
      case Command::kResume:
        AddBatch(app);
        AddThrowAway(app);
        AddThrottle(app);
        AddShowValues(app);
        break;
      case Command::kVerify:
        app.add_option("--expect", options_.expect,
                       "Compare the checks with those of this report, receipt or --json result")
            ->type_name("FILE");
        app.add_flag("--keep", options_.keep, "Keep the result as a run in the database");
        break;
      case Command::kRuns:
        app.add_option("A", options_.runs, "The numbers of two runs, to compare them")
            ->type_name("")
            ->check(CLI::Validator(WhyNoRun, ""));
        break;
      case Command::kReport:
        AddReport(app);
        break;
      case Command::kSeed:
        AddSeed(app);
        break;
      case Command::kBaseline:
        AddBaseline(app);
        break;
      case Command::kResolve:
        AddResolve(app);
        break;
      case Command::kDigest:
        AddDigest(app);
        break;
      case Command::kTraits:
        AddTraits(app);
        break;
      case Command::kDiff:
        AddDiff(app);
        break;
      case Command::kStatus:
        app.add_flag("--drift", options_.drift, "Also what the migrations do not explain");
        break;
      case Command::kDrift:
        app.add_flag("--adopt", options_.adopt,
                     "Write the migration that explains it into the project");
        break;
      case Command::kInit:
        app.add_option("--name", options_.name, "What it is called. Default: its folder's name")
            ->type_name("NAME");
        break;
      case Command::kNew:
        AddNew(app);
        break;
      case Command::kPush:
        AddNoSnapshot(app);
        break;
      case Command::kTypes:
        AddTypes(app);
        break;
      case Command::kQuery:
        AddQuery(app);
        break;
      default:
        break;
    }
  }

 private:
  void AddUp(Command command, CLI::App& app) {
    if (command == Command::kUp) {
      app.add_flag("--dry-run", options_.dry_run,
                   "Change nothing; exit with 1 when there is something to do");
      app.add_flag("--paranoid", options_.paranoid,
                   "Compare counts and content of every table that a migration does not name");
      app.add_option("--expect", options_.expect,
                     "Do what this receipt of a rehearsal says, or nothing")
          ->type_name("FILE");
      AddThrowAway(app);
      AddNoSnapshot(app);
      AddBatch(app);
      AddThrottle(app);
    }
    if (command == Command::kRehearse) {
      app.add_option("-o,--output", options_.output, "Write the receipt to this file")
          ->type_name("FILE");
      app.add_option("--scratch", options_.scratch,
                     "Put the copy into a file in this folder. Default: in memory up to 256 MiB, "
                     "else beside the database")
          ->type_name("DIR");
    }
    if (command != Command::kPlan) AddShowValues(app);
    AddTo(app, "Stop after this migration");
    AddWith(app, "Include this optional migration (repeatable)");
  }

  void AddLint(CLI::App& app) {
    app.add_option("NAME", options_.names, "The migrations. Default: those that are pending")
        ->type_name("");
    app.add_option("--format", options_.format, "text (the default), json or sarif")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "sarif"}));
    app.add_option("--sqlite-version", options_.sqlite_version,
                   "The oldest SQLite that the SQL has to run on, such as 3.35")
        ->type_name("V");
  }

  void AddUndo(CLI::App& app) {
    AddThrowAway(app);
    app.add_option("--step", options_.step, "Of this data step alone")->type_name("NAME");
    app.add_option("--migration", options_.migration,
                   "Of this migration's data steps, instead of those that wrote last")
        ->type_name("NAME");
    app.add_flag("--skip-edited", options_.skip_edited,
                 "Leave rows that were edited since as they are, and bring back the others");
  }

  void AddSeed(CLI::App& app) {
    AddThrowAway(app);
    app.add_option("--rows", options_.rows, "Make this many rows by the volume scripts instead")
        ->type_name("N")
        ->check(CLI::Range(std::int64_t{1}, kMaxRows))
        ->excludes(app.add_option("--set", options_.seed_set,
                                  "Load the files seed-NAME.sql instead of seed.sql")
                       ->type_name("NAME"));
  }

  void AddTraits(CLI::App& app) {
    // Any number. Allowing extra arguments would say so too, but then CLI11 takes "[a,b]" for
    // a list of two.
    app.add_option("ID", options_.ids, "Ids of pets (after -- where one begins with -)")
        ->type_name("")
        ->expected(CLI::detail::expected_max_vector_size, -1)
        ->allow_extra_args(false)
        ->take_all();
    app.add_flag("--stdin", options_.from_input,
                 "Read ids from standard input, one JSON string a line");
    app.add_flag("--svg", options_.svg, "Print the picture instead of the text");
  }

  void AddBatch(CLI::App& app) {
    app.add_option("--batch", options_.batch, "Rows a transaction, instead of what the step says")
        ->type_name("N")
        ->check(CLI::Range(1, kMaxBatch));
  }

  void AddThrottle(CLI::App& app) {
    app.add_option("--throttle", options_.throttle,
                   "Work at most this share of the time, and rest between batches")
        ->type_name("PERCENT")
        ->check(CLI::Range(1, 100));
  }

  void AddShowValues(CLI::App& app) {
    app.add_flag("--show-values", options_.show_values,
                 "Put values of rows that a data step has collected into the report");
  }

  CLI::Option* AddTo(CLI::App& app, const char* description) {
    return app.add_option("--to", options_.to, description)->type_name("NAME");
  }

  void AddThrowAway(CLI::App& app) {
    app.add_flag("--throw-away", options_.throw_away,
                 "The database may be lost: do not wait for the disk");
  }

  void AddNoSnapshot(CLI::App& app) {
    app.add_flag("--no-snapshot", options_.no_snapshot,
                 "Take no copy of the database before something is destroyed");
  }

  CLI::Option* AddSteps(CLI::App& app) {
    CLI::Option* steps = app.add_option("--steps", options_.steps, "Go back this many migrations")
                             ->type_name("N")
                             ->check(CLI::Range(1, std::numeric_limits<int>::max()));
    steps->excludes(app.add_flag("--all", options_.all, "Go back to before the first migration"));
    return steps;
  }

  CLI::Option* AddWith(CLI::App& app, const char* description) {
    return app.add_option("--with", options_.with, description)
        ->type_name("NAME")
        ->allow_extra_args(false)
        ->take_all();
  }

  CLI::Option* AddReason(CLI::App& app) {
    return app.add_option("--reason", options_.reason, "Why, for the ledger")->type_name("TEXT");
  }

  void AddBaseline(CLI::App& app) {
    app.add_option("NAME", options_.baseline, "The last migration that the database has")
        ->type_name("");
    AddWith(app, "The database has this optional migration, too (repeatable)");
    app.add_flag("--accept-drift", options_.accept_drift,
                 "Also when its schema is not what the migrations make; needs --reason")
        ->needs(AddReason(app));
  }

  void AddResolve(CLI::App& app) {
    app.add_option("--applied", options_.applied,
                   "It is applied: record it without running it, or take its changed file for "
                   "what was applied")
        ->type_name("NAME")
        ->excludes(app.add_option("--rolled-back", options_.rolled_back,
                                  "It is not applied: take it off the ledger")
                       ->type_name("NAME"));
    AddReason(app);
  }

  void AddReport(CLI::App& app) {
    app.add_option("RUN|FILE", options_.subject,
                   "A run's number, or a file with a report, a receipt or a result of verify "
                   "(./3 is always a file). Default: the last run")
        ->type_name("");
    app.add_option("--html", options_.html, "Write one self-contained HTML page to this file")
        ->type_name("FILE");
    app.add_flag("--show-values", options_.show_values,
                 "Show values of rows too, where the file holds any");
  }

  void AddDigest(CLI::App& app) {
    CLI::Option* table =
        app.add_option("--table", options_.table, "Of this table alone")->type_name("NAME");
    CLI::Option* rows =
        app.add_flag("--rows", options_.row_digests, "One digest a row as well")->needs(table);
    app.add_flag("--steps", options_.step_digests,
                 "After every step of the project, run on a fresh database in memory")
        ->excludes(table)
        ->excludes(rows);
  }

  void AddNew(CLI::App& app) {
    app.add_option("NAME", options_.name, "What changes, as in add_email")->type_name("");
    app.add_flag("--empty", options_.empty,
                 "Files to be filled in by hand, whatever schema.sql says")
        ->excludes(app.add_option("--sqlite-version", options_.sqlite_version,
                                  "Only what this release of SQLite knows, as in 3.35. Default: "
                                  "what \"sqlite\" in godwit.json says, or the newest")
                       ->type_name("V"));
  }

  void AddDiff(CLI::App& app) {
    app.add_option("FROM", options_.from, "A database, a .sql file, a project's folder or a sample")
        ->type_name("");
    app.add_option("TO", options_.to, "The same")->type_name("");
    app.add_flag("--reverse", options_.reverse, "The way back instead");
    app.add_option("--sqlite-version", options_.sqlite_version,
                   "Only what this release of SQLite knows, as in 3.35")
        ->type_name("V");
  }

  void AddTypes(CLI::App& app) {
    app.add_option("--lang", options_.lang, "The language: cpp or ts")
        ->type_name("LANG")
        ->required()
        ->check(CLI::IsMember({"cpp", "ts"}));
    CLI::Option* from =
        app.add_option("--from", options_.from,
                       "Of this database's schema, instead of the one that the migrations make")
            ->type_name("FILE");
    AddWith(app, "After this optional migration, too (repeatable)")->excludes(from);
    app.add_option("--namespace", options_.name_space, "The namespace in C++. Default: rows")
        ->type_name("NAME");
    app.add_flag("--bigint", options_.bigint, "Integers are bigint in TypeScript");
    app.add_option("-o,--output", options_.output, "Write to this file")
        ->type_name("FILE")
        ->excludes(app.add_option("--check", options_.check,
                                  "Write nothing; exit with 1 when this file is not what would be "
                                  "written")
                       ->type_name("FILE"));
  }

  void AddQuery(CLI::App& app) {
    app.add_option("SAMPLE", options_.sample,
                   "The bundled sample: pets, profiles, reviews or valuerank")
        ->type_name("");
    app.add_option("NAME", options_.operation, "The operation. Default: list them")->type_name("");
    // As for the ids of `traits`: "[1,2]" is one argument.
    app.add_option("ARGUMENT", options_.arguments,
                   "NAME=VALUE, or values in the order of the parameters (after -- where one "
                   "begins with -)")
        ->type_name("")
        ->expected(CLI::detail::expected_max_vector_size, -1)
        ->allow_extra_args(false)
        ->take_all();
    app.add_flag("--explain", options_.explain,
                 "Show SQLite's plan of each statement that runs, and write nothing");
  }

  Options& options_;
};

}  // namespace

void AddCommandOptions(Command command, CLI::App& app, Options& options) {
  CommandOptions(options).Add(command, app);
}

}  // namespace godwit::cli

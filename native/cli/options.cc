#include "native/cli/options.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "native/cli/command_texts.h"

namespace godwit::cli {
namespace {

constexpr int kMaxBatch = 1'000'000;
constexpr std::int64_t kMaxRows = 1'000'000'000;

// CLI11's layout with the usage line in our words.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* app, std::string /*name*/) const override {
    if (app->get_parent() == nullptr) return "Usage: godwit COMMAND [options]\n";
    const std::string& last = app->get_name();
    const char* argument = last == "traits"     ? " [ID…]"
                           : last == "baseline" ? " NAME"
                           : last == "restore"  ? " [FILE]"
                           : last == "runs"     ? " [A B]"
                           : last == "report"   ? " [RUN|FILE]"
                                                : "";
    return "Usage: godwit " + last + argument + " [options]\n";
  }
  std::string make_description(const CLI::App* app) const override {
    return app->get_description() + "\n\n";
  }
};

class Parser {
 public:
  Parser()
      : app_("Rehearses and runs SQLite migrations: schema, data and checks in one go.", "godwit") {
    app_.formatter(std::make_shared<HelpFormatter>());
    app_.get_formatter()->column_width(26);
    app_.set_help_flag("-h,--help", "Show this help");
    app_.require_subcommand(0, 1);
    app_.fallthrough();
    app_.footer(kFooter);
    AddCommon();
    for (const CommandText& text : CommandTexts()) {
      CLI::App* command = app_.add_subcommand(text.name, text.description);
      command->group("Commands");
      command->set_help_flag("-h,--help", "Show this help");
      command->footer(std::string("Examples:\n") + text.example + "\n\n" + kCommonFooter);
      AddOwn(text.command, *command);
    }
  }

  Result<Options> Parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      options_.help = app_.help();
      return options_;
    } catch (const CLI::ParseError& error) {
      return Usage(error.what());
    }
    if (version_) {
      options_.command = Command::kVersion;
      return options_;
    }
    for (const CommandText& text : CommandTexts()) {
      if (app_.got_subcommand(text.name)) options_.command = text.command;
    }
    if (options_.command == Command::kHelp) return Usage("no command is given");
    GODWIT_TRY(Check());
    return options_;
  }

 private:
  void AddCommon() {
    app_.add_option("--db", options_.databases,
                    "The database file; may be repeated for status, up and verify. Default: "
                    "GODWIT_DB, then what godwit.json says")
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->envname("GODWIT_DB")
        ->take_all();
    app_.add_option(
            "--project", options_.project,
            "The project: a folder, or the name of a bundled sample (`./pets` is always the "
            "folder). Default: the current folder")
        ->type_name("DIR|NAME");
    app_.add_flag("--json", options_.json, "Print results as JSON");
    app_.add_flag("-q,--quiet", options_.quiet, "No progress, and nothing about what went well");
    app_.add_flag("--no-color", options_.no_color, "No colours, as with NO_COLOR set");
    app_.add_option("--log", options_.log,
                    "Append one JSON line an event to this file (- is standard error)")
        ->type_name("FILE");
    app_.add_option("--now", options_.now, "A fixed time, ISO 8601, instead of the clock's")
        ->type_name("TIME");
    app_.add_flag("-y,--yes", options_.yes, "Do not ask before something is destroyed");
    app_.add_flag("--version", version_, "Show the versions of Godwit and of SQLite");
  }

  void AddOwn(Command command, CLI::App& app) {
    switch (command) {
      case Command::kUp:
      case Command::kPlan:
      case Command::kRehearse:
        AddUp(command, app);
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
        AddBatch(app);
        app.add_flag("--pause", options_.pause,
                     "Ask whoever runs a data step on this database to stop at its next batch");
        [[fallthrough]];
      case Command::kResume:
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
            ->expected(2)
            ->check(CLI::PositiveNumber);
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
      default:
        break;
    }
  }

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

  void AddWith(CLI::App& app, const char* description) {
    app.add_option("--with", options_.with, description)
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

  Status Check() const {
    const Command command = options_.command;
    // A variable of a script that is not set, most likely: no answer about another database.
    if (std::ranges::find(options_.databases, "") != options_.databases.end()) {
      return Usage("--db is empty");
    }
    for (const CLI::App* app : std::initializer_list<const CLI::App*>{
             &app_, app_.get_subcommands().empty() ? &app_ : app_.get_subcommands().front()}) {
      for (const CLI::Option* option : app->get_options()) {
        // An id may be empty; an empty file, name or time is the same slip as an empty --db.
        const bool id = option->get_positional() && command == Command::kTraits;
        if (id || option->count() == 0 || option->get_expected_max() == 0) continue;
        const std::vector<std::string>& values = option->results();
        if (std::ranges::find(values, "") != values.end()) {
          return Usage(option->get_name() + " is empty");
        }
      }
    }
    if (options_.databases.size() > 1 && command != Command::kStatus && command != Command::kUp &&
        command != Command::kVerify) {
      return Usage("--db is given more than once");
    }
    if (command == Command::kUp && !options_.expect.empty() &&
        (options_.dry_run || options_.paranoid || !options_.to.empty() || !options_.with.empty() ||
         !options_.now.empty())) {
      return Usage(
          "--expect excludes --dry-run, --paranoid, --to, --with and --now: the receipt says them");
    }
    if (command == Command::kDown && options_.all && !options_.to.empty()) {
      return Usage("--all excludes --to");
    }
    if (command == Command::kBaseline && options_.baseline.empty()) {
      return Usage("no migration is named");
    }
    if (command == Command::kResolve && options_.applied.empty() && options_.rolled_back.empty()) {
      return Usage("neither --applied nor --rolled-back names a migration");
    }
    if (command == Command::kResolve && options_.reason.empty()) {
      return Usage("--reason is missing: it is recorded in the ledger");
    }
    if (!options_.reason.empty() &&
        options_.reason.find_first_not_of(" \t\r\n") == std::string::npos) {
      return Usage("--reason is empty");
    }
    if (command == Command::kTraits && options_.ids.empty() != options_.from_input) {
      return Usage(options_.from_input ? "--stdin excludes ids as arguments" : "no id is given");
    }
    if (options_.from_input && options_.svg) return Usage("--svg excludes --stdin");
    return {};
  }

  Error Usage(std::string why) const {
    const auto commands = app_.get_subcommands();
    const std::string called =
        commands.empty() ? "godwit" : "godwit " + commands.front()->get_name();
    return {.code = ErrorCode::kUsage,
            .what = called,
            .why = std::move(why),
            .next = "`" + called + " --help` tells what can be given"};
  }

  CLI::App app_;
  Options options_;
  bool version_ = false;
};

}  // namespace

std::int64_t RunOf(const Options& options) {
  const std::string& text = options.subject;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number > 0 ? number : 0;
}

std::string FileOf(const Options& options) {
  return RunOf(options) == 0 ? options.subject : std::string();
}

Result<Options> ParseOptions(int argc, const char* const* argv) {
  return Parser().Parse(argc, argv);
}

}  // namespace godwit::cli

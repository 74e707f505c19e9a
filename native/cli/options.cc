#include "native/cli/options.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include "core/base/nearest.h"
#include "native/cli/command_options.h"
#include "native/cli/command_texts.h"
#include "native/cli/limit_options.h"

namespace godwit::cli {
namespace {

// The command that was most likely meant; empty when none is near.
std::string_view NearestCommand(std::string_view typed) {
  std::vector<std::string_view> names;
  for (const CommandText& text : CommandTexts()) names.emplace_back(text.name);
  return NearestName(typed, names);
}

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
                           : last == "lint"     ? " [NAME…]"
                           : last == "report"   ? " [RUN|FILE]"
                           : last == "diff"     ? " FROM TO"
                           : last == "new"      ? " NAME"
                           : last == "query"    ? " SAMPLE [NAME [ARGUMENT…]]"
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
      AddCommandOptions(text.command, *command, options_);
    }
  }

  Result<Options> Parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      options_.help = app_.help();
      return options_;
    } catch (const CLI::ExtrasError& error) {
      return Unexpected(error);
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
    options_.json = options_.json || options_.format == "json";
    return options_;
  }

 private:
  // What nobody asked for: where no command is given, it was most likely meant to be one.
  Error Unexpected(const CLI::ExtrasError& error) const {
    const std::vector<std::string> extras = app_.remaining();
    const bool command =
        app_.get_subcommands().empty() && !extras.empty() && !extras.front().starts_with('-');
    if (!command) return Usage(error.what());
    Error unknown = Usage("there is no command \"" + extras.front() + "\"");
    const std::string_view nearest = NearestCommand(extras.front());
    unknown.next = "`godwit --help` lists the commands";
    if (!nearest.empty()) {
      unknown.next = "did you mean `godwit " + std::string(nearest) + "`? " + unknown.next;
    }
    return unknown;
  }

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
    AddLimitOptions(app_, options_);
    app_.add_flag("-y,--yes", options_.yes, "Do not ask before something is destroyed");
    app_.add_flag("--version", version_, "Show the versions of Godwit and of SQLite");
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
        const bool id = option->get_positional() &&
                        (command == Command::kTraits || option->get_name() == "ARGUMENT");
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
    if (command == Command::kLint && options_.json && !options_.format.empty() &&
        options_.format != "json") {
      return Usage("--json excludes --format " + options_.format);
    }
    if (!options_.runs.empty() && options_.runs.size() != 2) {
      return Usage("two runs are compared, or none: `godwit runs A B`");
    }
    if (command == Command::kDown && options_.all && !options_.to.empty()) {
      return Usage("--all excludes --to");
    }
    if (command == Command::kDiff && options_.to.empty()) {
      return Usage("two schemas are compared: `godwit diff FROM TO`");
    }
    if (command == Command::kNew && options_.name.empty()) {
      return Usage("the migration has no name: `godwit new NAME`");
    }
    // The project's own database is not to be thrown away.
    if (command == Command::kPush && options_.databases.empty()) {
      return Usage("no database is named that may be thrown away: `godwit push --db FILE`");
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
    if (command == Command::kQuery && options_.sample.empty()) {
      return Usage("no sample is named: `godwit query SAMPLE` lists its operations");
    }
    if (command == Command::kQuery && !options_.project.empty()) {
      return Usage("--project is left out: the sample is the project");
    }
    if (options_.explain && options_.operation.empty()) {
      return Usage("--explain needs an operation");
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

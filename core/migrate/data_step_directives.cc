// backfill.sql: its directives and statements as data steps.
#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>

#include "core/migrate/directive.h"
#include "core/migrate/directives.h"

namespace godwit {
namespace {

constexpr int kLargestBatch = 1'000'000;
constexpr std::string_view kStepWords =
    "data-step, table, each, validate, batch, on-error, touches, undo, log; let, write, collect, "
    "count";

class StepReader {
 public:
  StepReader(const Script& script, const ScriptStatement& statement) {
    step_.place = PlaceOf(script, statement);
    step_.sql = statement.sql;
  }

  Status Add(const Directive& directive) {
    directive_ = directive.place;
    const std::string value = NameInDirective(directive.rest);
    if (value.empty()) return Wrong(directive.word, "it says nothing");
    // All but those that name one thing more.
    const bool repeats = directive.word == "validate" || directive.word == "touches";
    if (!repeats && !seen_.emplace(directive.word).second) {
      return Wrong(directive.word, "it stands there twice",
                   "one SELECT is one data step, and each is said of it once");
    }
    if (directive.word == "data-step") return SetOnce(directive.word, value, step_.name);
    if (directive.word == "table") return SetOnce(directive.word, value, step_.table);
    if (directive.word == "each") {
      step_.by_parts = true;
      return SetOnce(directive.word, value, step_.table);
    }
    if (directive.word == "validate") return AddValidator(directive.rest);
    if (directive.word == "batch") return SetBatch(directive.rest);
    if (directive.word == "on-error") return SetOnError(value);
    if (directive.word == "log") {
      step_.log = directive.rest;
      return {};
    }
    if (directive.word == "touches") return AddTouched(directive, step_.touches);
    if (directive.word == "undo") return SetUndo(value);
    return UnknownDirective(directive, kStepWords);
  }

  Result<DataStep> Finish() {
    if (step_.name.empty()) {
      return ProjectError(step_.place, "data step", "it has no name",
                          "put `-- godwit: data-step NAME` before the SELECT");
    }
    if (step_.table.empty()) {
      return ProjectError(
          step_.place, "data step \"" + step_.name + "\"",
          "it does not say which table it writes, or whose rows it goes through",
          "put `-- godwit: table NAME` or `-- godwit: each NAME` before the SELECT");
    }
    if (step_.by_parts && !step_.validate.empty()) {
      return ProjectError(step_.validate.front().place, "directive \"validate\"",
                          "a step with `each` writes by statements of its own",
                          "say it in them, with json_violation()");
    }
    return std::move(step_);
  }

 private:
  Status SetUndo(const std::string& value) {
    if (value != "on" && value != "off") return Wrong("undo " + value, "it takes on or off");
    step_.undo = value == "on";
    return {};
  }

  Error Wrong(std::string_view word, std::string why, std::string next = {}) const {
    return ProjectError(directive_, "directive \"" + std::string(word) + "\"", std::move(why),
                        std::move(next));
  }

  Status SetOnce(std::string_view word, const std::string& value, std::string& target) const {
    if (!target.empty()) {
      return Wrong(word, "it stands beside one that excludes it",
                   "`table` and `each` are the two forms of a data step");
    }
    target = value;
    return {};
  }

  Status AddValidator(std::string_view rest) {
    // The column may be a quoted name with blanks in it.
    const std::vector<Token> tokens = Tokenize(rest);
    const std::size_t end = tokens.empty() ? 0 : tokens.front().text.size();
    const std::string_view validator = SplitFirstWord(rest.substr(end)).rest;
    if (end == 0 || validator.empty()) {
      return Wrong("validate", "it takes a column and a validator",
                   "write: validate COLUMN VALIDATOR");
    }
    step_.validate.push_back(
        {NameInDirective(rest.substr(0, end)), std::string(validator), directive_});
    return {};
  }

  Status SetBatch(std::string_view rest) {
    int batch = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), batch);
    if (error != std::errc() || end != rest.data() + rest.size() || batch < 1 ||
        batch > kLargestBatch) {
      return Wrong("batch " + std::string(rest),
                   "it takes a number from 1 to " + std::to_string(kLargestBatch));
    }
    step_.batch = batch;
    return {};
  }

  Status SetOnError(const std::string& value) {
    for (const OnError choice : {OnError::kStop, OnError::kRecord, OnError::kQuarantine}) {
      if (value != OnErrorName(choice)) continue;
      step_.on_error = choice;
      return {};
    }
    return Wrong("on-error " + value, "it takes stop, record or quarantine");
  }

  DataStep step_;
  std::set<std::string, std::less<>> seen_;  // directives
  SourcePlace directive_;                    // the last that was added
};

std::optional<StepPart::Kind> KindOf(std::string_view word) {
  for (const auto kind : {StepPart::Kind::kLet, StepPart::Kind::kWrite, StepPart::Kind::kCollect,
                          StepPart::Kind::kCount}) {
    if (word == StepPartKindName(kind)) return kind;
  }
  return std::nullopt;
}

// `let NAME`, `write NAME`, `collect NAME [show COLUMN, …]`, `count NAME`.
Status AddPart(const Script& script, const ScriptStatement& statement, const Directive& directive,
               std::vector<DataStep>& steps) {
  const auto wrong = [&](std::string why, std::string next) {
    return ProjectError(directive.place, "directive \"" + std::string(directive.word) + "\"",
                        std::move(why), std::move(next));
  };
  if (statement.directives.size() > 1) {
    return wrong("it shares a statement with another directive", "one statement is one part");
  }
  if (steps.empty() || !steps.back().by_parts) {
    return wrong("no data step with `each` stands before it",
                 "put `-- godwit: each TABLE` into the directives of the step's SELECT");
  }
  const FirstWord name = SplitFirstWord(directive.rest);
  if (name.word.empty()) return wrong("it has no name", "the name is how the report calls it");
  StepPart part;
  part.kind = *KindOf(directive.word);
  part.name = name.word;
  part.sql = statement.sql;
  part.place = PlaceOf(script, statement);
  const FirstWord show = SplitFirstWord(name.rest);
  if (!show.word.empty()) {
    part.shown = NamesInDirective(show.rest);
    if (part.kind != StepPart::Kind::kCollect || show.word != "show" || part.shown.empty()) {
      return wrong("\"" + std::string(name.rest) + "\" after its name is not understood",
                   "write: collect NAME show COLUMN, COLUMN");
    }
  }
  const auto same = [&](const StepPart& other) { return other.name == part.name; };
  std::vector<StepPart>& parts = steps.back().parts;
  if (std::any_of(parts.begin(), parts.end(), same)) {
    return wrong("another part of this step is called \"" + part.name + "\"",
                 "give each a name of its own");
  }
  parts.push_back(std::move(part));
  return {};
}

Status CheckParts(const std::vector<DataStep>& steps) {
  for (const DataStep& step : steps) {
    const auto writes = [](const StepPart& part) { return part.kind == StepPart::Kind::kWrite; };
    if (!step.by_parts || std::any_of(step.parts.begin(), step.parts.end(), writes)) continue;
    return ProjectError(step.place, "data step \"" + step.name + "\"", "it writes nothing",
                        "follow its SELECT with statements marked `-- godwit: write NAME`");
  }
  return {};
}

}  // namespace

std::string_view OnErrorName(OnError on_error) {
  switch (on_error) {
    case OnError::kStop:
      return "stop";
    case OnError::kRecord:
      return "record";
    case OnError::kQuarantine:
      return "quarantine";
  }
  return "stop";
}

std::string_view StepPartKindName(StepPart::Kind kind) {
  switch (kind) {
    case StepPart::Kind::kLet:
      return "let";
    case StepPart::Kind::kWrite:
      return "write";
    case StepPart::Kind::kCollect:
      return "collect";
    case StepPart::Kind::kCount:
      return "count";
  }
  return "write";
}

Result<std::vector<DataStep>> ReadDataSteps(const Script& script) {
  std::vector<DataStep> steps;
  for (const ScriptStatement& statement : script.statements) {
    if (statement.sql.empty()) {
      return ProjectError(PlaceOf(script, statement), "directives at the end of the file",
                          "no statement follows them");
    }
    if (!statement.directives.empty()) {
      const Directive first = ReadDirective(script, statement.directives.front());
      if (KindOf(first.word)) {
        GODWIT_TRY(AddPart(script, statement, first, steps));
        continue;
      }
    }
    StepReader reader(script, statement);
    for (const ScriptDirective& directive : statement.directives) {
      GODWIT_TRY(reader.Add(ReadDirective(script, directive)));
    }
    GODWIT_ASSIGN(DataStep step, reader.Finish());
    const auto same = [&](const DataStep& other) { return other.name == step.name; };
    if (std::any_of(steps.begin(), steps.end(), same)) {
      return ProjectError(step.place, "data step \"" + step.name + "\"",
                          "another step of this migration has the same name");
    }
    steps.push_back(std::move(step));
  }
  GODWIT_TRY(CheckParts(steps));
  return steps;
}

}  // namespace godwit

#include "core/migrate/directives.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "core/sqlite/database.h"

namespace godwit {
namespace {

constexpr int kLargestBatch = 1'000'000;

struct Directive {
  std::string_view word;
  std::string_view rest;
};

std::string_view SkipSpace(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

// Splits off the first word.
Directive Split(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  return {text.substr(0, end), SkipSpace(text.substr(end))};
}

// A name as a directive writes it: bare or in double quotes.
std::string NameOf(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string name;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    name += text[i];
    if (text[i] == '"' && text[i + 1] == '"') ++i;
  }
  return name;
}

Error UnknownDirective(const SourcePlace& place, std::string_view word, std::string_view known) {
  return ProjectError(place, "directive \"" + std::string(word) + "\"", "it is not known here",
                      "use one of: " + std::string(known));
}

Status AddTouched(const SourcePlace& place, const Directive& directive,
                  std::vector<std::string>& tables) {
  if (directive.rest.empty()) {
    return ProjectError(place, "directive \"touches\"", "it does not say which table",
                        "write: touches TABLE");
  }
  tables.push_back(NameOf(directive.rest));
  return {};
}

class DataStepReader {
 public:
  DataStepReader(const Script& script, const ScriptStatement& statement) {
    step_.place = PlaceOf(script, statement);
    step_.sql = statement.sql;
  }

  Status Add(const Directive& directive) {
    const std::string value = NameOf(directive.rest);
    if (value.empty()) {
      return ProjectError(step_.place, "directive \"" + std::string(directive.word) + "\"",
                          "it says nothing");
    }
    if ((directive.word == "data-step" && !step_.name.empty()) ||
        (directive.word == "table" && !step_.table.empty())) {
      return ProjectError(step_.place, "directive \"" + std::string(directive.word) + "\"",
                          "it stands there twice", "one SELECT is one data step");
    }
    if (directive.word == "data-step") {
      step_.name = value;
    } else if (directive.word == "table") {
      step_.table = value;
    } else if (directive.word == "validate") {
      return AddValidator(directive.rest);
    } else if (directive.word == "batch") {
      return SetBatch(directive.rest);
    } else if (directive.word == "on-error") {
      if (value != "stop") {
        return ProjectError(step_.place, "directive \"on-error " + value + "\"",
                            "this version knows only \"stop\"", "write: on-error stop");
      }
    } else if (directive.word == "log") {
      step_.log = directive.rest;
    } else if (directive.word == "undo") {
      if (value != "on" && value != "off") {
        return ProjectError(step_.place, "directive \"undo " + value + "\"", "it takes on or off",
                            "write: undo off");
      }
      step_.undo = value == "on";
    } else if (directive.word == "touches") {
      return AddTouched(step_.place, directive, step_.touches);
    } else {
      return UnknownDirective(step_.place, directive.word,
                              "data-step, table, touches, validate, batch, on-error, undo, log");
    }
    return {};
  }

  Result<DataStep> Finish() {
    if (step_.name.empty()) {
      return ProjectError(step_.place, "data step", "it has no name",
                          "put `-- godwit: data-step NAME` before the SELECT");
    }
    if (step_.table.empty()) {
      return ProjectError(step_.place, "data step \"" + step_.name + "\"",
                          "it does not say which table it writes",
                          "put `-- godwit: table NAME` before the SELECT");
    }
    return std::move(step_);
  }

 private:
  Status AddValidator(std::string_view rest) {
    // The column may be a quoted name with blanks in it.
    const std::vector<Token> tokens = Tokenize(rest);
    const std::size_t end = tokens.empty() ? 0 : tokens.front().text.size();
    const Directive parts{rest.substr(0, end), SkipSpace(rest.substr(end))};
    if (parts.word.empty() || parts.rest.empty()) {
      return ProjectError(step_.place, "directive \"validate\"",
                          "it takes a column and a validator", "write: validate COLUMN VALIDATOR");
    }
    step_.validate.push_back({NameOf(parts.word), std::string(parts.rest)});
    return {};
  }

  Status SetBatch(std::string_view rest) {
    int batch = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), batch);
    if (error != std::errc() || end != rest.data() + rest.size() || batch < 1 ||
        batch > kLargestBatch) {
      return ProjectError(step_.place, "directive \"batch " + std::string(rest) + "\"",
                          "it takes a number from 1 to " + std::to_string(kLargestBatch));
    }
    step_.batch = batch;
    return {};
  }

  DataStep step_;
};

struct Forbidden {
  std::string_view word;
  std::string_view why;
};

// Statements that a transaction forbids or that would end it; looked up by their first word.
constexpr Forbidden kForbidden[] = {
    {"begin", "Godwit runs the script in a transaction of its own"},
    {"commit", "Godwit runs the script in a transaction of its own"},
    {"end", "Godwit runs the script in a transaction of its own"},
    {"rollback", "Godwit runs the script in a transaction of its own"},
    {"savepoint", "Godwit runs the script in a transaction of its own"},
    {"release", "Godwit runs the script in a transaction of its own"},
    {"attach", "a migration works on its own database only"},
    {"detach", "a migration works on its own database only"},
    {"vacuum", "VACUUM cannot run inside a transaction"},
};

// The statement's first tokens without space, comments and a schema's name, in lower case.
std::vector<std::string> Words(const std::string& sql) {
  std::vector<std::string> words;
  for (const Token& token : Tokenize(sql)) {
    if (token.kind == TokenKind::kSpace || token.kind == TokenKind::kComment) continue;
    words.push_back(NormalizeSql(token.text));
    if (words.size() == 6) break;
  }
  // PRAGMA main.name: the schema's name says nothing here.
  if (words.size() > 3 && words[2] == ".") words.erase(words.begin() + 1, words.begin() + 3);
  return words;
}

// How SQLite reads a switch: on, yes, true and numbers other than 0 are on, everything else is off.
bool IsOn(std::string word) {
  if (word.size() >= 2 && (word.front() == '\'' || word.front() == '"')) {
    word = word.substr(1, word.size() - 2);
  }
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (word == "on" || word == "yes" || word == "true") return true;
  const std::size_t digit = word.find_first_not_of('0');
  return digit != std::string::npos && word[digit] >= '1' && word[digit] <= '9';
}

}  // namespace

Error ProjectError(SourcePlace place, std::string what, std::string why, std::string next) {
  return {.code = ErrorCode::kRefused,
          .what = std::move(what),
          .why = std::move(why),
          .next = std::move(next),
          .place = std::move(place)};
}

SourcePlace PlaceOf(const Script& script, const ScriptStatement& statement) {
  return {.file = script.path, .line = statement.line, .column = statement.column};
}

Result<std::vector<DataStep>> ReadDataSteps(const Script& script) {
  std::vector<DataStep> steps;
  for (const ScriptStatement& statement : script.statements) {
    DataStepReader reader(script, statement);
    if (statement.sql.empty()) {
      return ProjectError(PlaceOf(script, statement), "directives at the end of the file",
                          "no SELECT follows them");
    }
    for (const std::string& text : statement.directives) GODWIT_TRY(reader.Add(Split(text)));
    GODWIT_ASSIGN(DataStep step, reader.Finish());
    const auto same = [&](const DataStep& other) { return other.name == step.name; };
    if (std::any_of(steps.begin(), steps.end(), same)) {
      return ProjectError(step.place, "data step \"" + step.name + "\"",
                          "another step of this migration has the same name");
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

Result<std::vector<VerifyCheck>> ReadChecks(const Script& script) {
  std::vector<VerifyCheck> checks;
  for (const ScriptStatement& statement : script.statements) {
    VerifyCheck check;
    check.place = PlaceOf(script, statement);
    check.sql = statement.sql;
    for (const std::string& text : statement.directives) {
      const Directive directive = Split(text);
      if (directive.word != "check" && directive.word != "info") {
        return UnknownDirective(check.place, directive.word, "check, info");
      }
      if (!check.name.empty()) {
        return ProjectError(check.place, "directive \"" + std::string(directive.word) + "\"",
                            "the statement has a name already", "one statement is one check");
      }
      check.name = directive.rest;
      check.info = directive.word == "info";
    }
    if (check.name.empty()) {
      return ProjectError(check.place, "check", "it has no name",
                          "put `-- godwit: check NAME` before the statement");
    }
    if (check.sql.empty()) {
      return ProjectError(check.place, "check \"" + check.name + "\"", "no statement follows it");
    }
    checks.push_back(std::move(check));
  }
  return checks;
}

Status ReadMigrationDirectives(Migration& migration) {
  for (const ScriptStatement& statement : migration.up.statements) {
    if (statement.sql.empty()) {
      return ProjectError(PlaceOf(migration.up, statement), "directives at the end of the file",
                          "no statement follows them", "put them at the top of the file");
    }
    for (const std::string& text : statement.directives) {
      const Directive directive = Split(text);
      if (directive.word == "touches") {
        GODWIT_TRY(AddTouched(PlaceOf(migration.up, statement), directive, migration.touches));
        continue;
      }
      if (directive.word != "optional") {
        return UnknownDirective(PlaceOf(migration.up, statement), directive.word,
                                "optional, touches");
      }
      if (directive.rest.empty()) {
        return ProjectError(PlaceOf(migration.up, statement), "directive \"optional\"",
                            "it does not say why the migration is optional",
                            "write: optional REASON");
      }
      migration.optional = true;
      migration.reason = directive.rest;
    }
  }
  return CheckStatements(migration.up, &migration.foreign_keys_off);
}

Status ReadWayBackDirectives(Migration& migration) {
  const Script& script = *migration.down;
  for (const ScriptStatement& statement : script.statements) {
    if (statement.sql.empty()) {
      return ProjectError(PlaceOf(script, statement), "directives at the end of the file",
                          "no statement follows them", "put them at the top of the file");
    }
    for (const std::string& text : statement.directives) {
      const Directive directive = Split(text);
      if (directive.word != "touches") {
        return UnknownDirective(PlaceOf(script, statement), directive.word, "touches");
      }
      GODWIT_TRY(AddTouched(PlaceOf(script, statement), directive, migration.down_touches));
    }
  }
  return CheckStatements(script, &migration.down_foreign_keys_off);
}

ForeignKeysPragma ReadForeignKeysPragma(const std::string& sql) {
  const std::vector<std::string> words = Words(sql);
  ForeignKeysPragma pragma;
  pragma.is_one = words.size() >= 2 && words[0] == "pragma" && words[1] == "foreign_keys";
  // = VALUE or (VALUE)
  pragma.off = pragma.is_one && words.size() > 3 && !IsOn(words[3]);
  return pragma;
}

Status CheckStatements(const Script& script, bool* keys_off) {
  for (const ScriptStatement& statement : script.statements) {
    const std::vector<std::string> words = Words(statement.sql);
    if (words.empty()) continue;
    const ForeignKeysPragma pragma = ReadForeignKeysPragma(statement.sql);
    if (pragma.is_one && keys_off != nullptr) {
      *keys_off = *keys_off || pragma.off;
      continue;
    }
    if (words[0] == "pragma" && words.size() > 1 && !IsMigrationPragma(words[1])) {
      return ProjectError(PlaceOf(script, statement), "statement PRAGMA " + words[1],
                          "it has no reliable effect inside a transaction",
                          "take it out of the script");
    }
    for (const Forbidden& forbidden : kForbidden) {
      if (words[0] != forbidden.word) continue;
      std::string upper = words[0];
      for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
      return ProjectError(PlaceOf(script, statement), "statement " + upper,
                          std::string(forbidden.why), "take it out of the script");
    }
  }
  return {};
}

}  // namespace godwit

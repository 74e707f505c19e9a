#include "core/migrate/directives.h"

#include <algorithm>
#include <string>

#include "core/migrate/directive.h"
#include "core/migrate/keeps.h"
#include "core/schema/lint/suppress.h"
#include "core/sqlite/database.h"

namespace godwit {
namespace {

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

// What a generated script leaves to its author.
Error Undecided(const Directive& directive) {
  return ProjectError(directive.place, "undecided", std::string(directive.rest),
                      "write what they get into the statement below, and take this line away");
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

Result<std::vector<VerifyCheck>> ReadChecks(const Script& script) {
  std::vector<VerifyCheck> checks;
  for (const ScriptStatement& statement : script.statements) {
    VerifyCheck check;
    check.place = PlaceOf(script, statement);
    check.sql = statement.sql;
    for (const ScriptDirective& written : statement.directives) {
      const Directive directive = ReadDirective(script, written);
      if (directive.word == "until") {
        check.until = NameInDirective(directive.rest);
        check.until_place = directive.place;
        continue;
      }
      if (directive.word != "check" && directive.word != "info") {
        return UnknownDirective(directive, "check, info, until");
      }
      if (!check.name.empty()) {
        return ProjectError(directive.place, "directive \"" + std::string(directive.word) + "\"",
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
    if (std::ranges::find(checks, check.name, &VerifyCheck::name) != checks.end()) {
      return ProjectError(check.place, "check \"" + check.name + "\"",
                          "another one of the file has this name", "give each a name of its own");
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
    for (const ScriptDirective& written : statement.directives) {
      const Directive directive = ReadDirective(migration.up, written);
      if (directive.word == "touches") {
        GODWIT_TRY(AddTouched(directive, migration.touches));
        continue;
      }
      if (directive.word == "undecided") return Undecided(directive);
      // `lint` reads these, and says what is wrong with them.
      if (IsSuppression(directive.word)) continue;
      if (directive.word == "keeps") {
        GODWIT_TRY(ReadKeeps(directive));
        continue;
      }
      if (directive.word != "optional") {
        return UnknownDirective(directive, "optional, touches, keeps, allow, allow-file");
      }
      if (directive.rest.empty()) {
        return ProjectError(directive.place, "directive \"optional\"",
                            "it does not say why the migration is optional",
                            "write: optional REASON");
      }
      migration.optional = true;
      migration.reason = directive.rest;
    }
  }
  return CheckStatements(migration.up, &migration.foreign_keys_off, migration.pieces);
}

Status ReadWayBackDirectives(Migration& migration) {
  const Script& script = *migration.down;
  for (const ScriptStatement& statement : script.statements) {
    if (statement.sql.empty()) {
      return ProjectError(PlaceOf(script, statement), "directives at the end of the file",
                          "no statement follows them", "put them at the top of the file");
    }
    for (const ScriptDirective& written : statement.directives) {
      const Directive directive = ReadDirective(script, written);
      if (directive.word == "undecided") return Undecided(directive);
      if (directive.word == "keeps") {
        GODWIT_TRY(ReadKeeps(directive));
        continue;
      }
      if (directive.word != "touches") return UnknownDirective(directive, "touches, keeps");
      GODWIT_TRY(AddTouched(directive, migration.down_touches));
    }
  }
  return CheckStatements(script, &migration.down_foreign_keys_off, {});
}

Status CheckStatements(const Script& script, bool* keys_off,
                       const std::vector<ScriptPiece>& pieces) {
  const auto stands_alone = [&](std::size_t at) {
    return std::any_of(pieces.begin(), pieces.end(), [&](const ScriptPiece& piece) {
      return piece.alone && at >= piece.first && at - piece.first < piece.count;
    });
  };
  for (std::size_t at = 0; at < script.statements.size(); ++at) {
    if (stands_alone(at)) continue;
    const ScriptStatement& statement = script.statements[at];
    const std::vector<std::string> words = FirstWords(statement.sql);
    if (words.empty()) continue;
    const ForeignKeysPragma pragma = ReadForeignKeysPragma(words);
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

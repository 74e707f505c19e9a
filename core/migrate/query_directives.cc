// queries.sql: its directives and statements as declared queries.
#include <algorithm>
#include <string>

#include "core/migrate/directive.h"
#include "core/migrate/directives.h"

namespace godwit {
namespace {

constexpr std::string_view kQueryWords = "query, index, no-sort, until";

Error Wrong(const Directive& directive, std::string why, std::string next) {
  return ProjectError(directive.place, "directive \"" + std::string(directive.word) + "\"",
                      std::move(why), std::move(next));
}

Status Add(const Directive& directive, DeclaredQuery& query) {
  const bool names = directive.word != "no-sort";
  if (names && directive.rest.empty()) {
    return Wrong(directive, "it says nothing", "put a name behind it");
  }
  if (directive.word == "query") {
    if (!query.name.empty()) {
      return Wrong(directive, "the statement has a name already", "one statement is one query");
    }
    query.name = directive.rest;
  } else if (directive.word == "index") {
    query.indexes.push_back(NameInDirective(directive.rest));
  } else if (directive.word == "no-sort") {
    query.no_sort = true;
  } else if (directive.word == "until") {
    query.until = NameInDirective(directive.rest);
    query.until_place = directive.place;
  } else {
    return UnknownDirective(directive, kQueryWords);
  }
  return {};
}

}  // namespace

Result<std::vector<DeclaredQuery>> ReadQueries(const Script& script) {
  std::vector<DeclaredQuery> queries;
  for (const ScriptStatement& statement : script.statements) {
    DeclaredQuery query;
    query.place = PlaceOf(script, statement);
    query.sql = statement.sql;
    for (const ScriptDirective& written : statement.directives) {
      GODWIT_TRY(Add(ReadDirective(script, written), query));
    }
    if (query.name.empty()) {
      return ProjectError(query.place, "query", "it has no name",
                          "put `-- godwit: query NAME` before the statement");
    }
    if (query.sql.empty()) {
      return ProjectError(query.place, "query \"" + query.name + "\"", "no statement follows it");
    }
    if (std::ranges::find(queries, query.name, &DeclaredQuery::name) != queries.end()) {
      return ProjectError(query.place, "query \"" + query.name + "\"",
                          "another one of the file has this name", "give each a name of its own");
    }
    queries.push_back(std::move(query));
  }
  return queries;
}

}  // namespace godwit

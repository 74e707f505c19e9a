// `godwit lint`: a project's migrations judged by the rules of core/schema/lint.
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/ledger.h"
#include "core/migrate/project.h"
#include "core/schema/lint/lint.h"
#include "core/sqlite/database.h"

namespace godwit {

// What the rules ask of a declared query.
LintQuery AsLintQuery(const DeclaredQuery& query);

struct LintedMigration {
  const Migration* migration = nullptr;  // of the project
  std::vector<LintFinding> findings;
};

// Judges one migration a Step. Everything is borrowed.
class Linting {
 public:
  // `names`: which ones; none = those that are not applied. Optional ones are judged like the
  // others. `db` is only read; nullptr = there is none. `scratch` is empty and private, with the
  // project's functions. Errors (kUsage): a name that the project does not have.
  static Result<Linting> Start(const Project& project, const Ledger& ledger, Database* db,
                               Database& scratch, const std::vector<std::string>& names,
                               const LintOptions& options);

  // true: more is left.
  Result<bool> Step();
  // Of the migration that the last Step has judged, and how many there are to go through.
  std::size_t done() const { return next_; }
  std::size_t total() const { return todo_.size(); }
  // In order of the migrations. REQUIRES: Step has said false.
  const std::vector<LintedMigration>& linted() const { return linted_; }

 private:
  struct Todo {
    const Migration* migration;
    bool judged;  // else it only makes its change of schema
  };
  explicit Linting(const Project& project) : project_(&project) {}

  // All but those that end with a migration that has been passed.
  std::vector<LintQuery> AskedQueries() const;

  const Project* project_;
  // Migrations whose change of schema is made, the one at hand among them.
  std::set<std::string> passed_;

  std::vector<Todo> todo_;
  std::size_t next_ = 0;
  std::unique_ptr<Linter> linter_;
  std::vector<LintedMigration> linted_;
};

}  // namespace godwit

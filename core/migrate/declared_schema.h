// The schema that a project's migrations make, proved by running them on an empty database, beside
// the schema that a database has.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/ledger.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"
#include "core/migrate/verify.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

// Why the ledger alone does not say which schema there should be; empty = it does.
std::string WhySchemaUnknown(const Project& project, const Ledger& ledger);

// The scratch database's run shows how far it is; what it does is nobody's event.
class ProgressOnly final : public Listener {
 public:
  explicit ProgressOnly(Listener& listener) : listener_(listener) {}
  void OnProgress(const Progress& progress) override { listener_.OnProgress(progress); }
  void OnLog(const LogEvent&) override {}
  bool WantsRows() const override { return false; }

 private:
  Listener& listener_;
};

// Runs migrations with their data steps on an empty database, in slices.
class SchemaBuild {
 public:
  // In the order of `names`, which the project has. Borrows what the context does, and `scratch`.
  SchemaBuild(const RunContext& context, Database& scratch, const std::vector<std::string>& names);
  // Its run borrows from it.
  SchemaBuild(const SchemaBuild&) = delete;
  SchemaBuild& operator=(const SchemaBuild&) = delete;

  // One more behind all others.
  void Add(Migration migration);

  // true: more is left. An error is the migration's.
  Result<bool> Step();
  // `index "i" on table "t" is missing`: what of the schema that was built `db` does not have, has
  // besides, or has otherwise. Tables and views that are there besides, with their triggers, go to
  // `others` (`table "x"`) where that is given: no migration knows them, so they may be another
  // program's. REQUIRES: Step has said false.
  Result<std::vector<std::string>> DifferencesOf(const Database& db,
                                                 std::vector<std::string>* others) const;
  // The schema that was built. REQUIRES: Step has said false.
  Result<Schema> Made() const;

 private:
  ProgressOnly listener_;
  Database& scratch_;
  Project project_;  // what is built so far, and what comes next
  RunContext context_;
  // A run goes by name, so where migrations were applied in another order it takes several.
  std::vector<std::vector<Migration>> rounds_;
  std::size_t next_ = 0;
  std::unique_ptr<Run> run_;
};

// The project's migrations, but for optional ones: what schema.sql is to be equal to.
std::vector<std::string> MigrationsToEnd(const Project& project);

// The check: what the applied migrations make is what the database has.
class DeclaredSchemaCheck {
 public:
  // `scratch` is an empty private database with the project's functions.
  static Result<DeclaredSchemaCheck> Start(const RunContext& context, const Ledger& ledger,
                                           Database& scratch);

  Result<bool> Step();
  // REQUIRES: Step has said false.
  CheckResult TakeResult() { return std::move(result_); }
  // The scratch has what the migrations make.
  bool built() const { return built_; }
  // Those are the project's, but for optional ones: the schema is what they make. nullopt where
  // they are not, or have not been run.
  std::optional<Schema> TakeEnd() { return std::move(end_); }

 private:
  explicit DeclaredSchemaCheck(const RunContext& context) : context_(context) {}
  void Unchecked(std::string why);
  void Fail();
  Status Judge();

  RunContext context_;
  std::unique_ptr<SchemaBuild> build_;  // nullptr = the result stands
  bool built_ = false;
  bool whole_ = false;  // it builds the project's migrations, but for optional ones
  std::optional<Schema> end_;
  std::string accepted_;  // when a baseline has accepted a schema that differs; empty = never
  CheckResult result_;
};

}  // namespace godwit

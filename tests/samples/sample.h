// A bundled sample beside a private database, driven through the runner: what the tests of all
// samples share.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/clock.h"
#include "core/digest/digest.h"
#include "core/engine/samples.h"
#include "core/migrate/functions.h"
#include "core/migrate/run.h"
#include "core/migrate/validators.h"
#include "core/migrate/verify.h"
#include "core/sqlite/database.h"
#include "core/traits/functions.h"

namespace godwit {

class SampleListener final : public Listener {
 public:
  void OnProgress(const Progress&) override {}
  void OnLog(const LogEvent&) override {}
  bool WantsRows() const override { return false; }
};

class Sample {
 public:
  explicit Sample(std::string_view name)
      : project_(Collect(name)),
        clock_(*project_.now),
        validators_(*Validators::Compile(project_)),
        db_(OpenEmpty()),
        scratch_(OpenEmpty()) {}

  Database& db() { return db_; }
  const Project& project() const { return project_; }
  const Report& report() const { return report_; }

  // The migrations of an ordinary `up`: all but the optional ones.
  std::vector<std::string> Usual() const {
    std::vector<std::string> names;
    for (const Migration& migration : project_.migrations) {
      if (!migration.optional) names.push_back(migration.name);
    }
    return names;
  }

  // An empty database in memory with the functions of a session.
  Database OpenEmpty() { return Equip(Database::Open({}, Opening())); }
  Database OpenBytes(std::string_view bytes) {
    return Equip(Database::FromBytes(bytes, Opening()));
  }
  void Use(Database db) { db_ = std::move(db); }

  RunContext ContextOf(Database& db) { return {db, project_, validators_, clock_, listener_}; }
  RunContext Context() { return ContextOf(db_); }

  // Each runs to its end and gives the error's text, or nothing.
  std::string Up(const std::string& to = {}) {
    return Finish(StartUp(Context(), {.to = to, .with = {}, .batch = 0}));
  }
  std::string DownTo(const std::string& to) {
    return Finish(StartDown(Context(), {.to = to, .steps = 0, .all = false}));
  }
  std::string DownAll() {
    return Finish(StartDown(Context(), {.to = {}, .steps = 0, .all = true}));
  }
  std::string Seed(std::int64_t rows = 0, const std::string& set = {}) {
    return Finish(StartSeed(Context(), {.rows = rows, .set = set}));
  }
  std::string Backfill() { return Finish(StartBackfill(Context(), 0, false)); }

  DatabaseDigest Digest() {
    Result<DatabaseDigest> digest = DigestDatabase(db_);
    EXPECT_TRUE(digest.ok());
    return std::move(*digest);
  }

  // A single value; the error's text where there is none.
  std::string Ask(std::string_view sql) {
    const Result<Value> value = db_.QueryValue(sql);
    return value.ok() ? Show(View(*value), std::size_t{1} << 24) : Describe(value.error());
  }
  // SQLite's words where the statement fails, else nothing.
  std::string Try(std::string_view sql) {
    const Status status = db_.Execute(sql);
    return status.ok() ? "" : status.error().why;
  }

  std::vector<CheckResult> Verify() {
    scratch_ = OpenEmpty();
    RunContext context = Context();
    context.scratch = &scratch_;
    auto verification = Verification::Start(context);
    EXPECT_TRUE(verification.ok());
    for (;;) {
      const Result<bool> more = (*verification)->Step();
      EXPECT_TRUE(more.ok()) << Describe(more.error());
      if (!more.ok() || !*more) break;
    }
    return (*verification)->results();
  }
  std::set<std::string> Failing() {
    std::set<std::string> names;
    for (const CheckResult& check : Verify()) {
      if (check.state == CheckState::kFailed) names.insert(check.name);
    }
    return names;
  }
  // The named check's outcome; nullopt when it was not made.
  std::optional<CheckResult> Check(std::string_view name) {
    for (CheckResult& check : Verify()) {
      if (check.name == name) return std::move(check);
    }
    return std::nullopt;
  }

 private:
  static Project Collect(std::string_view name) {
    Result<Project> project = CollectProject(*FindSample(name));
    EXPECT_TRUE(project.ok()) << Describe(project.error());
    return std::move(*project);
  }

  OpenOptions Opening() { return {.mode = OpenMode::kMemory, .clock = &clock_}; }

  Database Equip(Result<Database> db) {
    EXPECT_TRUE(db.ok()) << Describe(db.error());
    EXPECT_TRUE(RegisterDataFunctions(*db).ok());
    for (const Function& function : PetFunctions()) EXPECT_TRUE(db->Register(function).ok());
    EXPECT_TRUE(db->Register(validators_.SqlFunction()).ok());
    return std::move(*db);
  }

  std::string Finish(Result<std::unique_ptr<godwit::Run>> run) {
    if (!run.ok()) return Describe(run.error());
    for (;;) {
      const Result<bool> more = (*run)->Step();
      if (!more.ok()) return Describe(more.error());
      if (!*more) break;
    }
    report_ = (*run)->report();
    return "";
  }

  Project project_;
  FixedClock clock_;
  Validators validators_;
  SampleListener listener_;
  Database db_;
  Database scratch_;
  Report report_;
};

}  // namespace godwit

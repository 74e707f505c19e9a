// A project made of inline files beside a private database: what the tests of runs share.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/clock.h"
#include "core/migrate/functions.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"
#include "core/migrate/status.h"
#include "core/migrate/validators.h"
#include "core/sqlite/database.h"

namespace godwit {

class RecordingListener final : public Listener {
 public:
  void OnProgress(const Progress& event) override { progress.push_back(event); }
  void OnLog(const LogEvent& event) override { log.push_back(event); }
  bool WantsRows() const override { return wants_rows; }

  bool wants_rows = false;
  std::vector<Progress> progress;
  std::vector<LogEvent> log;
};

// Files by their path below migrations/, plus godwit.json and others by a leading slash.
inline ProjectFiles Files(const std::map<std::string, std::string>& files) {
  ProjectFiles project{.origin = "app", .files = {{"godwit.json", R"({"name": "app"})"}}};
  for (const auto& [path, text] : files) {
    if (path.front() == '/') {
      project.files[path.substr(1)] = text;
    } else {
      project.files["migrations/" + path] = text;
    }
  }
  return project;
}

class Bench {
 public:
  explicit Bench(const std::map<std::string, std::string>& files, const std::string& path = {},
                 const OpenOptions& options = {})
      : project_(Collect(files)), validators_(Compile(project_)), db_(Open(path, options)) {
    Equip(db_);
  }

  Database& db() { return db_; }
  const Project& project() const { return project_; }
  RunContext context() { return {db_, project_, validators_, clock_, listener}; }

  // An empty one with the same functions.
  Database OpenScratch() const {
    Database scratch = Open({}, {});
    Equip(scratch);
    return scratch;
  }

  // The same database, the project's files changed.
  void ChangeProject(const std::map<std::string, std::string>& files) { project_ = Collect(files); }

  void Sql(std::string_view sql) {
    for (const ScriptStatement& statement : SplitScript(sql)) {
      const Status status = db_.Execute(statement.sql);
      ASSERT_TRUE(status.ok()) << Describe(status.error());
    }
  }
  std::string Show(std::string_view sql) {
    const Result<Value> value = db_.QueryValue(sql);
    return value.ok() ? godwit::Show(View(*value)) : Describe(value.error());
  }

  // Runs to the end; the report or the error.
  static Result<Report> Drive(Result<std::unique_ptr<Run>> run) {
    if (!run.ok()) return std::move(run).error();
    while (true) {
      GODWIT_ASSIGN(const bool more, (*run)->Step());
      if (!more) return (*run)->report();
    }
  }
  Result<Report> Up(const std::string& to = {}, const std::vector<std::string>& with = {},
                    int batch = 0) {
    UpOptions options;
    options.to = to;
    options.with = with;
    options.batch = batch;
    return Drive(StartUp(context(), options));
  }
  Result<Report> Down(int steps = 1) {
    DownOptions options;
    options.steps = steps;
    return Drive(StartDown(context(), options));
  }
  Result<Report> DownAll() {
    DownOptions options;
    options.all = true;
    return Drive(StartDown(context(), options));
  }
  Result<Report> BackfillAll(int batch = 0, bool resume_only = false) {
    return Drive(StartBackfill(context(), batch, resume_only));
  }

  // "a:applied b:pending | step:due(3)"
  std::string StatusLine() {
    const Result<ProjectStatus> status = ReadStatus(&db_, project_);
    if (!status.ok()) return Describe(status.error());
    std::string line;
    for (const MigrationStatus& migration : status->migrations) {
      line += (line.empty() ? "" : " ") + migration.name.substr(15) + ":" +
              std::string(MigrationStateName(migration.state));
    }
    for (const DataStepStatus& step : status->data_steps) {
      line += " | " + step.name + ":" + std::string(StepStateName(step.state)) + "(" +
              std::to_string(step.rows_left) + ")";
    }
    return line;
  }

  RecordingListener listener;

 private:
  void Equip(Database& db) const {
    EXPECT_TRUE(db.Register(validators_.SqlFunction()).ok());
    EXPECT_TRUE(RegisterDataFunctions(db).ok());
  }
  static Project Collect(const std::map<std::string, std::string>& files) {
    Result<Project> project = CollectProject(Files(files));
    if (project.ok()) return std::move(*project);
    ADD_FAILURE() << Describe(project.error());
    return {};
  }
  static Validators Compile(const Project& project) {
    Result<Validators> validators = Validators::Compile(project);
    if (validators.ok()) return std::move(*validators);
    ADD_FAILURE() << Describe(validators.error());
    return {};
  }
  static Database Open(const std::string& path, OpenOptions options) {
    options.mode = path.empty() ? OpenMode::kMemory : OpenMode::kCreate;
    return std::move(Database::Open(path, options)).value();
  }

  Project project_;
  Validators validators_;
  FixedClock clock_{1'768'478'400'000};
  Database db_;
};

}  // namespace godwit

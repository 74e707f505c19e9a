#include "tests/faults/godwit_program.h"

#include <string>
#include <utility>

#include "core/migrate/mend.h"
#include "core/migrate/pause.h"
#include "core/migrate/undo.h"
#include "core/sqlite/script.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using Kind = Command::Kind;

constexpr std::int64_t kNow = 1'768'478'400'000;

// `between` is called after each piece while more is left.
Status Drive(const Database& db, Result<std::unique_ptr<Run>> run,
             const Program::Acknowledge& acknowledge,
             const std::function<Status()>& between = nullptr) {
  if (!run.ok()) return std::move(run).error();
  while (true) {
    GODWIT_ASSIGN(const bool more, (*run)->Step());
    // Sample data and undo are one transaction over several steps.
    if (!db.InTransaction()) acknowledge();
    if (!more) return {};
    if (between) GODWIT_TRY(between());
  }
}

Status Write(Database& db, std::string_view sql) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
  for (const ScriptStatement& statement : SplitScript(sql)) {
    GODWIT_TRY(db.Execute(statement.sql));
  }
  return transaction.Commit();
}

// What a table does not hold that is not there yet is not done.
Result<bool> IsDone(const Database& db, const std::string& sql) {
  if (sql.empty()) return false;
  const Result<Value> done = db.QueryValue(sql);
  if (!done.ok() && LiesOutsideSql(done.error())) return done.error();
  return done.ok() && *done == Value(std::int64_t{1});
}

// Whether it ended as it was to; an error that was expected is none.
Status Expect(Status status, const std::string& ends_in) {
  if (ends_in.empty()) return status;
  if (status.ok()) return Error{.what = "the command", .why = "it did not end in: " + ends_in};
  const bool expected = Describe(status.error()).find(ends_in) != std::string::npos;
  return expected ? Status() : std::move(status);
}

}  // namespace

GodwitProgram::GodwitProgram(Story story) : story_(std::move(story)) {
  Result<Project> project = CollectProject(Files(story_.files));
  if (!project.ok()) {
    ADD_FAILURE() << Describe(project.error());
    return;
  }
  project_ = std::move(*project);
}

std::size_t GodwitProgram::commands() const { return story_.commands.size(); }

Status GodwitProgram::Run(Database& db, std::size_t command, bool again,
                          const Acknowledge& acknowledge) const {
  FixedClock clock(kNow);
  RecordingListener listener;
  const RunContext context{db, project_, validators_, clock, listener};
  const Command& wanted = story_.commands[command];
  GODWIT_ASSIGN(bool done, IsDone(db, wanted.done));
  if (!done && again && wanted.resumes) {
    GODWIT_TRY(Resume(context, acknowledge));
    GODWIT_ASSIGN(done, IsDone(db, wanted.done));
  }
  return done ? Status() : Expect(Start(context, wanted, acknowledge), wanted.ends_in);
}

Status GodwitProgram::Start(const RunContext& context, const Command& command,
                            const Acknowledge& acknowledge) const {
  Database& db = context.db;
  switch (command.kind) {
    case Kind::kUp: {
      UpOptions options;
      options.to = command.name;
      return Drive(db, StartUp(context, options), acknowledge);
    }
    case Kind::kDown: {
      DownOptions options;
      options.to = command.name;
      options.all = command.name.empty();
      return Drive(db, StartDown(context, options), acknowledge);
    }
    case Kind::kSeed:
      return Drive(db, StartSeed(context, {}), acknowledge);
    case Kind::kBackfill:
    case Kind::kResume:
      return Drive(db, StartBackfill(context, 0, command.kind == Kind::kResume), acknowledge);
    case Kind::kPause:
      return Pause(context, command.name, acknowledge);
    case Kind::kUndo:
      return Drive(db,
                   StartUndo(context, {.step = command.name, .skip_edited = command.skip_edited}),
                   acknowledge);
    case Kind::kBaseline:
      return Baseline(context, command, acknowledge);
    case Kind::kResolveApplied:
    case Kind::kResolveRolledBack:
      return Drive(db,
                   StartResolve(context, {.migration = command.name,
                                          .applied = command.kind == Kind::kResolveApplied,
                                          .reason = "by hand"}),
                   acknowledge);
    case Kind::kWrite:
      GODWIT_TRY(Write(db, command.name));
      acknowledge();
      return {};
  }
  return {};
}

Status GodwitProgram::Resume(const RunContext& context, const Acknowledge& acknowledge) const {
  Status status = Drive(context.db, StartResume(context, 0), acknowledge);
  return status.ok() ? Status() : Expect(std::move(status), story_.resume_ends_in);
}

// Another program asks while the step is under way; it must stop at its next batch.
Status GodwitProgram::Pause(const RunContext& context, const std::string& step,
                            const Acknowledge& acknowledge) const {
  bool asked = false;
  Status ended = Drive(context.db, StartBackfill(context, 0, false), acknowledge, [&]() -> Status {
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context.db));
    for (const LedgerStep& known : ledger.steps) {
      if (asked || known.name != step || known.state != StepState::kRunning) continue;
      GODWIT_TRY(AskForPause(context.db, FormatTime(kNow)));
      asked = true;
    }
    return {};
  });
  if (!asked) return ended;
  return Expect(std::move(ended), "asked for a pause");
}

Status GodwitProgram::Baseline(const RunContext& context, const Command& command,
                               const Acknowledge& acknowledge) const {
  GODWIT_ASSIGN(Database scratch,
                Database::Open({}, {.mode = OpenMode::kMemory, .clock = &context.clock}));
  return Drive(context.db, StartBaseline(context, scratch, {.to = command.name}), acknowledge);
}

}  // namespace godwit

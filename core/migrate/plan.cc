#include "core/migrate/plan.h"

#include "core/migrate/status.h"
#include "core/migrate/undo_limits.h"
#include "core/schema/statement.h"

namespace godwit {
namespace {

PlanStep StepOf(const Script& script, const ScriptStatement& statement) {
  PlanStep step;
  step.sql = statement.sql;
  step.reason = statement.comment.empty() ? DescribeStatement(statement.sql) : statement.comment;
  step.place = {.file = script.path, .line = statement.line, .column = statement.column};
  return step;
}

PlanStep StepOf(const DataStep& data_step) {
  PlanStep step;
  step.kind = PlanStep::Kind::kDataStep;
  step.name = data_step.name;
  step.sql = data_step.sql;
  step.reason = (data_step.by_parts ? "goes through" : "writes") +
                std::string(" the rows of table \"") + data_step.table +
                "\" that are due, at most " + std::to_string(data_step.batch) + " a transaction";
  for (const StepPart& part : data_step.parts) {
    step.sql += ";\n\n-- " + part.name + "\n" + part.sql;
    if (part.kind != StepPart::Kind::kWrite) continue;
    step.reason += "; " + DescribeStatement(part.sql);
  }
  step.place = data_step.place;
  return step;
}

// The statements of migration.sql behind the first `done` pieces.
void AddStatements(const Migration& migration, std::int64_t done, PlannedMigration& planned) {
  planned.pieces = static_cast<int>(migration.pieces.size());
  std::size_t piece = 0;  // the one at hand, or the next
  for (std::size_t at = 0; at < migration.up.statements.size(); ++at) {
    const ScriptStatement& statement = migration.up.statements[at];
    if (statement.sql.empty()) continue;
    PlanStep step = StepOf(migration.up, statement);
    if (piece < migration.pieces.size()) {
      const ScriptPiece& here = migration.pieces[piece];
      step.alone = here.alone && at >= here.first;
      step.piece = static_cast<int>(piece) + 1;
      if (at + 1 == here.first + here.count) ++piece;
    }
    if (step.piece == 0 || step.piece > done) planned.steps.push_back(std::move(step));
  }
}

void AddMigration(const Migration& migration, const Ledger& ledger, bool wanted,
                  std::vector<PlannedMigration>& plan) {
  PlannedMigration planned;
  planned.name = migration.name;
  planned.applied = ledger.Find(migration.name) != nullptr;
  if (migration.down) planned.reverse = migration.down->text;
  const bool begun = ledger.begun && ledger.begun->migration == migration.name;
  if (begun) planned.committed = ledger.begun->statements;
  if (!planned.applied && wanted) {
    AddStatements(migration, begun ? ledger.begun->pieces : 0, planned);
  }
  for (const DataStep& step : migration.data_steps) {
    if (!planned.applied && planned.steps.empty()) break;
    const LedgerStep* known = ledger.FindStep(migration.name, step.name);
    if (known == nullptr || known->state != StepState::kComplete) {
      planned.steps.push_back(StepOf(step));
    }
  }
  if (!planned.steps.empty()) plan.push_back(std::move(planned));
}

}  // namespace

Result<std::vector<PlannedMigration>> PlanUp(const Project& project, const Ledger& ledger,
                                             const UpOptions& options) {
  GODWIT_TRY(CheckLedger(project, ledger));
  GODWIT_TRY(CheckUpOptions(project, options));
  std::vector<PlannedMigration> plan;
  // What has begun is ended before anything else, whatever was asked for.
  const Migration* begun = ledger.begun ? project.Find(ledger.begun->migration) : nullptr;
  if (begun != nullptr) AddMigration(*begun, ledger, true, plan);
  for (const Migration& migration : project.migrations) {
    if (&migration != begun) {
      AddMigration(migration, ledger, IsWanted(migration, options), plan);
    }
    if (migration.name == options.to) break;
  }
  return plan;
}

Status AddUndoLimits(const Database* db, const Project& project,
                     std::vector<PlannedMigration>& plan) {
  for (PlannedMigration& planned : plan) {
    const Migration& migration = *project.Find(planned.name);
    for (PlanStep& planned_step : planned.steps) {
      for (const DataStep& step : migration.data_steps) {
        if (planned_step.kind != PlanStep::Kind::kDataStep || step.name != planned_step.name) {
          continue;
        }
        GODWIT_ASSIGN(planned_step.undo_limits, UndoLimits(db, migration, step));
      }
    }
  }
  return {};
}

Result<std::vector<PlannedMigration>> PlanDown(const Project& project, const Ledger& ledger,
                                               const DownOptions& options) {
  GODWIT_ASSIGN(const std::vector<const Migration*> migrations,
                MigrationsToTakeBack(project, ledger, options));
  std::vector<PlannedMigration> plan;
  for (const Migration* migration : migrations) {
    PlannedMigration planned;
    planned.name = migration->name;
    planned.applied = true;
    planned.down = true;
    for (const ScriptStatement& statement : migration->down->statements) {
      planned.steps.push_back(StepOf(*migration->down, statement));
    }
    plan.push_back(std::move(planned));
  }
  return plan;
}

}  // namespace godwit

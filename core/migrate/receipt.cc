#include "core/migrate/receipt.h"

#include <algorithm>

#include "core/base/sha256.h"
#include "core/digest/encoding.h"
#include "core/migrate/plan.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

// The format of what is hashed.
constexpr std::string_view kPlan = "godwit-plan 1\n";

// Each text carries its length, so that no two plans give the same bytes.
void Add(std::string& bytes, std::string_view text) { AppendValue(bytes, text); }

void AddDataStep(std::string& bytes, const DataStep& step) {
  Add(bytes, "data-step");
  Add(bytes, step.name);
  Add(bytes, step.table);
  Add(bytes, NormalizeSql(step.sql));
  if (step.by_parts) Add(bytes, "each");
  for (const StepPart& part : step.parts) {
    Add(bytes, StepPartKindName(part.kind));
    Add(bytes, part.name);
    Add(bytes, NormalizeSql(part.sql));
  }
  for (const ColumnValidator& validate : step.validate) {
    Add(bytes, validate.column);
    Add(bytes, validate.validator);
  }
}

}  // namespace

std::string_view FindingLevelName(Finding::Level level) {
  switch (level) {
    case Finding::Level::kError:
      return "error";
    case Finding::Level::kWarning:
      return "warning";
    case Finding::Level::kInfo:
      return "info";
  }
  return "info";
}

bool Receipt::Judge() const {
  const bool broken = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.level == Finding::Level::kError;
  });
  const bool failed = std::any_of(checks.begin(), checks.end(), [](const CheckResult& check) {
    return check.state == CheckState::kFailed;
  });
  return !broken && !failed && original_before == original_after;
}

Result<std::string> PlanChecksum(const Project& project, const Ledger& ledger,
                                 const UpOptions& options) {
  GODWIT_ASSIGN(const std::vector<PlannedMigration> plan, PlanUp(project, ledger, options));
  std::string bytes(kPlan);
  Add(bytes, project.name);
  for (const PlannedMigration& planned : plan) {
    const Migration& migration = *project.Find(planned.name);
    Add(bytes, "migration");
    Add(bytes, migration.name);
    for (const PlanStep& step : planned.steps) {
      if (step.kind == PlanStep::Kind::kStatement) {
        Add(bytes, "statement");
        Add(bytes, NormalizeSql(step.sql));
        continue;
      }
      const auto found =
          std::find_if(migration.data_steps.begin(), migration.data_steps.end(),
                       [&](const DataStep& data_step) { return data_step.name == step.name; });
      AddDataStep(bytes, *found);
    }
  }
  for (const ValidatorSource& validator : project.validators) {
    Add(bytes, "validator");
    Add(bytes, validator.name);
    Add(bytes, validator.schema);
  }
  return Hex(Sha256Of(bytes));
}

}  // namespace godwit

// The first form of a data step: each row gets the values that its SELECT gave, once they are
// valid.
#include <utility>

#include "core/base/words.h"
#include "core/migrate/step_work.h"
#include "core/migrate/validators.h"

namespace godwit {
namespace {

class UpdateWork final : public StepWork {
 public:
  UpdateWork(const RunContext& context, const DataStep& step, const BoundStep& bound,
             Statement update)
      : context_(context), step_(step), bound_(bound), update_(std::move(update)) {
    for (const std::string& name : bound.validators) {
      validators_.push_back(name.empty() ? nullptr : context.validators.Find(name));
    }
  }

  Status Write(std::span<const DueRow> rows) override {
    for (const DueRow& row : rows) {
      GODWIT_TRY(Check(row));
      GODWIT_TRY(WriteRow(row));
    }
    return {};
  }

 private:
  Error Wrong(const DueRow& row, std::string why, std::string next = {}) const {
    return RowError(step_, bound_, row, std::move(why), std::move(next));
  }

  Status Check(const DueRow& row) const {
    for (const Value& part : row.key) {
      if (std::holds_alternative<Null>(part)) {
        return Wrong(row, "its primary key holds NULL, so it cannot be addressed",
                     "give the row a key");
      }
    }
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      if (validators_[i] == nullptr) continue;
      const std::string value = "the value for column \"" + bound_.columns[i] + "\" is ";
      const auto* text = std::get_if<std::string>(&row.values[i]);
      if (text == nullptr)
        return Wrong(row, value + Show(View(row.values[i])) + ", not a text to validate");
      if (validators_[i]->Accepts(*text)) continue;
      return Wrong(row, value + "not valid: " +
                            FirstViolation(*validators_[i], *text).value_or("(unknown)"));
    }
    return {};
  }

  Status WriteRow(const DueRow& row) {
    GODWIT_TRY(BindValues(update_, 1, row.values));
    GODWIT_TRY(BindValues(update_, static_cast<int>(row.values.size()) + 1, row.key));
    if (Status status = update_.Run(); !status.ok()) {
      Error error = std::move(status).error();
      if (!IsAboutRows(error)) return error;
      Error wrong = Wrong(row, error.why, error.next);
      wrong.sqlite_code = error.sqlite_code;
      return wrong;
    }
    if (context_.db.Changes() == 1) return {};
    return Wrong(row, "its UPDATE met " + Counted(context_.db.Changes(), "row"),
                 "the first columns of the SELECT must be the primary key as it is stored");
  }

  RunContext context_;
  const DataStep& step_;
  const BoundStep& bound_;
  std::vector<const Validator*> validators_;  // by column; nullptr = none
  Statement update_;
};

}  // namespace

Result<std::unique_ptr<StepWork>> MakeUpdateWork(const RunContext& context, const DataStep& step,
                                                 const BoundStep& bound) {
  const GuardScope guard(context.db, ScriptGuard::kMigration);
  GODWIT_ASSIGN(Statement update, context.db.Prepare(bound.update));
  return std::unique_ptr<StepWork>(
      std::make_unique<UpdateWork>(context, step, bound, std::move(update)));
}

}  // namespace godwit

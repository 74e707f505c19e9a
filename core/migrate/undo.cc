#include "core/migrate/undo.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/base/words.h"
#include "core/migrate/changed_rows.h"
#include "core/migrate/ledger.h"
#include "core/migrate/status.h"
#include "core/migrate/step_outcome.h"
#include "core/migrate/undo_log.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"
#include "core/sqlite/changeset.h"

namespace godwit {
namespace {

// How many rows that were edited since are named.
constexpr std::size_t kNamedConflicts = 5;

// Triggers are off for its lifetime.
class TriggersOff {
 public:
  static Result<TriggersOff> Switch(Database& db) {
    GODWIT_TRY(db.SetTriggers(false));
    return TriggersOff(db);
  }
  TriggersOff(TriggersOff&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
  TriggersOff& operator=(TriggersOff&&) = delete;
  ~TriggersOff() {
    if (db_ != nullptr) (void)db_->SetTriggers(true);
  }

 private:
  explicit TriggersOff(Database& db) : db_(&db) {}
  Database* db_;
};

std::string WordOf(ChangeConflict conflict) {
  switch (conflict) {
    case ChangeConflict::kEdited:
      return "edited";
    case ChangeConflict::kGone:
      return "deleted";
    case ChangeConflict::kTaken:
      return "its key taken";
    case ChangeConflict::kConstraint:
      return "held by a constraint";
  }
  return "edited";
}

// Rows that stay as they are, each counted once although several batches may have written it.
class Conflicts {
 public:
  Status Add(const Database& db, ChangeConflict conflict, const ChangedRow& row) {
    GODWIT_ASSIGN(const std::string key, KeyOf(db, row));
    const std::string name = "table " + QuoteName(row.table) + ": " + key;
    if (!rows_.insert(name).second) return {};
    if (named_.size() < kNamedConflicts) named_.push_back(name + " (" + WordOf(conflict) + ")");
    return {};
  }
  bool empty() const { return rows_.empty(); }
  // `3 rows were changed since by others: table "t": "id" = 1 (edited); …`
  std::string Describe() const {
    std::string text =
        Counted(std::ssize(rows_), "row was", "rows were") + " changed since by others: ";
    for (std::size_t i = 0; i < named_.size(); ++i) text += (i == 0 ? "" : "; ") + named_[i];
    return rows_.size() > named_.size() ? text + " …" : text;
  }

 private:
  std::set<std::string> rows_;
  std::vector<std::string> named_;
};

class UndoRun final : public Run {
 public:
  UndoRun(const RunContext& context, UndoOptions options)
      : Run(context, "undo"), options_(std::move(options)) {}

  Status Begin() {
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    transaction_.emplace(std::move(transaction));
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    GODWIT_TRY(CheckLedger(context_.project, ledger));
    GODWIT_ASSIGN(batches_, ReadUndoLog(context_.db, options_.migration, options_.step));
    if (batches_.empty()) return NothingRecorded();
    if (options_.migration.empty() && options_.step.empty()) {
      const std::string last = batches_.front().migration;
      std::erase_if(batches_, [&](const UndoBatch& batch) { return batch.migration != last; });
    }
    GODWIT_TRY(CheckChain(batches_));
    GODWIT_ASSIGN(TriggersOff off, TriggersOff::Switch(context_.db));
    triggers_off_.emplace(std::move(off));
    return {};
  }

 private:
  Status NothingRecorded() const {
    if (options_.migration.empty() && options_.step.empty()) return {};
    const bool step = !options_.step.empty();
    return Error{.code = ErrorCode::kRefused,
                 .what = step ? "data step \"" + options_.step + "\""
                              : "migration \"" + options_.migration + "\"",
                 .why = "nothing is recorded that could be undone",
                 .next = "steps whose undo is off, and those of older versions, leave no record"};
  }

  Result<bool> Advance() override {
    // All digests are looked at before the first row is touched.
    if (checked_ < batches_.size()) {
      Tell("check", checked_);
      GODWIT_TRY(ReadChangeset(context_.db, batches_[checked_]));
      GODWIT_TRY(CheckTables(batches_[checked_]));
      ++checked_;
      return true;
    }
    if (next_ < batches_.size()) {
      Tell("undo", next_);
      GODWIT_TRY(Apply(batches_[next_]));
      ++next_;
      return true;
    }
    if (!batches_.empty()) GODWIT_TRY(Conclude());
    triggers_off_.reset();
    // Nothing to commit: an empty file would get its first page.
    GODWIT_TRY(batches_.empty() ? transaction_->Rollback() : transaction_->Commit());
    transaction_.reset();
    // Until here it could all have been rolled back.
    for (auto& [key, done] : steps_) report_.data_steps.push_back(std::move(done));
    Finish();
    return false;
  }

  void Tell(const char* phase, std::size_t done) {
    context_.listener.OnProgress({.phase = phase,
                                  .name = batches_[done].step,
                                  .done = static_cast<std::int64_t>(done),
                                  .total = static_cast<std::int64_t>(batches_.size()),
                                  .unit = "batches"});
  }

  static std::string Subject(const UndoBatch& batch) {
    return "undo of data step \"" + batch.step + "\", batch " + std::to_string(batch.batch);
  }

  Status CheckTables(const UndoBatch& batch) const {
    GODWIT_ASSIGN(const std::string why, WhyShapesDiffer(context_.db, batch.tables));
    if (why.empty()) return {};
    return Error{.code = ErrorCode::kRefused,
                 .what = Subject(batch),
                 .why = why,
                 .next =
                     "take the migrations back that changed it, with `godwit down`, and try "
                     "again; nothing was changed"};
  }

  Status Apply(const UndoBatch& batch) {
    const std::int64_t begin = context_.clock.MonotonicMicros();
    GODWIT_ASSIGN(const std::string changeset, ReadChangeset(context_.db, batch));
    GODWIT_ASSIGN(const std::string inverse, InvertChangeset(changeset));
    const std::int64_t before = context_.db.TotalChanges();
    std::int64_t left = 0;
    std::vector<std::pair<ChangeConflict, ChangedRow>> conflicts;
    Status applied = ChangesetApplier::Apply(context_.db, inverse,
                                             [&](ChangeConflict conflict, const ChangedRow& row) {
                                               ++left;
                                               conflicts.emplace_back(conflict, row);
                                             });
    if (!applied.ok()) {
      Error error = std::move(applied).error();
      error.what = Subject(batch);
      error.next = "nothing was changed";
      return error;
    }
    for (const auto& [conflict, row] : conflicts) {
      GODWIT_TRY(conflicts_.Add(context_.db, conflict, row));
    }
    const std::int64_t done = context_.db.TotalChanges() - before;
    if (done + left != batch.changes) {
      return Error{.code = ErrorCode::kFailed,
                   .what = Subject(batch),
                   .why = Counted(batch.changes, "change is", "changes are") + " recorded, but " +
                          std::to_string(done) + " could be taken back and " +
                          std::to_string(left) + " were changed since",
                   .next = "nothing was changed"};
    }
    DataStepReport& report = steps_[{batch.migration, batch.step}];
    report.migration = batch.migration;
    report.name = batch.step;
    report.rows += done;
    ++report.batches;
    written_[{batch.migration, batch.step}] += batch.rows;
    const std::int64_t micros = context_.clock.MonotonicMicros() - begin;
    report.duration_micros += micros;
    context_.listener.OnLog({"undo",
                             {{"migration", batch.migration},
                              {"step", batch.step},
                              {"batch", batch.batch},
                              {"rows", done},
                              {"left", left}}});
    return {};
  }

  Status Conclude() {
    if (!conflicts_.empty()) {
      if (!options_.skip_edited) {
        return Error{.code = ErrorCode::kRefused,
                     .what = "undo",
                     .why = conflicts_.Describe(),
                     .next =
                         "nothing was changed; `godwit undo --skip-edited` brings back the "
                         "others and leaves these as they are"};
      }
      report_.warnings.push_back(conflicts_.Describe() + "; they were left as they are");
    }
    GODWIT_TRY(RebuildIndexes());
    for (const auto& [key, report] : steps_) {
      GODWIT_ASSIGN(const LedgerStep known, GetStep(context_.db, key.first, key.second));
      if (known.rows > written_[key]) {
        report_.warnings.push_back(
            "data step \"" + key.second + "\" wrote " + Counted(known.rows, "row") + ", of which " +
            Counted(written_[key], "was", "were") + " recorded; the others were left as they are");
      }
      LedgerStep due;
      due.migration = key.first;
      due.name = key.second;
      GODWIT_TRY(PutStep(context_.db, due));
      GODWIT_TRY(ClearOutcome(context_.db, {key.first, key.second}));
      GODWIT_TRY(RemoveUndoLog(context_.db, key.first, key.second));
    }
    return {};
  }

  // Full-text indexes over rows of the tables that were written: triggers keep them, and those were
  // off.
  Status RebuildIndexes() {
    GODWIT_ASSIGN(const Schema schema, Inspect(context_.db));
    for (const Table& table : schema.tables) {
      if (table.kind != TableKind::kVirtual || !table.module.starts_with("fts")) continue;
      const std::vector<Token> tokens = SignificantTokens(table.arguments);
      for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        if (LowerAscii(tokens[i].text) != "content" || tokens[i + 1].text != "=") continue;
        const std::string content = LowerAscii(Unquote(tokens[i + 2].text));
        if (content.empty() || !Wrote(content)) continue;
        const std::string name = QuoteName(table.name);
        GODWIT_TRY(
            context_.db.Execute("INSERT INTO main." + name + " (" + name + ") VALUES ('rebuild')"));
      }
    }
    return {};
  }

  bool Wrote(const std::string& table) const {
    const std::string key = "\"" + table + "\":";
    return std::any_of(batches_.begin(), batches_.end(), [&](const UndoBatch& batch) {
      return batch.tables.find(key) != std::string::npos;
    });
  }

  using Key = std::pair<std::string, std::string>;  // migration, step

  UndoOptions options_;
  std::optional<Transaction> transaction_;
  std::optional<TriggersOff> triggers_off_;
  std::vector<UndoBatch> batches_;  // newest first
  std::size_t checked_ = 0;
  std::size_t next_ = 0;
  Conflicts conflicts_;
  std::map<Key, DataStepReport> steps_;
  std::map<Key, std::int64_t> written_;
};

// Names that the project does not have are slips, and no steps without a record.
Status CheckNames(const Project& project, const UndoOptions& options) {
  const auto none = [&](const char* kind, const std::string& name) {
    return Error{.code = ErrorCode::kRefused,
                 .what = kind + (" \"" + name) + "\"",
                 .why = "project \"" + project.name + "\" has none of that name",
                 .next = "`godwit status` lists them"};
  };
  if (!options.migration.empty() && project.Find(options.migration) == nullptr) {
    return none("migration", options.migration);
  }
  if (options.step.empty()) return {};
  for (const Migration& migration : project.migrations) {
    for (const DataStep& step : migration.data_steps) {
      if (step.name == options.step) return {};
    }
  }
  return none("data step", options.step);
}

}  // namespace

Result<std::unique_ptr<Run>> StartUndo(const RunContext& context, UndoOptions options) {
  GODWIT_TRY(CheckNames(context.project, options));
  auto run = std::make_unique<UndoRun>(context, std::move(options));
  GODWIT_TRY(run->Begin());
  return std::unique_ptr<Run>(std::move(run));
}

}  // namespace godwit

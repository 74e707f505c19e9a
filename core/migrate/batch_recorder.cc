#include "core/migrate/batch_recorder.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/migrate/changed_rows.h"
#include "core/migrate/undo_limits.h"
#include "core/migrate/undo_log.h"
#include "core/schema/internal.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kHasVirtual =
    "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage = 0)";

constexpr std::string_view kSelectShadows =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'";

// Shadow tables that nothing is to be learnt from: their virtual table is named, or follows from
// another table. Nobody but their module may write them, so no changeset may hold their rows.
Result<TableNames> QuietShadows(const Database& db, const TableNames& named) {
  TableNames quiet;
  GODWIT_ASSIGN(const Value any, db.QueryValue(kHasVirtual));
  if (any == Value(std::int64_t{0})) return quiet;
  std::vector<std::string> shadows;
  {
    GODWIT_ASSIGN(Statement select, db.Prepare(kSelectShadows));
    while (true) {
      GODWIT_ASSIGN(const bool row, select.Step());
      if (!row) break;
      shadows.emplace_back(select.Text(0));
    }
  }
  for (const std::string& shadow : shadows) {
    GODWIT_ASSIGN(const std::string judged, JudgedTable(db, named, shadow));
    if (judged.empty()) quiet.insert(LowerAscii(shadow));
  }
  return quiet;
}

}  // namespace

BatchRecorder::BatchRecorder(const RunContext& context, const Migration& migration,
                             const DataStep& step, const StepTargets& targets)
    : context_(context), migration_(migration), step_(step), targets_(targets) {}

Result<BatchRecorder> BatchRecorder::Start(const RunContext& context, const Migration& migration,
                                           const DataStep& step, const StepTargets& targets) {
  BatchRecorder recorder(context, migration, step, targets);
  GODWIT_TRY(recorder.Begin());
  return recorder;
}

Status BatchRecorder::Begin() {
  GODWIT_ASSIGN(const bool recorded, IsRecorded(context_.db, step_, targets_.written));
  if (!recorded) {
    GODWIT_ASSIGN(BystanderGuard guard, BystanderGuard::Start(context_.db, targets_.named));
    guard_.emplace(std::move(guard));
    return {};
  }
  GODWIT_ASSIGN(TableNames quiet, QuietShadows(context_.db, targets_.named));
  const auto filter = [changed = changed_.get(), quiet = std::move(quiet)](std::string_view table) {
    const std::string name = LowerAscii(table);
    if (IsInternal(name) || quiet.contains(name)) return false;
    changed->insert(name);
    return true;
  };
  GODWIT_ASSIGN(ChangeRecorder recorder, ChangeRecorder::Start(context_.db, filter));
  recorder_.emplace(std::move(recorder));
  return {};
}

Status BatchRecorder::Finish(std::int64_t rows) && {
  Status status;
  if (guard_) {
    status = std::move(*guard_).Settle(Subject(), context_.bystanders);
  } else {
    GODWIT_ASSIGN(const std::string changeset, recorder_->Changeset());
    recorder_.reset();
    status = Keep(changeset, rows);
  }
  if (status.ok()) return {};
  Error error = std::move(status).error();
  if (error.code == ErrorCode::kFailed) error.code = ErrorCode::kDataStep;
  error.place = step_.place;
  return error;
}

Status BatchRecorder::Keep(const std::string& changeset, std::int64_t rows) {
  if (changeset.empty()) return {};
  const TableNames& named = targets_.named;
  const bool all_named =
      std::includes(named.begin(), named.end(), changed_->begin(), changed_->end());
  if (!all_named) {
    GODWIT_ASSIGN(BystanderList list, BystandersIn(context_.db, changeset, named));
    GODWIT_TRY(SettleBystanders(std::move(list), Subject(), context_.bystanders));
  }
  UndoBatch batch;
  batch.migration = migration_.name;
  batch.step = step_.name;
  batch.rows = rows;
  GODWIT_ASSIGN(ChangesetReader reader, ChangesetReader::Open(changeset));
  while (true) {
    GODWIT_ASSIGN(const bool row, reader.Next());
    if (!row) break;
    ++batch.changes;
  }
  GODWIT_ASSIGN(batch.tables, TableShapes(context_.db, {changed_->begin(), changed_->end()}));
  return AddUndoBatch(context_.db, std::move(batch), changeset);
}

}  // namespace godwit

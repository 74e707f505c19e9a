// What is kept to go back to: taking and restoring snapshots, dropping what is no longer wanted.
#include <utility>

#include "core/base/snapshot_shelf.h"
#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/migrate/durability.h"
#include "core/migrate/snapshot.h"
#include "core/migrate/undo_log.h"

namespace godwit {

using nlohmann::json;

namespace {

// A database file, and somewhere to put its snapshots.
Status NeedShelf(Call& call) {
  GODWIT_TRY(call.session.NeedProject());
  GODWIT_ASSIGN(const Database* db, call.session.NeedDatabase());
  if (db->OnDisk() && call.session.snapshots() != nullptr) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = "snapshot of database \"" + db->path() + "\"",
               .why = "it is not a file, so there is no place beside it",
               .next = "download or export it instead"};
}

}  // namespace

JobResult SnapshotMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(NeedShelf(call));
  const RunContext context = call.session.Context(call.listener);
  Report report;
  report.command = "snapshot";
  report.project = context.project.name;
  report.started_at = FormatTime(context.clock.NowMillis());
  GODWIT_ASSIGN(SnapshotReport snapshot, TakeSnapshot(context, "on-request"));
  if (!snapshot.path.empty()) report.snapshots.push_back(std::move(snapshot));
  report.finished_at = FormatTime(context.clock.NowMillis());
  return Done(Encode(report));
}

JobResult RestoreMethod(Call& call) {
  std::string path;
  GODWIT_TRY(call.params.Text("path", path));
  GODWIT_TRY(call.params.Finish());
  if (path.empty()) return call.params.Wrong("path", "it must name a snapshot");
  GODWIT_TRY(NeedShelf(call));
  GODWIT_ASSIGN(const Durability durability, Durability::Choose(*call.session.database(), false));
  GODWIT_ASSIGN(const Report report, RestoreSnapshot(call.session.Context(call.listener), path));
  return Done(Encode(report));
}

JobResult FinalizeMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(*db));
  GODWIT_ASSIGN(const UndoSize size, ClearUndoLog(*db));
  // Nothing to commit: an empty file would get its first page.
  GODWIT_TRY(size.batches == 0 ? transaction.Rollback() : transaction.Commit());
  SnapshotShelf::Size snapshots;
  if (db->OnDisk() && call.session.snapshots() != nullptr) {
    GODWIT_ASSIGN(snapshots, call.session.snapshots()->Clear(db->path()));
  }
  return Done({{"batches", size.batches},
               {"bytes", size.bytes},
               {"snapshots", snapshots.files},
               {"snapshotBytes", snapshots.bytes}});
}

}  // namespace godwit

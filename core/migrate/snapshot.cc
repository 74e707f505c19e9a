#include "core/migrate/snapshot.h"

#include <algorithm>
#include <utility>

#include "core/base/snapshot_shelf.h"
#include "core/base/words.h"
#include "core/migrate/ledger.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

Result<std::int64_t> Number(const Database& db, std::string_view sql) {
  GODWIT_ASSIGN(const Value value, db.QueryValue(sql));
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

Status Finish(const RunContext& context, DatabaseCopy& copy, const std::string& name) {
  while (true) {
    GODWIT_ASSIGN(const bool more, copy.Step());
    context.listener.OnProgress({.phase = "copy",
                                 .name = name,
                                 .done = copy.pages_done(),
                                 .total = copy.pages(),
                                 .unit = "pages"});
    if (!more) return {};
  }
}

Result<std::string> Write(const RunContext& context, const Database& from, const std::string& part,
                          const std::string& label) {
  {
    GODWIT_ASSIGN(Database to, Database::Open(part, {.mode = OpenMode::kCreate}));
    GODWIT_ASSIGN(DatabaseCopy copy, DatabaseCopy::Start(from, to));
    GODWIT_TRY(Finish(context, copy, label));
  }
  return context.snapshots->Keep(part);
}

Error NotOurs(const std::string& path, std::string why, std::string next) {
  return {.code = ErrorCode::kRefused,
          .what = "snapshot \"" + path + "\"",
          .why = std::move(why),
          .next = std::move(next) + "; nothing was changed"};
}

// SQLite would call the database read-only.
Status CheckPageSize(const Database& here, const Database& there, const std::string& path) {
  GODWIT_ASSIGN(const Value mode, here.QueryValue("PRAGMA journal_mode"));
  if (mode != Value(std::string("wal"))) return {};
  GODWIT_ASSIGN(const std::int64_t ours, Number(here, "PRAGMA page_size"));
  GODWIT_ASSIGN(const std::int64_t theirs, Number(there, "PRAGMA page_size"));
  if (ours == theirs) return {};
  return NotOurs(path,
                 "its pages have " + Counted(theirs, "byte") + ", the database's have " +
                     Counted(ours, "byte") +
                     ", and a database with a write-ahead log keeps the size of its pages",
                 "say PRAGMA journal_mode = DELETE to the database, restore, and say PRAGMA "
                 "journal_mode = WAL again");
}

// One ledger must begin with the other: then one is an earlier state of the other's database. What
// was taken before the first migration has none, and is of this database where it lies on its
// shelf (`on_shelf`).
Status CheckSameHistory(const Ledger& here, const Ledger& there, const std::string& path,
                        bool on_shelf) {
  if (there.entries.empty() && !here.entries.empty() && !on_shelf) {
    return NotOurs(path, "it has no ledger, so nothing says that it is of this database",
                   "name a snapshot of this database; to replace it by another one, copy the file");
  }
  const std::size_t common = std::min(here.entries.size(), there.entries.size());
  for (std::size_t i = 0; i < common; ++i) {
    const LedgerEntry& ours = here.entries[i];
    const LedgerEntry& theirs = there.entries[i];
    const bool same = ours.name == theirs.name && ours.checksum == theirs.checksum;
    if (same && ours.started_at == theirs.started_at) continue;
    if (same) {
      return NotOurs(path,
                     "it is of another database: migration \"" + ours.name +
                         "\" was applied there at " + theirs.started_at + ", here at " +
                         ours.started_at,
                     "name a snapshot of this database; to replace it by another one, copy the "
                     "file");
    }
    return NotOurs(
        path,
        "it is of another database: its migration " + std::to_string(i + 1) + " is \"" +
            theirs.name + "\", here it is " +
            (ours.name == theirs.name ? "another version of it" : "\"" + ours.name + "\""),
        "name a snapshot of this database");
  }
  return {};
}

// Over the live database, as long as it is what was looked at: a change that came in since is in no
// snapshot, and would be lost.
Status CopyBack(const RunContext& context, const Database& from, std::uint32_t seen) {
  GODWIT_ASSIGN(DatabaseCopy copy, DatabaseCopy::Start(from, context.db));
  GODWIT_TRY(copy.Lock());
  if (context.db.DataVersion() != seen) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "database \"" + context.db.path() + "\"",
                 .why = "another program changed it while the snapshot of the present was taken",
                 .next = "nothing was restored; close that program, and try again"};
  }
  Status copied = Finish(context, copy, "restore");
  // Its last step is the commit.
  if (!copied.ok()) return FailedCommit(std::move(copied).error());
  return {};
}

}  // namespace

bool IsDestructive(const Script& script) {
  return std::any_of(
      script.statements.begin(), script.statements.end(), [](const ScriptStatement& statement) {
        const std::vector<Token> tokens = SignificantTokens(statement.sql);
        if (tokens.empty()) return false;
        const auto word = [&](std::size_t i) {
          return i < tokens.size() ? LowerAscii(tokens[i].text) : std::string();
        };
        const std::string first = word(0);
        if (first == "create" || first == "pragma" || first == "select") return false;
        if (first == "drop") return word(1) == "table";
        if (first == "insert") {
          if (word(1) == "or" && word(2) == "replace") return true;
          for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
            if (word(i) == "do" && word(i + 1) == "update") return true;
          }
          return false;
        }
        if (first == "alter") {
          return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
            return token.kind == TokenKind::kWord && LowerAscii(token.text) == "drop";
          });
        }
        return first == "delete" || first == "update" || first == "replace" || first == "with";
      });
}

Result<SnapshotReport> TakeSnapshot(const RunContext& context, const std::string& label) {
  SnapshotReport report;
  if (context.snapshots == nullptr || !context.db.OnDisk()) return report;
  const std::int64_t begin = context.clock.MonotonicMicros();
  // Another connection sees what is committed, and may be copied while this one holds the lock.
  GODWIT_ASSIGN(Database from, Database::Open(context.db.path(), {.mode = OpenMode::kReadOnly}));
  // One state from here to the end, whoever writes meanwhile.
  GODWIT_ASSIGN(const Transaction reading, Transaction::BeginRead(from));
  GODWIT_ASSIGN(const std::int64_t objects, Number(from, "SELECT count(*) FROM sqlite_schema"));
  if (objects == 0) return report;
  GODWIT_ASSIGN(report.bytes, from.Bytes());
  GODWIT_ASSIGN(const std::string part,
                context.snapshots->Begin(context.db.path(), label, report.bytes));
  Result<std::string> path = Write(context, from, part, label);
  if (!path.ok()) {
    context.snapshots->Discard(part);
    Error error = std::move(path).error();
    error.what = "snapshot of database \"" + context.db.path() + "\"";
    return error;
  }
  report.path = std::move(*path);
  report.duration_micros = context.clock.MonotonicMicros() - begin;
  context.listener.OnLog({"snapshot",
                          {{"path", report.path},
                           {"bytes", report.bytes},
                           {"durationMicros", report.duration_micros}}});
  return report;
}

Result<SnapshotReport> TakeSnapshotBefore(const RunContext& context, const std::string& what) {
  Result<SnapshotReport> taken = TakeSnapshot(context, "before-" + what);
  if (taken.ok() || taken.error().code == ErrorCode::kInterrupted) return taken;
  Error error = std::move(taken).error();
  error.next +=
      (error.next.empty() ? "" : ", or ") + std::string("say --no-snapshot to go without");
  return error;
}

Result<Report> RestoreSnapshot(const RunContext& context, const std::string& path) {
  Report report;
  report.command = "restore";
  report.project = context.project.name;
  report.started_at = FormatTime(context.clock.NowMillis());
  GODWIT_ASSIGN(const Database from, Database::Open(path, {.mode = OpenMode::kReadOnly}));
  GODWIT_ASSIGN(const Value check, from.QueryValue("PRAGMA quick_check(1)"));
  if (check != Value(std::string("ok"))) {
    return NotOurs(path, "it is damaged: " + Show(View(check)), "name another one");
  }
  GODWIT_ASSIGN(const Ledger there, ReadLedger(from));
  std::uint32_t seen = 0;
  {
    GODWIT_ASSIGN(const Transaction reading, Transaction::BeginRead(context.db));
    GODWIT_ASSIGN(const Ledger here, ReadLedger(context.db));
    GODWIT_TRY(CheckSameHistory(
        here, there, path,
        context.snapshots != nullptr && context.snapshots->Holds(context.db.path(), path)));
    GODWIT_TRY(CheckPageSize(context.db, from, path));
    seen = context.db.DataVersion();
  }
  GODWIT_ASSIGN(SnapshotReport present, TakeSnapshot(context, "before-restore"));
  if (Status copied = CopyBack(context, from, seen); !copied.ok()) {
    // It would be the newest one, and the next restore would bring back what was to go.
    const bool failed_before = !copied.error().uncertain;
    if (!present.path.empty() && failed_before) context.snapshots->Forget(present.path);
    return std::move(copied).error();
  }
  if (!present.path.empty()) report.snapshots.push_back(std::move(present));
  report.restored = path;
  report.finished_at = FormatTime(context.clock.NowMillis());
  return report;
}

}  // namespace godwit

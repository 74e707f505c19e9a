#include "core/migrate/step_outcome.h"

#include "core/migrate/ledger.h"

namespace godwit {
namespace {

constexpr std::string_view kAddCount =
    "INSERT INTO godwit_counts (migration, step, name, value) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT DO UPDATE SET value = value + excluded.value";

constexpr std::string_view kSetCount =
    "INSERT INTO godwit_counts (migration, step, name, value) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT DO UPDATE SET value = excluded.value";

constexpr std::string_view kAddRecord =
    "INSERT INTO godwit_records (migration, step, name, number, record) "
    "SELECT ?1, ?2, ?3, coalesce(max(number), 0) + 1, ?4 FROM godwit_records "
    "WHERE migration = ?1 AND step = ?2 AND name = ?3";

constexpr std::string_view kAddFailure =
    "INSERT INTO godwit_quarantine (migration, step, row_key, shown_key, reason) "
    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET reason = excluded.reason";

constexpr std::string_view kAddCopy =
    "INSERT INTO godwit_quarantine_values (migration, step, row_key, part, name, value) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET value = excluded.value";

constexpr std::string_view kSelectCounts =
    "SELECT name, value FROM godwit_counts WHERE migration = ?1 AND step = ?2 ORDER BY name";

// The first of each name, with how many there are.
constexpr std::string_view kSelectRecords =
    "SELECT r.name, r.record, t.total FROM godwit_records AS r "
    "JOIN (SELECT name, count(*) AS total FROM godwit_records "
    "WHERE migration = ?1 AND step = ?2 GROUP BY name) AS t ON t.name = r.name "
    "WHERE r.migration = ?1 AND r.step = ?2 AND r.number <= ?3 ORDER BY r.name, r.number";

constexpr std::string_view kSelectFailures =
    "SELECT shown_key, reason FROM godwit_quarantine WHERE migration = ?1 AND step = ?2 "
    "ORDER BY shown_key LIMIT ?3";

// A report names so many; the ledger has all.
constexpr std::int64_t kReported = 1000;

Status ReadRecords(const Database& db, DataStepReport& report) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectRecords));
  GODWIT_TRY(select.BindAll(Value(report.migration), Value(report.name), Value(kReported)));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return {};
    const std::string name(select.Text(0));
    if (report.records.empty() || report.records.back().name != name) {
      report.records.push_back({.name = name, .total = select.Int(2)});
    }
    report.records.back().rows.emplace_back(select.Text(1));
  }
}

Status ReadFailures(const Database& db, DataStepReport& report) {
  GODWIT_ASSIGN(report.failed, CountFailures(db, {report.migration, report.name}));
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectFailures));
  GODWIT_TRY(select.BindAll(Value(report.migration), Value(report.name), Value(kReported)));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return {};
    report.failures.push_back({std::string(select.Text(0)), std::string(select.Text(1))});
  }
}

}  // namespace

Status AddCount(Database& db, const StepKey& step, const std::string& name, std::int64_t value) {
  return db.Execute(kAddCount, Value(step.migration), Value(step.step), Value(name), Value(value));
}

Status SetCount(Database& db, const StepKey& step, const std::string& name, std::int64_t value) {
  return db.Execute(kSetCount, Value(step.migration), Value(step.step), Value(name), Value(value));
}

Status AddRecord(Database& db, const StepKey& step, const std::string& name,
                 const std::string& record) {
  return db.Execute(kAddRecord, Value(step.migration), Value(step.step), Value(name),
                    Value(record));
}

Status AddFailure(Database& db, const StepKey& step, const FailedRow& row) {
  GODWIT_TRY(db.Execute(kAddFailure, Value(step.migration), Value(step.step), Value(Blob{row.key}),
                        Value(row.shown), Value(row.reason)));
  for (std::size_t part = 0; part < row.copy.size(); ++part) {
    GODWIT_TRY(db.Execute(kAddCopy, Value(step.migration), Value(step.step), Value(Blob{row.key}),
                          Value(static_cast<std::int64_t>(part)), Value(row.copy[part].first),
                          row.copy[part].second));
  }
  return {};
}

Status ClearFailures(Database& db, const StepKey& step) {
  for (const std::string_view sql :
       {"DELETE FROM godwit_quarantine WHERE migration = ?1 AND step = ?2",
        "DELETE FROM godwit_quarantine_values WHERE migration = ?1 AND step = ?2"}) {
    GODWIT_TRY(db.Execute(sql, Value(step.migration), Value(step.step)));
  }
  return {};
}

Status ClearOutcome(Database& db, const StepKey& step) {
  for (const std::string_view sql :
       {"DELETE FROM godwit_counts WHERE migration = ?1 AND step = ?2",
        "DELETE FROM godwit_records WHERE migration = ?1 AND step = ?2"}) {
    GODWIT_TRY(db.Execute(sql, Value(step.migration), Value(step.step)));
  }
  return ClearFailures(db, step);
}

Result<std::int64_t> CountFailures(const Database& db, const StepKey& step) {
  GODWIT_ASSIGN(
      Statement count,
      db.Prepare("SELECT count(*) FROM godwit_quarantine WHERE migration = ?1 AND step = ?2"));
  GODWIT_TRY(count.BindAll(Value(step.migration), Value(step.step)));
  GODWIT_TRY(count.Step());
  return count.Int(0);
}

Status ReadOutcome(const Database& db, DataStepReport& report) {
  report.counts.clear();
  report.records.clear();
  report.failures.clear();
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_counts"));
  if (!kept) return {};
  GODWIT_ASSIGN(Statement counts, db.Prepare(kSelectCounts));
  GODWIT_TRY(counts.BindAll(Value(report.migration), Value(report.name)));
  while (true) {
    GODWIT_ASSIGN(const bool row, counts.Step());
    if (!row) break;
    report.counts.emplace_back(counts.Text(0), counts.Int(1));
  }
  GODWIT_TRY(ReadRecords(db, report));
  return ReadFailures(db, report);
}

}  // namespace godwit

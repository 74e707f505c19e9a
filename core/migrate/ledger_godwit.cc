// Godwit's own list of migrations. It keeps the text of each, so that an edit can be told from one
// of layout, and named by its first line.
#include <algorithm>
#include <string>
#include <vector>

#include "core/migrate/ledger_format.h"
#include "core/migrate/ledger_shape.h"
#include "core/migrate/pieces.h"
#include "core/migrate/project.h"
#include "core/schema/lint/suppress.h"

namespace godwit {
namespace {

constexpr std::int64_t kLastPosition = 1'000'000'000;

constexpr std::string_view kSelect =
    "SELECT position, name, checksum, sql, started_at, finished_at, duration_micros, engine "
    "FROM godwit_migrations ORDER BY position";

constexpr std::string_view kInsert =
    "INSERT INTO godwit_migrations (position, name, checksum, sql, started_at, finished_at, "
    "duration_micros, engine) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

constexpr std::string_view kAccept =
    "UPDATE godwit_migrations SET checksum = ?2, sql = ?3 WHERE name = ?1";

std::vector<std::string> Orders(const ScriptStatement& statement) {
  std::vector<std::string> orders;
  for (const ScriptDirective& directive : statement.directives) {
    if (!IsSuppression(directive.text)) orders.push_back(directive.text);
  }
  return orders;
}

// Token by token, directives included; layout and other comments make no difference, nor do those
// for `lint` alone.
bool SameStatements(std::string_view then, const std::vector<ScriptStatement>& now) {
  Script script{.path = {}, .text = {}, .statements = SplitScript(then)};
  (void)CutIntoPieces(script);
  const std::vector<ScriptStatement>& old = script.statements;
  return std::equal(old.begin(), old.end(), now.begin(), now.end(),
                    [](const ScriptStatement& a, const ScriptStatement& b) {
                      return Orders(a) == Orders(b) && NormalizeSql(a.sql) == NormalizeSql(b.sql);
                    });
}

class Godwit final : public LedgerFormat {
 public:
  std::string_view name() const override { return "godwit"; }
  std::string_view table() const override { return "godwit_migrations"; }

  Status Read(const Database& db, Ledger& ledger) const override {
    GODWIT_ASSIGN(Statement row, db.Prepare(kSelect));
    while (true) {
      GODWIT_ASSIGN(const bool more, row.Step());
      if (!more) return {};
      if (row.Int(0) < 1 || row.Int(0) > kLastPosition) return Misplaced(db, row.Column(0));
      ledger.entries.push_back({.position = row.Int(0),
                                .name = std::string(row.Text(1)),
                                .checksum = std::string(row.Text(2)),
                                .sql = std::string(row.Text(3)),
                                .started_at = std::string(row.Text(4)),
                                .finished_at = std::string(row.Text(5)),
                                .duration_micros = row.Int(6),
                                .engine = std::string(row.Text(7))});
    }
  }

  Result<bool> InUse(const Database& db) const override {
    GODWIT_ASSIGN(const Value any,
                  db.QueryValue("SELECT EXISTS (SELECT 1 FROM godwit_migrations)"));
    return any == Value(std::int64_t{1});
  }

  Result<bool> Has(const Database& db, std::string_view migration) const override {
    GODWIT_ASSIGN(Statement select, db.Prepare("SELECT 1 FROM godwit_migrations WHERE name = ?1"));
    GODWIT_TRY(select.Bind(1, ValueView(migration)));
    return select.Step();
  }

  Result<std::int64_t> Count(const Database& db) const override {
    GODWIT_ASSIGN(const Value count, db.QueryValue("SELECT count(*) FROM godwit_migrations"));
    return std::get<std::int64_t>(count);
  }

  Likeness Compare(const LedgerEntry& then, const Migration& now) const override {
    if (then.checksum == now.checksum) return Likeness::kSame;
    return SameStatements(then.sql, now.up.statements) ? Likeness::kCosmetic : Likeness::kDifferent;
  }

  // Its table is one of Godwit's own.
  Status Create(Database& db) const override { return EnsureLedger(db); }

  Status Add(Database& db, const LedgerEntry& entry) const override {
    GODWIT_ASSIGN(const Value last,
                  db.QueryValue("SELECT coalesce(max(position), 0) FROM godwit_migrations"));
    const auto* position = std::get_if<std::int64_t>(&last);
    if (position == nullptr || *position < 0 || *position > kLastPosition) {
      return Misplaced(db, View(last));
    }
    return db.Execute(kInsert, Value(*position + 1), Value(entry.name), Value(entry.checksum),
                      Value(entry.sql), Value(entry.started_at), Value(entry.finished_at),
                      Value(entry.duration_micros), Value(entry.engine));
  }

  Status Accept(Database& db, const LedgerEntry& entry) const override {
    return db.Execute(kAccept, Value(entry.name), Value(entry.checksum), Value(entry.sql));
  }

  Status Remove(Database& db, std::string_view migration) const override {
    return db.Execute("DELETE FROM godwit_migrations WHERE name = ?1", ValueView(migration));
  }

  static Error Misplaced(const Database& db, const ValueView& position) {
    return DamagedLedger(db, "a migration's position is " + Show(position));
  }

  // What fails here leaves nothing, so there is no failed row.
  Status CloseFailed(Database&, std::string_view, std::string_view) const override { return {}; }
};

}  // namespace

const LedgerFormat& GodwitLedger() {
  static const Godwit kFormat;
  return kFormat;
}

}  // namespace godwit

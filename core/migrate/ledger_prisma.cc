// Prisma's list of migrations, `_prisma_migrations`, read and written as Prisma does, so that
// `prisma migrate status` and `deploy` accept what Godwit recorded, and the other way round.
//
// Source: prisma-engines, schema-engine (connectors/sql-schema-connector, the SQLite flavour and
// sql_migration_persistence; schema-connector, checksum). A row is made when a migration begins and
// gets `finished_at` when it ends; one without it has failed, unless `rolled_back_at` says that
// somebody has seen to it. Times are ISO texts or, from Prisma's native engine, integers:
// milliseconds since 1970. No text of the migrations is kept, only the SHA-256 of their bytes.
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/migrate/ledger_format.h"
#include "core/migrate/project.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kCreate = R"(CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
))";

constexpr std::array<std::string_view, 8> kColumns = {
    "id",   "checksum",       "finished_at", "migration_name",
    "logs", "rolled_back_at", "started_at",  "applied_steps_count"};

constexpr std::string_view kSelectColumns =
    "SELECT lower(name) FROM pragma_table_xinfo('_prisma_migrations', 'main')";

constexpr std::string_view kSelect =
    "SELECT migration_name, checksum, started_at, finished_at, logs FROM _prisma_migrations "
    "WHERE rolled_back_at IS NULL ORDER BY rowid";

constexpr std::string_view kAny =
    "SELECT EXISTS (SELECT 1 FROM _prisma_migrations WHERE rolled_back_at IS NULL)";

constexpr std::string_view kHas =
    "SELECT 1 FROM _prisma_migrations "
    "WHERE migration_name = ?1 AND finished_at IS NOT NULL AND rolled_back_at IS NULL";

constexpr std::string_view kCount =
    "SELECT count(*) FROM _prisma_migrations "
    "WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL";

constexpr std::string_view kLastStart =
    "SELECT started_at FROM _prisma_migrations ORDER BY rowid DESC LIMIT 1";

constexpr std::string_view kRowsOf =
    "SELECT count(*) FROM _prisma_migrations WHERE migration_name = ?1";

constexpr std::string_view kInsert =
    "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, logs, "
    "rolled_back_at, started_at, applied_steps_count) VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6, ?7)";

constexpr std::string_view kAccept =
    "UPDATE _prisma_migrations SET checksum = ?2 "
    "WHERE migration_name = ?1 AND finished_at IS NOT NULL AND rolled_back_at IS NULL";

// Not marked as rolled back, as Prisma would do with a failed one: its `migrate status` takes a
// marked row for an applied one.
constexpr std::string_view kRemove =
    "DELETE FROM _prisma_migrations "
    "WHERE migration_name = ?1 AND finished_at IS NOT NULL AND rolled_back_at IS NULL";

constexpr std::string_view kCloseFailed =
    "UPDATE _prisma_migrations SET rolled_back_at = ?2 "
    "WHERE migration_name = ?1 AND finished_at IS NULL AND rolled_back_at IS NULL";

constexpr std::string_view kMark = "\xef\xbb\xbf";  // byte order mark

Error Malformed(const Database& db, std::string why) {
  return {.code = ErrorCode::kRefused,
          .what = "table \"_prisma_migrations\" of database \"" + db.path() + "\"",
          .why = std::move(why),
          .next = "restore the table from a backup; if it is not Prisma's, give it another name"};
}

Status CheckShape(const Database& db) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectColumns));
  std::vector<std::string> there;
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    there.emplace_back(select.Text(0));
  }
  for (const std::string_view column : kColumns) {
    if (std::find(there.begin(), there.end(), column) != there.end()) continue;
    return Malformed(
        db, "it is not as Prisma makes it: column \"" + std::string(column) + "\" is missing");
  }
  return {};
}

// What ISO 8601 has digits for: the years 0 to 9999.
constexpr std::int64_t kFirstMilli = -62'167'219'200'000;
constexpr std::int64_t kLastMilli = 253'402'300'799'999;

// Milliseconds since 1970; nothing for what is no time.
std::optional<std::int64_t> TimeOf(const ValueView& value) {
  if (const auto* millis = std::get_if<std::int64_t>(&value)) {
    if (*millis < kFirstMilli || *millis > kLastMilli) return std::nullopt;
    return *millis;
  }
  const auto* text = std::get_if<std::string_view>(&value);
  if (text == nullptr) return std::nullopt;
  const Result<std::int64_t> millis = ParseTime(*text);
  return millis.ok() ? std::optional(*millis) : std::nullopt;
}

// `2026-11-21T05:16:10.825+00:00`
std::string PrismaTime(std::int64_t millis) {
  std::string text = FormatTime(millis);
  text.pop_back();
  return text + "+00:00";
}

// Prisma's id is a random UUID. This one (version 8 of RFC 9562) follows from what is recorded, so
// that equal runs make equal files; `earlier` rows of the same migration make it another one.
std::string MakeId(const LedgerEntry& entry, std::int64_t earlier) {
  static constexpr std::array<std::size_t, 4> kDashes = {8, 13, 18, 23};
  const std::string seed =
      entry.name + '\n' + entry.checksum + '\n' + entry.started_at + '\n' + std::to_string(earlier);
  Sha256Digest bytes = Sha256Of(seed);
  bytes[6] = static_cast<std::uint8_t>(0x80U | (bytes[6] & 0x0fU));
  bytes[8] = static_cast<std::uint8_t>(0x80U | (bytes[8] & 0x3fU));
  std::string id = Hex(bytes).substr(0, 32);
  for (const std::size_t dash : kDashes) id.insert(dash, 1, '-');
  return id;
}

// Line endings as `ending`.
std::string WithEndings(std::string_view text, std::string_view ending) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n') {
      out += ending;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Early versions wrote each byte without its leading zero.
std::string Unpadded(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += hex[i] == '0' ? hex.substr(i + 1, 1) : hex.substr(i, 2);
  }
  return out;
}

bool IsChecksumOf(std::string_view checksum, std::string_view text) {
  const std::string hex = Hex(Sha256Of(text));
  return checksum == (checksum.size() == hex.size() ? hex : Unpadded(hex));
}

class Prisma final : public LedgerFormat {
 public:
  std::string_view name() const override { return "prisma"; }
  std::string_view table() const override { return "_prisma_migrations"; }

  Status Read(const Database& db, Ledger& ledger) const override {
    GODWIT_TRY(CheckShape(db));
    std::vector<std::pair<std::int64_t, LedgerEntry>> applied;
    GODWIT_ASSIGN(Statement row, db.Prepare(kSelect));
    while (true) {
      GODWIT_ASSIGN(const bool more, row.Step());
      if (!more) break;
      LedgerEntry entry{.name = std::string(row.Text(0)), .checksum = std::string(row.Text(1))};
      const std::optional<std::int64_t> started = TimeOf(row.Column(2));
      if (!started) return NoTime(db, entry.name, "started_at", row.Column(2));
      entry.started_at = FormatTime(*started);
      if (std::holds_alternative<Null>(row.Column(3))) {
        entry.logs = row.Text(4);
        if (ledger.FindFailed(entry.name) == nullptr) ledger.failed.push_back(std::move(entry));
        continue;
      }
      const std::optional<std::int64_t> finished = TimeOf(row.Column(3));
      if (!finished) return NoTime(db, entry.name, "finished_at", row.Column(3));
      entry.finished_at = FormatTime(*finished);
      entry.duration_micros = (*finished - *started) * 1000;
      applied.emplace_back(*started, std::move(entry));
    }
    std::stable_sort(applied.begin(), applied.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::set<std::string> seen;
    for (auto& [started, entry] : applied) {
      if (!seen.insert(entry.name).second) continue;  // two Prismas at once can leave two rows
      entry.position = std::ssize(ledger.entries) + 1;
      ledger.entries.push_back(std::move(entry));
    }
    return {};
  }

  Result<bool> InUse(const Database& db) const override {
    GODWIT_ASSIGN(const Value any, db.QueryValue(kAny));
    return any == Value(std::int64_t{1});
  }

  Result<bool> Has(const Database& db, std::string_view migration) const override {
    GODWIT_ASSIGN(Statement select, db.Prepare(kHas));
    GODWIT_TRY(select.Bind(1, ValueView(migration)));
    return select.Step();
  }

  Result<std::int64_t> Count(const Database& db) const override {
    GODWIT_ASSIGN(const Value count, db.QueryValue(kCount));
    return std::get<std::int64_t>(count);
  }

  Likeness Compare(const LedgerEntry& then, const Migration& now) const override {
    if (then.checksum == now.checksum) return Likeness::kSame;
    std::string_view text = now.up.text;
    if (IsChecksumOf(then.checksum, text)) return Likeness::kSame;
    if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
    for (const std::string_view mark : {std::string_view(), kMark}) {
      for (const std::string_view ending : {"\n", "\r\n"}) {
        if (IsChecksumOf(then.checksum, std::string(mark) + WithEndings(text, ending))) {
          return Likeness::kCosmetic;
        }
      }
    }
    return Likeness::kDifferent;
  }

  Status Create(Database& db) const override { return db.Execute(kCreate); }

  Status Add(Database& db, const LedgerEntry& entry) const override {
    GODWIT_TRY(CheckShape(db));
    GODWIT_ASSIGN(const Value last, db.QueryValue(kLastStart));
    GODWIT_ASSIGN(std::int64_t started, ParseTime(entry.started_at));
    GODWIT_ASSIGN(const std::int64_t finished, ParseTime(entry.finished_at));
    // Prisma sorts by this time; a clock that went back must not change the order.
    started = std::max(started, TimeOf(View(last)).value_or(started));
    const bool millis = std::holds_alternative<std::int64_t>(last);
    GODWIT_ASSIGN(Statement rows, db.Prepare(kRowsOf));
    GODWIT_TRY(rows.Bind(1, Value(entry.name)));
    GODWIT_TRY(rows.Step());
    // As `prisma migrate resolve --applied` writes what was not run.
    const Value logs = entry.recorded ? Value(std::string()) : Value(Null());
    return db.Execute(kInsert, Value(MakeId(entry, rows.Int(0))), Value(entry.checksum),
                      Stored(std::max(started, finished), millis), Value(entry.name), logs,
                      Stored(started, millis), Value(std::int64_t{entry.recorded ? 0 : 1}));
  }

  Status Accept(Database& db, const LedgerEntry& entry) const override {
    return db.Execute(kAccept, Value(entry.name), Value(entry.checksum));
  }

  Status Remove(Database& db, std::string_view migration) const override {
    return db.Execute(kRemove, ValueView(migration));
  }

  Status CloseFailed(Database& db, std::string_view migration, std::string_view at) const override {
    GODWIT_ASSIGN(const Value last, db.QueryValue(kLastStart));
    GODWIT_ASSIGN(const std::int64_t time, ParseTime(at));
    return db.Execute(kCloseFailed, ValueView(migration),
                      Stored(time, std::holds_alternative<std::int64_t>(last)));
  }

 private:
  // As the table has its times already.
  static Value Stored(std::int64_t time, bool as_millis) {
    return as_millis ? Value(time) : Value(PrismaTime(time));
  }

  static Error NoTime(const Database& db, const std::string& migration, const std::string& column,
                      const ValueView& value) {
    return Malformed(db, "the row of migration \"" + migration + "\": " + column + " is " +
                             Show(value) + ", which is no time");
  }
};

}  // namespace

const LedgerFormat& PrismaLedger() {
  static const Prisma kFormat;
  return kFormat;
}

}  // namespace godwit

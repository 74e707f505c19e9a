// A bundled sample beside a private database, driven through the runner: what the tests of all
// samples share.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/clock.h"
#include "core/digest/digest.h"
#include "core/engine/samples.h"
#include "core/migrate/functions.h"
#include "core/migrate/run.h"
#include "core/migrate/validators.h"
#include "core/migrate/verify.h"
#include "core/sqlite/database.h"
#include "core/traits/functions.h"

namespace godwit {

class SampleListener final : public Listener {
 public:
  void OnProgress(const Progress&) override {}
  void OnLog(const LogEvent&) override {}
  bool WantsRows() const override { return false; }
};

class Sample {
 public:
  explicit Sample(std::string_view name)
      : project_(Collect(name)),
        clock_(*project_.now),
        validators_(*Validators::Compile(project_)),
        db_(OpenEmpty()),
        scratch_(OpenEmpty()) {}

  Database& db() { return db_; }
  const Project& project() const { return project_; }
  const Report& report() const { return report_; }

  // The migrations of an ordinary `up`: all but the optional ones.
  std::vector<std::string> Usual() const {
    std::vector<std::string> names;
    for (const Migration& migration : project_.migrations) {
      if (!migration.optional) names.push_back(migration.name);
    }
    return names;
  }

  // An empty database in memory with the functions of a session.
  Database OpenEmpty() { return Equip(Database::Open({}, Opening())); }
  Database OpenBytes(std::string_view bytes) {
    return Equip(Database::FromBytes(bytes, Opening()));
  }
  void Use(Database db) { db_ = std::move(db); }

  RunContext ContextOf(Database& db) { return {db, project_, validators_, clock_, listener_}; }
  RunContext Context() { return ContextOf(db_); }

  // Each runs to its end and gives the error's text, or nothing.
  std::string Up(const std::string& to = {}) {
    return Finish(StartUp(Context(), {.to = to, .with = {}, .batch = 0}));
  }
  std::string DownTo(const std::string& to) {
    return Finish(StartDown(Context(), {.to = to, .steps = 0, .all = false}));
  }
  std::string DownAll() {
    return Finish(StartDown(Context(), {.to = {}, .steps = 0, .all = true}));
  }
  std::string Seed(std::int64_t rows = 0, const std::string& set = {}) {
    return Finish(StartSeed(Context(), {.rows = rows, .set = set}));
  }
  std::string Backfill() { return Finish(StartBackfill(Context(), 0, false)); }

  DatabaseDigest Digest() {
    Result<DatabaseDigest> digest = DigestDatabase(db_);
    EXPECT_TRUE(digest.ok());
    return std::move(*digest);
  }

  // A single value; the error's text where there is none.
  std::string Ask(std::string_view sql) {
    const Result<Value> value = db_.QueryValue(sql);
    return value.ok() ? Show(View(*value), std::size_t{1} << 24) : Describe(value.error());
  }
  // SQLite's words where the statement fails, else nothing.
  std::string Try(std::string_view sql) {
    const Status status = db_.Execute(sql);
    return status.ok() ? "" : status.error().why;
  }

  // The rows of a SELECT, the values of each between bars.
  std::vector<std::string> Rows(std::string_view sql) {
    std::vector<std::string> rows;
    Result<Statement> select = db_.Prepare(sql);
    EXPECT_TRUE(select.ok()) << Describe(select.error());
    while (select.ok()) {
      const Result<bool> row = select->Step();
      EXPECT_TRUE(row.ok()) << Describe(row.error());
      if (!row.ok() || !*row) break;
      std::string& text = rows.emplace_back();
      for (int i = 0; i < select->ColumnCount(); ++i) {
        text += (i > 0 ? "|" : "") + std::string(select->Text(i));
      }
    }
    return rows;
  }

  // Takes a piece out of a table's definition, as somebody might with the sqlite3 shell.
  void TakeOut(const std::string& table, const std::string& piece) {
    const auto texts = [&](const std::string& type) {
      return Rows("SELECT sql FROM sqlite_schema WHERE type = '" + type + "' AND tbl_name = '" +
                  table + "' AND sql IS NOT NULL");
    };
    const std::vector<std::string> indexes = texts("index");
    std::string sql = texts("table").at(0);
    const std::size_t at = sql.find(piece);
    ASSERT_NE(at, std::string::npos) << sql;
    sql.erase(at, piece.size());
    sql.replace(sql.find(table), table.size(), "new_" + table);
    std::vector<std::string> script = {
        "PRAGMA foreign_keys = OFF", sql, "INSERT INTO new_" + table + " SELECT * FROM " + table,
        "DROP TABLE " + table, "ALTER TABLE new_" + table + " RENAME TO " + table};
    script.insert(script.end(), indexes.begin(), indexes.end());
    script.emplace_back("PRAGMA foreign_keys = ON");
    for (const std::string& statement : script) ASSERT_EQ(Try(statement), "") << statement;
  }

  std::vector<CheckResult> Verify() {
    scratch_ = OpenEmpty();
    RunContext context = Context();
    context.scratch = &scratch_;
    auto verification = Verification::Start(context);
    EXPECT_TRUE(verification.ok());
    for (;;) {
      const Result<bool> more = (*verification)->Step();
      EXPECT_TRUE(more.ok()) << Describe(more.error());
      if (!more.ok() || !*more) break;
    }
    return (*verification)->results();
  }
  std::set<std::string> Failing() {
    std::set<std::string> names;
    for (const CheckResult& check : Verify()) {
      if (check.state == CheckState::kFailed) names.insert(check.name);
    }
    return names;
  }
  // What a check shows, its first column.
  std::vector<std::string> Shown(std::string_view check) {
    std::vector<std::string> rows;
    const std::optional<CheckResult> result = Check(check);
    EXPECT_TRUE(result) << check;
    if (!result) return rows;
    for (const std::vector<Value>& row : result->rows) {
      rows.push_back(std::get<std::string>(row.at(0)));
    }
    return rows;
  }
  // The named check's outcome; nullopt when it was not made.
  std::optional<CheckResult> Check(std::string_view name) {
    for (CheckResult& check : Verify()) {
      if (check.name == name) return std::move(check);
    }
    return std::nullopt;
  }

 private:
  static Project Collect(std::string_view name) {
    Result<Project> project = CollectProject(*FindSample(name));
    EXPECT_TRUE(project.ok()) << Describe(project.error());
    return std::move(*project);
  }

  OpenOptions Opening() { return {.mode = OpenMode::kMemory, .clock = &clock_}; }

  Database Equip(Result<Database> db) {
    EXPECT_TRUE(db.ok()) << Describe(db.error());
    EXPECT_TRUE(RegisterDataFunctions(*db).ok());
    for (const Function& function : PetFunctions()) EXPECT_TRUE(db->Register(function).ok());
    EXPECT_TRUE(db->Register(validators_.SqlFunction()).ok());
    return std::move(*db);
  }

  std::string Finish(Result<std::unique_ptr<godwit::Run>> run) {
    if (!run.ok()) return Describe(run.error());
    for (;;) {
      const Result<bool> more = (*run)->Step();
      if (!more.ok()) return Describe(more.error());
      if (!*more) break;
    }
    report_ = (*run)->report();
    return "";
  }

  Project project_;
  FixedClock clock_;
  Validators validators_;
  SampleListener listener_;
  Database db_;
  Database scratch_;
  Report report_;
};

}  // namespace godwit

// For random schemas with rows and random changes: the plan makes the new schema and loses nothing
// that both have, and there is nothing left to plan; the way back makes the old one.
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/canonical.h"
#include "core/schema/compare.h"
#include "core/schema/diff.h"
#include "core/schema/inspect.h"
#include "core/schema/lookup.h"
#include "core/schema/print.h"
#include "core/schema/replica.h"
#include "core/schema/risks.h"
#include "core/sqlite/script.h"
#include "tests/schema/random_schema.h"

namespace godwit {
namespace {

using random_schema::Random;
using random_schema::SchemaSpec;

Result<Database> OpenScratch() { return Database::Open("", {.mode = OpenMode::kMemory}); }

// A database with the schema, or what SQLite says of it.
Result<Database> Make(const SchemaSpec& spec) {
  GODWIT_ASSIGN(Database db, OpenScratch());
  for (const ScriptStatement& statement : SplitScript(spec.Sql())) {
    GODWIT_TRY(db.Execute(statement.sql));
  }
  return db;
}

// One line a row.
std::string Rows(const Database& db, const std::string& sql) {
  auto statement = db.Prepare(sql);
  if (!statement.ok()) return "error: " + Describe(statement.error());
  std::string rows;
  while (true) {
    const auto row = statement->Step();
    if (!row.ok()) return "error: " + Describe(row.error());
    if (!*row) return rows;
    rows += std::string(statement->Text(0)) + "\n";
  }
}

std::string ValuesOf(const Database& db, const std::string& table, const std::string& column) {
  return Rows(db, "SELECT typeof(t." + QuoteName(column) + ") || ' ' || quote(t." +
                      QuoteName(column) + ") FROM " + QuoteName(table) + " AS t ORDER BY t.\"id\"");
}

// What a way from one schema to another has to keep: by what it is called afterwards.
using Kept = std::vector<std::pair<std::string, std::string>>;

bool HasRowid(const Table& table) {
  return !table.without_rowid && FindColumn(table, "rowid") == nullptr;
}

// `names` of the new schema, `db` has the old one, or the new one when `after`.
Kept Keep(const Database& db, const Schema& from, const Schema& to, const Renames& renames,
          bool after) {
  Kept kept;
  const ByName<Table> old_tables(from.tables);
  for (const Table& table : to.tables) {
    const auto old_name = renames.tables.OldOf(table.name);
    const Table* old = old_name ? old_tables.Find(*old_name) : nullptr;
    if (old == nullptr) continue;
    const std::string& there = after ? table.name : old->name;
    kept.emplace_back(table.name, Rows(db, "SELECT count(*) FROM " + QuoteName(there)));
    if (HasRowid(table) && HasRowid(*old)) {
      kept.emplace_back(table.name + " rowid",
                        Rows(db, "SELECT rowid FROM " + QuoteName(there) + " ORDER BY rowid"));
    }
    if (table.autoincrement && old->autoincrement) {
      kept.emplace_back(
          table.name + " sequence",
          Rows(db, "SELECT s.seq FROM sqlite_sequence AS s WHERE s.name = " + QuoteText(there)));
    }
    const auto columns = renames.columns.find(LowerAscii(table.name));
    for (const Column& column : table.columns) {
      const auto old_column = columns == renames.columns.end() ? std::optional(column.name)
                                                               : columns->second.OldOf(column.name);
      const Column* before = old_column ? FindColumn(*old, *old_column) : nullptr;
      if (before == nullptr || before->affinity != column.affinity) continue;
      kept.emplace_back(table.name + "." + column.name,
                        ValuesOf(db, there, after ? column.name : before->name));
    }
  }
  return kept;
}

// What the plan has said beforehand of rows that it would fail on, or that it might where nobody
// could count them; empty = nothing.
std::string Foretold(const SchemaPlan& plan, bool might) {
  std::string risks;
  for (const SchemaChange& change : plan.changes) {
    for (const Risk& risk : change.risks) {
      if (risk.kind == Risk::Kind::kLoses || risk.rows == 0) continue;
      if (risk.rows || might) risks += risk.text + ": " + risk.count + "\n";
    }
  }
  return risks;
}

// Empty when all is well, else what is not.
std::string Go(Database& db, const Schema& from, const Schema& to, const Renames& renames,
               SchemaPlan plan, bool& refused) {
  const Status counted = CountRisks(db, plan);
  EXPECT_TRUE(counted.ok());
  const std::string foretold = Foretold(plan, false);
  const Kept before = Keep(db, from, to, renames, false);
  EXPECT_TRUE(db.SetForeignKeys(!plan.foreign_keys_off).ok());
  Status applied;
  {
    auto transaction = Transaction::BeginImmediate(db);
    applied = Apply(db, plan);
    // As whoever carries it out does.
    const std::string orphans = Rows(db, "SELECT \"table\" FROM pragma_foreign_key_check");
    if (applied.ok() && !orphans.empty()) applied = Error{.what = "orphans in " + orphans};
    if (applied.ok()) applied = transaction->Commit();
  }
  EXPECT_TRUE(db.SetForeignKeys(true).ok());
  if (!applied.ok()) {
    refused = true;
    if (Keep(db, from, to, renames, false) != before) return "it failed, and rows are gone";
    if (!Foretold(plan, true).empty()) return {};
    return "it failed, and nothing had said that it would: " + Describe(applied.error());
  }
  if (!foretold.empty()) return "it did not fail on " + foretold;
  const Schema made = std::move(Inspect(db)).value();
  const auto differences =
      SchemaDifferences(CanonicalObjects(to), CanonicalObjects(made), {"wanted", "made"});
  if (!differences.empty()) return FirstOfDifferences(differences);
  const Kept after = Keep(db, from, to, renames, true);
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == after[i]) continue;
    return before[i].first + " was\n" + before[i].second + "and is\n" + after[i].second;
  }
  return {};
}

// What there is to do once more with the same new schema, hints and all: nothing.
std::string PlanAgain(const Database& db, const Schema& to) {
  const Schema made = std::move(Inspect(db)).value();
  const auto again = DiffSchemas(made, to, {.open_scratch = &OpenScratch});
  if (!again.ok()) return "no plan once more: " + Describe(again.error());
  if (again->forward.empty() && again->back.empty()) return {};
  return "it is not done with once: " + PlanScript(again->forward) + PlanScript(again->back);
}

enum class Outcome : std::uint8_t { kFine, kRefused, kSenseless };

// The whole of one case; `parts`: what is planned at once; `wrong` stays empty when all is well.
Outcome Try(const SchemaSpec& from_spec, const std::vector<std::uint64_t>& changes,
            const std::vector<std::string>& rows, const PartSizes& parts, std::string& wrong) {
  SchemaSpec to_spec = from_spec;
  for (const std::uint64_t change : changes) random_schema::Change(to_spec, change);
  Result<Database> db = Make(from_spec);
  const Result<Database> target = Make(to_spec);
  // SQLite itself does not take one of them.
  if (!db.ok() || !target.ok()) return Outcome::kSenseless;
  for (const std::string& row : rows) (void)db->Execute(row);
  const Schema from = std::move(Inspect(*db)).value();
  const Schema to = std::move(Inspect(*target)).value();
  // A hint that may have been carried out already, as when "a" is renamed to a "b" that goes.
  if (!FindRenames(from, to).ok()) return Outcome::kSenseless;
  const auto diff = DiffSchemas(from, to, {.open_scratch = &OpenScratch, .parts = parts});
  if (!diff.ok()) {
    wrong = "no plan: " + Describe(diff.error());
    return Outcome::kFine;
  }
  const Renames renames = std::move(FindRenames(from, to)).value();
  bool refused = false;
  wrong = Go(*db, from, to, renames, diff->forward, refused);
  if (wrong.empty() && !refused) wrong = PlanAgain(*db, to);
  if (!wrong.empty()) wrong = "there: " + wrong;
  if (refused || !wrong.empty()) return Outcome::kRefused;
  wrong = Go(*db, to, from, Reverse(renames), diff->back, refused);
  if (!wrong.empty()) wrong = "back: " + wrong;
  return Outcome::kFine;
}

TEST(DiffProperties, PlansMakeTheSchemaAndLoseNothing) {
  const int cases = std::getenv("GODWIT_LONG") != nullptr ? 10'000 : 300;
  int senseless = 0;
  int refused = 0;
  for (int seed = 1; seed <= cases; ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    const SchemaSpec from = random_schema::RandomSchema(random);
    const std::vector<std::string> rows = random_schema::RandomRows(from, random);
    std::vector<std::uint64_t> changes;
    for (int i = random.Below(5); i >= 0; --i) changes.push_back(random.Next());
    // Every second time each table is a part of its own, where nothing ties it to another.
    const PartSizes parts = seed % 2 == 0 ? PartSizes{.split_from = 1, .tables = 1} : PartSizes();
    std::string wrong;
    const Outcome outcome = Try(from, changes, rows, parts, wrong);
    senseless += outcome == Outcome::kSenseless ? 1 : 0;
    refused += outcome == Outcome::kRefused ? 1 : 0;
    if (wrong.empty()) continue;
    // The fewest changes with which it is wrong.
    for (std::size_t i = 0; i < changes.size();) {
      std::vector<std::uint64_t> fewer = changes;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      std::string still;
      (void)Try(from, fewer, rows, parts, still);
      if (still.empty()) {
        ++i;
      } else {
        changes = std::move(fewer);
        wrong = std::move(still);
      }
    }
    SchemaSpec to = from;
    for (const std::uint64_t change : changes) random_schema::Change(to, change);
    FAIL() << "seed " << seed << ": " << wrong << "\nfrom:\n" << from.Sql() << "to:\n" << to.Sql();
  }
  // Most cases have to be cases.
  EXPECT_LT(senseless * 5, cases);
  EXPECT_LT(refused * 3, cases);
}

}  // namespace
}  // namespace godwit

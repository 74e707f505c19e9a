#include "core/migrate/declared_schema.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "core/base/words.h"
#include "core/schema/canonical.h"
#include "core/schema/compare.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kCheckName = "declared-schema";

// Takes the tables and views out of `there` that `made` does not have; their names.
std::vector<std::string> TakeOthers(const Schema& made, Schema& there) {
  std::set<std::string> known;
  for (const Table& table : made.tables) known.insert(LowerAscii(table.name));
  for (const SchemaView& view : made.views) known.insert(LowerAscii(view.name));
  std::vector<std::string> others;
  const auto is_other = [&](const std::string& name) { return !known.contains(LowerAscii(name)); };
  std::erase_if(there.triggers, [&](const Trigger& trigger) { return is_other(trigger.table); });
  std::erase_if(there.tables, [&](const Table& table) {
    if (!is_other(table.name)) return false;
    if (table.kind != TableKind::kShadow) others.push_back(ObjectName(table));
    return true;
  });
  std::erase_if(there.views, [&](const SchemaView& view) {
    if (!is_other(view.name)) return false;
    others.push_back("view " + QuoteName(view.name));
    return true;
  });
  return others;
}

}  // namespace

std::string WhySchemaUnknown(const Project& project, const Ledger& ledger) {
  if (!ledger.failed.empty()) {
    return "migration \"" + ledger.failed.front().name + "\" has failed halfway";
  }
  if (ledger.begun) return "migration \"" + ledger.begun->migration + "\" is under way";
  if (ledger.entries.empty()) return "no migration is applied";
  for (const LedgerEntry& entry : ledger.entries) {
    if (project.Find(entry.name) != nullptr) continue;
    return "migration \"" + entry.name + "\" is applied, but its folder is not in the project";
  }
  return {};
}

SchemaBuild::SchemaBuild(const RunContext& context, Database& scratch,
                         const std::vector<std::string>& names)
    : listener_(context.listener),
      scratch_(scratch),
      project_(context.project),
      context_{scratch_, project_, context.validators, context.clock, listener_} {
  context_.unseen = true;
  project_.migrations.clear();
  for (const std::string& name : names) Add(*context.project.Find(name));
}

void SchemaBuild::Add(Migration migration) {
  // It was asked for, when it was applied.
  migration.optional = false;
  // There is no way back from here, so no record of the schema for one, which takes long.
  migration.down.reset();
  const bool behind = next_ < rounds_.size() && rounds_.back().back().name < migration.name;
  if (!behind) rounds_.emplace_back();
  rounds_.back().push_back(std::move(migration));
}

Result<bool> SchemaBuild::Step() {
  if (run_ == nullptr) {
    if (next_ == rounds_.size()) return false;
    std::vector<Migration>& round = rounds_[next_++];
    std::vector<Migration>& all = project_.migrations;
    std::move(round.begin(), round.end(), std::back_inserter(all));
    std::ranges::sort(all, {}, &Migration::name);
    GODWIT_ASSIGN(run_, StartUp(context_, {}));
    return true;
  }
  GODWIT_ASSIGN(const bool more, run_->Step());
  if (!more) run_.reset();
  return true;
}

Result<std::vector<std::string>> SchemaBuild::DifferencesOf(
    const Database& db, std::vector<std::string>* others) const {
  GODWIT_ASSIGN(const Schema made, Inspect(scratch_));
  GODWIT_ASSIGN(Schema there, Inspect(db));
  if (others != nullptr) *others = TakeOthers(made, there);
  return SchemaDifferences(CanonicalObjects(made), CanonicalObjects(there),
                           {"the migrations make", "the database has"});
}

Result<Schema> SchemaBuild::Made() const { return Inspect(scratch_); }

std::vector<std::string> MigrationsToEnd(const Project& project) {
  std::vector<std::string> names;
  for (const Migration& migration : project.migrations) {
    if (!migration.optional) names.push_back(migration.name);
  }
  return names;
}

Result<DeclaredSchemaCheck> DeclaredSchemaCheck::Start(const RunContext& context,
                                                       const Ledger& ledger, Database& scratch) {
  DeclaredSchemaCheck check(context);
  check.result_.name = kCheckName;
  if (const std::string why = WhySchemaUnknown(context.project, ledger); !why.empty()) {
    check.Unchecked(why);
    // Nothing is wrong only where nothing was begun.
    if (!ledger.entries.empty() || !ledger.failed.empty() || ledger.begun) check.Fail();
    return check;
  }
  GODWIT_ASSIGN(const std::vector<LedgerEvent> events, ReadEvents(context.db));
  for (const LedgerEvent& event : events) {
    if (event.event == kDriftAccepted) check.accepted_ = event.at;
  }
  std::vector<std::string> names;
  for (const LedgerEntry& entry : ledger.entries) names.push_back(entry.name);
  check.whole_ = names == MigrationsToEnd(context.project);
  check.build_ = std::make_unique<SchemaBuild>(context, scratch, names);
  return check;
}

Result<bool> DeclaredSchemaCheck::Step() {
  if (build_ == nullptr) return false;
  Result<bool> more = build_->Step();
  if (more.ok() && *more) return true;
  if (more.ok()) {
    GODWIT_TRY(Judge());
    built_ = true;
    if (whole_) {
      GODWIT_ASSIGN(end_, build_->Made());
    }
  } else {
    const Error& error = more.error();
    if (error.code == ErrorCode::kInterrupted || LiesOutsideSql(error)) return error;
    Unchecked("the migrations do not run on an empty database: " + Describe(error));
  }
  build_.reset();
  return false;
}

void DeclaredSchemaCheck::Unchecked(std::string why) {
  result_.state = CheckState::kInfo;
  result_.actual = "not checked: " + std::move(why);
}

void DeclaredSchemaCheck::Fail() {
  result_.state = CheckState::kFailed;
  result_.expected = "every migration applied whole, and in the project";
  result_.violations = 1;
}

Status DeclaredSchemaCheck::Judge() {
  std::vector<std::string> others;
  GODWIT_ASSIGN(const std::vector<std::string> differences,
                build_->DifferencesOf(context_.db, &others));
  result_.expected = "no difference";
  result_.actual =
      differences.empty() ? result_.expected : Counted(std::ssize(differences), "difference");
  if (!others.empty()) {
    result_.actual += " (" + Counted(std::ssize(others), "object") + " of no migration)";
  }
  if (differences.empty()) result_.expected = result_.actual;
  result_.columns = {"difference"};
  for (const std::string& difference : differences) {
    if (result_.rows.size() == kShownRows) break;
    result_.rows.push_back({Value(difference)});
  }
  for (const std::string& other : others) {
    if (result_.rows.size() == kShownRows) break;
    result_.rows.push_back({Value(other + " is of no migration (not judged)")});
  }
  if (!accepted_.empty() && !differences.empty()) {
    result_.state = CheckState::kInfo;
    result_.expected.clear();
    result_.actual += ", as a baseline has accepted at " + accepted_;
    return {};
  }
  result_.violations = static_cast<std::int64_t>(differences.size());
  result_.state = differences.empty() ? CheckState::kPassed : CheckState::kFailed;
  return {};
}

}  // namespace godwit

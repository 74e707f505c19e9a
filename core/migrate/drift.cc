#include "core/migrate/drift.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/migrate/schema_record.h"
#include "core/migrate/targets.h"
#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "core/schema/lookalikes.h"
#include "core/schema/normalize.h"
#include "core/schema/watch.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// What of a schema one migration runs over.
struct Reach {
  Reach(const Migration& one, bool accepted)
      : migration(one.name),
        targets(one.up),
        tables(accepted ? targets.altered : TablesNamedBy(one)) {}

  bool Hits(const DriftItem& item) const {
    if (tables.contains(LowerAscii(item.table))) return true;
    const std::string name = LowerAscii(item.name);
    // What is gone may be made again; what somebody has made beforehand may be asked for IF NOT
    // EXISTS.
    switch (item.state) {
      case DriftItem::State::kMissing:
        return targets.dropped.contains(name);
      case DriftItem::State::kExtra:
        return targets.dropped.contains(name) || targets.created.contains(name);
      case DriftItem::State::kDifferent:
        return targets.dropped.contains(name) || targets.created.contains(name) ||
               targets.conditional.contains(name);
    }
    return true;
  }

  std::string migration;
  SchemaTargets targets;
  TableNames tables;
};

// A migration that drops the old one and makes the new one would lose the rows of every other
// database that it comes to.
Status RefuseRenamed(const std::vector<Lookalike>& lookalikes) {
  if (lookalikes.empty()) return {};
  std::string why;
  for (const Lookalike& one : lookalikes) {
    why += (why.empty() ? "" : "; ") + LookalikeText(one);
  }
  const Lookalike& first = lookalikes.front();
  return Error{.code = ErrorCode::kRefused,
               .what = "the drift cannot be adopted",
               .why = std::move(why) + ": whether it is, only you know",
               .next =
                   "write into schema.sql what the database has, with `-- godwit: renamed "
                   "from " +
                   first.old + "` or `-- godwit: new` at " + QuoteName(first.fresh) +
                   "; `godwit new` writes the migration then, and `godwit resolve --applied` "
                   "records it here"};
}

}  // namespace

Result<DriftSearch> DriftSearch::Start(const RunContext& context, Database& scratch) {
  GODWIT_ASSIGN(const Transaction reading, Transaction::BeginRead(context.db));
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context.db));
  const std::string why = WhySchemaUnknown(context.project, ledger);
  if (!why.empty() && !ledger.entries.empty()) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "drift",
                 .why = "which schema is meant is not known: " + why,
                 .next = "`godwit status` tells how the ledger and the project stand"};
  }
  GODWIT_ASSIGN(Schema there, Inspect(context.db));
  DriftSearch search(std::move(there), scratch);
  std::vector<std::string> names;
  for (const LedgerEntry& entry : ledger.entries) names.push_back(entry.name);
  search.build_ = std::make_unique<SchemaBuild>(context, scratch, names);
  return search;
}

Result<std::vector<DriftItem>> DriftSearch::Find(const DiffOptions* options) const {
  GODWIT_ASSIGN(const Schema meant, Inspect(scratch_));
  return FindDrift(meant, there_, options);
}

Result<SchemaDiff> DriftSearch::Explain(const DiffOptions& options) const {
  GODWIT_ASSIGN(const Schema meant, Inspect(scratch_));
  GODWIT_TRY(RefuseRenamed(FindLookalikes(meant, there_)));
  SchemaDiff diff;
  GODWIT_ASSIGN(diff.forward, PlanSchema(meant, there_, {}, options));
  GODWIT_ASSIGN(diff.back, PlanSchema(there_, meant, {}, options));
  return diff;
}

Result<bool> DriftSearch::IsMadeBy(const Migration& migration) {
  build_->Add(migration);
  for (bool more = true; more;) {
    const Result<bool> step = build_->Step();
    if (!step.ok()) {
      if (step.error().code == ErrorCode::kInterrupted || LiesOutsideSql(step.error())) {
        return step.error();
      }
      return false;
    }
    more = *step;
  }
  GODWIT_ASSIGN(const Schema made, Inspect(scratch_));
  return CanonicalSchema(made) == CanonicalSchema(there_);
}

Result<bool> StandsAsRecorded(const Database& db, const Ledger& ledger) {
  if (ledger.entries.empty()) return false;
  std::string left = SchemaWatch().digest();
  for (const LedgerEntry& entry : ledger.entries) {
    GODWIT_ASSIGN(SchemaDigests digests, RecordedSchemaDigests(db, entry.name));
    if (digests.after.empty() || digests.before != left) return false;
    left = std::move(digests.after);
  }
  SchemaWatch now;
  GODWIT_TRY(now.Refresh(db));
  return now.digest() == left;
}

std::string DriftSentence(const DriftItem& item) {
  std::string text = item.object;
  switch (item.state) {
    case DriftItem::State::kExtra:
      text += " is of no migration";
      break;
    case DriftItem::State::kMissing:
      text += " is gone, and the migrations have made it";
      break;
    case DriftItem::State::kDifferent:
      text += " is not as the migrations have made it";
      break;
  }
  return text;
}

std::optional<DriftInTheWay> FindDriftInTheWay(const std::vector<DriftItem>& items,
                                               const Project& project,
                                               const std::vector<std::string>& pending,
                                               bool accepted, std::vector<std::string>& warnings) {
  std::vector<Reach> reaches;
  for (const std::string& name : pending) {
    if (const Migration* one = project.Find(name)) reaches.emplace_back(*one, accepted);
  }
  std::vector<std::string> told;
  for (const DriftItem& item : items) {
    for (const Reach& reach : reaches) {
      if (reach.Hits(item)) return DriftInTheWay{.migration = reach.migration, .item = &item};
    }
    told.push_back(DriftSentence(item) + " (`godwit drift` tells more)");
  }
  std::ranges::move(told, std::back_inserter(warnings));
  return std::nullopt;
}

Error DriftRefused(const DriftInTheWay& found, bool made) {
  const std::string migration = "migration \"" + found.migration + "\"";
  if (made) {
    return {.code = ErrorCode::kRefused,
            .what = migration,
            .why = "what it makes is in this database already: " + DriftSentence(*found.item),
            .next = "`godwit resolve --applied " + found.migration +
                    " --reason …` records it without running it"};
  }
  return {.code = ErrorCode::kRefused,
          .what = migration + " changes what has drifted",
          .why = DriftSentence(*found.item),
          .next =
              "`godwit drift` tells what differs, and the SQL that mends it; to keep it, take "
              "what is pending out of the project, let `godwit drift --adopt` write the "
              "migration that explains it, and write the others again behind it"};
}

}  // namespace godwit

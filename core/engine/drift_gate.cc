#include "core/engine/drift_gate.h"

#include <algorithm>
#include <utility>

namespace godwit {

using nlohmann::json;

namespace {

// Whether somebody has said that this database differs, and that it may.
Result<bool> IsAccepted(const Database& db) {
  GODWIT_ASSIGN(const std::vector<LedgerEvent> events, ReadEvents(db));
  return std::ranges::find(events, kDriftAccepted, &LedgerEvent::event) != events.end();
}

// Whether there may be drift.
Result<bool> IsNeeded(const Session& session, const Database& db) {
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(db));
  GODWIT_ASSIGN(const bool stands, StandsAsRecorded(db, ledger));
  // What the run itself refuses, it refuses in its own words.
  return !stands && WhySchemaUnknown(*session.project(), ledger).empty();
}

// What drift means for a run.
struct Judgement {
  std::optional<Error> refused;
  std::vector<std::string> warnings;
};

// REQUIRES: the search is done.
Result<Judgement> Judge(DriftSearch& search, const Project& project,
                        const std::vector<std::string>& pending, bool accepted) {
  Judgement judgement;
  GODWIT_ASSIGN(const std::vector<DriftItem> items, search.Find(nullptr));
  const std::optional<DriftInTheWay> found =
      FindDriftInTheWay(items, project, pending, accepted, judgement.warnings);
  if (!found) return judgement;
  const Migration* first = project.Find(pending.front());
  bool made = false;
  if (found->migration == first->name) {
    GODWIT_ASSIGN(made, search.IsMadeBy(*first));
  }
  judgement.refused = DriftRefused(*found, made);
  return judgement;
}

// Migrations that need rows do not run on an empty database: nobody knows then.
constexpr const char* kNotLookedFor =
    "drift was not looked for: the migrations do not run on an empty database";

bool SaysNothingOfDrift(const Error& error) {
  return error.code != ErrorCode::kInterrupted && !LiesOutsideSql(error);
}

}  // namespace

Result<std::vector<std::string>> ForeseeDrift(Session& session, Listener& listener,
                                              const std::vector<PlannedMigration>& plan) {
  std::vector<std::string> pending;
  for (const PlannedMigration& migration : plan) {
    if (!migration.applied) pending.push_back(migration.name);
  }
  GODWIT_ASSIGN(const Database* db, session.FindDatabase());
  if (db == nullptr || pending.empty()) return std::vector<std::string>();
  GODWIT_ASSIGN(const Transaction reading, Transaction::BeginRead(*session.database()));
  GODWIT_ASSIGN(const bool needed, IsNeeded(session, *db));
  if (!needed) return std::vector<std::string>();
  GODWIT_ASSIGN(const bool accepted, IsAccepted(*db));
  GODWIT_ASSIGN(Database scratch, session.OpenScratch(session.clock()));
  GODWIT_ASSIGN(DriftSearch search, DriftSearch::Start(session.Context(listener), scratch));
  for (bool more = true; more;) {
    const Result<bool> step = search.Step();
    if (!step.ok()) {
      if (!SaysNothingOfDrift(step.error())) return step.error();
      return std::vector<std::string>{kNotLookedFor};
    }
    more = *step;
  }
  GODWIT_ASSIGN(Judgement judgement, Judge(search, *session.project(), pending, accepted));
  if (judgement.refused) {
    return std::vector<std::string>{"`godwit up` refuses this: " + Describe(*judgement.refused)};
  }
  return std::move(judgement.warnings);
}

JobResult DriftGate::Open(Session& session, Listener& listener, std::vector<std::string> pending,
                          Begin begin) {
  if (pending.empty()) return begin();
  {
    // One state is judged, whatever other processes apply meanwhile.
    Database& db = *session.database();
    GODWIT_ASSIGN(const Transaction reading, Transaction::BeginRead(db));
    GODWIT_ASSIGN(const bool needed, IsNeeded(session, db));
    if (needed) {
      GODWIT_ASSIGN(const bool accepted, IsAccepted(db));
      auto gate = std::unique_ptr<DriftGate>(
          new DriftGate(session, accepted, std::move(pending), std::move(begin)));
      GODWIT_ASSIGN(Database scratch, session.OpenScratch(session.clock()));
      gate->scratch_.emplace(std::move(scratch));
      GODWIT_ASSIGN(DriftSearch search,
                    DriftSearch::Start(session.Context(listener), *gate->scratch_));
      gate->search_.emplace(std::move(search));
      return std::unique_ptr<Job>(std::move(gate));
    }
  }
  return begin();
}

Result<bool> DriftGate::Step() {
  if (run_ != nullptr) return run_->Step();
  const Result<bool> more = search_->Step();
  if (!more.ok()) {
    if (!SaysNothingOfDrift(more.error())) return more.error();
    warnings_.emplace_back(kNotLookedFor);
  } else if (*more) {
    return true;
  } else {
    GODWIT_ASSIGN(Judgement judgement, Judge(*search_, *session_.project(), pending_, accepted_));
    if (judgement.refused) return *std::move(judgement.refused);
    warnings_ = std::move(judgement.warnings);
  }
  search_.reset();
  GODWIT_ASSIGN(run_, begin_());
  return true;
}

Message DriftGate::TakeResult() {
  Message result = run_->TakeResult();
  json& warnings = result.body["warnings"];
  if (!warnings.is_array()) warnings = json::array();
  json all = warnings_;
  for (json& warning : warnings) all.push_back(std::move(warning));
  warnings = std::move(all);
  return result;
}

}  // namespace godwit

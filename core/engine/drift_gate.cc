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

// Whether there may be drift that nobody has accepted.
Result<bool> IsNeeded(const Session& session, const Database& db) {
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(db));
  GODWIT_ASSIGN(const bool stands, StandsAsRecorded(db, ledger));
  // What the run itself refuses, it refuses in its own words.
  if (stands || !WhySchemaUnknown(*session.project(), ledger).empty()) return false;
  GODWIT_ASSIGN(const bool accepted, IsAccepted(db));
  return !accepted;
}

}  // namespace

JobResult DriftGate::Open(Session& session, Listener& listener, std::vector<std::string> pending,
                          Begin begin) {
  if (pending.empty()) return begin();
  {
    // One state is judged, whatever other processes apply meanwhile.
    Database& db = *session.database();
    GODWIT_ASSIGN(const Transaction reading, Transaction::BeginRead(db));
    GODWIT_ASSIGN(const bool needed, IsNeeded(session, db));
    if (needed) {
      auto gate =
          std::unique_ptr<DriftGate>(new DriftGate(session, std::move(pending), std::move(begin)));
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
    if (more.error().code == ErrorCode::kInterrupted || LiesOutsideSql(more.error())) {
      return more.error();
    }
    // Migrations that need rows do not run on an empty database: nobody knows then.
    warnings_.push_back("drift was not looked for: the migrations do not run on an empty database");
  } else if (*more) {
    return true;
  } else {
    GODWIT_TRY(Judge());
  }
  search_.reset();
  GODWIT_ASSIGN(run_, begin_());
  return true;
}

Status DriftGate::Judge() {
  const DiffOptions options = {
      .open_scratch = [this] { return session_.OpenScratch(session_.clock()); }};
  GODWIT_ASSIGN(const std::vector<DriftItem> items, search_->Find(options));
  return CheckDriftInTheWay(items, *session_.project(), pending_, warnings_);
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

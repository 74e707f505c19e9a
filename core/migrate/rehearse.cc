#include "core/migrate/rehearse.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/version.h"
#include "core/base/words.h"
#include "core/migrate/directives.h"
#include "core/migrate/findings.h"
#include "core/migrate/ledger.h"
#include "core/migrate/plan.h"

namespace godwit {
namespace {

// A copy of a database with a write-ahead log has one as well, and it would grow with every change.
Status LeaveLog(Database& copy) {
  return copy.OnDisk() ? copy.Execute("PRAGMA journal_mode = TRUNCATE") : Status();
}

}  // namespace

Rehearsal::Rehearsal(const RunContext& context, UpOptions options)
    : context_(context), options_(std::move(options)) {
  context_.bystanders = &bystanders_;
}

Rehearsal::~Rehearsal() = default;

Result<std::unique_ptr<Rehearsal>> Rehearsal::Start(Database* original, const RunContext& context,
                                                    UpOptions options) {
  std::unique_ptr<Rehearsal> rehearsal(new Rehearsal(context, std::move(options)));
  GODWIT_TRY(rehearsal->Begin(original));
  return rehearsal;
}

Status Rehearsal::Begin(Database* original) {
  receipt_.project = context_.project.name;
  receipt_.engine = std::string(kVersion);
  receipt_.sqlite = SqliteVersion();
  receipt_.now = context_.clock.NowMillis();
  receipt_.to = options_.to;
  receipt_.with = options_.with;
  original_ = original;
  if (original_ == nullptr) {
    GODWIT_ASSIGN(Database empty, Database::Open({}, {.mode = OpenMode::kMemory}));
    empty_.emplace(std::move(empty));
    original_ = &*empty_;
  }
  // One state of the original from here to the end; the first read begins it.
  GODWIT_ASSIGN(Transaction reading, Transaction::BeginRead(*original_));
  reading_.emplace(std::move(reading));
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(*original_));
  GODWIT_ASSIGN(receipt_.plan, PlanChecksum(context_.project, ledger, options_));
  GODWIT_ASSIGN(const Sha256Digest bytes, original_->FileDigest());
  receipt_.original_before = Hex(bytes);
  version_before_ = original_->DataVersion();
  GODWIT_TRY(FindIgnoredPageSize(ledger));
  GODWIT_ASSIGN(DatabaseCopy copy, DatabaseCopy::Start(*original_, context_.db));
  copy_.emplace(std::move(copy));
  return {};
}

Result<bool> Rehearsal::Step() {
  const Phase phase = phase_;
  const std::int64_t begin = context_.clock.MonotonicMicros();
  Result<bool> more = Advance();
  AddTime(phase, context_.clock.MonotonicMicros() - begin);
  if (more.ok()) return more;
  Error error = std::move(more).error();
  if (error.code == ErrorCode::kDataStep) error.code = ErrorCode::kFailed;
  // What was undone is of no interest here; an option that would have helped is.
  const bool option = error.next.starts_with("`--");
  error.next = (option ? error.next.substr(0, error.next.find(';')) + "; " : "correct that and ") +
               "rehearse again; this was a copy, the database is untouched";
  return error;
}

void Rehearsal::AddTime(Phase phase, std::int64_t micros) {
  static constexpr const char* kParts[] = {"copy",   "digest-before", "up",     "second-run",
                                           "checks", "digest-after",  "compare"};
  const auto index = static_cast<std::size_t>(phase);
  if (index >= std::size(kParts)) return;
  for (std::size_t part = receipt_.timings.size(); part <= index; ++part) {
    receipt_.timings.push_back({.part = kParts[part]});
  }
  receipt_.timings[index].duration_micros += micros;
}

Result<bool> Rehearsal::Advance() {
  switch (phase_) {
    case Phase::kCopy: {
      GODWIT_ASSIGN(const bool more, copy_->Step());
      context_.listener.OnProgress({.phase = "copy",
                                    .name = context_.project.name,
                                    .done = copy_->pages_done(),
                                    .total = copy_->pages(),
                                    .unit = "pages"});
      if (more) return true;
      copy_.reset();
      GODWIT_TRY(LeaveLog(context_.db));
      phase_ = Phase::kBefore;
      return true;
    }
    case Phase::kBefore: {
      GODWIT_ASSIGN(const bool more, StepFingerprint(receipt_.before));
      if (more) return true;
      options_.accept_failures = true;
      GODWIT_ASSIGN(up_, StartUp(context_, options_));
      phase_ = Phase::kUp;
      return true;
    }
    case Phase::kUp: {
      GODWIT_ASSIGN(const bool more, up_->Step());
      if (more) return true;
      receipt_.report = up_->report();
      receipt_.report.command = "rehearse";
      up_.reset();
      phase_ = Phase::kAgain;
      return true;
    }
    case Phase::kAgain: {
      GODWIT_ASSIGN(const bool more, StepAgain());
      if (more) return true;
      GODWIT_ASSIGN(checks_, Verification::Start(context_));
      phase_ = Phase::kChecks;
      return true;
    }
    case Phase::kChecks: {
      GODWIT_ASSIGN(const bool more, checks_->Step());
      if (more) return true;
      receipt_.checks = checks_->results();
      if (next_again_ > 0) receipt_.checks.push_back(SecondRun());
      checks_.reset();
      phase_ = Phase::kAfter;
      return true;
    }
    case Phase::kAfter: {
      GODWIT_ASSIGN(const bool more, StepFingerprint(receipt_.after));
      if (more) return true;
      GODWIT_ASSIGN(ChangesRun changes, ChangesRun::Start(*original_, context_.db));
      changes_.emplace(std::move(changes));
      phase_ = Phase::kChanges;
      return true;
    }
    case Phase::kChanges: {
      context_.listener.OnProgress({.phase = "compare",
                                    .name = context_.project.name,
                                    .done = static_cast<std::int64_t>(changes_->tables_done()),
                                    .total = static_cast<std::int64_t>(changes_->table_count()),
                                    .unit = "tables"});
      GODWIT_ASSIGN(const bool more, changes_->Step());
      if (more) return true;
      receipt_.changes = std::move(*changes_).Finish();
      changes_.reset();
      GODWIT_TRY(Conclude());
      phase_ = Phase::kDone;
      return false;
    }
    case Phase::kDone:
      return false;
  }
  return false;
}

// Every data step of the plan once more, from the start. What it would write again is no end that a
// second run could rely on.
Result<bool> Rehearsal::StepAgain() {
  const std::vector<DataStepReport>& steps = receipt_.report.data_steps;
  if (again_ == nullptr) {
    while (next_again_ < steps.size() && steps[next_again_].failed > 0) ++next_again_;
    if (next_again_ == steps.size()) return false;
    const Migration& migration = *context_.project.Find(steps[next_again_].migration);
    const auto step =
        std::find_if(migration.data_steps.begin(), migration.data_steps.end(),
                     [&](const DataStep& one) { return one.name == steps[next_again_].name; });
    // A later migration of the plan may have removed what the step wrote.
    const Result<BoundStep> bound = BindStep(context_.db, *step);
    if (!bound.ok() && LiesOutsideSql(bound.error())) return bound.error();
    if (!bound.ok()) {
      ++next_again_;
      return true;
    }
    GODWIT_ASSIGN(again_, Backfill::Start(context_, migration, *step, 0));
    return true;
  }
  GODWIT_ASSIGN(const bool more, again_->Step());
  if (more) return true;
  rows_again_ += again_->report().rows;
  again_.reset();
  ++next_again_;
  return true;
}

CheckResult Rehearsal::SecondRun() const {
  CheckResult check;
  check.name = kSecondRunCheck;
  check.expected = "0 rows written";
  check.actual = Counted(rows_again_, "row") + " written";
  check.violations = rows_again_;
  check.state = rows_again_ == 0 ? CheckState::kPassed : CheckState::kFailed;
  return check;
}

Result<bool> Rehearsal::StepFingerprint(Fingerprint& target) {
  if (!fingerprint_) {
    GODWIT_ASSIGN(FingerprintRun run, FingerprintRun::Start(context_.db));
    fingerprint_.emplace(std::move(run));
  }
  context_.listener.OnProgress(ProgressOf(fingerprint_->digest()));
  GODWIT_ASSIGN(const bool more, fingerprint_->Step());
  if (more) return true;
  target = std::move(*fingerprint_).Finish();
  fingerprint_.reset();
  return false;
}

// Beside a write-ahead log other programs may write meanwhile. The state that was rehearsed is the
// one that the rehearsal began with, and the receipt says so.
Status Rehearsal::ExplainBytes() {
  if (receipt_.original_before == receipt_.original_after) return {};
  // A read looks at the file anew.
  GODWIT_TRY(original_->QueryValue("PRAGMA schema_version"));
  if (original_->DataVersion() == version_before_) return {};
  receipt_.original_after = receipt_.original_before;
  receipt_.findings.push_back(
      {Finding::Level::kWarning, "written-meanwhile", "",
       "another program has written to the database meanwhile: the receipt is of the state before "
       "that, and `up --expect` will refuse it where what was written makes a difference"});
  return {};
}

// SQLite ignores a page size where there is a write-ahead log; the copy may have none.
Status Rehearsal::FindIgnoredPageSize(const Ledger& ledger) {
  GODWIT_ASSIGN(const Value mode, original_->QueryValue("PRAGMA journal_mode"));
  bool log = mode == Value(std::string("wal"));
  GODWIT_ASSIGN(const std::vector<PlannedMigration> plan,
                PlanUp(context_.project, ledger, options_));
  for (const PlannedMigration& planned : plan) {
    for (const PlanStep& step : planned.steps) {
      if (!step.alone) continue;
      const std::vector<std::string> words = FirstWords(step.sql);
      if (words.size() > 3 && words[1] == "journal_mode") log = words[3] == "wal";
      if (words.size() < 4 || words[1] != "page_size" || !log) continue;
      receipt_.findings.push_back({Finding::Level::kError, "page-size-ignored", "",
                                   "migration \"" + planned.name +
                                       "\" sets a page size where there is a write-ahead log, "
                                       "which SQLite ignores: leave WAL mode before it and come "
                                       "back to it behind the VACUUM"});
    }
  }
  return {};
}

Status Rehearsal::Conclude() {
  std::vector<const Migration*> ran;
  std::string pieces;
  for (const MigrationReport& migration : receipt_.report.migrations) {
    ran.push_back(context_.project.Find(migration.name));
    if (!ran.back()->pieces.empty())
      pieces += (pieces.empty() ? "\"" : ", \"") + migration.name + "\"";
  }
  for (const DataStepReport& step : receipt_.report.data_steps) {
    ran.push_back(context_.project.Find(step.migration));
  }
  GODWIT_ASSIGN(std::vector<Finding> losses,
                FindLosses(*original_, context_.db, receipt_.changes, ran, bystanders_));
  receipt_.findings.insert(receipt_.findings.end(), std::make_move_iterator(losses.begin()),
                           std::make_move_iterator(losses.end()));
  if (!pieces.empty()) {
    receipt_.findings.push_back(
        {Finding::Level::kWarning, "not-one-transaction", "",
         "commits in pieces: " + pieces +
             ", so `up --expect` refuses this receipt, and a run that breaks off in the middle is "
             "ended by `godwit resume`"});
  }
  for (const DataStepReport& step : receipt_.report.data_steps) {
    if (step.failed > 0) {
      receipt_.findings.insert(
          receipt_.findings.begin(),
          {Finding::Level::kError, "rows-failed", "",
           "data step \"" + step.name + "\": " + Counted(step.failed, "row") +
               " could not be done and would stay due, the first: " + step.failures.front().row});
    }
  }
  GODWIT_ASSIGN(const Sha256Digest bytes, original_->FileDigest());
  receipt_.original_after = Hex(bytes);
  reading_.reset();
  GODWIT_TRY(ExplainBytes());
  receipt_.passed = receipt_.Judge();
  return {};
}

}  // namespace godwit

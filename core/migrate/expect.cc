#include "core/migrate/expect.h"

#include <optional>
#include <utility>

#include "core/base/version.h"
#include "core/migrate/ledger.h"
#include "core/migrate/plan.h"
#include "core/migrate/snapshot.h"

namespace godwit {
namespace {

constexpr std::string_view kNothing = "nothing was changed";

Error Unexpected(std::string what, std::string why, std::string next) {
  return {.code = ErrorCode::kRefused,
          .what = std::move(what),
          .why = std::move(why),
          .next = std::move(next) + "; " + std::string(kNothing)};
}

class ExpectedUp final : public Run {
 public:
  ExpectedUp(const RunContext& context, Receipt receipt)
      : Run(context, "up"), receipt_(std::move(receipt)) {}

  Status Begin() {
    GODWIT_TRY(CheckVersions());
    // The write lock first: what is compared must be what is migrated.
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    transaction_.emplace(std::move(transaction));
    UpOptions options{.to = receipt_.to, .with = receipt_.with};
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    if (ledger.begun) {
      return Unexpected("migration \"" + ledger.begun->migration + "\"",
                        "it has begun and not ended, and it cannot be one transaction",
                        "end it by `godwit resume`, and rehearse what comes behind it");
    }
    GODWIT_ASSIGN(const std::string plan, PlanChecksum(context_.project, ledger, options));
    if (plan != receipt_.plan) {
      GODWIT_ASSIGN(const std::vector<PlannedMigration> left,
                    PlanUp(context_.project, ledger, options));
      if (left.empty()) {
        return Unexpected("the plan",
                          "nothing of it is pending: it has been applied already, or another plan "
                          "was rehearsed",
                          "`godwit status` and `godwit runs` tell what was done");
      }
      return Unexpected("the plan",
                        "it is not the one that was rehearsed (checksum " +
                            receipt_.plan.substr(0, 12) + " then, " + plan.substr(0, 12) + " now)",
                        "`godwit plan` shows it; rehearse again with these migrations");
    }
    GODWIT_ASSIGN(const std::vector<PlannedMigration> steps,
                  PlanUp(context_.project, ledger, options));
    for (const PlannedMigration& planned : steps) {
      if (planned.pieces > 0 && !planned.applied) {
        return Unexpected("migration \"" + planned.name + "\"",
                          "it cannot be one transaction, and what is held to a receipt is one",
                          "apply it by `godwit up --to " + planned.name +
                              "` without a receipt, and rehearse what comes behind it");
      }
      const bool runs = !planned.applied && destructive_.empty();
      if (runs && IsDestructive(context_.project.Find(planned.name)->up)) {
        destructive_ = planned.name;
      }
    }
    // The one snapshot is taken here, before anything is written in the one transaction.
    RunContext inner = context_;
    inner.snapshots = nullptr;
    inner.owner = nullptr;
    GODWIT_ASSIGN(up_, StartUp(inner, std::move(options)));
    return StartFingerprint();
  }

 private:
  enum class Phase : std::uint8_t { kBefore, kUp, kAfter };

  // Every error leaves the database as it was, so what the parts say about resuming is not so.
  Result<bool> Advance() override {
    Result<bool> more = AdvancePhase();
    if (more.ok()) return more;
    fingerprint_.reset();
    up_.reset();
    transaction_.reset();
    Error error = std::move(more).error();
    if (error.uncertain || error.next.ends_with(kNothing)) return error;
    if (error.code == ErrorCode::kDataStep) error.code = ErrorCode::kFailed;
    error.next =
        "correct that and rehearse again; held to a receipt all of it is one transaction, so " +
        std::string(kNothing);
    return error;
  }

  Result<bool> AdvancePhase() {
    if (phase_ == Phase::kUp) {
      GODWIT_ASSIGN(const bool more, up_->Step());
      if (more) return true;
      phase_ = Phase::kAfter;
      GODWIT_TRY(StartFingerprint());
      return true;
    }
    context_.listener.OnProgress(ProgressOf(fingerprint_->digest()));
    GODWIT_ASSIGN(const bool more, fingerprint_->Step());
    if (more) return true;
    const Fingerprint here = std::move(*fingerprint_).Finish();
    fingerprint_.reset();
    if (phase_ == Phase::kBefore) {
      GODWIT_TRY(Compare(here, receipt_.before, "the database before the migration",
                         "rehearse again on this database"));
      if (!destructive_.empty()) GODWIT_TRY(TakeSnapshotOnce(destructive_));
      phase_ = Phase::kUp;
      return true;
    }
    GODWIT_TRY(Compare(here, receipt_.after, "the database after the migration",
                       "the same plan on the same data gave another result; rehearse again, and "
                       "compare the two receipts"));
    Status commit = transaction_->Commit();
    if (!commit.ok() && !IsCommitted()) return std::move(commit).error();
    transaction_.reset();
    SnapshotStands();
    report_.migrations = up_->report().migrations;
    report_.data_steps = up_->report().data_steps;
    report_.warnings = up_->report().warnings;
    if (!commit.ok()) {
      Warn({"SQLite reported that the commit failed (" + commit.error().why +
            "), and yet it has taken effect"});
    }
    Finish();
    return false;
  }

  // "Commit failed" need not mean that it did not happen: only the database knows.
  bool IsCommitted() const {
    if (context_.db.InTransaction() || up_->report().migrations.empty()) return false;
    const Result<bool> applied = HasEntry(context_.db, up_->report().migrations.back().name);
    return applied.ok() && *applied;
  }

  Status CheckVersions() const {
    const std::string here = "Godwit " + std::string(kVersion) + ", SQLite " + SqliteVersion();
    const std::string there = "Godwit " + receipt_.engine + ", SQLite " + receipt_.sqlite;
    if (!receipt_.passed) {
      return Unexpected("the receipt",
                        "its rehearsal did not pass: a finding is an error, or a check failed",
                        "correct the migrations and rehearse again");
    }
    if (receipt_.project != context_.project.name) {
      return Unexpected("the receipt",
                        "it is of project \"" + receipt_.project + "\", this is \"" +
                            context_.project.name + "\"",
                        "give the project that was rehearsed");
    }
    if (here != there) {
      return Unexpected("the receipt", "it was made by " + there + "; this is " + here,
                        "rehearse again with this version");
    }
    if (receipt_.now == context_.clock.NowMillis()) return {};
    return Unexpected("the receipt",
                      "it was made for the time " + FormatTime(receipt_.now) + ", and this is " +
                          FormatTime(context_.clock.NowMillis()),
                      "open the database with the receipt's time");
  }

  Status StartFingerprint() {
    GODWIT_ASSIGN(FingerprintRun run, FingerprintRun::Start(context_.db));
    fingerprint_.emplace(std::move(run));
    return {};
  }

  Status Compare(const Fingerprint& here, const Fingerprint& there, const std::string& what,
                 const std::string& next) {
    if (here.schema == there.schema && here.data == there.data) return {};
    GODWIT_ASSIGN(const std::optional<std::string> difference,
                  DescribeDifference(context_.db, here, there));
    return Unexpected(what,
                      "it is not what the receipt says: " +
                          difference.value_or("the digest over all tables differs"),
                      next);
  }

  std::string destructive_;  // the first migration that destroys something; empty = none
  Receipt receipt_;
  std::optional<Transaction> transaction_;
  Phase phase_ = Phase::kBefore;
  std::unique_ptr<Run> up_;
  std::optional<FingerprintRun> fingerprint_;
};

}  // namespace

Result<std::unique_ptr<Run>> StartExpectedUp(const RunContext& context, Receipt receipt) {
  auto run = std::make_unique<ExpectedUp>(context, std::move(receipt));
  GODWIT_TRY(run->Begin());
  return std::unique_ptr<Run>(std::move(run));
}

}  // namespace godwit

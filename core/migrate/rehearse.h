// A rehearsal: the plan of `up` on a private copy, with everything that is worth knowing before the
// real run written down as a receipt.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/base/status.h"
#include "core/digest/changes.h"
#include "core/digest/fingerprint.h"
#include "core/migrate/backfill.h"
#include "core/migrate/receipt.h"
#include "core/migrate/run.h"
#include "core/migrate/verify.h"
#include "core/sqlite/database.h"

namespace godwit {

// The check that a rehearsal alone makes: verify cannot run data steps again.
inline constexpr std::string_view kSecondRunCheck = "second run of the data steps";

class Rehearsal {
 public:
  // Copies `original`, which is only read, over `context.db`, an empty database of the caller's,
  // and works there. nullptr = from an empty database. Errors are those of `up`.
  static Result<std::unique_ptr<Rehearsal>> Start(Database* original, const RunContext& context,
                                                  UpOptions options);
  ~Rehearsal();

  // true: more is left.
  Result<bool> Step();
  // Complete once Step has said false.
  const Receipt& receipt() const { return receipt_; }

 private:
  enum class Phase : std::uint8_t { kCopy, kBefore, kUp, kAgain, kChecks, kAfter, kChanges, kDone };

  Rehearsal(const RunContext& context, UpOptions options);
  Status Begin(Database* original);
  Result<bool> Advance();
  void AddTime(Phase phase, std::int64_t micros);
  Result<bool> StepFingerprint(Fingerprint& target);
  Result<bool> StepAgain();
  CheckResult SecondRun() const;
  Status Conclude();
  Status ExplainBytes();
  Status FindIgnoredPageSize(const Ledger& ledger);

  RunContext context_;
  UpOptions options_;
  BystanderList bystanders_;  // of all migrations and data steps that ran
  Receipt receipt_;
  Database* original_ = nullptr;
  std::uint32_t version_before_ = 0;  // Database::DataVersion
  std::optional<Database> empty_;     // stands for the original where there is none
  std::optional<Transaction> reading_;
  Phase phase_ = Phase::kCopy;
  std::optional<DatabaseCopy> copy_;
  std::optional<FingerprintRun> fingerprint_;
  std::unique_ptr<Run> up_;
  std::size_t next_again_ = 0;  // in the report's data steps
  std::unique_ptr<Backfill> again_;
  std::int64_t rows_again_ = 0;
  std::unique_ptr<Verification> checks_;
  std::optional<ChangesRun> changes_;
};

}  // namespace godwit

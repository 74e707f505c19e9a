// Mending single entries of a ledger.
#include <utility>

#include "core/migrate/ledger_format.h"
#include "core/migrate/mend.h"
#include "core/migrate/status.h"

namespace godwit {
namespace {

class ResolveRun final : public Run {
 public:
  ResolveRun(const RunContext& context, ResolveOptions options)
      : Run(context, "resolve"), options_(std::move(options)) {}

  Result<bool> Advance() override {
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    GODWIT_ASSIGN(const std::string direction,
                  options_.applied ? Applied(ledger) : RolledBack(ledger));
    const std::string event = options_.applied ? "resolve-applied" : "resolve-rolled-back";
    GODWIT_TRY(AddEvent(
        context_.db,
        {.at = Now(), .event = event, .migration = options_.migration, .reason = options_.reason}));
    GODWIT_TRY(transaction.Commit());
    report_.migrations.push_back({.name = options_.migration, .direction = direction});
    context_.listener.OnLog(
        {event, {{"migration", options_.migration}, {"reason", options_.reason}}});
    Finish();
    return false;
  }

 private:
  std::string Now() const { return FormatTime(context_.clock.NowMillis()); }

  Error Refused(std::string why, std::string next) const {
    return {.code = ErrorCode::kRefused,
            .what = "migration \"" + options_.migration + "\"",
            .why = std::move(why),
            .next = std::move(next)};
  }

  // What was done, as a report's direction.
  Result<std::string> Applied(const Ledger& ledger) {
    const std::string& name = options_.migration;
    const Migration* migration = context_.project.Find(name);
    if (migration == nullptr) {
      return Refused("project \"" + context_.project.name + "\" has none of that name",
                     "`godwit status` lists them");
    }
    const LedgerEntry* entry = ledger.Find(name);
    if (ledger.FindFailed(name) != nullptr) {
      GODWIT_TRY(ledger.format->CloseFailed(context_.db, name, Now()));
    } else if (ledger.begun && ledger.begun->migration == name) {
      GODWIT_TRY(ForgetSteps(context_.db, name));
      if (entry != nullptr) return std::string("accepted");
    } else if (entry != nullptr && entry->checksum == migration->checksum) {
      return Refused("it is applied already, and its file is what was applied",
                     "nothing has to be mended");
    }
    if (entry == nullptr) {
      GODWIT_TRY(RecordUnrun(context_, *migration));
      return std::string("recorded");
    }
    GODWIT_TRY(ledger.format->Accept(
        context_.db, {.name = name, .checksum = migration->checksum, .sql = migration->up.text}));
    return std::string("accepted");
  }

  Result<std::string> RolledBack(const Ledger& ledger) {
    const std::string& name = options_.migration;
    if (ledger.FindFailed(name) != nullptr) {
      GODWIT_TRY(ledger.format->CloseFailed(context_.db, name, Now()));
    } else if (ledger.Find(name) == nullptr && !(ledger.begun && ledger.begun->migration == name)) {
      return Refused("the ledger does not have it", "`godwit status` shows what it has");
    }
    GODWIT_TRY(ForgetEntry(context_.db, name));
    return std::string("forgotten");
  }

  ResolveOptions options_;
};

}  // namespace

Result<std::unique_ptr<Run>> StartResolve(const RunContext& context, ResolveOptions options) {
  return std::unique_ptr<Run>(std::make_unique<ResolveRun>(context, std::move(options)));
}

}  // namespace godwit

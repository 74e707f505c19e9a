// A run at work (core/migrate/run.h), whose report is kept in the ledger when it ends: also when it
// fails or is cancelled, if it had done something by then.
//
// What is kept is the report of docs/reports.md. That it cannot be kept is a warning, no failure.
#pragma once

#include <memory>

#include <nlohmann/json.hpp>

#include "core/engine/job.h"
#include "core/migrate/durability.h"
#include "core/migrate/report.h"
#include "core/migrate/run.h"

namespace godwit {

// Whose time the report carries.
enum class RunTime : std::uint8_t {
  kSession,
  kReceipt,  // the receipt's; the real one is kept beside it
};

// Who made a report, and its format: what every kept document says of itself.
nlohmann::json ReportStamp();

class RunJob final : public Job {
 public:
  // `show_values` is for the result alone: what is kept holds no values of rows.
  RunJob(Durability durability, std::unique_ptr<Run> run, Session& session, bool show_values,
         RunTime time);

  Result<bool> Step() override;
  void End(const Error& error) override;
  Message TakeResult() override { return {result_, {}}; }
  nlohmann::json Partial() const override;

 private:
  void Conclude(const Error* error);
  nlohmann::json Document(const Error* error) const;

  Durability durability_;  // first: the run may hold a transaction
  std::unique_ptr<Run> run_;
  Session& session_;
  bool show_values_;
  RunTime time_;
  std::int64_t real_start_millis_;
  std::int64_t real_start_micros_;
  Report report_;
  nlohmann::json result_;
};

}  // namespace godwit

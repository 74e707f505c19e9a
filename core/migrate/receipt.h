// A receipt: what a rehearsal did on a copy, precise enough that the same plan elsewhere can be
// held to it. Digests, counts and keys; no values of rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/digest/changes.h"
#include "core/digest/fingerprint.h"
#include "core/migrate/ledger.h"
#include "core/migrate/project.h"
#include "core/migrate/report.h"
#include "core/migrate/run.h"
#include "core/migrate/verify.h"

namespace godwit {

struct Finding {
  enum class Level : std::uint8_t {
    kError,    // nobody can have meant it
    kWarning,  // something is lost
    kInfo,
  };
  Level level = Level::kInfo;
  std::string kind;   // "bystander", "rows-deleted", "orphans" …: docs/receipts.md lists them
  std::string table;  // or view, or trigger
  std::string text;   // one sentence
};

// "error", "warning", "info".
std::string_view FindingLevelName(Finding::Level level);

// How long a part of the rehearsal took, by its clock: 0 where that stands still.
struct Timing {
  std::string part;  // "copy", "digest-before", "up", "second-run", "checks" …
  std::int64_t duration_micros = 0;
};

struct Receipt {
  std::string project;
  std::string engine;  // versions
  std::string sqlite;
  std::int64_t now = 0;  // the fixed time, milliseconds since 1970
  std::string to;        // as UpOptions
  std::vector<std::string> with;
  std::string plan;  // PlanChecksum
  Fingerprint before;
  Fingerprint after;
  Report report;
  std::vector<TableChange> changes;
  std::vector<Finding> findings;
  std::vector<CheckResult> checks;
  std::vector<Timing> timings;
  // The database that was rehearsed: its file's bytes, hashed before and after.
  std::string original_before;
  std::string original_after;

  // Judge()'s word.
  bool passed = false;

  // Whether no finding is an error, every check passed, and the original is what it was.
  bool Judge() const;
};

// SHA-256, in hexadecimal, over what `up` would run: names, statements and data steps as token
// streams, the validators' schemas. Layout and comments make no difference.
Result<std::string> PlanChecksum(const Project& project, const Ledger& ledger,
                                 const UpOptions& options);

}  // namespace godwit

// What every command is given.
#pragma once

#include "native/cli/log_file.h"
#include "native/cli/options.h"
#include "native/cli/output.h"
#include "native/cli/progress.h"
#include "native/cli/text.h"

namespace godwit::cli {

struct Context {
  const Options& options;
  Output& output;
  ProgressBar& progress;
  Paint result_paint;
  Paint error_paint;
  LogFile* log = nullptr;  // nullptr = no --log
};

// The contract's exit status.
enum Exit : int {
  kDone = 0,
  kFound = 1,
  kWrongUsage = 2,
  kFailed = 3,
  kRefused = 4,
  kStepStopped = 5,
  kInterrupted = 130,
};

}  // namespace godwit::cli

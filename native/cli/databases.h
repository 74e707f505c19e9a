// Runs a command on the database or databases that it names.
#pragma once

#include "native/cli/context.h"

namespace godwit::cli {

// Prints results and errors; returns the exit status.
int RunOnDatabases(Context& context);

// Prints an error on standard error and, with --json, as a document on standard output. Returns its
// exit status.
int ReportError(const Context& context, const Error& error);

}  // namespace godwit::cli

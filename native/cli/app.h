// The command line from its arguments to its exit status.
#pragma once

namespace godwit::cli {

int Run(int argc, const char* const* argv);

}  // namespace godwit::cli

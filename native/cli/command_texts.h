// What the command line says of each command, and of all of them: data for `--help`.
#pragma once

#include <span>

#include "native/cli/options.h"

namespace godwit::cli {

struct CommandText {
  Command command;
  const char* name;
  const char* description;
  const char* example;
};

std::span<const CommandText> CommandTexts();

inline constexpr const char* kCommonFooter =
    "Common options, told by `godwit --help`:\n"
    "  --db FILE, --project DIR|NAME, --json, --quiet, --no-color, --log FILE, --now TIME, --yes,\n"
    "  --strangers, --deadline SECONDS, --heap MB, --length MB";

inline constexpr const char* kFooter =
    "Example: try it on the bundled sample.\n"
    "  godwit up --project pets --db pets.db && godwit seed --project pets --db pets.db\n"
    "  godwit backfill --project pets --db pets.db && godwit verify --project pets --db pets.db\n"
    "\nExit status: 0 done, nothing wrong; 1 something was found; 2 wrong usage; 3 failed;\n"
    "4 refused, nothing touched; 5 a data step stopped; 130 interrupted at a point to resume "
    "from.\n"
    "`godwit COMMAND --help` has examples for each command.";

}  // namespace godwit::cli

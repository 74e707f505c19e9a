// Runs a command's work with the file of --log open.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "native/cli/context.h"

namespace godwit::cli {

// Whether `path` is the database, or a file that SQLite keeps beside it; also by links.
bool IsOfDatabase(const std::string& path, const std::string& database);

// Opens --log, when it is given, before `work` and looks after it whether all was written. Refuses
// a log that is one of `databases` or a file that SQLite keeps beside one. Returns the exit status.
int RunLogged(Context& context, const std::vector<std::string>& databases,
              const std::function<int()>& work);

}  // namespace godwit::cli

#include "native/cli/logged.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "native/cli/databases.h"
#include "native/cli/render.h"
#include "native/cli/session.h"
#include "native/host.h"

namespace godwit::cli {
namespace {

// Ends of the names of SQLite's own files.
constexpr const char* kBesideDatabase[] = {"-journal", "-wal", "-shm"};

// By name, for what is not there yet, or by what the names lead to.
bool IsSame(const std::string& a, const std::string& b) {
  std::error_code failed;
  const std::string real = host::RealPath(a);
  return (!real.empty() && real == host::RealPath(b)) || std::filesystem::equivalent(a, b, failed);
}

}  // namespace

// Also where a symbolic link to a database is named: its journal lies beside what it leads to.
bool IsOfDatabase(const std::string& log, const std::string& database) {
  if (IsSame(log, database)) return true;
  const std::string real = host::RealPath(database);
  return !real.empty() && std::ranges::any_of(kBesideDatabase, [&](const char* end) {
    return IsSame(log, real + end);
  });
}

namespace {

Status CheckLog(const std::string& log, const std::vector<std::string>& databases) {
  if (log == "-") return {};
  for (const std::string& database : databases) {
    if (database.empty() || !IsOfDatabase(log, database)) continue;
    return Error{.code = ErrorCode::kRefused,
                 .what = "log \"" + log + "\" cannot be written",
                 .why = "it is the database \"" + database + "\", or SQLite's file beside it",
                 .next = "name another file with --log; nothing was touched"};
  }
  return {};
}

}  // namespace

int RunLogged(Context& context, const std::vector<std::string>& databases,
              const std::function<int()>& work) {
  const std::string& path = context.options.log;
  if (path.empty()) return work();
  Status checked = CheckLog(path, databases);
  if (!checked.ok()) return ReportError(context, checked.error());
  auto opened = LogFile::Open(path, context.output);
  if (!opened.ok()) return ReportError(context, opened.error());
  // Where a symbolic link to nothing leads is seen once there is something.
  checked = CheckLog(path, databases);
  if (!checked.ok()) return ReportError(context, checked.error());
  const std::unique_ptr<LogFile> log = std::move(opened).value();
  context.log = log.get();
  const int exit = work();
  context.log = nullptr;
  const Status logged = log->Check();
  // An error told already says the same or more.
  if (logged.ok() || exit > kFound) return exit;
  context.output.Note(RenderError(ErrorJson(logged.error()), context.error_paint));
  return kFailed;
}

}  // namespace godwit::cli

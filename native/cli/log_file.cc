#include "native/cli/log_file.h"

#include <cerrno>

#include "native/disk.h"

namespace godwit::cli {

Result<std::unique_ptr<LogFile>> LogFile::Open(const std::string& path, Output& output) {
  if (path == "-") return std::unique_ptr<LogFile>(new LogFile(path, nullptr, output));
  std::FILE* file = std::fopen(path.c_str(), "ab");
  if (file == nullptr) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "log \"" + path + "\" cannot be written",
                 .why = ErrnoText(errno),
                 .next = "name another file with --log; nothing was touched"};
  }
  return std::unique_ptr<LogFile>(new LogFile(path, file, output));
}

void LogFile::Write(const nlohmann::json& event) {
  const std::string line =
      event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  if (file_ == nullptr) {
    output_.Note(line);
    return;
  }
  // Line by line, so that the log of a killed process ends where its work did.
  const bool written = std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size() &&
                       std::fflush(file_.get()) == 0;
  if (!written && failure_ == 0) failure_ = errno;
}

Status LogFile::Check() const {
  if (failure_ == 0) return {};
  return Error{
      .code = ErrorCode::kFailed,
      .what = "log \"" + path_ + "\" is incomplete",
      .why = ErrnoText(failure_),
      .next = "make room for it; the work stopped at a safe point, `godwit resume` goes on"};
}

}  // namespace godwit::cli

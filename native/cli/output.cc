#include "native/cli/output.h"

#include <cerrno>

#include "native/disk.h"
#include "native/host.h"

namespace godwit::cli {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;

}  // namespace

void Output::Result(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBuffer) (void)Flush();  // kept in failure_ and told by the last one
}

void Output::Note(std::string_view text) {
  // Results first, so that the two come in order on one terminal.
  (void)Flush();
  (void)host::Write(host::Stream::kError, text);  // nowhere left to complain
}

Status Output::Flush() {
  if (!buffer_.empty() && failure_ == 0) {
    failure_ = host::Write(host::Stream::kOutput, buffer_);
    gone_ = failure_ == EPIPE;
  }
  buffer_.clear();
  if (failure_ == 0 || gone_) return {};
  return Error{.code = ErrorCode::kFailed,
               .what = "the result could not be written to standard output",
               .why = ErrnoText(failure_)};
}

}  // namespace godwit::cli

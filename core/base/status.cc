#include "core/base/status.h"

namespace godwit {

std::string_view ErrorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kRefused:
      return "refused";
    case ErrorCode::kFailed:
      return "failed";
    case ErrorCode::kDataStep:
      return "data-step";
    case ErrorCode::kInterrupted:
      return "interrupted";
  }
  return "failed";
}

std::string Describe(const Error& error) {
  std::string text;
  if (!error.place.file.empty()) {
    text += error.place.file;
    if (error.place.line > 0) {
      text += ':' + std::to_string(error.place.line);
      if (error.place.column > 0) text += ':' + std::to_string(error.place.column);
    }
    text += ": ";
  }
  text += error.what;
  if (!error.why.empty()) text += ": " + error.why;
  return text;
}

}  // namespace godwit

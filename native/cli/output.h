// Where the command line writes: results to standard output, buffered; everything else to standard
// error at once.
#pragma once

#include <string>
#include <string_view>

#include "core/base/status.h"

namespace godwit::cli {

class Output {
 public:
  Output() = default;
  ~Output() { (void)Flush(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void Result(std::string_view text);
  void Note(std::string_view text);
  // Writes what is buffered. An error when standard output does not take it (a full disk). A reader
  // that has gone is none: it has had enough.
  Status Flush();
  // Nothing that is written from now on can arrive.
  bool ReaderGone() const { return gone_; }

 private:
  std::string buffer_;
  int failure_ = 0;
  bool gone_ = false;
};

}  // namespace godwit::cli

// `--log FILE`: one JSON line an event, written as it happens.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "native/cli/output.h"

namespace godwit::cli {

class LogFile {
 public:
  // Opens for appending; "-" is standard error. An error (kRefused) before anything else happens.
  static Result<std::unique_ptr<LogFile>> Open(const std::string& path, Output& output);

  void Write(const nlohmann::json& event);
  // An error (kFailed) once a line could not be written: the log is incomplete.
  Status Check() const;

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  LogFile(std::string path, std::FILE* file, Output& output)
      : path_(std::move(path)), file_(file), output_(output) {}

  std::string path_;
  std::unique_ptr<std::FILE, CloseFile> file_;  // nullptr = standard error
  Output& output_;
  int failure_ = 0;
};

}  // namespace godwit::cli

// The arguments of godwit-measure: a job and its `--name VALUE` pairs.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "core/base/status.h"

namespace godwit::measure {

class Options {
 public:
  // `arguments` without the program's and the job's names. kUsage when one is not a pair, or twice.
  static Result<Options> Parse(std::span<const char* const> arguments);

  // kUsage when there is an option that was never asked for. Call it after the others.
  Status CheckAllUsed() const;

  // A whole number of at least 1. kUsage when it is missing or is none.
  Result<std::int64_t> Number(const std::string& name);
  // kUsage when it is missing.
  Result<std::string> Text(const std::string& name);
  // Empty when it is missing.
  std::string TextOrEmpty(const std::string& name);

 private:
  struct Option {
    std::string value;
    bool used = false;
  };
  std::map<std::string, Option> options_;
};

}  // namespace godwit::measure

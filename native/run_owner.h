// The process as the owner of a run.
#pragma once

#include <string>

#include "core/base/run_owner.h"

namespace godwit {

class ProcessOwner final : public RunOwner {
 public:
  ProcessOwner();
  std::string Name() const override { return name_; }
  std::string Show(const std::string& name) const override;
  bool IsGone(const std::string& name) const override;
  void Nap() const override;

 private:
  std::string name_;
};

}  // namespace godwit

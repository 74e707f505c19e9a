#include "native/run_owner.h"

#include <algorithm>

#include "native/process_text.h"

namespace godwit {
namespace {

constexpr int kNapMillis = 20;

// Of one length, so that where SQLite puts it in the file does not tell owners apart.
constexpr std::size_t kNameLength = 400;

}  // namespace

ProcessOwner::ProcessOwner() : name_(ProcessText(host::Self())) {
  name_.resize(std::max(name_.size(), kNameLength), ' ');
}

std::string ProcessOwner::Show(const std::string& name) const {
  return ProcessWords(ParseProcess(name));
}

bool ProcessOwner::IsGone(const std::string& name) const {
  const host::Process process = ParseProcess(name);
  return process.pid != 0 && host::IsRunning(process) == host::Liveness::kGone;
}

void ProcessOwner::Nap() const { host::SleepMillis(kNapMillis); }

}  // namespace godwit

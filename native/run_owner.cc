#include "native/run_owner.h"

#include "native/process_text.h"

namespace godwit {
namespace {

constexpr int kNapMillis = 20;

}  // namespace

ProcessOwner::ProcessOwner() : name_(ProcessText(host::Self())) {}

std::string ProcessOwner::Show(const std::string& name) const {
  return ProcessWords(ParseProcess(name));
}

bool ProcessOwner::IsGone(const std::string& name) const {
  const host::Process process = ParseProcess(name);
  return process.pid != 0 && host::IsRunning(process) == host::Liveness::kGone;
}

void ProcessOwner::Nap() const { host::SleepMillis(kNapMillis); }

}  // namespace godwit

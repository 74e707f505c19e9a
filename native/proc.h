// Processes as Linux's /proc shows them. Where there is no /proc the answers say "unknown", and the
// callers fall back on what they can ask the system directly.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "native/host.h"

namespace godwit::proc {

// Fills in start, boot and pid_space of a process of this machine.
void Complete(host::Process& process);

// When the process with this number started; empty when there is none or no /proc.
std::string StartOf(std::int64_t pid);

// `exists` asks the system whether a process has this number; used without /proc.
host::Liveness IsRunning(const host::Process& process, const host::Process& self,
                         const std::function<bool(std::int64_t pid)>& exists);

// True when another process is seen to have this file open. Without /proc, and of other users'
// processes, nothing is seen.
bool IsOpenElsewhere(const std::string& path);

}  // namespace godwit::proc

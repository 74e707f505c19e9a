// A process in writing: as others read it in a claim or in a lease, and for people.
#pragma once

#include <string>

#include "native/host.h"

namespace godwit {

// JSON on one line.
std::string ProcessText(const host::Process& process);
// pid 0: the text does not say.
host::Process ParseProcess(const std::string& text);
// "process 4711 on box"
std::string ProcessWords(const host::Process& process);

}  // namespace godwit

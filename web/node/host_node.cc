// The operating system's side of the command line under node. What is done in JavaScript is in
// host.js.
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "native/host.h"
#include "native/proc.h"
#include "web/node/node.h"

namespace godwit::host {

std::string_view Name() { return "node"; }

bool IsTerminal(Stream stream) { return godwit_node_is_terminal(static_cast<int>(stream)) != 0; }

int TerminalWidth() {
  const int width = godwit_node_width();
  return width > 0 ? width : 80;
}

int Write(Stream stream, std::string_view bytes) {
  const int code =
      godwit_node_write(static_cast<int>(stream), bytes.data(), static_cast<int>(bytes.size()));
  // What a socket says in a pipe's place.
  return code == ECONNRESET ? EPIPE : code;
}

std::int64_t Read(char* buffer, std::int64_t size) {
  return godwit_node_read(buffer, static_cast<int>(size));
}

// The main thread does (godwit.mjs).
void CatchInterrupts() {}
int Interrupts() { return godwit_node_interrupts(); }

void SleepMillis(int millis) { godwit_node_sleep(millis); }

std::string RealPath(const std::string& path) {
  return node::TakeText(godwit_node_real_path(path.c_str()));
}

int ListFolder(const std::string& folder, std::vector<std::string>& names) {
  const auto answer = nlohmann::json::parse(node::TakeText(godwit_node_list(folder.c_str())));
  for (const auto& name : answer["names"]) names.push_back(name.get<std::string>());
  std::sort(names.begin(), names.end());
  return answer["code"].get<int>();
}

std::int64_t FreeBytes(const std::string& folder) {
  return static_cast<std::int64_t>(godwit_node_free_bytes(folder.c_str()));
}

int MakeFile(const std::string& path) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (descriptor < 0) return errno;
  close(descriptor);
  return 0;
}

int SyncFolder(const std::string& folder) { return godwit_node_sync_folder(folder.c_str()); }

Process Self() {
  const auto facts = nlohmann::json::parse(node::TakeText(godwit_node_self()));
  Process self;
  self.pid = facts.value("pid", std::int64_t{0});
  self.machine = facts.value("machine", std::string());
  proc::Complete(self);
  return self;
}

Liveness IsRunning(const Process& process) {
  return proc::IsRunning(process, Self(), [](std::int64_t pid) {
    return godwit_node_process_exists(static_cast<int>(pid)) != 0;
  });
}

}  // namespace godwit::host

namespace godwit::node {

std::string TakeText(char* text) {
  const std::unique_ptr<char, void (*)(void*)> owned(text, std::free);
  return owned.get();
}

}  // namespace godwit::node

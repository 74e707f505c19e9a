#include "native/process_text.h"

#include <nlohmann/json.hpp>

namespace godwit {
namespace {

using Json = nlohmann::json;

std::string Text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string ProcessText(const host::Process& process) {
  const Json json = {{"program", "godwit (" + std::string(host::Name()) + ")"},
                     {"pid", process.pid},
                     {"start", process.start},
                     {"machine", process.machine},
                     {"boot", process.boot},
                     {"pidSpace", process.pid_space}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

host::Process ParseProcess(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  host::Process process;
  if (!json.is_object()) return process;
  const auto pid = json.find("pid");
  if (pid != json.end() && pid->is_number_integer()) process.pid = pid->get<std::int64_t>();
  process.start = Text(json, "start");
  process.machine = Text(json, "machine");
  process.boot = Text(json, "boot");
  process.pid_space = Text(json, "pidSpace");
  return process;
}

std::string ProcessWords(const host::Process& process) {
  if (process.pid == 0) return "an unknown process";
  return "process " + std::to_string(process.pid) + " on " + process.machine;
}

}  // namespace godwit

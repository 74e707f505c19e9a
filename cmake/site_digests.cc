// Prints what the site ships as native-digests.json: for every bundled sample the result of the
// engine's method `steps` (docs/protocol.md), as this native build computes it. The page compares
// these digests with its own.
//
// A build tool: cmake/site.cmake runs it.
#include <cstdio>
#include <string>

#include "core/base/clock.h"
#include "core/engine/engine.h"
#include "core/engine/samples.h"

namespace godwit {
namespace {

// Runs one request to its end. A null result: it failed, and the reason was printed.
nlohmann::json Ask(Engine& engine, const Message& answer, nlohmann::json request) {
  request["id"] = 1;
  engine.Submit({.body = std::move(request), .blob = {}});
  while (engine.Step()) {
  }
  if (answer.body.value("type", "") == "result") return answer.body["result"];
  std::fprintf(stderr, "error: %s\n", ToText(answer.body).c_str());
  return nullptr;
}

int Run() {
  SystemClock clock;
  Message answer;  // the last one that is not progress
  Engine engine({.clock = &clock, .receive = [&answer](Message message) {
                   if (message.body.value("type", "") != "progress") answer = std::move(message);
                 }});
  nlohmann::json all = nlohmann::json::object();
  for (const std::string& sample : SampleNames()) {
    const nlohmann::json opened = Ask(
        engine, answer,
        {{"method", "open"}, {"params", {{"project", sample}, {"database", {{"kind", "none"}}}}}});
    if (opened.is_null()) return 1;
    all[sample] = Ask(engine, answer, {{"method", "steps"}, {"params", nlohmann::json::object()}});
    if (all[sample].is_null()) return 1;
  }
  std::printf("%s\n", ToText(all).c_str());
  return 0;
}

}  // namespace
}  // namespace godwit

int main() { return godwit::Run(); }

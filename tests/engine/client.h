// An engine that is asked and listened to: what the tests of the protocol share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/clock.h"
#include "core/engine/engine.h"
#include "core/engine/message.h"

namespace godwit {

using nlohmann::json;

// An engine and everything that it has said.
class Client {
 public:
  // Borrows the files; nullptr = the operating system's.
  explicit Client(FileSystem* files = nullptr)
      : engine_({.clock = &clock_,
                 .receive = [this](Message message) { messages.push_back(std::move(message)); },
                 .files = files}) {}

  // Sends and runs to the end; the last message.
  json Ask(const std::string& method, json params = nullptr, std::string blob = {}) {
    Submit(method, std::move(params), std::move(blob));
    while (engine_.Step()) {
    }
    return messages.back().body;
  }
  json Result(const std::string& method, json params = nullptr) {
    json answer = Ask(method, std::move(params));
    EXPECT_EQ(answer["type"], "result") << method << ToText(answer);
    return answer["result"];
  }
  int Submit(const std::string& method, json params = nullptr, std::string blob = {}) {
    engine_.Submit(
        {{{"id", ++id_}, {"method", method}, {"params", std::move(params)}}, std::move(blob)});
    return id_;
  }
  Engine& engine() { return engine_; }

  std::vector<Message> messages;

 private:
  SystemClock clock_;
  Engine engine_;
  int id_ = 0;
};

inline const json kPetsInMemory = {
    {"project", "pets"}, {"database", {{"kind", "memory"}}}, {"prepare", true}};

}  // namespace godwit

// The engine module's boundary to JavaScript: six functions out, one in. Text and bytes cross as
// pointer and length; the messages themselves are those of docs/protocol.md.
//
// A request is written into the two buffers (body, blob) that GodwitBuffer makes, then submitted.
// Answers leave through Deliver while a request is submitted, stepped or cancelled. Nothing here
// lets an exception pass into JavaScript: what cannot go on reports so by its result.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include <emscripten.h>

#include "core/base/clock.h"
#include "core/engine/engine.h"
#include "core/engine/message.h"

extern "C" {

// Hands a message to the worker (web/engine/imports.js); `ends` tells that it is the request's
// last.
void Deliver(int id, int ends, const char* body, std::size_t body_size, const char* blob,
             std::size_t blob_size);
}

namespace godwit {
namespace {

using nlohmann::json;

// What an exported function reports.
enum Outcome : int { kFinished = 0, kMore = 1, kMalformed = 2, kOutOfMemory = 3, kBroken = 4 };

class Door {
 public:
  Door()
      : engine_({.clock = &clock_,
                 .receive = [](Message message) { Post(std::move(message)); },
                 // Nobody can speak to a worker that computes: a cancel arrives between two steps.
                 .interrupted = [] { return false; }}) {}

  std::string& buffer(int slot) { return slot == 0 ? body_ : blob_; }
  Engine& engine() { return engine_; }

  Outcome Submit() {
    json body = json::parse(body_, nullptr, /*allow_exceptions=*/false);
    std::string().swap(body_);
    std::string blob = std::exchange(blob_, {});
    if (!body.is_object() || !HasId(body)) return kMalformed;
    engine_.Submit({.body = std::move(body), .blob = std::move(blob)});
    return kMore;
  }

 private:
  // Deliver takes the id as an int, and every answer needs one.
  static bool HasId(const json& body) {
    const auto id = body.find("id");
    return id != body.end() && id->is_number_unsigned() &&
           id->get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<int>::max()};
  }

  static void Post(Message message) {
    const std::string type = message.body.value("type", "");
    const bool ends = type == "result" || type == "error";
    const std::string text = ToText(message.body);
    Deliver(message.body.value("id", 0), ends ? 1 : 0, text.data(), text.size(),
            message.blob.data(), message.blob.size());
  }

  SystemClock clock_;
  std::string body_;
  std::string blob_;
  Engine engine_;
};

std::unique_ptr<Door> door;

// Runs `work`; whatever it throws becomes an outcome.
template <typename Work>
Outcome Guarded(Work work) {
  if (!door) return kBroken;
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return kOutOfMemory;
  } catch (...) {
    return kBroken;
  }
}

}  // namespace
}  // namespace godwit

extern "C" {

using godwit::door;

EMSCRIPTEN_KEEPALIVE int GodwitStart() {
  try {
    door = std::make_unique<godwit::Door>();
    return godwit::kFinished;
  } catch (...) {
    return godwit::kBroken;
  }
}

// Room for `size` bytes of the next request's body (slot 0) or blob (slot 1); null when there is
// no memory for them.
EMSCRIPTEN_KEEPALIVE char* GodwitBuffer(int slot, std::size_t size) {
  char* room = nullptr;
  godwit::Guarded([&] {
    std::string& buffer = door->buffer(slot);
    std::string().swap(buffer);
    buffer.resize(size);
    room = buffer.data();
    return godwit::kFinished;
  });
  return room;
}

EMSCRIPTEN_KEEPALIVE int GodwitSubmit() {
  return godwit::Guarded([] { return door->Submit(); });
}

// A bounded piece of work.
EMSCRIPTEN_KEEPALIVE int GodwitStep() {
  return godwit::Guarded([] { return door->engine().Step() ? godwit::kMore : godwit::kFinished; });
}

EMSCRIPTEN_KEEPALIVE int GodwitCancel(int id) {
  return godwit::Guarded([id] {
    door->engine().Cancel(id);
    return godwit::kMore;
  });
}
}

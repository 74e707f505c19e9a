#include "native/cli/traits.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json/string.h"
#include "native/cli/commands.h"
#include "native/cli/databases.h"
#include "native/cli/render.h"
#include "native/cli/session.h"
#include "native/disk.h"
#include "native/host.h"

namespace godwit::cli {
namespace {

// Ids a request: enough for the generator to work on several side by side, little enough that
// output follows input.
constexpr std::size_t kIdsAtOnce = 4096;
constexpr std::size_t kBlock = std::size_t{256} << 10;
constexpr std::size_t kMaxLine = std::size_t{16} << 20;

class Traits {
 public:
  explicit Traits(const Context& context)
      : context_(context), session_(context.progress, context.log) {}

  int RunIds() {
    for (const std::string& id : context_.options.ids) Add(id);
    if (failure_.is_null()) Ask();
    return End();
  }

  int RunInput() {
    std::string pending;  // a line whose end has not come yet
    std::string block(kBlock, '\0');
    while (Wanted()) {
      const std::int64_t got = host::Read(block.data(), std::ssize(block));
      if (host::Interrupts() > 0) {
        Fail({.code = ErrorCode::kInterrupted, .what = "godwit traits", .why = "interrupted"});
      } else if (got < 0) {
        Fail({.code = ErrorCode::kRefused,
              .what = "standard input cannot be read",
              .why = "input/output error"});
      } else if (got == 0) {
        if (!pending.empty()) Line(pending);
        Ask();
        break;
      } else {
        Lines({block.data(), static_cast<std::size_t>(got)}, pending);
        // What is complete is answered before more is waited for.
        Ask();
      }
    }
    return End();
  }

 private:
  bool Wanted() const { return failure_.is_null() && !context_.output.ReaderGone(); }

  void Lines(std::string_view text, std::string& pending) {
    while (Wanted()) {
      const std::size_t end = text.find('\n');
      if (end == std::string_view::npos) break;
      if (pending.empty()) {
        Line(text.substr(0, end));
      } else {
        Line(std::exchange(pending, {}).append(text.substr(0, end)));
      }
      text.remove_prefix(end + 1);
    }
    if (!Wanted()) return;
    pending.append(text);
    if (pending.size() > kMaxLine) {
      FailLine("it is longer than " + std::to_string(kMaxLine >> 20) + " MiB", line_ + 1);
    }
  }

  void Line(std::string_view text) {
    ++line_;
    Result<std::string> id = ParseJsonString(text);
    if (!id.ok()) {
      Ask();  // the lines before it
      FailLine(id.error().why, line_);
      return;
    }
    Add(std::move(id).value());
  }

  void Add(std::string id) {
    ids_.push_back(std::move(id));
    if (ids_.size() >= kIdsAtOnce) Ask();
  }

  // Ids pass as they are: within one process a message's text may hold the lone surrogates that
  // JSON on a wire could not.
  void Ask() {
    if (ids_.empty() || !failure_.is_null()) return;
    Json params = {{"ids", std::exchange(ids_, Json::array())}};
    if (context_.options.svg) params["svg"] = true;
    Answer answer = session_.Call("traits", std::move(params));
    if (!answer.ok()) {
      failure_ = std::move(answer.error);
      return;
    }
    for (Json& text : answer.result) {
      if (context_.options.json) {
        collected_.push_back(std::move(text));
      } else {
        const auto& line = text.get_ref<const std::string&>();
        context_.output.Result(line);
        if (!line.ends_with('\n')) context_.output.Result("\n");
      }
    }
    if (context_.options.from_input) (void)context_.output.Flush();  // told at the end
  }

  void FailLine(std::string why, int line) {
    Fail({.code = ErrorCode::kUsage,
          .what = "line " + std::to_string(line) + " of standard input is not a JSON string",
          .why = std::move(why),
          .next = "each line is one id in double quotes, with JSON's escapes",
          .place = {.file = "<stdin>", .line = line}});
  }

  void Fail(const Error& error) {
    if (failure_.is_null()) failure_ = ErrorJson(error);
  }

  int End() {
    if (!failure_.is_null()) {
      if (context_.options.json) context_.output.Result(PrintJson({{"error", failure_}}));
      context_.output.Note(RenderError(failure_, context_.error_paint));
      return ExitOfError(failure_);
    }
    if (context_.options.json) context_.output.Result(PrintJson(collected_));
    return kDone;
  }

  const Context& context_;
  Session session_;
  Json ids_ = Json::array();
  Json collected_ = Json::array();
  Json failure_;
  int line_ = 0;
};

}  // namespace

int RunTraits(const Context& context) {
  Traits traits(context);
  return context.options.from_input ? traits.RunInput() : traits.RunIds();
}

}  // namespace godwit::cli

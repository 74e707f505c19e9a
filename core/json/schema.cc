#include "core/json/schema.h"

#include "core/json/pointer.h"
#include "core/json/schema_pass.h"
#include "core/json/string.h"

namespace godwit {
namespace schema {

bool Report::Add(std::string message) {
  clean = false;
  return sink({.pointer = Pointer(), .message = std::move(message)});
}

std::string Report::Pointer() const {
  std::string pointer;
  std::string decoded;
  for (const PathStep& step : path) {
    if (step.is_index) {
      pointer += '/' + std::to_string(step.index);
      continue;
    }
    if (step.escaped) DecodeJsonString(step.key, decoded);
    AppendPointer(step.escaped ? std::string_view(decoded) : step.key, pointer);
  }
  return pointer;
}

}  // namespace schema

std::string Describe(const Violation& violation) {
  return (violation.pointer.empty() ? "document" : violation.pointer) + ": " + violation.message;
}

Validator::Validator(std::shared_ptr<const schema::Program> program)
    : program_(std::move(program)) {}

bool Validator::Validate(std::string_view text, const Sink& sink) const {
  schema::Scratch scratch(text.size());
  schema::Report report{.sink = sink};
  const bool read = schema::Pass<true>(*program_, JsonScanner(text), scratch, &report).Document();
  return read && report.clean;
}

std::vector<Violation> Validator::Violations(std::string_view text, std::size_t limit) const {
  std::vector<Violation> violations;
  if (limit == 0) return violations;
  (void)Validate(text, [&](Violation violation) {
    violations.push_back(std::move(violation));
    return violations.size() < limit;
  });
  return violations;
}

bool Validator::Accepts(std::string_view text) const {
  schema::Scratch scratch(text.size());
  return schema::Pass<false>(*program_, JsonScanner(text), scratch, nullptr).Document();
}

}  // namespace godwit

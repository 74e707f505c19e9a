// Findings of `lint`, as text: place, code, sentence, the line itself, the fix.
#include <string>
#include <utility>

#include "native/cli/render.h"

namespace godwit::cli {
namespace {

std::string CleanAt(const Json& object, std::string_view key) { return Clean(TextAt(object, key)); }

Tone SeverityTone(const std::string& severity) {
  if (severity == "error") return Tone::kBad;
  return severity == "warning" ? Tone::kWaiting : Tone::kFaint;
}

void AppendFinding(const Json& finding, const View& view, std::string& out) {
  const std::string severity = TextAt(finding, "severity");
  out += CleanAt(finding, "file") + ":" + std::to_string(NumberAt(finding, "line")) + ":" +
         std::to_string(NumberAt(finding, "column")) + ": " +
         view.paint(SeverityTone(severity), severity + " " + CleanAt(finding, "code")) + " " +
         view.paint(Tone::kFaint, CleanAt(finding, "name")) + "\n";
  out += "  " + CleanAt(finding, "message") + "\n";
  out += "  " + view.paint(Tone::kFaint, "line ") + CleanAt(finding, "source") + "\n";
  out += "  " + view.paint(Tone::kFaint, "fix  ") + CleanAt(finding, "fix") + "\n";
}

// "1 error, 2 warnings and 0 notes in 3 migrations, 1 suppressed"
std::string Summary(const Json& lint) {
  const Json counts = lint.value("counts", Json::object());
  std::string text = Counted(NumberAt(counts, "error"), "error") + ", " +
                     Counted(NumberAt(counts, "warning"), "warning") + " and " +
                     Counted(NumberAt(counts, "note"), "note") + " in " +
                     Counted(std::ssize(ArrayAt(lint, "migrations")), "migration");
  const std::int64_t suppressed = NumberAt(counts, "suppressed");
  return suppressed == 0 ? text : text + ", " + Grouped(suppressed) + " suppressed";
}

}  // namespace

std::string RenderLint(const Json& lint, const View& view) {
  const Json& migrations = ArrayAt(lint, "migrations");
  const std::string warnings = RenderWarnings(lint, view);
  if (migrations.empty()) {
    return "nothing to lint: no migration is pending" +
           (view.database.empty() ? std::string() : " in " + view.database) + "\n" + warnings;
  }
  std::string out;
  for (const Json& migration : migrations) {
    for (const Json& finding : ArrayAt(migration, "findings")) {
      const auto suppressed = finding.find("suppressed");
      if (suppressed != finding.end() && !suppressed->is_null()) continue;
      AppendFinding(finding, view, out);
      out += "\n";
    }
  }
  return out + Summary(lint) + "\n" + warnings;
}

}  // namespace godwit::cli

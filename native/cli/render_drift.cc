// What has drifted, and what push has done, for people.
#include <algorithm>

#include "native/cli/render.h"

namespace godwit::cli {
namespace {

// Every line of a script, further in.
std::string Indented(const std::string& script, const std::string& by) {
  std::string out;
  std::size_t at = 0;
  while (at < script.size()) {
    const std::size_t end = std::min(script.find('\n', at), script.size());
    const std::string line = script.substr(at, end - at);
    // Its reasons are told above.
    if (!line.empty() && !line.starts_with("--")) out += by + Clean(line) + "\n";
    at = end + 1;
  }
  return out;
}

std::string RenderSql(const std::string& title, const std::string& script) {
  if (script.empty()) return "  " + title + ": this has to be written by hand\n";
  return "  " + title + ":\n" + Indented(script, "    ");
}

}  // namespace

std::string RenderDrift(const Json& result, const View& view) {
  const Json& drift = ArrayAt(result, "drift");
  if (drift.empty()) return "no drift: the schema is what the applied migrations make\n";
  std::string text;
  for (const Json& item : drift) {
    text += view.paint(Tone::kWaiting, Clean(TextAt(item, "text"))) + "\n";
    for (const Json& detail : ArrayAt(item, "details")) {
      if (detail.is_string()) text += "  " + Clean(detail.get<std::string>()) + "\n";
    }
    if (const std::string note = TextAt(item, "note"); !note.empty()) {
      text += "  " + Clean(note) + "\n";
    }
    const std::string state = TextAt(item, "state");
    text += RenderSql("a migration that adopts it", TextAt(item, "adopt"));
    text += RenderSql(state == "extra" ? "what removes it" : "what puts it back",
                      TextAt(item, "remove"));
  }
  for (const Json& path : ArrayAt(result, "written")) {
    if (path.is_string()) text += "wrote " + Clean(path.get<std::string>()) + "\n";
  }
  if (const std::string name = TextAt(result, "name"); !name.empty()) {
    text += "this database has it already: `godwit resolve --applied " + Clean(name) +
            " --reason …` records it\n";
  }
  return text;
}

std::string RenderPush(const Json& plan, const View& view) {
  const Json& changes = ArrayAt(plan, "changes");
  const std::string where = view.database.empty() ? "" : " in " + view.database;
  if (changes.empty()) return "nothing to do" + where + ": the schema is schema.sql's\n";
  std::string text;
  for (const Json& change : changes) {
    text += Clean(TextAt(change, "kind") + " " + TextAt(change, "object"));
    if (const std::string part = TextAt(change, "part"); !part.empty()) text += " " + Clean(part);
    text += "\n";
  }
  return text + "done" + where + "\n";
}

}  // namespace godwit::cli

// What has drifted, and what push has done, for people.
#include <algorithm>

#include "native/cli/render.h"

namespace godwit::cli {
namespace {

// What a script's comments say of rows.
bool IsWarning(std::string_view line) {
  return line.starts_with("--   loses: ") || line.starts_with("--   may fail: ") ||
         line.starts_with("-- godwit: undecided ");
}

// Every line of a script, further in.
std::string Indented(const std::string& script, const std::string& by) {
  std::string out;
  std::size_t at = 0;
  while (at < script.size()) {
    const std::size_t end = std::min(script.find('\n', at), script.size());
    const std::string line = script.substr(at, end - at);
    // Its reasons are told above.
    if (!line.empty() && (!line.starts_with("--") || IsWarning(line)))
      out += by + Clean(line) + "\n";
    at = end + 1;
  }
  return out;
}

std::string RenderSql(const std::string& title, const std::string& script,
                      const std::string& otherwise) {
  if (script.empty()) return "  " + title + ": " + otherwise + "\n";
  return "  " + title + ":\n" + Indented(script, "    ");
}

// What is to be done with the migration that adopts it.
std::string RenderAdopted(const Json& result) {
  std::string text;
  const Json& undeclared = ArrayAt(result, "undeclared");
  if (!undeclared.empty()) {
    text += "schema.sql has to say it too, or the next `godwit new` takes it back:\n";
    for (const Json& object : undeclared) text += "  " + CellText(object) + "\n";
  }
  const std::string name = Clean(TextAt(result, "name"));
  const Json& undecided = ArrayAt(result, "undecided");
  for (const Json& one : undecided) {
    text += "to decide in migration.sql: " + CellText(one) + "\n";
  }
  return text +
         (undecided.empty() ? "this database has it already: "
                            : "then, as this database has it already: ") +
         "`godwit resolve --applied " + name + " --reason …` records it\n";
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
    text += RenderSql("a migration that adopts it", TextAt(item, "adopt"),
                      "it needs more of what has drifted: `godwit drift --adopt` writes all of it");
    text += RenderSql(state == "extra" ? "what removes it" : "what puts it back",
                      TextAt(item, "remove"), "this has to be written by hand");
  }
  for (const Json& path : ArrayAt(result, "written")) {
    if (path.is_string()) text += "wrote " + Clean(path.get<std::string>()) + "\n";
  }
  return TextAt(result, "name").empty() ? text : text + RenderAdopted(result);
}

std::string RenderPush(const Json& plan, const View& view) {
  const Json& changes = ArrayAt(plan, "changes");
  const std::string where = view.database.empty() ? "" : " in " + view.database;
  if (changes.empty()) return "nothing to do" + where + ": the schema is schema.sql's\n";
  std::string text = RenderSnapshots(plan, view);
  for (const Json& change : changes) {
    text += Clean(TextAt(change, "kind") + " " + TextAt(change, "object"));
    if (const std::string part = TextAt(change, "part"); !part.empty()) text += " " + Clean(part);
    text += "\n";
  }
  return text + "done" + where + "\n";
}

}  // namespace godwit::cli

// A plan, as text.
#include <algorithm>
#include <string>
#include <utility>

#include "native/cli/render.h"

namespace godwit::cli {
namespace {

using Cell = Table::Cell;
using Align = Table::Align;

std::string CleanAt(const Json& object, std::string_view key) { return Clean(TextAt(object, key)); }

// How a way of writing is told: of the table itself, or with how many of its rows.
struct Way {
  std::string_view name;
  std::string_view words;
  bool counts_rows;
};

constexpr Way kWays[] = {{"create", "made", false},
                         {"alter", "definition changed", false},
                         {"rewrite", "every row rewritten", true},
                         {"insert", "rows inserted", false},
                         {"update", "rows updated", true},
                         {"delete", "rows deleted", true},
                         {"index", "index built", true},
                         {"drop", "dropped with its rows", true}};

// "Pet  rows updated, index built  at most 92 rows, 16 KiB"
void AddTable(const Json& entry, std::string_view label, Table& table) {
  bool counts = !entry.contains("how");
  std::string words = counts ? "read" : "";
  for (const Json& name : ArrayAt(entry, "how")) {
    const auto* way = std::ranges::find(kWays, CellText(name), &Way::name);
    if (way == std::end(kWays)) continue;
    words += (words.empty() ? "" : ", ") + std::string(way->words);
    counts = counts || way->counts_rows;
  }
  const std::int64_t rows = NumberAt(entry, "rows");
  std::string size;
  if (counts) {
    size = (rows == 0 ? "no rows" : "about " + Counted(rows, "row"));
    if (NumberAt(entry, "bytes") > 0) size += ", " + ByteSize(NumberAt(entry, "bytes"));
  }
  table.Add({{std::string(label), Tone::kFaint},
             {CleanAt(entry, "table")},
             {words},
             {size, Tone::kFaint}});
}

void AppendText(std::string_view label, const std::string& text, const View& view,
                std::string& out) {
  if (text.empty()) return;
  std::string lead = "    " + view.paint(Tone::kFaint, label) + std::string(8 - label.size(), ' ');
  for (const std::string& line : CleanLines(text)) {
    out += lead + line + "\n";
    lead = std::string(12, ' ');
  }
}

std::string StepLines(const Json& step, bool down, const View& view) {
  const bool data = TextAt(step, "kind") == "data-step";
  std::string out = "  " + view.paint(Tone::kFaint, data ? "data step" : "statement");
  const std::string file = CleanAt(step, "file");
  if (!file.empty()) out += "  " + file + ":" + std::to_string(NumberAt(step, "line"));
  out += "\n";
  for (const std::string& line : CleanLines(TextAt(step, "sql"))) out += "    " + line + "\n";
  AppendText("why", TextAt(step, "reason"), view, out);
  Table tables({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  for (const auto& [key, label] : {std::pair{"reads", "reads "}, std::pair{"writes", "writes"}}) {
    for (const Json& entry : ArrayAt(step, key)) AddTable(entry, label, tables);
  }
  if (!tables.empty()) out += tables.Print(view.paint, 4);
  const auto understood = step.find("reads");
  if (understood != step.end() && understood->is_null() && !down) {
    out += "    " + view.paint(Tone::kBad, "fails ") +
           "SQLite cannot compile it here, so the run would stop at it\n";
  }
  AppendText("back", TextAt(step, "reverse"), view, out);
  for (const Json& limit : ArrayAt(step, "undoLimits")) {
    out += "    " + view.paint(Tone::kWaiting, "undo  ") + CellText(limit) + "\n";
  }
  return out;
}

// "in one transaction; down.sql leads back"
std::string MigrationNote(const Json& migration) {
  if (TextAt(migration, "direction") == "down") return "its way back, down.sql, in one transaction";
  const bool applied = migration.value("applied", false);
  const std::int64_t pieces = NumberAt(migration, "pieces");
  std::string note = applied      ? "applied before; data steps only"
                     : pieces > 0 ? "in " + Counted(pieces, "piece") + ", each committed by itself"
                                  : "in one transaction";
  const std::int64_t committed = NumberAt(migration, "committed");
  if (committed > 0) note += "; " + Counted(committed, "statement") + " committed before";
  return note + (TextAt(migration, "reverse").empty() ? "; no down.sql" : "; down.sql leads back");
}

// "lint: 2 findings (1 error, 1 note)"; nothing where there is none.
std::string LintLine(const Json& plan, const View& view) {
  const Json counts = plan.value("lint", Json());
  if (!counts.is_object()) return {};
  std::int64_t all = 0;
  std::string kinds;
  for (const char* severity : {"error", "warning", "note"}) {
    const std::int64_t count = NumberAt(counts, severity);
    all += count;
    if (count > 0) kinds += (kinds.empty() ? "" : ", ") + Counted(count, severity);
  }
  if (all == 0) return {};
  const Tone tone = NumberAt(counts, "error") > 0 ? Tone::kBad : Tone::kWaiting;
  return view.paint(tone, "lint: " + Counted(all, "finding") + " (" + kinds + ")") +
         ", by the schema alone: `godwit lint` shows them\n";
}

}  // namespace

std::string RenderPlan(const Json& plan, const View& view) {
  std::string out;
  std::int64_t statements = 0;
  std::int64_t data_steps = 0;
  const Json& migrations = ArrayAt(plan, "migrations");
  for (const Json& migration : migrations) {
    out += view.paint(Tone::kStrong, CleanAt(migration, "name")) + "  " +
           view.paint(Tone::kFaint, MigrationNote(migration)) + "\n";
    for (const Json& step : ArrayAt(migration, "steps")) {
      ++(TextAt(step, "kind") == "data-step" ? data_steps : statements);
      out += StepLines(step, TextAt(migration, "direction") == "down", view);
    }
    out += "\n";
  }
  if (migrations.empty()) {
    return "nothing to do" + (view.database.empty() ? std::string() : " in " + view.database) +
           "\n";
  }
  Table changes({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  for (const Json& entry : ArrayAt(plan, "changes")) AddTable(entry, "", changes);
  if (!changes.empty()) {
    out +=
        view.paint(Tone::kStrong, "what it would change") + "\n" + changes.Print(view.paint) + "\n";
  }
  out += Counted(std::ssize(migrations), "migration") + ", " + Counted(statements, "statement") +
         ", " + Counted(data_steps, "data step") + "\n";
  return out + LintLine(plan, view) + RenderWarnings(plan, view);
}

}  // namespace godwit::cli

// What a rehearsal found, as text.
#include "native/cli/render.h"

namespace godwit::cli {
namespace {

using Cell = Table::Cell;
using Align = Table::Align;

constexpr std::size_t kShortChecksum = 12;

std::string CleanAt(const Json& object, std::string_view key) { return Clean(TextAt(object, key)); }

// "+ traits", "- old": what happened to the table itself.
std::string ColumnWords(const Json& change) {
  std::string kind = CleanAt(change, "kind");
  if (kind != "kept") return kind;
  std::string words;
  for (const Json& name : ArrayAt(change, "addedColumns")) {
    words += (words.empty() ? "" : ", ") + ("new column " + CellText(name));
  }
  for (const Json& column : ArrayAt(change, "droppedColumns")) {
    words += (words.empty() ? "" : ", ") + ("column " + CleanAt(column, "name") + " gone");
  }
  return words;
}

void AppendChanges(const Json& receipt, const View& view, std::string& out) {
  const Json& changes = ArrayAt(receipt, "changes");
  if (changes.empty()) return;
  Table table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight,
               Align::kRight, Align::kLeft});
  table.Add({{"table", Tone::kFaint},
             {"before", Tone::kFaint},
             {"after", Tone::kFaint},
             {"inserted", Tone::kFaint},
             {"updated", Tone::kFaint},
             {"deleted", Tone::kFaint},
             {""}});
  for (const Json& change : changes) {
    const std::int64_t deleted = NumberAt(change, "deleted");
    table.Add({{CleanAt(change, "table")},
               {Grouped(NumberAt(change, "rowsBefore"))},
               {Grouped(NumberAt(change, "rowsAfter"))},
               {Grouped(NumberAt(change, "inserted"))},
               {Grouped(NumberAt(change, "updated"))},
               {Grouped(deleted), deleted > 0 ? Tone::kBad : Tone::kPlain},
               {ColumnWords(change), Tone::kFaint}});
  }
  out +=
      view.paint(Tone::kStrong, "what would become of the rows") + "\n" + table.Print(view.paint);
}

void AppendFindings(const Json& receipt, const View& view, std::string& out) {
  const Json& findings = ArrayAt(receipt, "findings");
  if (findings.empty()) return;
  out += view.paint(Tone::kStrong, Counted(std::ssize(findings), "finding")) + "\n";
  for (const Json& finding : findings) {
    const std::string level = CleanAt(finding, "level");
    out += "  " + view.paint(level == "error" ? Tone::kBad : Tone::kWaiting, level) + "  " +
           CleanAt(finding, "text") + "  " +
           view.paint(Tone::kFaint, "(" + CleanAt(finding, "kind") + ")") + "\n";
  }
}

void AppendChecks(const Json& receipt, const View& view, std::string& out) {
  std::int64_t passed = 0;
  std::int64_t others = 0;
  std::string failed;
  for (const Json& check : ArrayAt(receipt, "checks")) {
    const std::string state = TextAt(check, "state");
    passed += state == "passed" ? 1 : 0;
    if (state != "failed") continue;
    ++others;
    failed += "  " + view.paint(Tone::kBad, "failed") + "  " + CleanAt(check, "name") + "  " +
              Counted(NumberAt(check, "violations"), "violation") + "\n";
  }
  out += view.paint(Tone::kStrong, Counted(passed, "check") + " passed") +
         (others == 0 ? "" : ", " + Grouped(others) + " did not") + "\n" + failed;
}

// "took 1.2 s: copy 3 ms, up 1.1 s …"; nothing where the clock stood still.
void AppendTimings(const Json& receipt, const View& view, std::string& out) {
  std::int64_t all = 0;
  std::string parts;
  for (const Json& timing : ArrayAt(receipt, "timings")) {
    const std::int64_t micros = NumberAt(timing, "durationMicros");
    all += micros;
    parts += (parts.empty() ? "" : ", ") + CleanAt(timing, "part") + " " + Duration(micros);
  }
  if (all > 0) out += view.paint(Tone::kFaint, "took " + Duration(all) + ": " + parts) + "\n";
}

}  // namespace

std::string RenderRehearsal(const Json& receipt, const View& view) {
  const std::string of = view.database.empty() ? "an empty database" : view.database;
  std::string out = "rehearsed on a copy of " + of + ", which is untouched: plan " +
                    CleanAt(receipt, "plan").substr(0, kShortChecksum) + "\n";
  Json done = receipt;
  done["command"] = "up";
  out += RenderReport(done, {.paint = view.paint, .database = {}});
  AppendChanges(receipt, view, out);
  AppendFindings(receipt, view, out);
  AppendChecks(receipt, view, out);
  AppendTimings(receipt, view, out);
  return out;
}

}  // namespace godwit::cli

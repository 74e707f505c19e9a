// What a run did, as text.
#include <algorithm>
#include <vector>

#include "native/cli/render.h"

namespace godwit::cli {
namespace {

using Cell = Table::Cell;
using Align = Table::Align;

constexpr std::int64_t kShownRecords = 5;
constexpr int kRecordWidth = 100;

std::string NothingToDo(const std::string& command) {
  if (command == "up") return "nothing to do: no migration is pending";
  if (command == "down") return "nothing to do: there is nothing to go back from";
  if (command == "backfill") return "nothing to do: no data step is due";
  if (command == "snapshot") return "nothing to do: the database is empty";
  if (command == "undo") return "nothing to do: nothing is recorded that could be undone";
  if (command == "resume") return "nothing to do: nothing was interrupted";
  return "nothing to do";
}

std::string_view Verb(const std::string& direction) {
  if (direction == "down") return "rolled back ";
  if (direction == "seed") return "seeded ";
  if (direction == "recorded") return "recorded as applied, without running: ";
  if (direction == "accepted") return "taken as they are now for what was applied: ";
  if (direction == "forgotten") return "taken off the ledger: ";
  if (direction == "begun") return "begun and not ended: ";
  return "applied ";
}

void AppendSnapshots(const Json& report, const View& view, std::string& out) {
  out += RenderSnapshots(report, view);
  const std::string restored = TextAt(report, "restored");
  if (restored.empty()) return;
  out += view.paint(Tone::kStrong, "restored") + " " + Clean(restored) +
         (view.database.empty() ? "" : " into " + view.database) + "\n";
}

// "applied 3 migrations", with a line each.
void AppendMigrations(const Json& migrations, const View& view, std::string& out) {
  if (migrations.empty()) return;
  const std::string direction = TextAt(migrations.front(), "direction");
  const bool ran =
      direction == "up" || direction == "begun" || direction == "down" || direction == "seed";
  Table table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight});
  for (const Json& migration : migrations) {
    const std::int64_t rows = NumberAt(migration, "rows");
    if (!ran) {
      table.Add({{Clean(TextAt(migration, "name"))}});
      continue;
    }
    table.Add({{Clean(TextAt(migration, "name"))},
               {Counted(NumberAt(migration, "statements"), "statement"), Tone::kFaint},
               {direction == "seed" ? Counted(rows, "row") : "", Tone::kFaint},
               {Duration(NumberAt(migration, "durationMicros")), Tone::kFaint}});
  }
  const std::string where = view.database.empty() ? "" : " in " + view.database;
  out += view.paint(Tone::kStrong, std::string(Verb(direction)) +
                                       Counted(std::ssize(migrations), "migration") + where) +
         "\n" + table.Print(view.paint);
}

// What a step has counted and collected, and the rows it could not do.
void AppendOutcome(const Json& step, const View& view, std::string& out) {
  Table table({Align::kLeft, Align::kRight, Align::kLeft});
  const auto counts = step.find("counts");
  if (counts != step.end() && counts->is_object()) {
    for (const auto& [name, count] : counts->items()) {
      table.Add({{Clean(name)}, {CellText(count)}, {}});
    }
  }
  for (const Json& records : ArrayAt(step, "records")) {
    const Json& rows = ArrayAt(records, "rows");
    const std::int64_t total = NumberAt(records, "total");
    for (std::size_t i = 0; i < rows.size() && std::int64_t(i) < kShownRecords; ++i) {
      table.Add(
          {{i == 0 ? Clean(TextAt(records, "name")) : ""},
           {i == 0 ? Grouped(total) : ""},
           {Fit(Clean(rows[i].dump(-1, ' ', false, Json::error_handler_t::replace)), kRecordWidth),
            Tone::kFaint}});
    }
    const std::int64_t left = total - std::min<std::int64_t>(std::ssize(rows), kShownRecords);
    if (left > 0 && !rows.empty()) {
      table.Add({{}, {}, {"and " + Grouped(left) + " more", Tone::kFaint}});
    }
  }
  const Json& failures = ArrayAt(step, "failures");
  for (const Json& failure : failures) {
    table.Add(
        {{"failed", Tone::kBad},
         {},
         {Clean(TextAt(failure, "row")) +
          (TextAt(failure, "reason").empty() ? "" : ": " + Clean(TextAt(failure, "reason")))}});
  }
  const std::int64_t left = NumberAt(step, "failed") - std::ssize(failures);
  if (left > 0 && !failures.empty()) {
    table.Add({{}, {}, {"and " + Grouped(left) + " more", Tone::kFaint}});
  }
  if (!table.empty()) out += table.Print(view.paint, 4);
}

void AppendDataSteps(const Json& report, const View& view, std::string& out) {
  const Json& steps = ArrayAt(report, "dataSteps");
  if (steps.empty()) return;
  Table table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
  for (const Json& step : steps) {
    table.Add({{Clean(TextAt(step, "name"))},
               {Counted(NumberAt(step, "rows"), "row")},
               {Counted(NumberAt(step, "batches"), "batch", "batches"), Tone::kFaint},
               {Duration(NumberAt(step, "durationMicros")), Tone::kFaint},
               {Clean(TextAt(step, "migration")), Tone::kFaint}});
  }
  const bool undone = TextAt(report, "command") == "undo";
  out += view.paint(Tone::kStrong, (undone ? "brought back the rows of " : "ran ") +
                                       Counted(std::ssize(steps), "data step")) +
         "\n" + table.Print(view.paint);
  for (const Json& step : steps) AppendOutcome(step, view, out);
}

}  // namespace

std::string RenderSnapshots(const Json& result, const View& view) {
  std::string text;
  for (const Json& snapshot : ArrayAt(result, "snapshots")) {
    text += view.paint(Tone::kStrong, "snapshot") + " " + Clean(TextAt(snapshot, "path")) + ": " +
            Grouped(NumberAt(snapshot, "bytes")) + " bytes, " +
            Duration(NumberAt(snapshot, "durationMicros")) + "\n";
  }
  return text;
}

std::string RenderReport(const Json& report, const View& view) {
  std::string out;
  if (TextAt(report, "outcome") == "nothing-to-do") {
    out = NothingToDo(TextAt(report, "command")) + "\n";
  } else {
    AppendSnapshots(report, view, out);
    // The last of a run may have begun and not ended.
    Json whole = Json::array();
    Json begun = Json::array();
    for (const Json& migration : ArrayAt(report, "migrations")) {
      (TextAt(migration, "direction") == "begun" ? begun : whole).push_back(migration);
    }
    AppendMigrations(whole, view, out);
    AppendMigrations(begun, view, out);
    AppendDataSteps(report, view, out);
  }
  return out + RenderWarnings(report, view);
}

std::string RenderFinalize(const Json& result, const View& view) {
  const std::int64_t batches = NumberAt(result, "batches");
  const std::int64_t snapshots = NumberAt(result, "snapshots");
  const std::string where = view.database.empty() ? "" : " of " + view.database;
  if (batches + snapshots == 0) return "nothing to do: nothing is kept" + where + "\n";
  std::string out;
  if (batches > 0) {
    out += "dropped the undo records" + where + ": " + Counted(batches, "batch", "batches") + ", " +
           Grouped(NumberAt(result, "bytes")) +
           " bytes; the file keeps its size until VACUUM, its free pages are used again\n";
  }
  if (snapshots > 0) {
    out += "removed " + Counted(snapshots, "snapshot") + where + ": " +
           Grouped(NumberAt(result, "snapshotBytes")) + " bytes\n";
  }
  return out;
}

}  // namespace godwit::cli

// Kept reports, as text.
#include <algorithm>
#include <cstdlib>

#include "native/cli/render.h"

namespace godwit::cli {
namespace {

using Cell = Table::Cell;
using Align = Table::Align;

std::string CleanAt(const Json& object, std::string_view key) { return Clean(TextAt(object, key)); }

// "2026-01-15 12:00:00" out of "2026-01-15T12:00:00.000Z"; anything else as it is.
std::string ShortTime(const Json& object, std::string_view key) {
  std::string text = CleanAt(object, key);
  if (text.size() != 24 || text[10] != 'T' || text.back() != 'Z') return text;
  text.resize(19);
  text[10] = ' ';
  return text;
}

Cell OutcomeCell(const std::string& outcome) {
  const Tone tone = outcome == "done" || outcome == "passed" ? Tone::kGood
                    : outcome == "failed"                    ? Tone::kBad
                                                             : Tone::kWaiting;
  return {Clean(outcome), tone};
}

// "20251103090000_add_pet_traits", "3 migrations, 1 data step"
std::string Contents(const Json& run) {
  const Json& migrations = ArrayAt(run, "migrations");
  const Json& steps = ArrayAt(run, "dataSteps");
  if (migrations.size() + steps.size() == 1) {
    return Fit(CellText(migrations.empty() ? steps[0] : migrations[0]), 48);
  }
  std::string text;
  if (!migrations.empty()) text = Counted(std::ssize(migrations), "migration");
  if (!steps.empty()) {
    text += (text.empty() ? "" : ", ") + Counted(std::ssize(steps), "data step");
  }
  return text;
}

void AddRun(const Json& run, Table& table) {
  table.Add({{Grouped(NumberAt(run, "run"))},
             {CleanAt(run, "command")},
             OutcomeCell(TextAt(run, "outcome")),
             {ShortTime(run, "startedAt"), Tone::kFaint},
             {Counted(NumberAt(run, "rows"), "row")},
             {Duration(NumberAt(run, "durationMicros")), Tone::kFaint},
             {Contents(run), Tone::kFaint}});
}

Table RunTable() {
  return Table({Align::kRight, Align::kLeft, Align::kLeft, Align::kLeft, Align::kRight,
                Align::kRight, Align::kLeft});
}

// "durationMicros" as a duration, everything else as it is.
std::string ValueText(const std::string& member, const Json& value) {
  if (member.ends_with("Micros") && value.is_number_integer()) {
    return Duration(value.get<std::int64_t>());
  }
  if (value.is_null()) return "none";
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_number_integer()) return Grouped(value.get<std::int64_t>());
  return CellText(value);
}

std::string MemberWords(const std::string& member) {
  if (member == "durationMicros") return "time";
  return Clean(member);
}

std::string DifferenceTable(const Json& differences, const char* first, const char* second,
                            const View& view) {
  Table table({Align::kLeft, Align::kLeft, Align::kRight, Align::kLeft, Align::kLeft});
  for (const Json& difference : differences) {
    const std::string member = TextAt(difference, "member");
    table.Add({{CleanAt(difference, "subject")},
               {MemberWords(member), Tone::kFaint},
               {ValueText(member, difference.value(first, Json()))},
               {"→", Tone::kFaint},
               {ValueText(member, difference.value(second, Json()))}});
  }
  return table.Print(view.paint);
}

// What the report says of itself, above what the run printed when it ended.
std::string Head(const Json& report, const View& view) {
  const std::int64_t run = NumberAt(report, "run");
  const std::string outcome = TextAt(report, "outcome");
  std::string title = run > 0 ? "run " + Grouped(run) + ": " : "";
  title += CleanAt(report, "command") + " of " + CleanAt(report, "project");
  std::string out = view.paint(Tone::kStrong, title) + "  " +
                    view.paint(OutcomeCell(outcome).tone, Clean(outcome)) + "\n";
  std::string line = ShortTime(report, "startedAt");
  if (const std::string end = ShortTime(report, "finishedAt"); !end.empty()) line += " to " + end;
  if (report.contains("ranAt")) {
    line += "; by the real clock " + ShortTime(report, "ranAt") + ", " +
            Duration(NumberAt(report, "ranMicros"));
  }
  return out + (line.empty() ? "" : "  " + view.paint(Tone::kFaint, line) + "\n");
}

Json WithoutValues(Json verified) {
  for (Json& check : verified["checks"]) {
    if (!check.is_object()) continue;
    for (const char* member : {"rows", "columns", "expected", "actual"}) check.erase(member);
  }
  return verified;
}

std::string RenderChecks(Json document, bool values, const View& view) {
  return RenderVerify(values ? document : WithoutValues(std::move(document)), view);
}

}  // namespace

std::string RenderRuns(const Json& runs, const View& view) {
  const Json& list = ArrayAt(runs, "runs");
  if (list.empty()) return "no run is kept\n";
  Table table = RunTable();
  for (const Json& run : list) AddRun(run, table);
  return table.Print(view.paint);
}

std::string RenderComparison(const Json& compared, const View& view) {
  Table table = RunTable();
  for (const char* run : {"first", "second"}) {
    AddRun(compared.value(run, Json::object()), table);
  }
  const Json& differences = ArrayAt(compared, "differences");
  const std::string headline =
      differences.empty() ? "no difference" : Counted(std::ssize(differences), "difference");
  return table.Print(view.paint) + view.paint(Tone::kStrong, headline) + "\n" +
         DifferenceTable(differences, "first", "second", view);
}

std::string RenderDocument(const Json& document, bool values, const View& view) {
  if (document.contains("receipt")) {
    return Head(document, view) +
           RenderRehearsal(document, {.paint = view.paint, .database = "the database"});
  }
  const View inside{.paint = view.paint, .database = {}};
  if (!document.contains("command")) return RenderChecks(document, values, inside);
  std::string out = Head(document, view);
  if (TextAt(document, "command") == "verify") {
    out += RenderChecks(document, values, inside);
  } else {
    out += RenderReport(document, inside);
  }
  if (const Json& error = document.value("error", Json()); error.is_object()) {
    out += RenderError(error, view.paint);
  }
  return out;
}

std::string RenderCheckDifferences(const Json& verified, const View& view) {
  if (!verified.contains("differences")) return {};
  const Json& differences = ArrayAt(verified, "differences");
  if (differences.empty()) return "as in the report that was given\n";
  return view.paint(Tone::kStrong, Counted(std::ssize(differences), "difference") +
                                       " from the report that was given") +
         "\n" + DifferenceTable(differences, "expected", "actual", view);
}

}  // namespace godwit::cli

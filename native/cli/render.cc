#include "native/cli/render.h"

#include <algorithm>
#include <map>

namespace godwit::cli {
namespace {

using Cell = Table::Cell;
using Align = Table::Align;

constexpr std::size_t kShortDigest = 16;

Tone StateTone(const std::string& state) {
  static constexpr std::pair<std::string_view, Tone> kTones[] = {
      {"applied", Tone::kGood},    {"complete", Tone::kGood}, {"passed", Tone::kGood},
      {"pending", Tone::kWaiting}, {"due", Tone::kWaiting},   {"running", Tone::kWaiting},
      {"off", Tone::kFaint},       {"info", Tone::kFaint},    {"changed", Tone::kBad},
      {"cosmetic", Tone::kGood},   {"missing", Tone::kBad},   {"failed", Tone::kBad},
      {"begun", Tone::kWaiting}};
  for (const auto& [name, tone] : kTones) {
    if (state == name) return tone;
  }
  return Tone::kPlain;
}

std::string CleanAt(const Json& object, std::string_view key) { return Clean(TextAt(object, key)); }

Cell StateCell(const Json& object) {
  const std::string state = CleanAt(object, "state");
  return {state, StateTone(state)};
}

std::string Join(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

std::string InDatabase(const View& view) {
  return view.database.empty() ? std::string() : " in " + view.database;
}

// "2 migrations pending, 1 changed; 1 data step due (92 rows)"
std::string StatusHeadline(const Json& status, const View& view) {
  std::map<std::string, int> states;
  for (const Json& migration : ArrayAt(status, "migrations")) ++states[TextAt(migration, "state")];
  std::vector<std::string> parts;
  for (const char* state : {"pending", "changed", "missing", "failed", "begun"}) {
    const int count = states[state];
    if (count == 0) continue;
    parts.push_back(parts.empty() ? Counted(count, "migration") + " " + state
                                  : Grouped(count) + " " + state);
  }
  std::int64_t steps = 0;
  std::int64_t rows = 0;
  for (const Json& step : ArrayAt(status, "dataSteps")) {
    if (TextAt(step, "state") == "complete") continue;
    ++steps;
    rows += NumberAt(step, "rowsLeft");
  }
  std::string text = Join(parts, ", ");
  if (steps > 0) {
    text += (text.empty() ? "" : "; ") + Counted(steps, "data step") + " due (" +
            Counted(rows, "row") + ")";
  }
  if (const auto drift = std::ssize(ArrayAt(status, "drift")); drift > 0) {
    text += (text.empty() ? "" : "; ") + Counted(drift, "object") + " drifted";
  }
  if (text.empty()) {
    const int applied = states["applied"] + states["cosmetic"];
    text = "up to date: " + Counted(applied, "migration") + " applied";
  }
  return text + InDatabase(view);
}

// Rows of cells under their columns' names.
std::string RowTable(const Json& columns, const Json& rows, const View& view, int indent) {
  if (rows.empty()) return {};
  Table table(std::vector<Align>(columns.size(), Align::kLeft));
  std::vector<Cell> head;
  for (const Json& column : columns) {
    head.push_back({Clean(column.is_string() ? column.get<std::string>() : ""), Tone::kFaint});
  }
  table.Add(std::move(head));
  for (const Json& row : rows) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < columns.size() && i < row.size(); ++i) {
      // A sentence is no table: it is told whole.
      const std::string text = CellText(row[i]);
      cells.push_back({columns.size() == 1 ? text : Fit(text, 60)});
    }
    table.Add(std::move(cells));
  }
  return table.Print(view.paint, indent);
}

void AppendCheck(const Json& check, const View& view, std::string& out) {
  const Json& rows = ArrayAt(check, "rows");
  const std::string state = TextAt(check, "state");
  if (rows.empty() || state == "passed") return;
  out += RowTable(ArrayAt(check, "columns"), rows, view, 10);
  const std::int64_t more = NumberAt(check, "violations") - std::ssize(rows);
  if (more > 0) out += std::string(10, ' ') + "and " + Counted(more, "row") + " more\n";
}

std::string CheckResult(const Json& check) {
  const std::string expected = CleanAt(check, "expected");
  std::string actual = CleanAt(check, "actual");
  if (TextAt(check, "state") == "info") return actual;
  if (expected.empty() || (actual == expected && expected == "no rows")) return {};
  const auto is_number = [](const std::string& text) {
    return text.find_first_not_of("0123456789") == std::string::npos;
  };
  if (is_number(expected) && is_number(actual)) return actual + "/" + expected;
  return actual == expected ? actual : actual + ", expected " + expected;
}

}  // namespace

std::string CellText(const Json& cell) {
  if (cell.is_null()) return "NULL";
  if (cell.is_string()) return Clean(cell.get<std::string>());
  if (!cell.is_object()) return cell.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (cell.contains("integer")) return CleanAt(cell, "integer");
  if (cell.contains("real")) return CleanAt(cell, "real");
  if (cell.contains("text")) return CleanAt(cell, "text") + "…";
  return "x'" + CleanAt(cell, "blob") + "'";
}

std::string RenderWarnings(const Json& result, const View& view) {
  std::string out;
  for (const Json& warning : ArrayAt(result, "warnings")) {
    out += view.paint(Tone::kWaiting, "warning:") + " " + CellText(warning) + "\n";
  }
  return out;
}

std::string RenderStatus(const Json& status, const View& view) {
  std::string out = view.paint(Tone::kStrong, StatusHeadline(status, view)) + "\n";
  if (status.contains("running") && !status["running"].is_null()) {
    out += view.paint(Tone::kWaiting, "at work: ") + CleanAt(status["running"], "owner") +
           ", since " + CleanAt(status["running"], "since") + "\n";
  }
  Table migrations({Align::kLeft, Align::kLeft, Align::kLeft});
  for (const Json& migration : ArrayAt(status, "migrations")) {
    std::string note = CleanAt(migration, "appliedAt");
    if (TextAt(migration, "state") == "begun") {
      note = Counted(NumberAt(migration, "committed"), "statement") + " committed";
    }
    if (note.empty() && migration.value("optional", false)) note = "optional";
    migrations.Add({StateCell(migration), {CleanAt(migration, "name")}, {note, Tone::kFaint}});
  }
  out += migrations.Print(view.paint);
  Table steps({Align::kLeft, Align::kLeft, Align::kRight, Align::kLeft});
  std::string problems;
  for (const Json& step : ArrayAt(status, "dataSteps")) {
    const std::int64_t left = NumberAt(step, "rowsLeft");
    steps.Add({StateCell(step),
               {CleanAt(step, "name")},
               {left > 0 ? Counted(left, "row") + " left" : ""},
               {CleanAt(step, "migration"), Tone::kFaint}});
    const std::string problem = CleanAt(step, "problem");
    if (!problem.empty()) problems += "  " + CleanAt(step, "name") + ": " + problem + "\n";
  }
  if (!steps.empty())
    out += view.paint(Tone::kStrong, "data steps") + "\n" + steps.Print(view.paint) + problems;
  for (const Json& drift : ArrayAt(status, "drift"))
    out += "  drift   " + CleanAt(drift, "text") + "\n";
  Table events({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  for (const Json& event : ArrayAt(status, "events")) {
    events.Add({{CleanAt(event, "event")},
                {CleanAt(event, "migration")},
                {CleanAt(event, "at"), Tone::kFaint},
                {CleanAt(event, "reason")}});
  }
  if (!events.empty())
    out += view.paint(Tone::kStrong, "ledger mended") + "\n" + events.Print(view.paint);
  return out + RenderWarnings(status, view);
}

namespace {

// "a, b, c and 4 more"
std::string FirstNames(const std::vector<std::string>& names) {
  constexpr std::ptrdiff_t kShown = 3;
  if (std::ssize(names) <= kShown) return Join(names, ", ");
  return Join({names.begin(), names.begin() + kShown}, ", ") + " and " +
         Grouped(std::ssize(names) - kShown) + " more";
}

// "1 migration is pending: …", "2 data steps are due (3 rows): …": what verify does not judge.
std::string RenderWaiting(const Json& verified, const View& view) {
  std::string out;
  std::vector<std::string> names;
  for (const Json& name : ArrayAt(verified, "pending")) names.push_back(CellText(name));
  if (!names.empty()) {
    const std::string lead =
        Counted(std::ssize(names), "migration is", "migrations are") + " pending:";
    out += view.paint(Tone::kWaiting, lead) + " " + FirstNames(names) + "\n";
  }
  names.clear();
  std::int64_t rows = 0;
  for (const Json& step : ArrayAt(verified, "due")) {
    names.push_back(CleanAt(step, "name"));
    rows += NumberAt(step, "rowsLeft");
  }
  if (!names.empty()) {
    const std::string lead = Counted(std::ssize(names), "data step is", "data steps are") +
                             " due (" + Counted(rows, "row") + "):";
    out += view.paint(Tone::kWaiting, lead) + " " + FirstNames(names) + "\n";
  }
  return out;
}

}  // namespace

std::string RenderVerify(const Json& verified, const View& view) {
  std::string out;
  int passed = 0;
  int failed = 0;
  const Json& checks = ArrayAt(verified, "checks");
  int width = 0;
  for (const Json& check : checks) width = std::max(width, DisplayWidth(CleanAt(check, "name")));
  for (const Json& check : checks) {
    const std::string state = CleanAt(check, "state");
    passed += state == "passed" ? 1 : 0;
    failed += state == "failed" ? 1 : 0;
    const std::string name = CleanAt(check, "name");
    const std::string result = CheckResult(check);
    out += "  " + view.paint(StateTone(state), state) +
           std::string(8 - std::min<std::size_t>(state.size(), 7), ' ') + name;
    if (!result.empty()) {
      out += std::string(static_cast<std::size_t>(width - DisplayWidth(name) + 2), ' ') + result;
    }
    out += "\n";
    AppendCheck(check, view, out);
  }
  const std::string headline =
      failed == 0 ? "all " + Counted(passed, "check") + " passed" + InDatabase(view)
                  : Grouped(failed) + " of " + Counted(passed + failed, "check") + " failed" +
                        InDatabase(view);
  return view.paint(Tone::kStrong, headline) + "\n" + RenderWarnings(verified, view) + out +
         RenderWaiting(verified, view) + RenderCheckDifferences(verified, view);
}

std::string RenderDigest(const Json& digest, const View& view) {
  std::string out;
  const bool one_table = digest.contains("name");
  if (!one_table) {
    Table head({Align::kLeft, Align::kLeft});
    head.Add({{"schema"}, {CleanAt(digest, "schema")}});
    head.Add({{"data"}, {CleanAt(digest, "data")}});
    out = head.Print(view.paint, 0);
  }
  Table tables({Align::kLeft, Align::kRight, Align::kLeft});
  for (const Json& table : one_table ? Json::array({digest}) : ArrayAt(digest, "tables")) {
    tables.Add({{CleanAt(table, "name")},
                {Counted(NumberAt(table, "rows"), "row")},
                {CleanAt(table, "sha256")}});
  }
  out += tables.Print(view.paint, one_table ? 0 : 2);
  Table rows({Align::kLeft, Align::kLeft});
  for (const Json& row : ArrayAt(digest, "rowDigests")) {
    std::vector<std::string> key;
    const Json& cells = row.contains("key") ? row["key"] : Json();
    if (cells.is_array()) {
      for (const Json& cell : cells) key.push_back(CellText(cell));
    } else {
      key.push_back(CellText(cells));
    }
    rows.Add({{Join(key, ", ")}, {CleanAt(row, "sha256")}});
  }
  return out + rows.Print(view.paint);
}

std::string RenderSteps(const Json& steps, const View& view) {
  Table table({Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  table.Add({{"step", Tone::kFaint},
             {"kind", Tone::kFaint},
             {"schema", Tone::kFaint},
             {"data", Tone::kFaint}});
  for (const Json& step : steps) {
    const Json digest = step.value("digest", Json::object());
    // Enough to see what changed; --json has them whole.
    table.Add({{CleanAt(step, "step")},
               {CleanAt(step, "kind")},
               {TextAt(digest, "schema").substr(0, kShortDigest)},
               {TextAt(digest, "data").substr(0, kShortDigest)}});
  }
  return table.Print(view.paint, 0);
}

std::string RenderError(const Json& error, const Paint& paint) {
  const std::string why = CleanAt(error, "why");
  std::string out = paint(Tone::kBad, "error:") + " " + CleanAt(error, "what") +
                    (why.empty() ? "" : ": " + why) + "\n";
  const std::string file = CleanAt(error, "file");
  if (!file.empty()) {
    out += "  at " + file;
    if (NumberAt(error, "line") > 0) out += ":" + std::to_string(NumberAt(error, "line"));
    if (NumberAt(error, "column") > 0) out += ":" + std::to_string(NumberAt(error, "column"));
    out += "\n";
  }
  const std::string next = CleanAt(error, "next");
  if (!next.empty()) out += "  next: " + next + "\n";
  return out;
}

std::string PrintJson(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace godwit::cli

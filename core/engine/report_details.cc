// The sections of a report's page with the finest grain: data steps with whatever they counted and
// recorded, and digests in full.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/base/words.h"
#include "core/engine/html.h"
#include "core/engine/members.h"
#include "core/engine/report_sections.h"

namespace godwit {

using html::Element;
using html::Table;
using html::Text;
using nlohmann::json;
using Kind = html::Table::Kind;

namespace {

constexpr std::int64_t kShownRecords = 200;

constexpr std::array<std::string_view, 5> kStepMembers = {"name", "migration", "rows", "batches",
                                                          "durationMicros"};

bool IsExtra(const std::string& member) {
  return std::ranges::find(kStepMembers, member) == kStepMembers.end();
}

// Numbers that a step reports beyond the usual ones, those of objects by their own names.
std::vector<std::pair<std::string, std::int64_t>> CountsOf(const json& step) {
  std::vector<std::pair<std::string, std::int64_t>> counts;
  for (const auto& [member, value] : step.items()) {
    if (!IsExtra(member)) continue;
    if (value.is_number_integer()) counts.emplace_back(member, value.get<std::int64_t>());
    if (!value.is_object()) continue;
    for (const auto& [inner, number] : value.items()) {
      if (number.is_number_integer()) counts.emplace_back(inner, number.get<std::int64_t>());
    }
  }
  return counts;
}

std::string Shown(const json& value) {
  if (value.is_string()) return Text(value.get<std::string>());
  if (value.is_null()) return {};
  const bool words = value.is_array() &&
                     std::ranges::all_of(value, [](const json& one) { return one.is_string(); });
  if (!words) return Text(value.dump(-1, ' ', false, json::error_handler_t::replace));
  std::string list;
  for (const json& one : value) list += (list.empty() ? "" : ", ") + one.get<std::string>();
  return Text(list);
}

// `name` says how it looks on a narrow screen: titles before the cells, or a line a row.
std::string Titled(const std::string& title, const char* name, const Table& table) {
  return Element("h3", Text(title)) + "\n" +
         Element("div", std::string("card ") + name, "\n" + table.Print()) + "\n";
}

// A list of objects or of plain values, as a table: the columns that are named come first. `total`
// may be more than the list has.
std::string ListTable(const std::string& caption, const json& list,
                      std::vector<Table::Column> columns, std::int64_t total) {
  for (const json& entry : list) {
    if (!entry.is_object()) continue;
    for (const auto& item : entry.items()) {
      const std::string& name = item.key();
      const bool known = std::ranges::any_of(
          columns, [&](const Table::Column& column) { return column.title == name; });
      if (!known) columns.push_back({name});
    }
  }
  const bool plain = columns.empty();
  if (plain) columns.push_back({caption});
  Table table(caption, columns);
  std::int64_t shown = 0;
  for (const json& entry : list) {
    if (++shown > kShownRecords) break;
    std::vector<std::string> cells;
    for (const Table::Column& column : columns) {
      cells.push_back(entry.is_object() ? Shown(entry.value(column.title, json()))
                      : plain           ? Shown(entry)
                                        : std::string());
    }
    table.Add(cells);
  }
  std::string out = Titled(caption, "titled", table);
  if (const std::int64_t more = total - std::min<std::int64_t>(std::ssize(list), kShownRecords);
      more > 0) {
    out += Element("p", "note", "and " + Grouped(more) + " more") + "\n";
  }
  return out;
}

// What a step has collected: a table for each kind of record.
std::string RecordTables(const std::string& step, const json& all) {
  std::string out;
  for (const json& records : all) {
    const json& rows = ArrayAt(records, "rows");
    if (rows.empty()) continue;
    const std::int64_t total = std::max(NumberAt(records, "total"), std::int64_t{std::ssize(rows)});
    std::vector<Table::Column> columns;
    for (const json& name : ArrayAt(records, "shown")) {
      if (name.is_string()) columns.push_back({name.get<std::string>()});
    }
    out += ListTable(TextAt(records, "name") + " of " + step + ": " + Counted(total, "record"),
                     rows, std::move(columns), total);
  }
  return out;
}

// What a step reports besides its rows and their time.
std::string StepDetails(const json& step) {
  const std::string name = TextAt(step, "name");
  std::string out;
  Table counts("Counts of " + name, {{"counted"}, {"number", Kind::kNumber}});
  for (const auto& [what, number] : CountsOf(step)) counts.Add({Text(what), Grouped(number)});
  if (!counts.empty()) out += Titled("Counts of " + name, "pairs", counts);
  for (const auto& [member, value] : step.items()) {
    if (!IsExtra(member) || !value.is_array() || value.empty()) continue;
    if (member == "records") {
      out += RecordTables(name, value);
    } else if (member == "failures") {
      out += ListTable("Rows that " + name + " could not do", value, {{"row"}, {"reason"}},
                       std::max(NumberAt(step, "failed"), std::int64_t{std::ssize(value)}));
    } else {
      out += ListTable(member + " of " + name, value, {}, std::ssize(value));
    }
  }
  return out;
}

void AddFingerprint(const json& document, const char* side, Table& table) {
  const json fingerprint = document.value(side, json());
  if (!fingerprint.is_object()) return;
  const std::string when = side;
  for (const char* part : {"schema", "data"}) {
    table.Add({Text(std::string(part) + " " + when), html::Digest(TextAt(fingerprint, part))});
  }
  for (const json& entry : ArrayAt(fingerprint, "tables")) {
    table.Add({Text("table " + TextAt(entry, "name") + " " + when),
               html::Digest(TextAt(entry, "sha256"))});
  }
}

}  // namespace

std::string DataStepsSection(const json& document) {
  const json& steps = ArrayAt(document, "dataSteps");
  if (steps.empty()) return {};
  std::int64_t most_rows = 0;
  std::int64_t longest = 0;
  for (const json& step : steps) {
    most_rows = std::max(most_rows, NumberAt(step, "rows"));
    longest = std::max(longest, NumberAt(step, "durationMicros"));
  }
  std::vector<Table::Column> columns = {
      {"data step"}, {"rows", Kind::kNumber}, {"", Kind::kBar}, {"batches", Kind::kNumber}};
  if (longest > 0) columns.push_back({"time", Kind::kNumber});
  columns.push_back({"of migration"});
  Table table("Data steps", columns);
  std::string details;
  for (const json& step : steps) {
    const std::int64_t rows = NumberAt(step, "rows");
    std::vector<std::string> cells = {
        Text(TextAt(step, "name")), Grouped(rows),
        html::Bar({{"updated", rows}}, most_rows, Counted(rows, "row") + " written"),
        Grouped(NumberAt(step, "batches"))};
    if (longest > 0) cells.push_back(TimeSpan(NumberAt(step, "durationMicros")));
    cells.push_back(Text(TextAt(step, "migration")));
    table.Add(cells);
    details += StepDetails(step);
  }
  return "<section>\n" + Element("h2", "Data steps") + "\n" +
         Element("div", "card", "\n" + table.Print()) + "\n" + details + "</section>\n";
}

std::string TimingsSection(const json& document) {
  const json& timings = ArrayAt(document, "timings");
  std::int64_t longest = 0;
  for (const json& timing : timings)
    longest = std::max(longest, NumberAt(timing, "durationMicros"));
  if (longest == 0) return {};
  Table table("Time of each part", {{"part"}, {"time", Kind::kNumber}, {"", Kind::kBar}});
  for (const json& timing : timings) {
    const std::int64_t micros = NumberAt(timing, "durationMicros");
    table.Add({Text(TextAt(timing, "part")), TimeSpan(micros),
               html::Bar({{"time", micros}}, longest, "took " + TimeSpan(micros))});
  }
  return "<section>\n" + Element("h2", "Time of each part") + "\n" +
         Element("div", "card", "\n" + table.Print()) + "\n</section>\n";
}

std::string DigestsSection(const json& document) {
  Table table("Digests", {{"of"}, {"SHA-256"}});
  const auto add = [&](const char* title, const std::string& hex) {
    if (!hex.empty()) table.Add({Text(title), html::Digest(hex)});
  };
  add("plan", TextAt(document, "plan"));
  AddFingerprint(document, "before", table);
  AddFingerprint(document, "after", table);
  if (const json original = document.value("original", json()); original.is_object()) {
    add("the original's bytes before", TextAt(original, "bytesBefore"));
    add("the original's bytes after", TextAt(original, "bytesAfter"));
  }
  add("seal of the receipt", TextAt(document, "seal"));
  if (table.empty()) return {};
  return "<section>\n" + Element("h2", "Digests") + "\n" +
         Element("div", "card", "\n" + table.Print()) + "\n</section>\n";
}

}  // namespace godwit

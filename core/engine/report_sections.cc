#include "core/engine/report_sections.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "core/base/words.h"
#include "core/engine/html.h"
#include "core/engine/members.h"

namespace godwit {

using html::Bar;
using html::Element;
using html::Table;
using html::Text;
using nlohmann::json;
using Kind = html::Table::Kind;

namespace {

std::string Section(const char* title, const std::string& content) {
  return "<section>\n" + Element("h2", Text(title)) + "\n" + content + "</section>\n";
}

std::string Card(const Table& table) { return Element("div", "card", "\n" + table.Print()) + "\n"; }

// "Colour  what it stands for", for the bars of a section.
std::string Key(const std::vector<std::pair<const char*, const char*>>& entries) {
  std::string out;
  for (const auto& [name, words] : entries) {
    out += Element("li", "<svg aria-hidden=\"true\" viewBox=\"0 0 10 10\"><rect class=\"" +
                             std::string(name) + "\" width=\"10\" height=\"10\"/></svg>" +
                             Text(words));
  }
  return Element("ul", "key", out) + "\n";
}

// A sign and a number: colour never speaks alone.
std::string Signed(const char* sign, std::int64_t number, const char* name) {
  if (number == 0) return Element("span", "muted", "0");
  return Element("span", std::string("sign ") + name, Text(sign + (" " + Grouped(number))));
}

std::string Words(const json& value) {
  if (value.is_string()) return Text(value.get<std::string>());
  if (value.is_number_integer()) return Grouped(value.get<std::int64_t>());
  if (value.is_null()) return Element("span", "muted", "none");
  return Text(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

std::int64_t Greatest(const json& list, const char* member) {
  std::int64_t greatest = 0;
  for (const json& entry : list) greatest = std::max(greatest, NumberAt(entry, member));
  return greatest;
}

// A cell with a duration's bar; without one where no clock ran.
std::string TimeBar(std::int64_t micros, std::int64_t greatest) {
  return greatest == 0 ? std::string()
                       : Bar({{"time", micros}}, greatest, "took " + TimeSpan(micros));
}

// "new column traits; column old gone; 3 values of name emptied"
std::string ColumnWords(const json& change) {
  std::string words;
  const auto add = [&](const std::string& text) { words += (words.empty() ? "" : "; ") + text; };
  if (const std::string kind = TextAt(change, "kind"); kind == "added") add("new table");
  if (const std::string kind = TextAt(change, "kind"); kind == "dropped") add("table gone");
  for (const json& name : ArrayAt(change, "addedColumns")) {
    if (name.is_string()) add("new column " + name.get<std::string>());
  }
  for (const json& column : ArrayAt(change, "droppedColumns")) {
    add("column " + TextAt(column, "name") + " gone");
  }
  for (const json& column : ArrayAt(change, "columns")) {
    const std::string name = TextAt(column, "name");
    if (const std::int64_t n = NumberAt(column, "emptied"); n > 0) {
      add(Counted(n, "value") + " of " + name + " emptied");
    }
    if (const std::int64_t n = NumberAt(column, "retyped"); n > 0) {
      add(Counted(n, "value") + " of " + name + " of another type");
    }
  }
  return Text(words);
}

// A table of a fingerprint by name: its rows.
std::map<std::string, std::int64_t> RowsOf(const json& document, const char* side) {
  std::map<std::string, std::int64_t> rows;
  const json fingerprint = document.value(side, json());
  for (const json& table : ArrayAt(fingerprint, "tables")) {
    rows[TextAt(table, "name")] = NumberAt(table, "rows");
  }
  return rows;
}

}  // namespace

std::string TimeWords(const std::string& time) {
  if (time.size() != 24 || time[10] != 'T' || time.back() != 'Z') return time;
  return time.substr(0, 10) + " " + time.substr(11, 8) + " UTC";
}

std::string TimeSpan(std::int64_t micros) {
  return micros > 0 && micros < 1000 ? "under 1 ms" : Duration(micros);
}

std::string ErrorSection(const json& document) {
  std::string out;
  if (const json error = document.value("error", json()); error.is_object()) {
    std::string text = Element("p", Element("b", Text(TextAt(error, "what"))));
    if (const std::string why = TextAt(error, "why"); !why.empty()) text += Element("p", Text(why));
    if (TextAt(error, "code") == "data-step" && error.value("why", json()).is_null()) {
      text += Element("p", "muted",
                      "Why is not kept, for it may hold values of the row: `godwit backfill` tells "
                      "it again.");
    }
    std::string place = TextAt(error, "file");
    if (!place.empty() && NumberAt(error, "line") > 0) {
      place += ":" + std::to_string(NumberAt(error, "line"));
    }
    if (!place.empty()) text += Element("p", Element("code", Text(place)));
    if (const std::string next = TextAt(error, "next"); !next.empty()) {
      text += Element("p", "Next: " + Text(next));
    }
    out += Section("What went wrong", text + "\n");
  }
  std::string warnings;
  for (const json& warning : ArrayAt(document, "warnings")) {
    warnings += Element("li", Words(warning)) + "\n";
  }
  if (!warnings.empty()) out += Section("Warnings", Element("ul", warnings) + "\n");
  return out;
}

std::string FindingsSection(const json& document) {
  if (!document.contains("findings")) return {};
  Table table("Findings", {{"what"}, {"level"}, {"kind"}, {"table"}});
  for (const json& finding : ArrayAt(document, "findings")) {
    const std::string level = TextAt(finding, "level");
    const auto [name, sign] = level == "error"     ? std::pair{"sign wrong", "✗ "}
                              : level == "warning" ? std::pair{"sign careful", "! "}
                                                   : std::pair{"sign muted", "· "};
    table.Add({Text(TextAt(finding, "text")), Element("span", name, Text(sign + level)),
               Text(TextAt(finding, "kind")), Text(TextAt(finding, "table"))});
  }
  if (table.empty()) {
    return Section("Findings", Element("p", "Nothing would be lost, and nothing unmeant.") + "\n");
  }
  return Section("Findings", Card(table));
}

std::string ChangesSection(const json& document) {
  if (!document.contains("changes")) return {};
  const json& changes = ArrayAt(document, "changes");
  const auto touched = [](const json& change) {
    return NumberAt(change, "inserted") + NumberAt(change, "updated") + NumberAt(change, "deleted");
  };
  std::int64_t greatest = 0;
  for (const json& change : changes) greatest = std::max(greatest, touched(change));
  Table table("Rows that change, by table", {{"table"},
                                             {"inserted", Kind::kNumber},
                                             {"updated", Kind::kNumber},
                                             {"deleted", Kind::kNumber},
                                             {"", Kind::kBar},
                                             {"columns"}});
  for (const json& change : changes) {
    const std::int64_t inserted = NumberAt(change, "inserted");
    const std::int64_t updated = NumberAt(change, "updated");
    const std::int64_t deleted = NumberAt(change, "deleted");
    const std::string alternative = Grouped(inserted) + " inserted, " + Grouped(updated) +
                                    " updated, " + Grouped(deleted) + " deleted";
    table.Add({Text(TextAt(change, "table")), Signed("+", inserted, "inserted-text"),
               Signed("~", updated, "updated-text"), Signed("−", deleted, "wrong"),
               touched(change) == 0
                   ? std::string()
                   : Bar({{"inserted", inserted}, {"updated", updated}, {"deleted", deleted}},
                         greatest, alternative),
               ColumnWords(change)});
  }
  if (table.empty()) {
    return Section("What would change", Element("p", "No row and no table would change.") + "\n");
  }
  return Section("What would change", Card(table) + Key({{"inserted", "+ rows inserted"},
                                                         {"updated", "~ rows updated"},
                                                         {"deleted", "− rows deleted"}}));
}

std::string RowsSection(const json& document) {
  const auto before = RowsOf(document, "before");
  const auto after = RowsOf(document, "after");
  auto all = before;
  all.insert(after.begin(), after.end());
  std::int64_t greatest = 0;
  for (const auto& rows : {before, after}) {
    for (const auto& table : rows) greatest = std::max(greatest, table.second);
  }
  Table table("Rows of each table before and after",
              {{"table"}, {"before", Kind::kNumber}, {"after", Kind::kNumber}, {"", Kind::kBar}});
  for (const auto& entry : all) {
    const auto was = before.find(entry.first);
    const auto is = after.find(entry.first);
    const std::string first = was == before.end() ? "none" : Grouped(was->second);
    const std::string second = is == after.end() ? "none" : Grouped(is->second);
    std::string bars;
    if (was != before.end()) bars += Bar({{"before", was->second}}, greatest, first + " before");
    if (is != after.end()) bars += Bar({{"after", is->second}}, greatest, second + " after");
    table.Add({Text(entry.first), Text(first), Text(second), bars});
  }
  if (table.empty()) return {};
  return Section("Rows of each table",
                 Card(table) + Key({{"before", "before"}, {"after", "after"}}));
}

std::string MigrationsSection(const json& document) {
  const json& migrations = ArrayAt(document, "migrations");
  if (migrations.empty()) return {};
  const std::int64_t greatest = Greatest(migrations, "durationMicros");
  std::vector<Table::Column> columns = {
      {"migration"}, {"direction"}, {"statements", Kind::kNumber}, {"rows", Kind::kNumber}};
  if (greatest > 0) columns.insert(columns.end(), {{"time", Kind::kNumber}, {"", Kind::kBar}});
  Table table("Migrations", columns);
  for (const json& migration : migrations) {
    const std::string direction = TextAt(migration, "direction");
    const char* sign = direction == "up" ? "↑ " : direction == "down" ? "↓ " : "";
    const std::int64_t micros = NumberAt(migration, "durationMicros");
    table.Add({Text(TextAt(migration, "name")), Text(sign + direction),
               Grouped(NumberAt(migration, "statements")), Grouped(NumberAt(migration, "rows")),
               TimeSpan(micros), TimeBar(micros, greatest)});
  }
  std::string note;
  if (greatest == 0) {
    note =
        Element("p", "note", "The clock stood still in this run, so no time was measured.") + "\n";
  }
  return Section("Migrations", Card(table) + note);
}

std::string ChecksSection(const json& document, bool values) {
  const json& checks = ArrayAt(document, "checks");
  if (checks.empty()) return {};
  std::vector<Table::Column> columns = {
      {"check"}, {"state"}, {"violations", Kind::kNumber}, {"of migration"}};
  values = values && std::ranges::any_of(checks, [](const json& check) {
             return !TextAt(check, "expected").empty() || !TextAt(check, "actual").empty();
           });
  if (values) columns.insert(columns.begin() + 3, {{"expected"}, {"actual"}});
  Table table("Checks", columns);
  std::string rows;
  for (const json& check : checks) {
    const std::string state = TextAt(check, "state");
    const auto [name, sign] = state == "passed"   ? std::pair{"sign right", "✓ "}
                              : state == "failed" ? std::pair{"sign wrong", "✗ "}
                                                  : std::pair{"sign muted", "· "};
    const std::int64_t violations = NumberAt(check, "violations");
    std::vector<std::string> cells = {Text(TextAt(check, "name")),
                                      Element("span", name, Text(sign + state)),
                                      violations == 0 ? std::string() : Grouped(violations)};
    if (values) {
      cells.push_back(Text(TextAt(check, "expected")));
      cells.push_back(Text(TextAt(check, "actual")));
    }
    cells.push_back(Text(TextAt(check, "migration")));
    table.Add(cells);
    if (!values || state == "passed" || ArrayAt(check, "rows").empty()) continue;
    std::vector<Table::Column> titles;
    for (const json& column : ArrayAt(check, "columns")) {
      titles.push_back({column.is_string() ? column.get<std::string>() : std::string()});
    }
    Table found("Rows of check " + TextAt(check, "name"), titles);
    for (const json& row : ArrayAt(check, "rows")) {
      std::vector<std::string> shown;
      for (const json& cell : row) shown.push_back(Words(cell));
      found.Add(shown);
    }
    rows += Element("p", "note", "Rows of " + Text(TextAt(check, "name")) + ":") + Card(found);
  }
  return Section("Checks", Card(table) + rows);
}

}  // namespace godwit

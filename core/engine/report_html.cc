#include "core/engine/report_html.h"

#include <utility>
#include <vector>

#include "core/base/words.h"
#include "core/engine/html.h"
#include "core/engine/kept_runs.h"
#include "core/engine/members.h"
#include "core/engine/report_sections.h"
#include "core/engine/report_style.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr std::string_view kMark = "<meta name=\"generator\" content=\"Godwit report\">";

enum class Type : std::uint8_t { kReport, kReceipt, kChecks };

Type TypeOf(const json& document) {
  if (document.contains("receipt")) return Type::kReceipt;
  const std::string command = TextAt(document, "command");
  return command.empty() || command == "verify" ? Type::kChecks : Type::kReport;
}

struct Verdict {
  std::string name;  // CSS class
  std::string word;  // with its sign
  std::string sentence;
};

// "applied 3 migrations and ran 1 data step"
std::string Deeds(const json& document) {
  const json& migrations = ArrayAt(document, "migrations");
  const json& steps = ArrayAt(document, "dataSteps");
  std::string text;
  if (!migrations.empty()) {
    const std::string direction = TextAt(migrations.front(), "direction");
    text = (direction == "down"   ? "rolled back "
            : direction == "seed" ? "loaded the sample data of "
                                  : "applied ") +
           Counted(std::ssize(migrations), "migration");
  }
  if (!steps.empty()) {
    text += (text.empty() ? "ran " : " and ran ") + Counted(std::ssize(steps), "data step");
  }
  return text.empty() ? "did nothing" : text;
}

Verdict VerdictOfChecks(const json& document) {
  std::int64_t passed = 0;
  std::int64_t failed = 0;
  for (const json& check : ArrayAt(document, "checks")) {
    passed += TextAt(check, "state") == "passed" ? 1 : 0;
    failed += TextAt(check, "state") == "failed" ? 1 : 0;
  }
  if (failed == 0) {
    return {"right", "✓ Passed", "Every one of " + Counted(passed, "check") + " holds."};
  }
  return {"wrong", "✗ Failed",
          Grouped(failed) + " of " + Counted(passed + failed, "check") + " failed."};
}

Verdict VerdictOfReceipt(const json& document) {
  std::int64_t errors = 0;
  std::int64_t warnings = 0;
  for (const json& finding : ArrayAt(document, "findings")) {
    errors += TextAt(finding, "level") == "error" ? 1 : 0;
    warnings += TextAt(finding, "level") == "warning" ? 1 : 0;
  }
  std::string sentence = "On a copy it " + Deeds(document) + "; the database was not touched. ";
  if (errors + warnings == 0) {
    sentence += "Nothing was found.";
  } else {
    sentence += "Found: " + Counted(errors, "error") + ", " + Counted(warnings, "warning") + ".";
  }
  const bool passed = document.value("passed", json()) == json(true);
  if (!passed) return {"wrong", "✗ Did not pass", std::move(sentence)};
  return {warnings > 0 ? "careful" : "right", warnings > 0 ? "✓ Passed, with warnings" : "✓ Passed",
          std::move(sentence)};
}

Verdict VerdictOf(const json& document, Type type) {
  if (type == Type::kReceipt) return VerdictOfReceipt(document);
  if (type == Type::kChecks) return VerdictOfChecks(document);
  const std::string outcome = TextAt(document, "outcome");
  if (outcome == "failed") {
    return {"wrong", "✗ Failed",
            "Before it failed it " + Deeds(document) + "; that stays, and is whole."};
  }
  if (outcome == "interrupted") {
    return {"careful", "! Interrupted",
            "Until then it " + Deeds(document) + "; that stays, and is whole. It can be resumed."};
  }
  if (outcome == "nothing-to-do") return {"right", "✓ Done", "There was nothing to do."};
  return {"right", "✓ Done", "It " + Deeds(document) + "."};
}

std::string Tile(const std::string& number, const std::string& label) {
  return html::Element(
      "li", html::Element("b", html::Text(number)) + html::Element("span", html::Text(label)));
}

std::string CountTile(std::int64_t number, const std::string& one, const std::string& more = {}) {
  return Tile(Grouped(number), (number == 1 ? one : one + "s") + more);
}

std::string Tiles(const json& document, Type type) {
  if (type == Type::kChecks) return {};
  const json summary = SummaryOf(document);
  const auto count = [&](const char* list) { return std::ssize(ArrayAt(document, list)); };
  std::string tiles = CountTile(count("migrations"), "migration") +
                      CountTile(count("dataSteps"), "data step") +
                      CountTile(NumberAt(summary, "rows"), "row", " written");
  if (type == Type::kReceipt) tiles += CountTile(count("findings"), "finding");
  if (const std::int64_t micros = NumberAt(summary, "durationMicros"); micros > 0) {
    tiles += Tile(TimeSpan(micros), "time");
  }
  return html::Element("ul", "tiles", tiles) + "\n";
}

std::string Facts(const json& document) {
  std::vector<std::pair<std::string, std::string>> facts;
  const auto add = [&](const char* title, const std::string& text) {
    if (!text.empty()) facts.emplace_back(title, text);
  };
  add("Command", TextAt(document, "command"));
  const bool receipt = document.contains("receipt");
  add(receipt ? "Time" : "Started", TimeWords(TextAt(document, receipt ? "now" : "startedAt")));
  if (!receipt) add("Ended", TimeWords(TextAt(document, "finishedAt")));
  if (document.contains("ranAt")) {
    add("By the real clock",
        TimeWords(TextAt(document, "ranAt")) + ", " + TimeSpan(NumberAt(document, "ranMicros")));
  }
  add("Up to", TextAt(document, "to"));
  const std::string engine = TextAt(document, "engine");
  if (!engine.empty())
    add("Made by", "Godwit " + engine + ", SQLite " + TextAt(document, "sqlite"));
  if (facts.empty()) return {};
  std::string out;
  for (const auto& [title, text] : facts) {
    out += html::Element("dt", html::Text(title)) + html::Element("dd", html::Text(text)) + "\n";
  }
  return html::Element("dl", out) + "\n";
}

std::string Kind(const json& document, Type type) {
  if (type == Type::kReceipt) return "Receipt of a rehearsal";
  const std::int64_t run = NumberAt(document, "run");
  if (type == Type::kChecks) return run > 0 ? "Checks, run " + Grouped(run) : "Checks";
  return run > 0 ? "Report of run " + Grouped(run) : "Report of a run";
}

std::string Header(const json& document, Type type) {
  const Verdict verdict = VerdictOf(document, type);
  const std::string project = TextAt(document, "project");
  return "<header>\n" + html::Element("p", "kind", html::Text(Kind(document, type))) + "\n" +
         html::Element("h1", html::Text(project.empty() ? "Database" : project)) + "\n" +
         html::Element("p", "verdict " + verdict.name,
                       html::Element("b", html::Text(verdict.word)) + " " +
                           html::Element("span", html::Text(verdict.sentence))) +
         "\n" + Tiles(document, type) + Facts(document) + "</header>\n";
}

}  // namespace

std::string ReportHtml(const json& document, bool values) {
  const Type type = TypeOf(document);
  std::string title = Kind(document, type);
  const std::string project = TextAt(document, "project");
  if (!project.empty()) title += " – " + project;
  std::string page =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
  page.append(kMark) += "\n" + html::Element("title", html::Text(title)) + "\n<style>";
  page.append(kReportStyle) += "</style>\n</head>\n<body>\n<main>\n";
  page += Header(document, type) + ErrorSection(document) + FindingsSection(document) +
          ChangesSection(document);
  // A stakeholder asks whether it holds before asking how long it took.
  if (type == Type::kReceipt) page += ChecksSection(document, values);
  page += MigrationsSection(document) + DataStepsSection(document);
  if (type != Type::kReceipt) page += ChecksSection(document, values);
  page += RowsSection(document) + TimingsSection(document) + DigestsSection(document);
  page +=
      html::Element("footer", "This page holds counts, keys and digests" +
                                  std::string(values && type == Type::kChecks
                                                  ? ", and the values of rows that checks showed."
                                                  : "; no other values of rows.")) +
      "\n</main>\n</body>\n</html>\n";
  return page;
}

bool IsReportHtml(std::string_view text) {
  return text.starts_with("<!doctype html>") &&
         text.substr(0, 1024).find(kMark) != std::string_view::npos;
}

}  // namespace godwit

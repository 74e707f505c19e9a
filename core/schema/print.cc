#include "core/schema/print.h"

#include <initializer_list>
#include <string_view>

#include "core/base/words.h"

namespace godwit {
namespace {

constexpr std::string_view kForeignKeysOff =
    "-- Outside the transaction: within one it would do nothing, and DROP TABLE would take along "
    "what cascades.\nPRAGMA foreign_keys = OFF;\n\n";
constexpr std::string_view kForeignKeysOn = "PRAGMA foreign_keys = ON;\n";
constexpr std::string_view kStandalone =
    "-- For the sqlite3 shell with -bail, which stops at the first error: without it the shell\n"
    "-- goes on, and drops a table whose rows it could not copy. In a project, `godwit new`\n"
    "-- writes a migration.\n\n";
constexpr std::string_view kBegin = "BEGIN IMMEDIATE;\n\n";
constexpr std::string_view kCommit = "COMMIT;\n";
// A constraint refuses what more rows would make of it than there were before.
constexpr std::string_view kOrphansBefore =
    "CREATE TEMP TABLE godwit_orphans (\n"
    "  more INTEGER CONSTRAINT \"rows whose foreign key leads nowhere\" CHECK (more <= 0)\n);\n"
    "INSERT INTO temp.godwit_orphans (more) SELECT -count(*) FROM pragma_foreign_key_check;\n\n";
constexpr std::string_view kOrphansAfter =
    "UPDATE temp.godwit_orphans\n"
    "SET more = more + (SELECT count(*) FROM pragma_foreign_key_check);\n"
    "DROP TABLE temp.godwit_orphans;\n\n";

std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) all += part;
  return all;
}

// A comment of one line, whatever stands in the text.
std::string Comment(const std::string& text) {
  std::string line = "-- ";
  for (const char c : text) line += c == '\n' || c == '\r' ? ' ' : c;
  return line + "\n";
}

// Each change, followed by an empty line.
std::string ChangesText(const SchemaPlan& plan) {
  std::string script;
  for (const SchemaChange& change : plan.changes) {
    script += Comment(ChangeTitle(change));
    for (const std::string& reason : change.reasons) script += Comment("  " + reason);
    for (const Risk& risk : change.risks) {
      if (risk.kind == Risk::Kind::kUndecided) {
        script += Comment("godwit: undecided " + risk.text);
        continue;
      }
      const std::string text = RiskText(risk);
      const char* word = risk.kind == Risk::Kind::kLoses ? "  loses: " : "  may fail: ";
      if (!text.empty()) script += Comment(word + text);
    }
    if (!change.keeps.empty()) script += Comment("godwit: keeps " + change.keeps);
    for (const std::string& sql : change.sql) script += sql + ";\n";
    script += "\n";
  }
  return script;
}

}  // namespace

std::string ChangeTitle(const SchemaChange& change) {
  std::string title = std::string(ChangeKindName(change.kind)) + " " + change.object;
  if (!change.part.empty()) title += " " + change.part;
  return title;
}

std::string RiskText(const Risk& risk) {
  if (!risk.rows) return risk.text;
  if (*risk.rows == 0) return {};
  return Counted(*risk.rows, "row") + ": " + risk.text;
}

std::string PlanScript(const SchemaPlan& plan) {
  if (plan.empty()) return {};
  std::string script = ChangesText(plan);
  if (plan.foreign_keys_off) return Joined({kForeignKeysOff, script, kForeignKeysOn});
  script.pop_back();
  return script;
}

std::string StandaloneScript(const SchemaPlan& plan) {
  if (plan.empty()) return {};
  const std::string changes = ChangesText(plan);
  if (!plan.foreign_keys_off) return Joined({kStandalone, kBegin, changes, kCommit});
  return Joined({kStandalone, kForeignKeysOff, kBegin, kOrphansBefore, changes, kOrphansAfter,
                 kCommit, "\n", kForeignKeysOn});
}

}  // namespace godwit

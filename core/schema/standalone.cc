#include "core/schema/standalone.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/schema/normalize.h"
#include "core/schema/print.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

constexpr std::string_view kHead =
    "-- For the sqlite3 shell. Where a step fails, none is committed: RELEASE at the end finds no\n"
    "-- savepoint then. In a project, `godwit new` writes a migration.\n\n";
constexpr std::string_view kBegin =
    "SAVEPOINT godwit_plan;\n\n"
    "CREATE TEMP TABLE godwit_steps (\n"
    "  step TEXT CONSTRAINT \"a step of the plan has failed\" CHECK (step IS NOT NULL)\n);\n\n";
constexpr std::string_view kCommit = "DROP TABLE temp.godwit_steps;\n\nRELEASE godwit_plan;\n";
constexpr std::string_view kCheck =
    "INSERT OR ROLLBACK INTO temp.godwit_steps (step) SELECT NULL WHERE ";
// A constraint refuses what more rows would make of it than there were before.
constexpr std::string_view kOrphansBefore =
    "CREATE TEMP TABLE godwit_orphans (\n"
    "  child TEXT, parent TEXT,\n"
    "  fewer INTEGER CONSTRAINT \"rows whose foreign key leads nowhere\" CHECK (fewer >= 0)\n);\n"
    "INSERT INTO temp.godwit_orphans (child, parent, fewer)\n"
    "SELECT nowhere.\"table\", nowhere.parent, count(*)\n";
constexpr std::string_view kOrphansAfter =
    "INSERT OR ROLLBACK INTO temp.godwit_orphans (child, parent, fewer)\n"
    "SELECT nowhere.\"table\", nowhere.parent, coalesce((\n"
    "  SELECT before.fewer FROM temp.godwit_orphans AS before\n"
    "  WHERE before.child = nowhere.\"table\" COLLATE NOCASE\n"
    "  AND before.parent = nowhere.parent COLLATE NOCASE), 0) - count(*)\n";
constexpr std::string_view kOrphansEnd = "DROP TABLE temp.godwit_orphans;\n";

// The name at a place of a statement, or of what a change calls its object.
std::string NameAt(const std::string& text, std::size_t at) {
  const std::vector<Token> tokens = SignificantTokens(text);
  return at < tokens.size() ? Unquote(tokens[at].text) : std::string();
}

// ALTER TABLE old RENAME TO new
constexpr std::size_t kOldAt = 2;
constexpr std::size_t kNewAt = 5;

class Shell {
 public:
  explicit Shell(const SchemaPlan& plan) : plan_(plan) {}

  std::string Text() {
    std::string changes;
    for (const SchemaChange& change : plan_.changes) {
      changes += ChangeText(change, Copied(change));
      changes += Follow(change);
      changes += "\n";
    }
    std::string text = std::string(kHead) + NotesText(plan_);
    if (plan_.foreign_keys_off) text += std::string(kForeignKeysOff) + "\n";
    text += kBegin;
    if (plan_.foreign_keys_off) text += std::string(kOrphansBefore) + Nowhere() + "\n";
    text += changes + Checks();
    if (plan_.foreign_keys_off) {
      text += std::string(kOrphansAfter) + Nowhere() + std::string(kOrphansEnd);
    }
    text += kCommit;
    if (plan_.foreign_keys_off) text += "\n" + std::string(kForeignKeysOn);
    return text;
  }

 private:
  // SQLite cannot check the keys of some tables, and says so instead of checking the others.
  std::string Nowhere() const {
    std::string from = "FROM pragma_foreign_key_check AS nowhere";
    if (!plan_.unchecked.empty()) {
      std::string names;
      for (const std::string& name : plan_.unchecked) {
        names += (names.empty() ? "" : ", ") + QuoteText(name);
      }
      from =
          "FROM sqlite_master AS child JOIN pragma_foreign_key_check(child.name) AS nowhere\n"
          "WHERE child.type = 'table' AND lower(child.name) NOT IN (" +
          names + ")";
    }
    return from + "\nGROUP BY nowhere.\"table\", nowhere.parent;\n";
  }

  // Before a rebuild drops the old table: whether the new one has its rows.
  std::string Copied(const SchemaChange& change) {
    if (change.kind != ChangeKind::kRebuildTable) return {};
    const std::string rename = change.sql.back();
    const std::string fresh = QuoteName(NameAt(rename, kOldAt));
    const std::string old = QuoteName(NameAt(change.sql[change.sql.size() - 2], kOldAt));
    ++copies_;
    return "INSERT INTO temp.godwit_steps (step) SELECT 'rows' WHERE (SELECT count(*) FROM " + old +
           ") = (SELECT count(*) FROM " + fresh + ");\nSAVEPOINT godwit_copied;\n";
  }

  // What is there afterwards, and what is not.
  void Is(bool there, const std::string& type, const std::string& name) {
    const std::string row = "(" + QuoteText(type) + ", " + QuoteText(name) + ")";
    (there ? there_ : gone_).insert(row);
    (there ? gone_ : there_).erase(row);
  }

  void Expect(const SchemaChange& change, std::string_view condition, int count) {
    checks_ += std::string(kCheck) + "(SELECT count(*) FROM pragma_table_xinfo(" +
               QuoteText(NameAt(change.object, 1)) +
               ")\n  WHERE name = " + QuoteText(NameAt(change.part, 1)) + " COLLATE NOCASE" +
               std::string(condition) + ") <> " + std::to_string(count) + ";\n";
  }

  // Takes down what the change leaves; what has to be said behind it.
  std::string Follow(const SchemaChange& change) {
    const std::string type = change.object.substr(0, change.object.find(' '));
    const std::string name = NameAt(change.object, 1);
    switch (change.kind) {
      case ChangeKind::kDropTrigger:
      case ChangeKind::kDropView:
      case ChangeKind::kDropIndex:
      case ChangeKind::kDropTable:
        Is(false, type, name);
        break;
      case ChangeKind::kCreateTable:
      case ChangeKind::kCreateIndex:
      case ChangeKind::kCreateView:
      case ChangeKind::kCreateTrigger:
        Is(true, type, name);
        break;
      case ChangeKind::kRebuildTable:
        Is(false, type, NameAt(change.sql.back(), kOldAt));
        Is(true, type, NameAt(change.sql.back(), kNewAt));
        break;
      case ChangeKind::kRenameTable:
        return Renamed(NameAt(change.sql.back(), kOldAt), NameAt(change.sql.back(), kNewAt));
      case ChangeKind::kAddColumn:
        Expect(change, "", 1);
        break;
      case ChangeKind::kDropColumn:
        Expect(change, "", 0);
        break;
      case ChangeKind::kSetNotNull:
        Expect(change, " AND \"notnull\"", 1);
        break;
      default:
        break;
    }
    return {};
  }

  std::string Renamed(const std::string& old, const std::string& name) {
    Is(false, "table", old);
    Is(true, "table", name);
    if (!plan_.foreign_keys_off) return {};
    std::string text;
    for (const char* column : {"child", "parent"}) {
      text += "UPDATE temp.godwit_orphans SET " + std::string(column) + " = " + QuoteText(name) +
              " WHERE " + column + " = " + QuoteText(old) + " COLLATE NOCASE;\n";
    }
    return text;
  }

  static std::string Count(const std::set<std::string>& rows, std::size_t count) {
    if (rows.empty()) return {};
    std::string values;
    for (const std::string& row : rows) values += (values.empty() ? "" : ", ") + row;
    return std::string(kCheck) +
           "(SELECT count(*) FROM sqlite_master\n  WHERE (type, name) IN (VALUES " + values +
           ")) <> " + std::to_string(count) + ";\n";
  }

  std::string Checks() const {
    std::string text;
    if (copies_ > 0) {
      text += std::string(kCheck) + "(SELECT count(*) FROM temp.godwit_steps) <> " +
              std::to_string(copies_) + ";\n";
    }
    return text + Count(there_, there_.size()) + Count(gone_, 0) + checks_;
  }

  const SchemaPlan& plan_;
  int copies_ = 0;
  std::set<std::string> there_;  // ('table', 't')
  std::set<std::string> gone_;
  std::string checks_;
};

}  // namespace

bool IsAroundPlan(std::string_view sql) {
  constexpr std::string_view kOwn[] = {"godwit_plan", "godwit_copied", "godwit_steps",
                                       "godwit_orphans"};
  return std::ranges::any_of(MentionedNames(sql), [&](const std::string& name) {
    return std::ranges::find(kOwn, name) != std::end(kOwn);
  });
}

std::string StandaloneScript(const SchemaPlan& plan) {
  return plan.empty() ? std::string() : Shell(plan).Text();
}

}  // namespace godwit

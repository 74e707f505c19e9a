// Rules about single statements.
#include <algorithm>
#include <set>

#include "core/base/words.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

constexpr const char* kDataStep =
    "write it as a data step in backfill.sql: it runs in batches, can be stopped and resumed, and "
    "each value is checked";

// The table that an UPDATE writes, where it was there before the script.
const LintTable* Updates(const LintInput& input, const LintStep& step) {
  if (!step.change || step.words.verb != Verb::kUpdate || step.doubtful) return nullptr;
  const LintTable* table = step.Target();
  return table != nullptr && input.Existed(*table) ? table : nullptr;
}

// The SQL of an object as sqlite_schema has it; empty when there is none.
std::string StoredSql(const LintSchema& schema, const StatementWords& words) {
  const std::string lower = LowerAscii(words.name);
  if (words.object == "table") {
    const LintTable* table = schema.Find(words.name);
    return table == nullptr ? std::string() : table->table->stored_sql;
  }
  if (words.object == "view") {
    const auto* view = schema.views.Find(lower);
    return view == nullptr ? std::string() : (*view)->stored_sql;
  }
  if (words.object == "trigger") {
    const auto* trigger = schema.triggers.Find(lower);
    return trigger == nullptr ? std::string() : (*trigger)->stored_sql;
  }
  for (const auto& [name, table] : schema.tables) {
    for (const Index& index : table.table->indexes) {
      if (words.object == "index" && LowerAscii(index.name) == lower) return index.stored_sql;
    }
  }
  return {};
}

// A CREATE statement without what sqlite_schema leaves out.
std::string Definition(std::string_view sql, const std::string& name) {
  Tokens tokens = SignificantTokens(sql);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool conditional = IsKeyword(tokens[i], "if") && IsKeyword(tokens[i + 1], "not") &&
                             IsKeyword(tokens[i + 2], "exists");
    if (!conditional) continue;
    const auto first = tokens.begin() + static_cast<std::ptrdiff_t>(i);
    tokens.erase(first, first + 3);
    break;
  }
  for (std::size_t i = 2; i < tokens.size() && i < 6; ++i) {
    const bool named = tokens[i].text == "." && IsNameToken(tokens[i + 1]) &&
                       LowerAscii(Unquote(tokens[i + 1].text)) == LowerAscii(name);
    if (!named) continue;
    const auto schema = tokens.begin() + static_cast<std::ptrdiff_t>(i - 1);
    tokens.erase(schema, schema + 2);
    break;
  }
  return NormalizeTokens(tokens, 0, tokens.size(), {LowerAscii(name)});
}

// What commits by itself: VACUUM, a journal mode.
bool StandsAlone(const LintStep& step) {
  static constexpr std::array<std::string_view, 3> kAlone = {"journal_mode", "auto_vacuum",
                                                             "page_size"};
  if (step.role == LintRole::kVacuum) return true;
  return step.role == LintRole::kPragma && step.tokens.size() > 2 &&
         std::ranges::find(kAlone, LowerAscii(step.words.name)) != kAlone.end();
}

}  // namespace

void UpdateEveryRow(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    const LintTable* table = Updates(input, step);
    if (table == nullptr || !step.change->where.empty()) continue;
    const std::optional<std::int64_t> rows = input.data.Rows(*table);
    if (rows == 0) continue;
    const bool few = rows && *rows < input.options.many_rows;
    sink.Add(few ? LintSeverity::kNote : LintSeverity::kWarning, at,
             "UPDATE without WHERE writes every row of " + TableText(*table->table) +
                 (rows ? ", " + Counted(*rows, "row") + "," : "") +
                 " in the migration's one transaction",
             kDataStep);
  }
}

void UpdateManyRows(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    const LintTable* table = Updates(input, step);
    if (table == nullptr || step.change->where.empty() || !step.change->plain) continue;
    const std::optional<std::int64_t> rows =
        input.data.RowsWhere(*table, "(" + step.change->where + ")");
    if (!rows || *rows < input.options.many_rows) continue;
    sink.Add(at,
             "UPDATE writes " + Counted(*rows, "row") + " of " + TableText(*table->table) +
                 " in the migration's one transaction, and other writers wait for it",
             kDataStep);
  }
}

void SelectStar(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (!step.insert || !step.insert->star || step.words.name == "?") continue;
    sink.Add(at,
             "table " + QuoteName(step.words.name) +
                 " is filled by SELECT *, which goes by the columns' order, whatever it is where "
                 "the script runs",
             "name the columns on both sides");
  }
}

void InsertWithoutColumns(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    const bool inserts = step.insert && step.words.verb == Verb::kInsert;
    if (!inserts || step.insert->has_columns || step.insert->star) continue;
    sink.Add(at,
             "INSERT into table " + QuoteName(step.words.name) +
                 " names no columns, so it goes by their order",
             "write the column list behind the table's name");
  }
}

void HiddenDifference(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (step.words.verb != Verb::kCreate || !step.words.conditional || step.doubtful) continue;
    // Tables and views share their names.
    StatementWords other = step.words;
    other.object = step.words.object == "table" ? "view" : "table";
    const bool shares = step.words.object == "table" || step.words.object == "view";
    if (shares && !StoredSql(*step.before, other).empty()) {
      sink.Add(at,
               "IF NOT EXISTS hides that " + QuoteName(step.words.name) +
                   " is there already, as a " + other.object + ", so no " + step.words.object +
                   " is made",
               "take another name, or drop the " + other.object + " before");
      continue;
    }
    const std::string there = StoredSql(*step.before, step.words);
    if (there.empty() ||
        Definition(there, step.words.name) == Definition(step.sql(), step.words.name)) {
      continue;
    }
    sink.Add(at,
             "IF NOT EXISTS hides that " + step.words.object + " " + QuoteName(step.words.name) +
                 " is there already and is defined otherwise, so nothing is made",
             "change what is there, by ALTER TABLE or a drop, and make it without IF NOT EXISTS");
  }
}

void NotThere(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (step.words.verb != Verb::kDrop || !step.words.conditional || step.doubtful) continue;
    if (step.words.object.empty() || !StoredSql(*step.before, step.words).empty()) continue;
    sink.Add(at,
             "DROP … IF EXISTS does nothing: there is no " + step.words.object + " " +
                 QuoteName(step.words.name),
             "take the statement out, or mend the name");
  }
}

void HeaderNumberSet(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    const std::string name = LowerAscii(step.words.name);
    if (step.role != LintRole::kPragma || step.tokens.size() < 3) continue;
    if (name != "user_version" && name != "application_id") continue;
    sink.Add(at, "PRAGMA " + name + " writes over the number that another tool may keep there",
             "leave it alone, unless it is the application's own and no other tool counts by it");
  }
}

void CommitsInPieces(const LintInput& input, LintSink& sink) {
  bool before = false;  // something is committed by then
  bool inside = false;
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    const bool begins = step.role == LintRole::kBegin;
    const bool alone = StandsAlone(step);
    const bool new_piece = begins || alone || (step.role == LintRole::kOrdinary && !inside);
    if (new_piece && before) {
      sink.Add(at,
               "the script commits before it is done, so a failure from here on leaves the first "
               "part applied",
               "put it into a migration of its own");
      return;
    }
    if (begins) inside = true;
    if (step.role == LintRole::kCommit || alone) {
      inside = false;
      before = true;
    }
  }
}

void ColumnSetTwice(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (!step.change) continue;
    std::set<std::string> seen;
    for (const std::string& column : step.change->assigns) {
      if (seen.insert(column).second) continue;
      sink.Add(at,
               "UPDATE sets column " + QuoteName(column) + " of table " +
                   QuoteName(step.words.name) + " twice, and only the last one counts",
               "take one of the two out");
    }
  }
}

void StatementFails(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (!step.failed || !step.taken_for_string.empty()) continue;
    if (step.words.verb == Verb::kDropColumn) continue;
    if (IsNameTaken(step)) continue;
    sink.Add(at, "the statement fails on the schema that the migration finds: " + step.failed->why,
             "mend it; what comes behind it in the script is not judged");
  }
}

}  // namespace godwit::lint

#include "core/migrate/plan.h"

#include <algorithm>
#include <span>

#include "core/migrate/status.h"
#include "core/migrate/undo_limits.h"

namespace godwit {
namespace {

// The statement's tokens without space and comments.
std::vector<std::string_view> Pieces(std::string_view sql) {
  std::vector<std::string_view> pieces;
  for (const Token& token : Tokenize(sql)) {
    if (token.kind == TokenKind::kSpace || token.kind == TokenKind::kComment) continue;
    pieces.push_back(token.text);
    if (pieces.size() == 16) break;
  }
  return pieces;
}

bool Is(std::string_view piece, std::string_view keyword) { return NormalizeSql(piece) == keyword; }

// Takes keywords off the front when they are there.
class Reader {
 public:
  explicit Reader(std::string_view sql) : pieces_(Pieces(sql)) {}

  bool Take(std::string_view keyword) {
    if (at_ >= pieces_.size() || !Is(pieces_[at_], keyword)) return false;
    ++at_;
    return true;
  }
  void Skip(std::initializer_list<std::string_view> keywords) {
    for (const std::string_view keyword : keywords) (void)Take(keyword);
  }
  // The next name, in double quotes, without its schema.
  std::string Name() {
    if (at_ + 2 < pieces_.size() && pieces_[at_ + 1] == ".") at_ += 2;
    if (at_ >= pieces_.size()) return "?";
    const std::string_view piece = pieces_[at_++];
    return piece.front() == '"' ? std::string(piece) : "\"" + std::string(piece) + "\"";
  }
  void SkipTo(std::string_view keyword) {
    while (at_ < pieces_.size() && !Is(pieces_[at_], keyword)) ++at_;
  }

 private:
  std::vector<std::string_view> pieces_;
  std::size_t at_ = 0;
};

std::string DescribeCreate(Reader& read) {
  read.Skip({"temp", "temporary", "unique", "virtual"});
  for (const std::string_view kind : {"table", "index", "view", "trigger"}) {
    if (!read.Take(kind)) continue;
    read.Skip({"if", "not", "exists"});
    std::string text = "creates " + std::string(kind) + " " + read.Name();
    if (kind == "index" || kind == "trigger") {
      read.SkipTo("on");
      if (read.Take("on")) text += " on table " + read.Name();
    }
    return text;
  }
  return "creates an object";
}

std::string DescribeAlter(Reader& read) {
  read.Skip({"table"});
  const std::string table = read.Name();
  if (read.Take("add")) {
    read.Skip({"column"});
    return "adds column " + read.Name() + " to table " + table;
  }
  if (read.Take("drop")) {
    read.Skip({"column"});
    return "drops column " + read.Name() + " of table " + table + " with its values";
  }
  if (read.Take("rename")) {
    if (read.Take("to")) return "renames table " + table + " to " + read.Name();
    read.Skip({"column"});
    const std::string column = read.Name();
    read.Skip({"to"});
    return "renames column " + column + " of table " + table + " to " + read.Name();
  }
  return "alters table " + table;
}

std::string DescribeDrop(Reader& read) {
  for (const std::string_view kind : {"table", "index", "view", "trigger"}) {
    if (!read.Take(kind)) continue;
    read.Skip({"if", "exists"});
    return "drops " + std::string(kind) + " " + read.Name() +
           (kind == "table" ? " with its rows" : "");
  }
  return "drops an object";
}

PlanStep StepOf(const Script& script, const ScriptStatement& statement) {
  PlanStep step;
  step.sql = statement.sql;
  step.reason = statement.comment.empty() ? DescribeStatement(statement.sql) : statement.comment;
  step.place = {.file = script.path, .line = statement.line, .column = statement.column};
  return step;
}

PlanStep StepOf(const DataStep& data_step) {
  PlanStep step;
  step.kind = PlanStep::Kind::kDataStep;
  step.name = data_step.name;
  step.sql = data_step.sql;
  step.reason = (data_step.by_parts ? "goes through" : "writes") +
                std::string(" the rows of table \"") + data_step.table +
                "\" that are due, at most " + std::to_string(data_step.batch) + " a transaction";
  for (const StepPart& part : data_step.parts) {
    step.sql += ";\n\n-- " + part.name + "\n" + part.sql;
    if (part.kind != StepPart::Kind::kWrite) continue;
    step.reason += "; " + DescribeStatement(part.sql);
  }
  step.place = data_step.place;
  return step;
}

}  // namespace

std::string DescribeStatement(std::string_view sql) {
  Reader read(sql);
  if (read.Take("create")) return DescribeCreate(read);
  if (read.Take("alter")) return DescribeAlter(read);
  if (read.Take("drop")) return DescribeDrop(read);
  if (read.Take("insert") || read.Take("replace")) {
    read.SkipTo("into");
    read.Skip({"into"});
    return "inserts rows into table " + read.Name();
  }
  if (read.Take("update")) {
    if (read.Take("or")) read.Skip({"rollback", "abort", "replace", "fail", "ignore"});
    return "changes rows of table " + read.Name();
  }
  if (read.Take("delete")) {
    read.Skip({"from"});
    return "deletes rows of table " + read.Name();
  }
  if (read.Take("pragma")) return "sets PRAGMA " + read.Name();
  return "runs a statement";
}

Result<std::vector<PlannedMigration>> PlanUp(const Project& project, const Ledger& ledger,
                                             const UpOptions& options) {
  GODWIT_TRY(CheckLedger(project, ledger));
  GODWIT_TRY(CheckUpOptions(project, options));
  std::vector<PlannedMigration> plan;
  for (const Migration& migration : project.migrations) {
    PlannedMigration planned;
    planned.name = migration.name;
    planned.applied = ledger.Find(migration.name) != nullptr;
    if (migration.down) planned.reverse = migration.down->text;
    if (!planned.applied && IsWanted(migration, options)) {
      for (const ScriptStatement& statement : migration.up.statements) {
        if (!statement.sql.empty()) planned.steps.push_back(StepOf(migration.up, statement));
      }
    }
    for (const DataStep& step : migration.data_steps) {
      if (!planned.applied && planned.steps.empty()) break;
      const LedgerStep* known = ledger.FindStep(migration.name, step.name);
      if (known == nullptr || known->state != StepState::kComplete) {
        planned.steps.push_back(StepOf(step));
      }
    }
    if (!planned.steps.empty()) plan.push_back(std::move(planned));
    if (migration.name == options.to) break;
  }
  return plan;
}

Status AddUndoLimits(const Database* db, const Project& project,
                     std::vector<PlannedMigration>& plan) {
  for (PlannedMigration& planned : plan) {
    const Migration& migration = *project.Find(planned.name);
    for (PlanStep& planned_step : planned.steps) {
      for (const DataStep& step : migration.data_steps) {
        if (planned_step.kind != PlanStep::Kind::kDataStep || step.name != planned_step.name) {
          continue;
        }
        GODWIT_ASSIGN(planned_step.undo_limits, UndoLimits(db, migration, step));
      }
    }
  }
  return {};
}

Result<std::vector<PlannedMigration>> PlanDown(const Project& project, const Ledger& ledger,
                                               const DownOptions& options) {
  GODWIT_ASSIGN(const std::vector<const Migration*> migrations,
                MigrationsToTakeBack(project, ledger, options));
  std::vector<PlannedMigration> plan;
  for (const Migration* migration : migrations) {
    PlannedMigration planned;
    planned.name = migration->name;
    planned.applied = true;
    for (const ScriptStatement& statement : migration->down->statements) {
      planned.steps.push_back(StepOf(*migration->down, statement));
    }
    plan.push_back(std::move(planned));
  }
  return plan;
}

}  // namespace godwit

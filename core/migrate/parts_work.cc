// The second form of a data step: statements of its own, for the rows in table `due`. They run once
// for all rows of a slice, which is quick; the backfill isolates a row that makes them fail.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/words.h"
#include "core/json/pieces.h"
#include "core/migrate/directives.h"
#include "core/migrate/step_outcome.h"
#include "core/migrate/step_work.h"

namespace godwit {
namespace {

using Kind = StepPart::Kind;

std::string SubjectOf(const DataStep& step, const StepPart& part) {
  return SubjectOf(step) + ", part \"" + part.name + "\"";
}

// The statement's first word: what SQLite cannot be asked is whether it is DDL.
bool IsWrite(const std::string& sql) {
  const std::string normal = NormalizeSql(sql);
  const std::string word = normal.substr(0, normal.find(' '));
  return word == "insert" || word == "update" || word == "delete" || word == "replace" ||
         word == "with";
}

bool Mentions(const std::string& sql, const std::vector<std::string>& names) {
  const std::vector<Token> tokens = Tokenize(sql);
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    const std::string text = NormalizeSql(token.text);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return text == NormalizeSql(QuoteName(name));
    });
  });
}

// What does not fit, in words; empty = it fits.
std::string WhyNot(const StepPart& part, const Statement& statement) {
  if (statement.ParameterCount() > 0) {
    return "it has a parameter; the rows at hand are in table due";
  }
  if (part.kind == Kind::kWrite) {
    if (statement.ReadOnly() || !IsWrite(part.sql)) return "it is no INSERT, UPDATE or DELETE";
    return {};
  }
  if (!statement.ReadOnly() || statement.ColumnCount() == 0) return "it is not a SELECT";
  if (statement.ColumnCount() == 1 || part.kind == Kind::kLet) return {};
  return part.kind == Kind::kCollect
             ? "it must have one column, a JSON object made by json_object()"
             : "it must have one column, a number";
}

// The parts compiled, with the tables that they read.
class PreparedParts {
 public:
  struct Part {
    const StepPart* part;
    Statement statement;  // of a kLet, the INSERT into its table
    StepTable* table;     // of a kLet, else nullptr
    bool of_slice;        // reads the rows at hand
  };

  static Result<PreparedParts> Prepare(Database& db, const DataStep& step, const BoundStep& bound) {
    PreparedParts parts;
    std::vector<std::string> columns = bound.keys;
    columns.insert(columns.end(), bound.columns.begin(), bound.columns.end());
    GODWIT_TRY(parts.AddTable(db, std::string(kDueTable), columns));
    for (const StepPart& part : step.parts) GODWIT_TRY(parts.Add(db, step, part));
    return parts;
  }

  StepTable& due() { return *tables_.front(); }
  std::vector<Part>& parts() { return parts_; }

 private:
  Status AddTable(Database& db, const std::string& name, const std::vector<std::string>& columns) {
    GODWIT_ASSIGN(std::unique_ptr<StepTable> table, StepTable::Make(db, name, columns));
    tables_.push_back(std::move(table));
    names_.push_back(name);
    return {};
  }

  Status Add(Database& db, const DataStep& step, const StepPart& part) {
    GODWIT_ASSIGN(Statement statement, Compile(db, step, part));
    const bool of_slice = Mentions(part.sql, names_);
    StepTable* table = nullptr;
    if (part.kind == Kind::kLet) {
      std::vector<std::string> columns;
      for (int i = 0; i < statement.ColumnCount(); ++i) columns.push_back(statement.ColumnName(i));
      GODWIT_TRY(AddTable(db, part.name, columns));
      table = tables_.back().get();
      const GuardScope guard(db, ScriptGuard::kExamined);
      GODWIT_ASSIGN(statement,
                    db.Prepare("INSERT INTO " + table->QualifiedName() + " " + part.sql));
    }
    parts_.push_back({&part, std::move(statement), table, of_slice});
    return {};
  }

  static Result<Statement> Compile(Database& db, const DataStep& step, const StepPart& part) {
    const GuardScope guard(
        db, part.kind == Kind::kWrite ? ScriptGuard::kMigration : ScriptGuard::kReadOnly);
    Result<Statement> statement = db.Prepare(part.sql);
    if (!statement.ok() && LiesOutsideSql(statement.error())) return statement;
    std::string why = statement.ok() ? WhyNot(part, *statement) : statement.error().why;
    if (why.empty()) return statement;
    return ProjectError(part.place, SubjectOf(step, part), std::move(why),
                        "correct it; it must fit the schema after its migration");
  }

  // The statements go first, then what they read.
  std::vector<std::unique_ptr<StepTable>> tables_;
  std::vector<std::string> names_;
  std::vector<Part> parts_;
};

class PartsWork final : public StepWork {
 public:
  PartsWork(const RunContext& context, const std::string& migration, const DataStep& step,
            const BoundStep& bound)
      : context_(context), migration_(migration), step_(step), bound_(bound) {}

  Status Prepare() {
    GODWIT_ASSIGN(PreparedParts parts, PreparedParts::Prepare(context_.db, step_, bound_));
    parts_.emplace(std::move(parts));
    return {};
  }

  Status Write(std::span<const DueRow> rows) override {
    GODWIT_TRY(parts_->due().Fill(rows));
    for (Part& prepared : parts_->parts()) {
      if (IsTotal(prepared)) continue;
      Status status = RunPart(prepared);
      prepared.statement.Reset();
      if (status.ok()) continue;
      Error error = std::move(status).error();
      if (!IsAboutRows(error) && !HitLimit(error)) return error;
      error.code = ErrorCode::kDataStep;
      error.why = "part \"" + prepared.part->name + "\": " + error.why;
      error.what = godwit::SubjectOf(step_) +
                   (rows.size() == 1 ? ", row " + ShowKey(bound_.keys, rows.front().key)
                                     : ", " + Counted(std::ssize(rows), "row") + " from " +
                                           ShowKey(bound_.keys, rows.front().key) + " on");
      error.place = prepared.part->place;
      if (error.next.empty()) error.next = "correct the row or the step";
      return error;
    }
    return {};
  }

  Status Complete() override {
    for (Part& prepared : parts_->parts()) {
      if (!IsTotal(prepared)) continue;
      GODWIT_ASSIGN(const std::int64_t sum, Sum(prepared));
      prepared.statement.Reset();
      GODWIT_TRY(SetCount(context_.db, Key(), prepared.part->name, sum));
    }
    return {};
  }

 private:
  using Part = PreparedParts::Part;

  StepKey Key() const { return {migration_, step_.name}; }
  // Taken once, of the whole database.
  static bool IsTotal(const Part& part) {
    return part.part->kind == Kind::kCount && !part.of_slice;
  }

  Status RunPart(Part& prepared) {
    const std::string& name = prepared.part->name;
    switch (prepared.part->kind) {
      case Kind::kLet:
        return prepared.table->Fill(prepared.statement);
      case Kind::kWrite:
        GODWIT_TRY(prepared.statement.Run());
        return AddCount(context_.db, Key(), name, context_.db.Changes());
      case Kind::kCount: {
        GODWIT_ASSIGN(const std::int64_t sum, Sum(prepared));
        return AddCount(context_.db, Key(), name, sum);
      }
      case Kind::kCollect:
        return Collect(prepared);
    }
    return {};
  }

  static Result<std::int64_t> Sum(Part& prepared) {
    std::int64_t sum = 0;
    while (true) {
      GODWIT_ASSIGN(const bool row, prepared.statement.Step());
      if (!row) return sum;
      sum += prepared.statement.Int(0);
    }
  }

  Status Collect(Part& prepared) {
    const std::string& name = prepared.part->name;
    while (true) {
      GODWIT_ASSIGN(const bool row, prepared.statement.Step());
      if (!row) return {};
      const std::string record(prepared.statement.Text(0));
      const Result<JsonPieces> pieces = TakeApart(record);
      if (!pieces.ok() || pieces->kind != JsonPieces::Kind::kObject) {
        return Error{.code = ErrorCode::kDataStep,
                     .why = "it gives " + Show(ValueView(std::string_view(record))) +
                            ", which is no JSON object",
                     .next = "make each record with json_object()"};
      }
      GODWIT_TRY(AddRecord(context_.db, Key(), name, record));
    }
  }

  RunContext context_;
  const std::string& migration_;
  const DataStep& step_;
  const BoundStep& bound_;
  std::optional<PreparedParts> parts_;
};

}  // namespace

Result<std::unique_ptr<StepWork>> MakePartsWork(const RunContext& context,
                                                const std::string& migration, const DataStep& step,
                                                const BoundStep& bound) {
  auto work = std::make_unique<PartsWork>(context, migration, step, bound);
  GODWIT_TRY(work->Prepare());
  return std::unique_ptr<StepWork>(std::move(work));
}

Status CheckParts(Database& db, const DataStep& step, const BoundStep& bound) {
  GODWIT_ASSIGN(const PreparedParts parts, PreparedParts::Prepare(db, step, bound));
  return {};
}

}  // namespace godwit

#include "core/migrate/verify.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "core/base/words.h"
#include "core/migrate/check_log.h"
#include "core/migrate/declared_schema.h"
#include "core/migrate/ledger.h"
#include "core/migrate/query_check.h"
#include "core/migrate/status.h"
#include "core/migrate/there_and_back.h"

namespace godwit {
namespace {

// A check that is still to be made. Judging by columns is docs/projects.md's rule for verify.sql.
struct Pending {
  std::string name;
  std::string migration;
  bool info = false;
  std::string sql;
  SourcePlace place;
  bool own = false;  // no word of it is the project's
};

// SQLITE_CORRUPT, SQLITE_AUTH.
constexpr int kCorrupt = 11;
constexpr int kNotAuthorized = 23;

std::optional<double> Number(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

bool SameValue(const Value& a, const Value& b) {
  if (a == b) return true;
  // Two integers are compared as such: beyond 2^53 a double loses digits.
  if (std::holds_alternative<std::int64_t>(a) && std::holds_alternative<std::int64_t>(b)) {
    return false;
  }
  const std::optional<double> x = Number(a);
  const std::optional<double> y = Number(b);
  return x && y && *x == *y;
}

// Text without quotes: expected and actual stand alone.
std::string Plain(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return Show(View(value));
}

std::string CountRows(std::int64_t count) { return Counted(count, "row"); }

class VerificationRun final : public Verification {
 public:
  explicit VerificationRun(const RunContext& context) : context_(context) {}

  Status Begin() {
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginRead(context_.db));
    transaction_.emplace(std::move(transaction));
    GODWIT_ASSIGN(ledger_, ReadLedger(context_.db));
    GODWIT_ASSIGN(status_, ReadStatus(&context_.db, context_.project));
    Add("integrity", "",
        "SELECT integrity_check AS \"problem\" FROM pragma_integrity_check "
        "WHERE integrity_check <> 'ok'");
    Add("foreign-keys", "", "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check");
    for (Pending& check : pending_) check.own = true;
    if (context_.scratch != nullptr) {
      GODWIT_ASSIGN(DeclaredSchemaCheck check,
                    DeclaredSchemaCheck::Start(context_, ledger_, *context_.scratch));
      declared_.emplace(std::move(check));
    }
    for (const ValidatorSource& source : context_.project.validators) {
      for (const std::string& column : source.columns) GODWIT_TRY(AddColumn(source, column));
    }
    for (const Migration& migration : context_.project.migrations) {
      if (ledger_.Find(migration.name) == nullptr) continue;
      for (const DataStep& step : migration.data_steps) AddStep(migration, step);
      for (const VerifyCheck& check : migration.checks) {
        if (!check.until.empty() && ledger_.Find(check.until) != nullptr) continue;
        pending_.push_back({check.name, migration.name, check.info, check.sql, check.place});
      }
    }
    AddQueries();
    return {};
  }

  Result<bool> Step() override {
    if (declared_) return StepDeclared();
    if (there_and_back_) return StepThereAndBack();
    const std::size_t total = pending_.size() + queries_.size();
    if (next_ == total) return false;
    const bool is_query = next_ >= pending_.size();
    const std::size_t query = next_ - pending_.size();
    context_.listener.OnProgress({.phase = "verify",
                                  .name = is_query ? queries_[query]->name : pending_[next_].name,
                                  .done = static_cast<std::int64_t>(next_),
                                  .total = static_cast<std::int64_t>(total),
                                  .unit = "checks"});
    if (is_query) {
      GODWIT_ASSIGN(CheckResult result, CheckQuery(context_.db, *queries_[query]));
      results_.push_back(std::move(result));
    } else {
      GODWIT_TRY(Make(pending_[next_]));
    }
    LogLast();
    ++next_;
    return true;
  }

 private:
  // One piece of what takes many, made before all others.
  Result<bool> StepDeclared() {
    GODWIT_ASSIGN(const bool more, declared_->Step());
    if (more) return true;
    if (context_.project.there_and_back && declared_->built()) {
      there_and_back_.emplace(context_, ledger_, *context_.scratch);
    }
    results_.push_back(declared_->TakeResult());
    end_ = declared_->TakeEnd();
    LogLast();
    declared_.reset();
    return true;
  }

  Result<bool> StepThereAndBack() {
    GODWIT_ASSIGN(const bool more, there_and_back_->Step());
    if (more) return true;
    results_.push_back(there_and_back_->TakeResult());
    LogLast();
    there_and_back_.reset();
    return true;
  }

  void LogLast() { LogCheck(results_.back(), context_.listener); }

  // The application that asks them has all of the schema.
  void AddQueries() {
    for (const Migration& migration : context_.project.migrations) {
      if (!migration.optional && ledger_.Find(migration.name) == nullptr) return;
    }
    for (const DeclaredQuery& query : context_.project.queries) {
      const bool over = !query.until.empty() && ledger_.Find(query.until) != nullptr;
      if (!over) queries_.push_back(&query);
    }
  }

  void Add(std::string name, std::string migration, std::string sql) {
    pending_.push_back({std::move(name), std::move(migration), false, std::move(sql), {}});
  }

  // "Table.column" with a validator; left out while a migration that may make the column is not
  // applied.
  Status AddColumn(const ValidatorSource& source, const std::string& where) {
    const std::size_t dot = where.find('.');
    const std::string table = where.substr(0, dot);
    const std::string column = where.substr(dot + 1);
    GODWIT_ASSIGN(Statement exists,
                  context_.db.Prepare("SELECT count(*) FROM pragma_table_xinfo(?1) "
                                      "WHERE name = ?2 COLLATE NOCASE"));
    GODWIT_TRY(exists.BindAll(Value(table), Value(column)));
    GODWIT_ASSIGN(const bool row, exists.Step());
    if (!row || exists.Int(0) == 0) {
      if (!MayBeMade(column)) {
        Add(where + " satisfies " + source.name, "",
            "SELECT 'a column' AS \"expected\", 'no such column' AS \"actual\"");
      }
      return {};
    }
    const std::string call =
        "json_violation(" + QuoteText(source.name) + ", " + QuoteName(column) + ")";
    GODWIT_ASSIGN(const std::string keys, KeyColumns(table));
    Add(where + " satisfies " + source.name, "",
        "SELECT " + keys + ", " + call + " AS \"violation\" FROM " + QuoteName(table) + " WHERE " +
            call + " IS NOT NULL");
    return {};
  }

  // A migration that is not applied mentions the name.
  bool MayBeMade(const std::string& column) const {
    const std::string name = NormalizeSql(QuoteName(column));
    for (const Migration& migration : context_.project.migrations) {
      if (ledger_.Find(migration.name) != nullptr) continue;
      for (const Token& token : Tokenize(migration.up.text)) {
        const bool names = token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName;
        if (names && NormalizeSql(token.text) == name) return true;
      }
    }
    return false;
  }

  Result<std::string> KeyColumns(const std::string& table) const {
    std::string list;
    GODWIT_ASSIGN(
        Statement select,
        context_.db.Prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk"));
    GODWIT_TRY(select.Bind(1, Value(table)));
    while (true) {
      GODWIT_ASSIGN(const bool row, select.Step());
      if (!row) return list.empty() ? std::string("rowid") : list;
      list += (list.empty() ? "" : ", ") + QuoteName(select.Text(0));
    }
  }

  // The ledger's word and the data's must agree: complete, and nothing due.
  void AddStep(const Migration& migration, const DataStep& step) {
    const auto counted = std::find_if(
        status_.data_steps.begin(), status_.data_steps.end(), [&](const DataStepStatus& status) {
          return status.migration == migration.name && status.name == step.name;
        });
    if (counted == status_.data_steps.end() || counted->removed) return;
    const LedgerStep* known = ledger_.FindStep(migration.name, step.name);
    const StepState state = known == nullptr ? StepState::kDue : known->state;
    const bool fits = counted->problem.empty();
    const std::string actual =
        fits ? std::string(StepStateName(state)) + ", " + CountRows(counted->rows_left) + " due"
             : counted->problem;
    pending_.push_back(
        {"data step " + step.name, migration.name, false,
         "SELECT " + QuoteText(fits ? "complete, 0 rows due" : "a step that fits the schema") +
             " AS \"expected\", " + QuoteText(actual) + " AS \"actual\"",
         step.place});
  }

  Status Make(const Pending& check) {
    const GuardScope guard(context_.db, check.own ? ScriptGuard::kNone : ScriptGuard::kReadOnly);
    Result<Statement> statement = context_.db.Prepare(check.sql);
    Status status = statement.ok() ? Read(check, *statement) : Status(std::move(statement).error());
    if (status.ok()) return {};
    Error error = std::move(status).error();
    error.what = "check \"" + check.name + "\"";
    error.place = check.place;
    // What it wants to do or to read cannot be done or read: that is what it was to find.
    const int primary = error.sqlite_code & 0xff;
    const bool found = primary == kCorrupt || primary == kNotAuthorized;
    if (!found && (error.code != ErrorCode::kFailed || LiesOutsideSql(error))) return error;
    // A check that cannot be made has not passed; the others are still worth making.
    CheckResult result;
    result.name = check.name;
    result.migration = check.migration;
    result.state = CheckState::kFailed;
    result.expected = "a result";
    result.actual = error.why + (error.next.empty() ? "" : "; " + error.next);
    result.violations = 1;
    results_.push_back(std::move(result));
    return {};
  }

  Status Read(const Pending& check, Statement& statement) {
    CheckResult result;
    result.name = check.name;
    result.migration = check.migration;
    int expected = -1;
    int actual = -1;
    for (int i = 0; i < statement.ColumnCount(); ++i) {
      result.columns.push_back(statement.ColumnName(i));
      if (result.columns.back() == "expected") expected = i;
      if (result.columns.back() == "actual") actual = i;
    }
    const bool compares = expected >= 0 && actual >= 0;
    std::int64_t count = 0;
    std::vector<bool> differs;  // beside result.rows
    while (true) {
      GODWIT_ASSIGN(const bool row, statement.Step());
      if (!row) break;
      ++count;
      if (compares && count == 1) {
        result.expected = Plain(Own(statement.Column(expected)));
        result.actual = Plain(Own(statement.Column(actual)));
      }
      const bool same =
          compares && SameValue(Own(statement.Column(expected)), Own(statement.Column(actual)));
      if (!check.info && !same) ++result.violations;
      if (!check.info && !same && result.rows.size() >= kShownRows) {
        // The rows that say why come first.
        const auto settled = std::find(differs.begin(), differs.end(), false);
        if (settled != differs.end()) {
          result.rows.erase(result.rows.begin() + (settled - differs.begin()));
          differs.erase(settled);
        }
      }
      if ((check.info || compares || !same) && result.rows.size() < kShownRows) {
        differs.push_back(!same);
        std::vector<Value>& values = result.rows.emplace_back();
        for (int i = 0; i < statement.ColumnCount(); ++i)
          values.push_back(Own(statement.Column(i)));
      }
    }
    Judge(check, compares, count, result);
    results_.push_back(std::move(result));
    return {};
  }

  static void Judge(const Pending& check, bool compares, std::int64_t count, CheckResult& result) {
    if (check.info) {
      result.state = CheckState::kInfo;
      result.actual = CountRows(count);
      result.expected.clear();
      return;
    }
    // A comparison that compares nothing proves nothing.
    if (compares && count == 0) result.violations = 1;
    result.state = result.violations == 0 ? CheckState::kPassed : CheckState::kFailed;
    if (compares && count == 1) return;
    result.expected = compares ? "all rows equal" : "no rows";
    result.actual = compares ? CountRows(count) + ", " + Grouped(result.violations) +
                                   (result.violations == 1 ? " differs" : " differ")
                             : (count == 0 ? "no rows" : CountRows(count));
  }

  RunContext context_;
  std::optional<Transaction> transaction_;
  Ledger ledger_;
  std::optional<DeclaredSchemaCheck> declared_;
  std::optional<ThereAndBackCheck> there_and_back_;
  std::vector<Pending> pending_;
  std::vector<const DeclaredQuery*> queries_;
  std::size_t next_ = 0;  // in the two together
};

}  // namespace

std::string_view CheckStateName(CheckState state) {
  switch (state) {
    case CheckState::kPassed:
      return "passed";
    case CheckState::kFailed:
      return "failed";
    case CheckState::kInfo:
      return "info";
  }
  return "failed";
}

bool Verification::Passed() const {
  return std::none_of(results_.begin(), results_.end(), [](const CheckResult& result) {
    return result.state == CheckState::kFailed;
  });
}

Result<std::unique_ptr<Verification>> Verification::Start(const RunContext& context) {
  auto run = std::make_unique<VerificationRun>(context);
  GODWIT_TRY(run->Begin());
  return std::unique_ptr<Verification>(std::move(run));
}

}  // namespace godwit

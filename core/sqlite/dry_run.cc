#include "core/sqlite/dry_run.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <sqlite3.h>

#include "core/sqlite/row_watch.h"

namespace godwit {
namespace {

// As Transaction writes them.
constexpr std::array<std::string_view, 5> kTransactions = {"BEGIN", "COMMIT", "ROLLBACK",
                                                           "SAVEPOINT", "RELEASE"};

bool IsOfTransaction(std::string_view sql) {
  return std::ranges::any_of(kTransactions,
                             [&](std::string_view word) { return sql.starts_with(word); });
}

int OnTrace(unsigned /*event*/, void* context, void* statement, void* text) {
  const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
  // Of a trigger's statement SQLite gives a comment with the trigger's name.
  const std::string_view told = static_cast<const char*>(text);
  if (sql == nullptr || told != sql || IsOfTransaction(told)) return 0;
  auto& statements = static_cast<DryRun::Recorded*>(context)->statements;
  if (std::ranges::find(statements, std::string_view(sql)) == statements.end()) {
    statements.emplace_back(sql);
  }
  return 0;
}

int RollBack(void* /*context*/) { return 1; }

}  // namespace

DryRun::DryRun(Database& db) : db_(db), recorded_(std::make_unique<Recorded>()) {
  sqlite3_trace_v2(RowWatch::HandleOf(db_), SQLITE_TRACE_STMT, &OnTrace, recorded_.get());
  sqlite3_commit_hook(RowWatch::HandleOf(db_), &RollBack, nullptr);
}

DryRun::~DryRun() {
  sqlite3_trace_v2(RowWatch::HandleOf(db_), 0, nullptr, nullptr);
  sqlite3_commit_hook(RowWatch::HandleOf(db_), nullptr, nullptr);
}

bool DryRun::IsTakenBack(const Error& error) {
  return error.sqlite_code == SQLITE_CONSTRAINT_COMMITHOOK;
}

}  // namespace godwit

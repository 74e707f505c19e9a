// Judges scripts of migrations by the rules (core/schema/lint/rule.h).
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/schema/lint/rule.h"
#include "core/schema/lint/walk.h"
#include "core/sqlite/database.h"

namespace godwit {

struct LintScript {
  std::string_view text;
  bool way_back = true;                     // there is a down.sql
  std::span<const LintQuery> queries = {};  // that are asked before and behind it
  // What the migration's data steps write behind the script: tables as they are called then.
  std::vector<std::string> filled = {};
};

// Takes scripts in the order in which they run.
class Linter {
 public:
  // `scratch` is private and has the schema that the first script finds; every script's change of
  // schema is made there. `db` is the user's, which is read only, and has the same schema; nullptr
  // = there is none. All are borrowed. `bytes`: LintInput's.
  static Result<Linter> Start(
      Database& scratch, Database* db, const LintOptions& options,
      std::function<std::optional<std::int64_t>(const std::string& table)> bytes = {});

  // The findings in order of place, allowed ones among them. An error only for what lies outside
  // of the SQL.
  Result<std::vector<LintFinding>> Judge(const LintScript& script);
  // Makes the script's change of schema without judging it.
  Status Pass(const LintScript& script);

 private:
  Linter(Database& scratch, Database* db, const LintOptions& options) noexcept
      : scratch_(scratch), walker_(scratch), data_(db), options_(options) {}

  // What the script and its data steps write is no longer as the database says.
  void Remember(const LintScript& script, const LintWalk& walk);

  Database& scratch_;
  LintWalker walker_;
  std::set<std::string> written_;  // LintInput's
  LintData data_;
  LintOptions options_;
  std::function<std::optional<std::int64_t>(const std::string& table)> bytes_;
};

}  // namespace godwit

// Godwit's own plans from schema to schema, judged by its own rules: whatever a random change asks
// for, the plan never has a mistake that a rule knows of. A rule that sees one is wrong, or the
// plan is.
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/diff.h"
#include "core/schema/inspect.h"
#include "tests/schema/lint/page.h"
#include "tests/schema/random_schema.h"

namespace godwit {
namespace {

using random_schema::Random;
using random_schema::SchemaSpec;

// What a change of schema cannot ask for.
const std::set<std::string> kMistakes = {"GW106", "GW203", "GW204", "GW401", "GW402",
                                         "GW405", "GW406", "GW418", "GW419", "GW503",
                                         "GW607", "GW703", "GW704", "GW706", "GW903"};

Result<Database> OpenScratch() { return Database::Open("", {.mode = OpenMode::kMemory}); }

Result<Schema> Read(const SchemaSpec& spec) {
  GODWIT_ASSIGN(Database db, OpenScratch());
  for (const ScriptStatement& statement : SplitScript(spec.Sql())) {
    GODWIT_TRY(db.Execute(statement.sql));
  }
  return Inspect(db);
}

TEST(LintOwnPlans, HaveNoMistakeThatARuleKnows) {
  constexpr int kCases = 150;
  int judged = 0;
  for (int seed = 1; seed <= kCases; ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    const SchemaSpec spec = random_schema::RandomSchema(random);
    SchemaSpec changed = spec;
    for (int i = random.Below(4); i >= 0; --i) random_schema::Change(changed, random.Next());
    const Result<Schema> from = Read(spec);
    const Result<Schema> to = Read(changed);
    if (!from.ok() || !to.ok()) continue;
    const auto diff = DiffSchemas(*from, *to, {.open_scratch = &OpenScratch});
    if (!diff.ok()) continue;
    std::string script = diff->forward.foreign_keys_off ? "PRAGMA foreign_keys = OFF;\n" : "";
    for (const SchemaChange& change : diff->forward.changes) {
      for (const std::string& sql : change.sql) script += sql + ";\n";
    }
    for (const LintFinding& finding : LintOf(spec.Sql(), {script, true}, {}, false)) {
      EXPECT_FALSE(kMistakes.contains(std::string(finding.rule->code)))
          << "seed " << seed << ": " << finding.message << "\n"
          << script;
    }
    ++judged;
  }
  EXPECT_GT(judged, kCases / 2);
}

}  // namespace
}  // namespace godwit

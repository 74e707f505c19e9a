#include "native/cli/command_texts.h"

namespace godwit::cli {
namespace {

constexpr CommandText kCommands[] = {
    {Command::kInit, "init", "Start a project, empty or with the schema of a database",
     "  godwit init --project shop\n"
     "  cd shop && godwit init\n"
     "  godwit init --db app.db"},
    {Command::kStatus, "status", "Show which migrations are applied and which data steps are due",
     "  godwit status --db app.db\n"
     "  godwit status --db a.db --db b.db --json"},
    {Command::kPlan, "plan", "Show what `up` would do, statement by statement",
     "  godwit plan --db app.db\n"
     "  godwit plan --project pets --to 20251103090000_add_pet_traits"},
    {Command::kLint, "lint", "Show what may go wrong with migrations, before they run",
     "  godwit lint --db app.db\n"
     "  godwit lint --project pets 20251103090000_add_pet_traits\n"
     "  godwit lint --sqlite-version 3.35\n"
     "  godwit lint --format sarif > lint.sarif"},
    {Command::kRehearse, "rehearse", "Run the plan on a private copy and write a receipt of it",
     "  godwit rehearse --db app.db -o receipt.json\n"
     "  godwit rehearse --db app.db --with 20251201090000_trait_updated_at\n"
     "  godwit rehearse --db large.db --scratch /var/tmp"},
    {Command::kUp, "up", "Apply pending migrations with their data steps, in order",
     "  godwit up --db app.db\n"
     "  godwit up --db app.db --to 20250922090000_trait_system\n"
     "  godwit up --db app.db --dry-run\n"
     "  godwit up --db app.db --expect receipt.json"},
    {Command::kDown, "down", "Go back: the last migration, or as many as asked for",
     "  godwit down --db app.db\n"
     "  godwit down --db app.db --dry-run\n"
     "  godwit down --db app.db --to 20250922090000_trait_system\n"
     "  godwit down --db app.db --all --yes"},
    {Command::kBackfill, "backfill", "Run the data steps that are due (again)",
     "  godwit backfill --db app.db\n"
     "  godwit backfill --db app.db --batch 1000 --log backfill.jsonl\n"
     "  godwit backfill --db app.db --throttle 20\n"
     "  godwit backfill --db app.db --pause"},
    {Command::kResume, "resume", "Go on after an interruption", "  godwit resume --db app.db"},
    {Command::kUndo, "undo", "Bring back the rows that data steps have changed",
     "  godwit undo --db app.db\n"
     "  godwit undo --db app.db --step pet-traits --skip-edited"},
    {Command::kSnapshot, "snapshot", "Copy the database to a file beside it",
     "  godwit snapshot --db app.db"},
    {Command::kRestore, "restore", "Put a snapshot back into the database, the newest by default",
     "  godwit restore --db app.db\n"
     "  godwit restore app.db.godwit/0001-on-request.db --db app.db --yes"},
    {Command::kFinalize, "finalize", "Drop what was kept to go back: undo records and snapshots",
     "  godwit finalize --db app.db --yes"},
    {Command::kVerify, "verify", "Run the checks",
     "  godwit verify --db app.db\n"
     "  godwit verify --db app.db --json > checks.json\n"
     "  godwit verify --db app.db --expect checks.json"},
    {Command::kSeed, "seed", "Load the project's sample data",
     "  godwit seed --db app.db\n"
     "  godwit seed --project profiles --db app.db --set hard\n"
     "  godwit seed --db app.db --rows 1000000"},
    {Command::kBaseline, "baseline",
     "Adopt an existing database: record everything up to NAME as applied, without running it",
     "  godwit baseline 20250922090000_trait_system --db app.db\n"
     "  godwit baseline 20250922090000_trait_system --db app.db --accept-drift \\\n"
     "    --reason \"the index on User is made by the host\""},
    {Command::kResolve, "resolve",
     "Mend the ledger: say that a migration is applied, or that it is not",
     "  godwit resolve --applied 20250922090000_trait_system --reason \"run by hand\" --db app.db\n"
     "  godwit resolve --rolled-back 20250922090000_trait_system --reason \"undone by hand\""},
    {Command::kRuns, "runs", "List the runs that the database keeps reports of, or compare two",
     "  godwit runs --db app.db\n"
     "  godwit runs 3 4 --db app.db"},
    {Command::kReport, "report", "Show a report again, as text or as one HTML page",
     "  godwit report --db app.db\n"
     "  godwit report 3 --db app.db --html report.html\n"
     "  godwit report receipt.json --html receipt.html"},
    {Command::kDrift, "drift",
     "Show what the database has that the migrations do not explain, and the other way round",
     "  godwit drift --db app.db\n"
     "  godwit drift --db app.db --adopt"},
    {Command::kPush, "push", "Make a throw-away database equal schema.sql",
     "  godwit push --db try.db\n"
     "  godwit push --db try.db --yes"},
    {Command::kNew, "new", "Write a migration: from the project's end to its schema.sql",
     "  godwit new add_email\n"
     "  godwit new move_names --empty\n"
     "  godwit new add_email --project app"},
    {Command::kDiff, "diff", "Print the SQL that turns one schema into another",
     "  godwit diff app.db schema.sql\n"
     "  godwit diff . schema.sql --reverse\n"
     "  godwit diff old.db new.db --sqlite-version 3.35"},
    {Command::kDigest, "digest", "Print digests of schema and content",
     "  godwit digest --db app.db\n"
     "  godwit digest --db app.db --table Pet --rows\n"
     "  godwit digest --steps --project pets --json"},
    {Command::kTypes, "types", "Write typed rows for C++ or TypeScript, made of the schema",
     "  godwit types --lang ts -o src/rows.ts\n"
     "  godwit types --lang cpp --namespace shop::rows -o rows.h\n"
     "  godwit types --lang ts --check src/rows.ts\n"
     "  godwit types --lang ts --from app.db"},
    {Command::kQuery, "query", "Run a named operation of a sample's query layer",
     "  godwit query reviews\n"
     "  godwit query reviews feed limit=5 --db reviews.db\n"
     "  godwit query reviews toggle-like seed-user-jiho seed-review-01 --db reviews.db\n"
     "  godwit query valuerank tree seed-def-root --db ranks.db --explain"},
    {Command::kTraits, "traits", "Print the trait text of pet ids, one line an id",
     "  godwit traits 3f2c 77ab\n"
     "  echo '\"3f2c\"' | godwit traits --stdin\n"
     "  godwit traits 3f2c --svg > pet.svg"},
};

}  // namespace

std::span<const CommandText> CommandTexts() { return kCommands; }

std::string CommandName(Command command) {
  for (const CommandText& text : CommandTexts()) {
    if (text.command == command) return text.name;
  }
  return {};
}

}  // namespace godwit::cli

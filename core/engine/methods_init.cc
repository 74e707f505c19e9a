// A project to begin with.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "core/base/script_names.h"
#include "core/engine/job.h"
#include "core/migrate/ledger_format.h"
#include "core/migrate/new_project.h"
#include "core/migrate/settings.h"
#include "core/schema/inspect.h"

namespace godwit {

using nlohmann::json;

namespace {

// Its migrations are somewhere: a second project beside them would know nothing of them.
Status RefuseLedger(const Database& db) {
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  if (format == nullptr) return {};
  GODWIT_ASSIGN(const bool in_use, format->InUse(db));
  if (!in_use) return {};
  const bool own = format == &GodwitLedger();
  return Error{.code = ErrorCode::kRefused,
               .what = "database \"" + db.path() + "\"",
               .why = "its ledger (" + std::string(format->table()) +
                      ") says that it is a project's already",
               .next = own ? "work in that project's folder; nothing was written"
                           : "docs/from-prisma.md tells how that project goes on; nothing was "
                             "written"};
}

}  // namespace

JobResult InitMethod(Call& call) {
  std::string name;
  std::string folder;
  std::string database;
  GODWIT_TRY(call.params.Text("name", name));
  GODWIT_TRY(call.params.Text("folder", folder));
  GODWIT_TRY(call.params.Text("database", database));
  GODWIT_TRY(call.params.Finish());
  if (name.empty()) {
    GODWIT_ASSIGN(name, NameProject(folder));
  }
  GODWIT_TRY(CheckProjectName(name));
  Session& session = call.session;
  GODWIT_ASSIGN(Database * db, session.FindDatabase());
  // One that `up` is to make.
  if (db == nullptr) database = name + ".db";
  std::string text = EmptySchemaScript();
  json objects = {{"tables", 0}, {"views", 0}, {"triggers", 0}};
  if (db != nullptr) {
    GODWIT_TRY(RefuseLedger(*db));
    GODWIT_ASSIGN(const Schema schema, Inspect(*db));
    const auto shadow = [](const Table& table) { return table.kind == TableKind::kShadow; };
    const auto tables = static_cast<std::int64_t>(schema.tables.size()) -
                        std::ranges::count_if(schema.tables, shadow);
    if (tables > 0 || !schema.views.empty()) {
      const DiffOptions options = {
          .open_scratch = [&session] { return session.OpenScratch(session.clock()); }};
      GODWIT_ASSIGN(text, SchemaScript(schema, options));
    }
    objects = {
        {"tables", tables}, {"views", schema.views.size()}, {"triggers", schema.triggers.size()}};
  }
  return Done({{"name", name},
               {"database", database.empty() ? json() : json(database)},
               {"declares", std::move(objects)},
               {"files",
                {{std::string(kProjectFile), NewProjectSettings(name, database)},
                 {std::string(kSchemaFile), std::move(text)}}}});
}

}  // namespace godwit

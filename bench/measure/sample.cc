#include "bench/measure/sample.h"

#include <optional>

#include "core/engine/samples.h"
#include "core/migrate/functions.h"
#include "core/traits/functions.h"

namespace godwit::measure {

Result<Sample> Sample::Open(std::string_view name, const std::string& path, OpenMode mode) {
  const std::optional<ProjectFiles> files = FindSample(name);
  if (!files) {
    return Error{.what = "sample " + std::string(name), .why = "this build does not carry it"};
  }
  GODWIT_ASSIGN(Project project, CollectProject(*files));
  GODWIT_ASSIGN(Validators validators, Validators::Compile(project));
  GODWIT_ASSIGN(Database db, Database::Open(path, {.mode = mode}));
  GODWIT_TRY(RegisterDataFunctions(db));
  for (const Function& function : PetFunctions()) GODWIT_TRY(db.Register(function));
  GODWIT_TRY(db.Register(validators.SqlFunction()));
  return Sample(std::move(project), std::move(validators), std::move(db));
}

Status Sample::Finish(Result<std::unique_ptr<Run>> run) {
  if (!run.ok()) return std::move(run).error();
  while (true) {
    GODWIT_ASSIGN(const bool more, (*run)->Step());
    if (!more) return {};
  }
}

}  // namespace godwit::measure

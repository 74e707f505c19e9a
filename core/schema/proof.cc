#include "core/schema/proof.h"

#include "core/schema/compare.h"
#include "core/schema/inspect.h"
#include "core/schema/replica.h"

namespace godwit {

Result<std::vector<std::string>> Prove(const Schema& from, const SchemaPlan& plan,
                                       const SchemaObjects& target, const DiffOptions& options) {
  GODWIT_ASSIGN(Database scratch, options.open_scratch());
  GODWIT_TRY(MakeTables(scratch, from));
  GODWIT_TRY(MakeViewsAndTriggers(scratch, from));
  const Status applied = Apply(scratch, plan);
  if (!applied.ok()) {
    if (LiesOutsideSql(applied.error())) return applied.error();
    return std::vector<std::string>{Describe(applied.error())};
  }
  GODWIT_ASSIGN(const Schema made, Inspect(scratch));
  return SchemaDifferences(target, CanonicalObjects(made),
                           {.first = "the new schema has", .second = "the plan makes"});
}

Result<SchemaObjects> Target(const Schema& to, const DiffOptions& options) {
  GODWIT_ASSIGN(Database scratch, options.open_scratch());
  GODWIT_TRY(MakeTables(scratch, to));
  GODWIT_TRY(MakeViewsAndTriggers(scratch, to));
  GODWIT_ASSIGN(const Schema made, Inspect(scratch));
  return CanonicalObjects(made);
}

}  // namespace godwit

#include "core/engine/schema_file_check.h"

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/base/words.h"
#include "core/migrate/schema_script.h"
#include "core/schema/canonical.h"
#include "core/schema/compare.h"

namespace godwit {

Result<SchemaFileCheck> SchemaFileCheck::Start(Session& session, std::optional<Schema> end,
                                               Listener& listener) {
  SchemaFileCheck check(session);
  check.result_.name = kSchemaFileCheck;
  check.end_ = std::move(end);
  if (check.end_) return check;
  GODWIT_ASSIGN(const ProjectFiles* files, session.NeedFiles());
  GODWIT_ASSIGN(check.side_, SchemaSide::OfProject(session, *files, listener));
  return check;
}

Result<bool> SchemaFileCheck::Step() {
  if (side_) {
    const Result<bool> more = side_->Step();
    if (more.ok() && *more) return true;
    if (!more.ok()) {
      const Error& error = more.error();
      if (error.code == ErrorCode::kInterrupted || LiesOutsideSql(error)) return error;
      result_.state = CheckState::kInfo;
      result_.actual =
          "not checked: the migrations do not run on an empty database: " + Describe(error);
      return false;
    }
    end_ = side_->schema();
  }
  GODWIT_TRY(Judge());
  return false;
}

Status SchemaFileCheck::Judge() {
  GODWIT_ASSIGN(Database scratch, session_.OpenScratch(session_.clock()));
  const Result<Schema> declared = ReadSchemaScript(*session_.project()->schema, scratch);
  if (!declared.ok()) {
    if (LiesOutsideSql(declared.error())) return declared.error();
    result_.state = CheckState::kFailed;
    result_.expected = "a schema";
    result_.actual = Describe(declared.error());
    result_.violations = 1;
    return {};
  }
  const std::vector<std::string> differences =
      SchemaDifferences(CanonicalObjects(*declared), CanonicalObjects(*end_),
                        {.first = "schema.sql has", .second = "the migrations make"});
  result_.violations = std::ssize(differences);
  result_.expected = "what the migrations make";
  result_.actual = result_.expected;
  if (differences.empty()) return {};
  result_.state = CheckState::kFailed;
  result_.actual = Counted(result_.violations, "difference") +
                   ": `godwit new NAME` begins the migration that leads to schema.sql";
  result_.columns = {"of the migrations"};
  for (const std::string& difference : differences) {
    if (result_.rows.size() == kShownRows) break;
    result_.rows.push_back({Value(difference)});
  }
  return {};
}

}  // namespace godwit

// The check of a project's schema.sql: it is what the migrations make.
#pragma once

#include <optional>

#include "core/base/status.h"
#include "core/engine/schema_side.h"
#include "core/engine/session.h"
#include "core/migrate/verify.h"
#include "core/schema/model.h"

namespace godwit {

inline constexpr const char* kSchemaFileCheck = "schema.sql";

class SchemaFileCheck {
 public:
  // `end`: what the project's migrations make, but for optional ones; nullopt = they are run.
  // Borrows the rest. REQUIRES: the session's project has a schema.sql.
  static Result<SchemaFileCheck> Start(Session& session, std::optional<Schema> end,
                                       Listener& listener);

  // true: more is left. An error is one that says nothing about the project.
  Result<bool> Step();
  // REQUIRES: Step has said false.
  CheckResult TakeResult() { return std::move(result_); }

 private:
  explicit SchemaFileCheck(Session& session) : session_(session) {}
  Status Judge();

  Session& session_;
  std::optional<Schema> end_;
  std::optional<SchemaSide> side_;  // makes `end_`
  CheckResult result_;
};

}  // namespace godwit

// One side of a comparison of schemas: a database's, a .sql file's, or the one that a project's
// migrations make.
#pragma once

#include <memory>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/engine/params.h"
#include "core/engine/session.h"
#include "core/migrate/declared_schema.h"
#include "core/schema/model.h"

namespace godwit {

class SchemaSide {
 public:
  // `value` is {database: path}, {file, text}, or {project}. Borrows `session` for what it opens
  // databases with, and `listener`.
  static Result<SchemaSide> Open(Session& session, const Params& params, const char* key,
                                 const nlohmann::json& value, Listener& listener);

  // The end of a project's migrations, but for optional ones.
  static Result<SchemaSide> OfProject(Session& session, ProjectFiles files, Listener& listener);

  // true: more is left.
  Result<bool> Step();
  // REQUIRES: Step has said false.
  const Schema& schema() const { return schema_; }
  // A .sql file's, in which its author can write.
  bool is_text() const { return own_ == nullptr; }
  // With its rows; nullptr when there are none.
  const Database* database() const {
    return own_ == nullptr || build_ ? nullptr : own_->database();
  }

 private:
  std::unique_ptr<Session> own_;         // of a database or a project; nullptr = a file's
  std::unique_ptr<StoppedClock> clock_;  // of `scratch_`
  std::unique_ptr<Database> scratch_;
  std::unique_ptr<SchemaBuild> build_;
  Schema schema_;
};

}  // namespace godwit

// The check that the ways back are ways back, for projects that ask for it: all the way down leaves
// nothing, and up again makes the same schema. On an empty database; the user's is not touched.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/declared_schema.h"
#include "core/migrate/ledger.h"
#include "core/migrate/run.h"
#include "core/migrate/verify.h"
#include "core/schema/canonical.h"

namespace godwit {

class ThereAndBackCheck {
 public:
  // Borrows what the context does, and `scratch`, where SchemaBuild has applied what the ledger
  // says.
  ThereAndBackCheck(const RunContext& context, const Ledger& ledger, Database& scratch);
  // Its runs borrow from it.
  ThereAndBackCheck(const ThereAndBackCheck&) = delete;
  ThereAndBackCheck& operator=(const ThereAndBackCheck&) = delete;

  // true: more is left. An error is one that says nothing about the migrations.
  Result<bool> Step();
  // REQUIRES: Step has said false.
  CheckResult TakeResult() { return std::move(result_); }

 private:
  Result<bool> Advance();
  void Judge(const std::vector<std::string>& differences);

  ProgressOnly listener_;
  RunContext context_;  // of the scratch
  std::vector<std::string> names_;
  SchemaObjects there_;
  std::unique_ptr<Run> down_;
  std::unique_ptr<SchemaBuild> again_;
  CheckResult result_;
};

}  // namespace godwit

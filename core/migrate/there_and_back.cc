#include "core/migrate/there_and_back.h"

#include <iterator>
#include <utility>

#include "core/base/words.h"
#include "core/schema/compare.h"
#include "core/schema/inspect.h"

namespace godwit {
namespace {

Result<SchemaObjects> ObjectsOf(const Database& db) {
  GODWIT_ASSIGN(const Schema schema, Inspect(db));
  return CanonicalObjects(schema);
}

}  // namespace

ThereAndBackCheck::ThereAndBackCheck(const RunContext& context, const Ledger& ledger,
                                     Database& scratch)
    : listener_(context.listener),
      context_{scratch, context.project, context.validators, context.clock, listener_} {
  result_.name = "there-and-back";
  for (const LedgerEntry& entry : ledger.entries) names_.push_back(entry.name);
}

Result<bool> ThereAndBackCheck::Step() {
  Result<bool> more = Advance();
  if (more.ok()) return more;
  const Error& error = more.error();
  if (error.code == ErrorCode::kInterrupted || LiesOutsideSql(error)) return more;
  result_.state = CheckState::kFailed;
  result_.expected = "the same schema";
  result_.actual = Describe(error);
  result_.violations = 1;
  return false;
}

Result<bool> ThereAndBackCheck::Advance() {
  if (again_ != nullptr) {
    GODWIT_ASSIGN(const bool more, again_->Step());
    if (more) return true;
    GODWIT_ASSIGN(const SchemaObjects again, ObjectsOf(context_.db));
    Judge(SchemaDifferences(there_, again, {"it was", "after the way back it is"}));
    return false;
  }
  if (down_ == nullptr) {
    GODWIT_ASSIGN(there_, ObjectsOf(context_.db));
    GODWIT_ASSIGN(down_, StartDown(context_, {.to = {}, .steps = 0, .all = true}));
    return true;
  }
  GODWIT_ASSIGN(const bool more, down_->Step());
  if (more) return true;
  GODWIT_ASSIGN(const SchemaObjects left, ObjectsOf(context_.db));
  if (!left.empty()) {
    Judge(SchemaDifferences({}, left, {"it was", "after the way back it is"}));
    return false;
  }
  again_ = std::make_unique<SchemaBuild>(context_, context_.db, names_);
  return true;
}

void ThereAndBackCheck::Judge(const std::vector<std::string>& differences) {
  result_.expected = "the same schema";
  result_.actual =
      differences.empty() ? result_.expected : Counted(std::ssize(differences), "difference");
  result_.columns = {"difference"};
  for (const std::string& difference : differences) {
    if (result_.rows.size() == kShownRows) break;
    result_.rows.push_back({Value(difference)});
  }
  result_.violations = static_cast<std::int64_t>(differences.size());
  result_.state = differences.empty() ? CheckState::kPassed : CheckState::kFailed;
}

}  // namespace godwit

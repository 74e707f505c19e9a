// From one schema to another.
#include <string>
#include <utility>
#include <vector>

#include "core/engine/job.h"
#include "core/engine/release_param.h"
#include "core/engine/schema_json.h"
#include "core/engine/schema_side.h"
#include "core/schema/diff.h"
#include "core/schema/risks.h"
#include "core/schema/standalone.h"

namespace godwit {

using nlohmann::json;

namespace {

class DiffJob final : public Job {
 public:
  DiffJob(Session& session, SchemaSide from, SchemaSide to, SqliteRelease release)
      : session_(session), from_(std::move(from)), to_(std::move(to)), release_(release) {}

  Result<bool> Step() override {
    for (SchemaSide* side : {&from_, &to_}) {
      GODWIT_ASSIGN(const bool more, side->Step());
      if (more) return true;
    }
    GODWIT_TRY(Plan());
    return false;
  }

  Message TakeResult() override { return {std::move(result_), {}}; }

 private:
  Status Plan() {
    const DiffOptions options = {
        .release = release_,
        .open_scratch = [this] { return session_.OpenScratch(session_.clock()); },
        .to_is_text = to_.is_text()};
    GODWIT_ASSIGN(SchemaDiff diff, DiffSchemas(from_.schema(), to_.schema(), options));
    if (from_.database() != nullptr) GODWIT_TRY(CountRisks(*from_.database(), diff.forward));
    if (to_.database() != nullptr) GODWIT_TRY(CountRisks(*to_.database(), diff.back));
    result_ = EncodeSchemaPlan(diff.forward);
    result_["back"] = EncodeSchemaPlan(diff.back);
    result_["sql"] = StandaloneScript(diff.forward);
    result_["back"]["sql"] = StandaloneScript(diff.back);
    return {};
  }

  Session& session_;
  SchemaSide from_;
  SchemaSide to_;
  SqliteRelease release_;
  json result_;
};

Result<SchemaSide> ReadSide(Call& call, const char* key) {
  const json* value = call.params.Member(key);
  if (value == nullptr) return call.params.Wrong(key, "it is missing");
  return SchemaSide::Open(call.session, call.params, key, *value, call.listener);
}

}  // namespace

JobResult DiffMethod(Call& call) {
  GODWIT_ASSIGN(const SqliteRelease release, ReadRelease(call.params));
  GODWIT_ASSIGN(SchemaSide from, ReadSide(call, "from"));
  GODWIT_ASSIGN(SchemaSide to, ReadSide(call, "to"));
  GODWIT_TRY(call.params.Finish());
  return std::unique_ptr<Job>(
      std::make_unique<DiffJob>(call.session, std::move(from), std::move(to), release));
}

}  // namespace godwit

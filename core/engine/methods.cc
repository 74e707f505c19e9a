#include <array>
#include <string_view>

#include "core/engine/job.h"
#include "core/engine/methods_query.h"

namespace godwit {
namespace {

struct Named {
  std::string_view name;
  Method method;
};

constexpr std::array kMethods = {
    Named{"version", VersionMethod},   Named{"samples", SamplesMethod},
    Named{"open", OpenMethod},         Named{"close", CloseMethod},
    Named{"project", ProjectMethod},   Named{"status", StatusMethod},
    Named{"plan", PlanMethod},         Named{"up", UpMethod},
    Named{"down", DownMethod},         Named{"backfill", BackfillMethod},
    Named{"resume", ResumeMethod},     Named{"seed", SeedMethod},
    Named{"verify", VerifyMethod},     Named{"digest", DigestMethod},
    Named{"steps", StepsMethod},       Named{"tables", TablesMethod},
    Named{"rows", RowsMethod},         Named{"pictures", PicturesMethod},
    Named{"traits", TraitsMethod},     Named{"export", ExportMethod},
    Named{"rehearse", RehearseMethod}, Named{"pause", PauseMethod},
    Named{"baseline", BaselineMethod}, Named{"resolve", ResolveMethod},
    Named{"undo", UndoMethod},         Named{"finalize", FinalizeMethod},
    Named{"snapshot", SnapshotMethod}, Named{"restore", RestoreMethod},
    Named{"runs", RunsMethod},         Named{"report", ReportMethod},
    Named{"diff", DiffMethod},         Named{"new", NewMethod},
    Named{"drift", DriftMethod},       Named{"push", PushMethod},
    Named{"types", TypesMethod},       Named{"schema", SchemaMethod},
    Named{"lint", LintMethod},         Named{"init", InitMethod},
    Named{"query", QueryMethod},
};

}  // namespace

Method FindMethod(std::string_view name) {
  for (const Named& named : kMethods) {
    if (named.name == name) return named.method;
  }
  return nullptr;
}

}  // namespace godwit

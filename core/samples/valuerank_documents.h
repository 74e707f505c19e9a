// The kinds of JSON documents of the valuerank sample, with their versions.
//
// A new version of a kind takes a function that makes it of the one before, its JSON Schema in
// migrations/valuerank/schemas, and one row in the table of valuerank_documents.cc.
#pragma once

#include <cstdint>

#include "core/json/versioned.h"

namespace godwit {

enum class ValueRankKind : std::uint8_t {
  kDefinition,
  kRunConfig,
  kRunProgress,
  kScenario,
  kTranscript,
  kAnalysisPlan,
  kAnalysisOutput,
  kComparisonDelta,
  kRubric,
  kCohort,
};
inline constexpr int kValueRankKinds = 10;

const DocumentKind& ValueRankDocuments(ValueRankKind kind);

}  // namespace godwit

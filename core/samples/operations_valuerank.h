// The operations of the valuerank sample, by topic: the parts of ValueRankOperations.
#pragma once

#include <vector>

#include "core/json/versioned.h"
#include "core/samples/operations.h"

namespace godwit {

std::vector<Operation> ValueRankUserOperations();
std::vector<Operation> ValueRankDefinitionOperations();
std::vector<Operation> ValueRankRunOperations();
std::vector<Operation> ValueRankTranscriptOperations();
std::vector<Operation> ValueRankExperimentOperations();

template <typename Visitor>
void VisitMembers(const VersionedDocument& content, Visitor& visitor) {
  visitor("storedVersion", content.was);
  visitor("document", content.json);
}

}  // namespace godwit

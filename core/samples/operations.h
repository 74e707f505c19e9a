// The operations of the samples' query layers by name: what `godwit query` runs, and the engine's
// method of that name. A row of a table each; what they do is the layers' affair.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/status.h"
#include "core/samples/arguments.h"
#include "core/samples/shown.h"
#include "core/sqlite/database.h"

namespace godwit {

// Borrows all of it.
struct OperationCall {
  Database& db;
  Clock& clock;
  Log& log;
  const Arguments& args;
};

struct Operation {
  std::string_view name;   // "toggle-like"
  std::string_view about;  // one line for people
  bool writes = false;
  std::vector<Parameter> parameters;
  Result<OperationResult> (*run)(const OperationCall& call) = nullptr;
};

// An error (kUsage) says which samples there are, and which was most likely meant.
Result<std::span<const Operation>> OperationsOf(std::string_view sample);
// The same for operations.
Result<const Operation*> FindOperation(std::string_view sample, std::string_view name);

// By sample.
std::span<const Operation> PetsOperations();
std::span<const Operation> ProfilesOperations();
std::span<const Operation> ReviewsOperations();
std::span<const Operation> ValueRankOperations();

}  // namespace godwit

// `godwit query`: a named operation of a sample's query layer, on a database or explained; the list
// of them.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "native/cli/context.h"
#include "native/cli/render.h"

namespace godwit::cli {

// Prints results and errors; returns the exit status.
int RunQuery(Context& context);

// Of an operation that is run on a database.
nlohmann::json QueryParams(const Options& options);

// The operations of a sample, what one gave, or the plans of its SQL.
std::string RenderQuery(const nlohmann::json& answer, const View& view);

}  // namespace godwit::cli

// Each command as a request of the engine's protocol, and its answer as text and exit status.
#pragma once

#include <string>

#include "native/cli/context.h"
#include "native/cli/render.h"
#include "native/cli/session.h"

namespace godwit::cli {

// The command's one request on an open database.
// `document` is what `up` and `verify` are held to, or what `report` shows; null = nothing.
Answer Ask(Session& session, const Options& options, const Json& document);

std::string RenderResult(const Options& options, const Json& result, const View& view);

// kDone, or kFound where the result says that something is to be done or wrong.
int ExitOfResult(const Options& options, const Json& result);
int ExitOfError(const Json& error);

}  // namespace godwit::cli

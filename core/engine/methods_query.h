// The method that runs what the samples' query layers offer by name.
#pragma once

#include "core/engine/job.h"

namespace godwit {

JobResult QueryMethod(Call& call);

}  // namespace godwit

// A few pets for the start page, where no database is open yet that could be asked for one.
#pragma once

#include <vector>

#include "shell/picture.h"

namespace godwit::shell {

const std::vector<Picture>& Specimens();

}  // namespace godwit::shell

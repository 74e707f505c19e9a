// The two kinds of error that a sample's query layer gives of its own: not found, and invalid. A
// caller tells them apart by Error::kind; anything else is the database's.
#pragma once

#include <string>
#include <string_view>

#include "core/base/status.h"

namespace godwit {

// `Pet 'e293…': not found`.
Error NotFound(std::string_view resource, std::string_view key);

// `Pet 'e293…', field "traits": …`. Nothing was changed.
Error Invalid(std::string_view resource, std::string_view key, std::string_view field,
              std::string why);

// Required text: an error when it is empty or not UTF-8.
Status RequireText(std::string_view resource, std::string_view key, std::string_view field,
                   std::string_view text);

}  // namespace godwit

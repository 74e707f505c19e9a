// One `-- godwit:` line: its first word and the rest. Private to the readers of directives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"

namespace godwit {

struct Directive {
  std::string_view word;
  std::string_view rest;
};

// Splits off the first word.
Directive SplitDirective(std::string_view text);
// A name as a directive writes it: bare or in double quotes.
std::string NameInDirective(std::string_view text);
// `a, "b c"`: names between commas.
std::vector<std::string> NamesInDirective(std::string_view text);
Error UnknownDirective(const SourcePlace& place, std::string_view word, std::string_view known);

// `touches TABLE`: one name more.
Status AddTouched(const SourcePlace& place, const Directive& directive,
                  std::vector<std::string>& tables);

}  // namespace godwit

// One `-- godwit:` line: its first word and the rest. Private to the readers of directives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/project.h"

namespace godwit {

struct Directive {
  SourcePlace place;
  std::string_view word;
  std::string_view rest;
};

// Two words of a text: its first, and all the others. They borrow from it.
struct FirstWord {
  std::string_view word;
  std::string_view rest;
};
FirstWord SplitFirstWord(std::string_view text);
// Borrows from the script's directive.
Directive ReadDirective(const Script& script, const ScriptDirective& directive);
// A name as a directive writes it: bare or in double quotes.
std::string NameInDirective(std::string_view text);
// `a, "b c"`: names between commas.
std::vector<std::string> NamesInDirective(std::string_view text);
Error UnknownDirective(const Directive& directive, std::string_view known);

// `touches TABLE`: one name more.
Status AddTouched(const Directive& directive, std::vector<std::string>& tables);

}  // namespace godwit

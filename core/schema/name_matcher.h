// Names of one kind in two schemas, as the tables of both or the columns of one table: which old
// one each of the new ones is. What the author has said counts, and nothing is guessed: where a
// name is gone and nobody has said what became of it, an answer is asked for.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/renames.h"

namespace godwit {

struct NamesToMatch {
  std::vector<std::string> old;
  std::vector<std::string> fresh;
  std::vector<std::string> unfit;  // old ones that become none of these: virtual tables
  // What is said of a new one: `renamed from X`: X; `new`: ""; nullopt = nothing.
  std::function<std::optional<std::string>(const std::string& fresh)> hint;
  // Whether it may be the same under another name. `lone`: one is gone, and one is new.
  std::function<bool(const std::string& old, const std::string& fresh, bool lone)> alike;
  std::string kind;   // "table", "column"
  std::string of;     // ` of table "t"`, or nothing
  std::string where;  // an answer can be given: `say it in …`
};

// A hint is due while its old name is there and its new one is not, but for one that goes on to a
// name of its own. One whose new name is there already has been carried out, and says nothing.
// Errors (kRefused): see FindRenames.
Result<NameChanges> MatchNames(const NamesToMatch& names);

}  // namespace godwit

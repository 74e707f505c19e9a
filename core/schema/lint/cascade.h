// What goes with a table's rows when they are deleted: rows of its children, as ON DELETE CASCADE
// says, through all levels.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/schema/lint/data.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rule.h"

namespace godwit::lint {

inline constexpr const char* kAllRows = "1";  // as a condition

struct Cascade {
  std::vector<std::string> tables;   // each once
  std::optional<std::int64_t> rows;  // nothing = not known
  bool at_least = false;             // keys go round in a circle, which is followed once
};

// `doomed`: the rows of the table, as a condition over it in the user's database; empty = it is not
// known there. A table counts for itself where its own keys lead from doomed rows to others.
// `leads_nowhere`: of a key from its child to the parent; such a one is not followed.
using KeyTest = std::function<bool(const ChildKey& child, const LintTable& parent)>;
Cascade FindCascade(const LintSchema& schema, LintData& data, const LintTable& table,
                    const std::string& doomed, const KeyTest& leads_nowhere = {});

// `cascades to 2 tables, at least 3 rows ("b", "c")`, as far as it is known.
std::string CascadeText(const Cascade& cascade);

// Rows of the child whose key may lead to a parent's row: none of its columns is NULL. Nothing
// where that is not known.
std::optional<std::int64_t> RowsThatRefer(LintData& data, const ChildKey& child);

}  // namespace godwit::lint

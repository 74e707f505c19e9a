// Enumerations: the constants that a CHECK leaves to a column, and how they change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/schema/model.h"
#include "core/sqlite/script.h"

namespace godwit {

// The constants that a CHECK of the table leaves to the column, as its IN list has them, each once:
// `x IN ('a', 'b')`, `x IS NULL OR x IN (…)` and the like, alone or joined with others by AND.
// Texts are without their quotes. Nothing when there is no such CHECK, or when its constants are
// not all of one kind.
struct CheckedValues {
  bool texts = false;  // else integers
  std::vector<std::string> values;
};
class CheckedColumns {
 public:
  // Borrows the table.
  explicit CheckedColumns(const Table& table);
  std::optional<CheckedValues> Find(const Column& column) const;

 private:
  std::vector<std::vector<Token>> checks_;
};

// A CHECK of which nothing but the list of constants is another than in the table before.
struct ChangedValues {
  std::string column;
  // As SQL writes them.
  std::vector<std::string> added;
  std::vector<std::string> gone;
};
// Of a CHECK of the wanted table; nothing where no CHECK of the table as it is differs from it in
// the list alone, or where the column compares its values otherwise afterwards.
std::optional<ChangedValues> FindChangedValues(const Table& now, const Table& wanted,
                                               const Check& check);

}  // namespace godwit

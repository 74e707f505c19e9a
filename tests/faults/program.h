// What a sweep runs: a story that changes a database, command by command, piece by piece.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

class Program {
 public:
  // Called after each piece that the command reports done: from then on it has to be there.
  using Acknowledge = std::function<void()>;

  virtual ~Program() = default;
  virtual std::size_t commands() const = 0;
  // Runs a command to its end, or to its first error. It decides what is left to do from the
  // database alone; `again`: it may have been interrupted before, and somebody comes to mend that.
  virtual Status Run(Database& db, std::size_t command, bool again,
                     const Acknowledge& acknowledge) const = 0;
  // A table whose rows are not judged; empty = there is none.
  virtual std::string_view unwatched() const { return {}; }
};

}  // namespace godwit

#include "core/schema/lint/settled.h"

#include <algorithm>
#include <string>

#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Kind = TableAccess::Kind;
using Verb = StatementWords::Verb;

bool IsKeyColumn(const ForeignKey& key, const std::string& column) {
  return std::ranges::any_of(
      key.columns, [&](const std::string& one) { return LowerAscii(one) == LowerAscii(column); });
}

// UPDATE … SET a = NULL of one of the key's columns: one NULL is enough for it to lead nowhere.
bool SetsNull(const LintStep& step, const ForeignKey& key) {
  const Tokens& tokens = step.tokens;
  for (std::size_t at = FindKeyword(tokens, "set") + 1; at + 2 < tokens.size(); ++at) {
    if (IsKeyword(tokens[at], "where")) return false;
    const bool starts = IsKeyword(tokens[at - 1], "set") || tokens[at - 1].text == ",";
    const bool ends =
        at + 3 == tokens.size() || tokens[at + 3].text == "," || IsKeyword(tokens[at + 3], "where");
    if (starts && ends && IsNameToken(tokens[at]) && tokens[at + 1].text == "=" &&
        IsKeyword(tokens[at + 2], "null") && IsKeyColumn(key, Unquote(tokens[at].text))) {
      return true;
    }
  }
  return false;
}

bool IsForAll(const ChangeWords& change) {
  const std::string where = LowerAscii(change.where);
  return where.empty() || where == "1" || where == "true";
}

// Follows one key from statement to statement.
class KeyFollower {
 public:
  KeyFollower(const LintInput& input, const ChildKey& child, const LintTable& parent)
      : input_(input), child_(child), parent_(parent) {
    for (const std::string& column : child.key->columns) {
      left_ += (left_.empty() ? "" : " AND ") + QuoteName(column) + " IS NOT NULL";
    }
    settled_ = input.walk.created.contains(child.child->id);
    counted_ = !input.IsWrittenBefore(*child.child, 0);
  }

  void Pass(std::size_t at) {
    const LintStep& step = input_.walk.steps[at];
    if (step.failed || step.doubtful) return;
    if (!Writes(step, Kind::kInsert) && TakesKeys(step, at)) return;
    // What it writes nobody knows.
    if (BringsKeys(step)) settled_ = false;
    if (Writes(step, Kind::kInsert) || Writes(step, Kind::kUpdate)) counted_ = false;
  }
  bool settled() const { return settled_; }

 private:
  // Whether the statement takes keys away, and brings none.
  bool TakesKeys(const LintStep& step, std::size_t at) {
    const LintTable* target = step.Target();
    if (!step.change || !step.change->plain || target == nullptr) return false;
    const bool deletes = step.words.verb == Verb::kDelete;
    const ChangeWords& change = *step.change;
    if (target->id == parent_.id && deletes) {
      // What refers to a row that goes is set or deleted by the key's own action.
      const std::string left = "(" + change.where + ") IS NOT TRUE";
      const bool all =
          IsForAll(change) || (IsCounted(step, at) && !input_.IsWrittenBefore(parent_, at) &&
                               input_.data.RowsWhere(parent_, left) == 0);
      settled_ = settled_ || (all && step.keys_on);
      counted_ = false;
      return true;
    }
    const bool updates = step.words.verb == Verb::kUpdate && SetsNull(step, *child_.key);
    if (target->id != child_.child->id || (!deletes && !updates)) return false;
    if (!IsForAll(change)) left_ += " AND (" + change.where + ") IS NOT TRUE";
    counted_ = IsCounted(step, at);
    settled_ = settled_ || IsForAll(change) ||
               (counted_ && input_.data.RowsWhere(*child_.child, left_) == 0);
    return true;
  }

  // Whether today's rows are those that the step's WHERE finds.
  bool IsCounted(const LintStep& step, std::size_t at) const {
    return counted_ && std::ranges::none_of(step.accesses, [&](const TableAccess& access) {
             const LintTable* table = step.before->Find(access.table);
             return access.kind == Kind::kRead && table != nullptr &&
                    table->id != child_.child->id && input_.IsWrittenBefore(*table, at);
           });
  }

  bool Writes(const LintStep& step, Kind kind) const {
    return std::ranges::any_of(step.accesses, [&](const TableAccess& access) {
      const LintTable* table = access.kind == kind ? step.before->Find(access.table) : nullptr;
      return table != nullptr && table->id == child_.child->id;
    });
  }

  // Whether rows with such keys may come by it. Of an UPDATE of the child itself it is known which
  // columns it sets.
  bool BringsKeys(const LintStep& step) const {
    if (Writes(step, Kind::kInsert)) return true;
    if (!Writes(step, Kind::kUpdate)) return false;
    const LintTable* target = step.Target();
    const bool itself = target != nullptr && target->id == child_.child->id && step.change;
    return !itself || std::ranges::any_of(step.change->assigns, [&](const std::string& column) {
      return IsKeyColumn(*child_.key, column);
    });
  }

  const LintInput& input_;
  const ChildKey& child_;
  const LintTable& parent_;
  // A condition over the child's rows of today: the key may lead to a row, and the statements so
  // far have not taken it.
  std::string left_;
  bool settled_ = false;
  bool counted_ = true;  // today's rows say what is there
};

}  // namespace

bool IsSettled(const LintInput& input, const ChildKey& child, const LintTable& parent,
               std::size_t step) {
  KeyFollower follower(input, child, parent);
  for (std::size_t at = 0; at < step; ++at) follower.Pass(at);
  return follower.settled();
}

}  // namespace godwit::lint

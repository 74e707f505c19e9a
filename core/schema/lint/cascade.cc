#include "core/schema/lint/cascade.h"

#include <map>
#include <set>

#include "core/base/words.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

// A condition holds those of all the tables above it; where many ways lead to a table it doubles
// with each level, and counting ends.
constexpr std::size_t kLongestCondition = 20'000;

class CascadeFinder {
 public:
  CascadeFinder(const LintSchema& schema, LintData& data, const LintTable& root, std::string doomed,
                const KeyTest& leads_nowhere)
      : data_(data), root_(root), doomed_(std::move(doomed)), leads_nowhere_(leads_nowhere) {
    Reach(schema, root);
  }

  Cascade Find() {
    Cascade found;
    found.rows = data_.there() ? std::optional<std::int64_t>(0) : std::nullopt;
    for (const auto& [id, node] : nodes_) {
      const bool root = node.table == &root_;
      // Every row of the root goes anyhow.
      if (root && (node.above.empty() || doomed_ == kAllRows)) continue;
      const std::string condition = root ? OwnCondition() : Condition(node);
      found.tables.push_back(node.table->table->name);
      const std::string name = data_.Table(*node.table);
      std::optional<std::int64_t> rows;
      if (!condition.empty() && !name.empty()) {
        rows = data_.Count("SELECT count(*) FROM " + name + " WHERE " + condition);
      }
      found.rows = rows && found.rows ? std::optional(*found.rows + *rows) : std::nullopt;
    }
    found.at_least = cut_;
    return found;
  }

 private:
  struct Edge {
    const LintTable* parent;
    const ForeignKey* key;
  };
  struct Node {
    const LintTable* table = nullptr;
    std::vector<Edge> above;
  };

  void Reach(const LintSchema& schema, const LintTable& table) {
    if (!reached_.insert(table.id).second) return;
    nodes_[table.table->name].table = &table;
    for (const ChildKey& found : ChildKeys(schema, *table.table, true)) {
      if (found.key->on_delete != "CASCADE") continue;
      if (leads_nowhere_ && leads_nowhere_(found, table)) continue;
      nodes_[found.child->table->name].above.push_back({&table, found.key});
      Reach(schema, *found.child);
    }
  }

  // Which rows of the table its keys take away; empty = that cannot be told.
  std::string Condition(const Node& node) {
    if (!path_.insert(node.table->id).second) {
      cut_ = true;
      return "0";
    }
    std::string all;
    for (const Edge& edge : node.above) {
      const std::string one = ByKey(node, edge);
      if (one.empty()) return {};
      all += (all.empty() ? "" : " OR ") + one;
    }
    path_.erase(node.table->id);
    return all.size() > kLongestCondition ? std::string() : all;
  }

  std::string ByKey(const Node& node, const Edge& edge) {
    const std::string parent = data_.Table(*edge.parent);
    const std::vector<std::string> targets = TargetColumns(*edge.key, *edge.parent->table);
    const std::string doomed =
        edge.parent == &root_ ? doomed_ : Condition(nodes_.at(edge.parent->table->name));
    if (doomed.empty() || parent.empty() || targets.size() != edge.key->columns.size()) return {};
    std::string own;
    std::string theirs;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      own += (own.empty() ? "" : ", ") + LintData::Column(*node.table, edge.key->columns[i]);
      theirs += (theirs.empty() ? "" : ", ") + LintData::Column(*edge.parent, targets[i]);
    }
    return "(" + own + ") IN (SELECT " + theirs + " FROM " + parent + " WHERE " + doomed + ")";
  }

  // Rows of the root itself that its keys take away besides.
  std::string OwnCondition() {
    const Node& node = nodes_.at(root_.table->name);
    cut_ = true;
    const std::string besides = Condition(node);
    return besides.empty() || doomed_.empty()
               ? std::string()
               : "(" + besides + ") AND (" + doomed_ + ") IS NOT TRUE";
  }

  LintData& data_;
  const LintTable& root_;
  const std::string doomed_;
  const KeyTest& leads_nowhere_;
  std::map<std::string, Node> nodes_;  // by the table's name, for an order that nothing decides
  std::set<int> reached_;
  std::set<int> path_;
  bool cut_ = false;
};

}  // namespace

Cascade FindCascade(const LintSchema& schema, LintData& data, const LintTable& table,
                    const std::string& doomed, const KeyTest& leads_nowhere) {
  return CascadeFinder(schema, data, table, doomed, leads_nowhere).Find();
}

std::optional<std::int64_t> RowsThatRefer(LintData& data, const ChildKey& child) {
  std::string condition;
  for (const std::string& column : child.key->columns) {
    condition += (condition.empty() ? "" : " AND ") + QuoteName(column) + " IS NOT NULL";
  }
  return data.RowsWhere(*child.child, condition);
}

std::string CascadeText(const Cascade& cascade) {
  std::string text = "cascades to " + Counted(std::ssize(cascade.tables), "table");
  if (cascade.rows) {
    text +=
        std::string(", ") + (cascade.at_least ? "at least " : "") + Counted(*cascade.rows, "row");
  }
  return text + " (" + NameList(cascade.tables) + ")";
}

}  // namespace godwit::lint

#include "core/schema/lookalikes.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

std::string Shape(const Column& column) {
  return LowerAscii(column.name) + " " + std::string(AffinityName(column.affinity));
}

std::size_t CountShared(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<std::size_t>(
      std::ranges::count_if(a, [&](const std::string& one) { return b.contains(one); }));
}

template <typename Object>
std::vector<const Object*> Missing(const std::vector<Object>& of, const std::vector<Object>& in) {
  const ByName<Object> there(in);
  std::vector<const Object*> missing;
  for (const Object& object : of) {
    if (there.Find(object.name) == nullptr) missing.push_back(&object);
  }
  return missing;
}

// Every pair of one that is gone and one that is new, as `look` judges it.
template <typename Object, typename Look>
void AddPairs(const std::vector<const Object*>& gone, const std::vector<const Object*>& fresh,
              const std::string& table, const Look& look, std::vector<Lookalike>& found) {
  const bool lone = gone.size() == 1 && fresh.size() == 1;
  for (const Object* old : gone) {
    for (const Object* now : fresh) {
      if (look(*old, *now, lone)) found.push_back({table, old->name, now->name});
    }
  }
}

}  // namespace

bool ColumnsLookAlike(const Table& from, const std::string& old, const Table& to,
                      const std::string& fresh, bool lone) {
  const Column* a = FindColumn(from, old);
  const Column* b = FindColumn(to, fresh);
  if (a == nullptr || b == nullptr) return false;
  if (a->generated != Generated::kNo || b->generated != Generated::kNo) return false;
  return lone || a->affinity == b->affinity || a - from.columns.data() == b - to.columns.data();
}

TableEvidence::TableEvidence(const Schema& from, const Schema& to) {
  constexpr std::size_t kFew = 3;
  std::map<std::string, std::set<std::string>> tables;  // by what they have
  std::set<std::string> all;
  for (const Schema* schema : {&from, &to}) {
    for (const Table& table : schema->tables) {
      const std::string name = LowerAscii(table.name);
      all.insert(name);
      for (const Column& column : table.columns) tables[Shape(column)].insert(name);
    }
  }
  for (const auto& [schema, shapes] : {std::pair{&from, &old_}, std::pair{&to, &fresh_}}) {
    for (const Table& table : schema->tables) {
      Shapes& its = (*shapes)[LowerAscii(table.name)];
      for (const Column& column : table.columns) {
        const std::string shape = Shape(column);
        const std::size_t having = tables[shape].size();
        const bool is_common = having > kFew && having * 3 > all.size();
        its.all.insert(shape);
        if (column.primary_key == 0 && !is_common) its.telling.insert(shape);
      }
    }
  }
}

bool TableEvidence::LookAlike(const Table& old, const Table& fresh, bool lone) const {
  const auto a = old_.find(LowerAscii(old.name));
  const auto b = fresh_.find(LowerAscii(fresh.name));
  if (a == old_.end() || b == fresh_.end()) return false;
  const Shapes& before = a->second;
  const Shapes& now = b->second;
  if (before.all == now.all || (lone && CountShared(before.all, now.all) > 0)) return true;
  const std::size_t shared = CountShared(before.telling, now.telling);
  return shared > 0 && shared * 2 >= std::min(before.telling.size(), now.telling.size());
}

std::vector<Lookalike> FindLookalikes(const Schema& from, const Schema& to) {
  const auto plain = [](const Schema& schema) {
    std::vector<Table> tables;
    std::ranges::copy_if(schema.tables, std::back_inserter(tables),
                         [](const Table& table) { return table.kind == TableKind::kTable; });
    return tables;
  };
  const std::vector<Table> old_tables = plain(from);
  const std::vector<Table> new_tables = plain(to);
  const TableEvidence evidence(from, to);
  std::vector<Lookalike> found;
  AddPairs(
      Missing(old_tables, new_tables), Missing(new_tables, old_tables), {},
      [&](const Table& old, const Table& fresh, bool lone) {
        return evidence.LookAlike(old, fresh, lone);
      },
      found);
  const ByName<Table> now(new_tables);
  for (const Table& table : old_tables) {
    const Table* other = now.Find(table.name);
    if (other == nullptr) continue;
    AddPairs(
        Missing(table.columns, other->columns), Missing(other->columns, table.columns), table.name,
        [&](const Column& old, const Column& fresh, bool lone) {
          return ColumnsLookAlike(table, old.name, *other, fresh.name, lone);
        },
        found);
  }
  return found;
}

std::string LookalikeText(const Lookalike& lookalike) {
  const bool is_table = lookalike.table.empty();
  return (is_table ? "table " : "column ") + QuoteName(lookalike.old) +
         (is_table ? "" : " of table " + QuoteName(lookalike.table)) + " may be " +
         QuoteName(lookalike.fresh) + ", renamed";
}

}  // namespace godwit

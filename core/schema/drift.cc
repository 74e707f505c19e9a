#include "core/schema/drift.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/compare.h"
#include "core/schema/lookalikes.h"
#include "core/schema/lookup.h"
#include "core/schema/neighbours.h"
#include "core/schema/print.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// `list` as `other` has what is called so: taken over, or taken out.
template <typename Object>
void TakeOver(std::vector<Object>& list, const std::vector<Object>& other,
              const std::string& name) {
  std::erase_if(list, [&](const Object& one) { return IsSameName(one.name, name); });
  if (const Object* taken = FindNamed(other, name)) list.push_back(*taken);
  std::ranges::sort(list, {}, &Object::name);
}

// Names that tools give to a table while they rebuild another, around its own.
struct Wrap {
  std::string_view before;
  std::string_view after;
};
constexpr std::array kWraps = {
    Wrap{"", "_rebuilt"}, Wrap{"new_", ""},       Wrap{"_alembic_tmp_", ""},
    Wrap{"new__", ""},    Wrap{"_", "_old"},      Wrap{"", "_temporary"},
    Wrap{"__new_", ""},   Wrap{"temporary_", ""}, Wrap{"_knex_temp_alter", ""}};

// The table that one is left over from; empty = it does not look so.
std::string LeftOverFrom(const std::string& name, const ByName<Table>& tables) {
  for (const Wrap& wrap : kWraps) {
    if (!name.starts_with(wrap.before) || !name.ends_with(wrap.after)) continue;
    if (name.size() <= wrap.before.size() + wrap.after.size()) continue;
    const std::string inner =
        name.substr(wrap.before.size(), name.size() - wrap.before.size() - wrap.after.size());
    if (tables.Find(inner) != nullptr) return inner;
  }
  return {};
}

class Finder {
 public:
  Finder(const Schema& meant, const Schema& there, const DiffOptions* options)
      : meant_(meant),
        there_(there),
        options_(options == nullptr ? std::nullopt : std::optional(*options)),
        meant_tables_(meant.tables),
        there_tables_(there.tables),
        lookalikes_(FindLookalikes(meant, there)) {
    if (options == nullptr) return;
    neighbours_.emplace(meant, there);
    options_->taken = &neighbours_->taken();
  }

  Result<std::vector<DriftItem>> Run() {
    GODWIT_TRY(Tables());
    GODWIT_TRY(Views());
    GODWIT_TRY(Triggers());
    return std::move(items_);
  }

 private:
  // `change(schema, other)` makes the one as the other is, in one object.
  using Change = std::function<void(Schema& schema, const Schema& other)>;

  Status Add(DriftItem item, const Change& change) {
    // The SQL would drop what may only have got another name.
    if (options_ && !item.renamed) {
      const auto [meant, there] = neighbours_->Around(item.name, item.table);
      GODWIT_ASSIGN(item.adopt, Script(meant, there, change));
      GODWIT_ASSIGN(item.remove, Script(there, meant, change));
    }
    items_.push_back(std::move(item));
    return {};
  }

  Result<std::string> Script(const Schema& from, const Schema& other, const Change& change) const {
    Schema to = from;
    change(to, other);
    const Result<SchemaPlan> plan = PlanSchema(from, to, {}, *options_);
    if (plan.ok()) return PlanScript(*plan);
    if (LiesOutsideSql(plan.error())) return plan.error();
    return std::string();
  }

  // The table with its triggers, which cannot be without it.
  static void TakeTable(Schema& schema, const Schema& other, const std::string& name) {
    const Table* ours = FindNamed(schema.tables, name);
    const Table* theirs = FindNamed(other.tables, name);
    if (ours != nullptr && theirs != nullptr) return TakeBareTable(schema, *ours, *theirs);
    TakeOver(schema.tables, other.tables, name);
    const auto on_it = [&](const Trigger& one) { return IsSameName(one.table, name); };
    std::erase_if(schema.triggers, on_it);
    std::ranges::copy_if(other.triggers, std::back_inserter(schema.triggers), on_it);
    std::ranges::sort(schema.triggers, {}, &Trigger::name);
  }

  // With its own indexes, as far as the other table has the columns: they are told apart.
  static void TakeBareTable(Schema& schema, const Table& ours, const Table& theirs) {
    Table taken = Bare(theirs);
    for (const Index& index : ours.indexes) {
      if (index.origin != IndexOrigin::kCreated) continue;
      const bool fits = std::ranges::all_of(index.keys, [&](const IndexKey& key) {
        return key.column.empty() || FindColumn(theirs, key.column) != nullptr;
      });
      if (fits) taken.indexes.push_back(index);
    }
    *std::ranges::find(schema.tables, ours.name, &Table::name) = std::move(taken);
  }

  Status Tables() {
    for (const Table& table : meant_.tables) {
      if (table.kind == TableKind::kShadow) continue;
      const Table* now = there_tables_.Find(table.name);
      GODWIT_TRY(now == nullptr ? WholeTable(table, DriftItem::State::kMissing)
                                : CompareTable(table, *now));
    }
    for (const Table& table : there_.tables) {
      if (table.kind == TableKind::kShadow || meant_tables_.Find(table.name) != nullptr) continue;
      GODWIT_TRY(WholeTable(table, DriftItem::State::kExtra));
    }
    return {};
  }

  static void NoteRename(DriftItem& item, const Lookalike& lookalike) {
    item.renamed = true;
    item.note += (item.note.empty() ? "" : "; ") + LookalikeText(lookalike);
  }

  Status WholeTable(const Table& table, DriftItem::State state) {
    DriftItem item{
        .state = state, .object = ObjectName(table), .name = table.name, .table = table.name};
    if (state == DriftItem::State::kExtra) {
      const std::string whose = LeftOverFrom(table.name, there_tables_);
      if (!whose.empty()) {
        item.note = "it looks like what a rebuild of table " + QuoteName(whose) +
                    " has left that was broken off: look whether it holds rows that are missing "
                    "there, before you drop it";
      }
    }
    for (const Lookalike& one : lookalikes_) {
      if (!one.table.empty()) continue;
      const std::string& mine = state == DriftItem::State::kExtra ? one.fresh : one.old;
      if (IsSameName(mine, table.name)) NoteRename(item, one);
    }
    return Add(std::move(item), [&table](Schema& schema, const Schema& other) {
      TakeTable(schema, other, table.name);
    });
  }

  Status CompareTable(const Table& meant, const Table& now) {
    const Table bare_meant = Bare(meant);
    const Table bare_now = Bare(now);
    const std::string a = CanonicalTable(bare_meant);
    const std::string b = CanonicalTable(bare_now);
    const std::string object = ObjectName(meant);
    if (a != b) {
      DriftItem item{.object = object, .name = meant.name, .table = meant.name};
      item.details = SchemaDifferences({{object, a}}, {{object, b}}, kSides);
      for (const Lookalike& one : lookalikes_) {
        if (!one.table.empty() && IsSameName(one.table, meant.name)) NoteRename(item, one);
      }
      GODWIT_TRY(Add(std::move(item), [&](Schema& schema, const Schema& other) {
        TakeTable(schema, other, meant.name);
      }));
    }
    for (const Index& index : meant.indexes) GODWIT_TRY(CompareIndex(meant, index, now));
    for (const Index& index : now.indexes) {
      if (index.origin != IndexOrigin::kCreated || FindNamed(meant.indexes, index.name)) continue;
      GODWIT_TRY(AddIndex(meant, index, DriftItem::State::kExtra, {}));
    }
    return {};
  }

  static Table Bare(Table table) {
    std::erase_if(table.indexes,
                  [](const Index& index) { return index.origin == IndexOrigin::kCreated; });
    return table;
  }

  Status CompareIndex(const Table& table, const Index& index, const Table& now) {
    if (index.origin != IndexOrigin::kCreated) return {};
    const Index* other = FindNamed(now.indexes, index.name);
    if (other == nullptr) return AddIndex(table, index, DriftItem::State::kMissing, {});
    const std::string a = CanonicalLine(index);
    const std::string b = CanonicalLine(*other);
    if (a == b) return {};
    const std::string object = ObjectName(table);
    return AddIndex(table, index, DriftItem::State::kDifferent,
                    SchemaDifferences({{object, a}}, {{object, b}}, kSides));
  }

  Status AddIndex(const Table& table, const Index& index, DriftItem::State state,
                  std::vector<std::string> details) {
    DriftItem item{.state = state,
                   .object = "index " + QuoteName(index.name) + " on " + ObjectName(table),
                   .name = index.name,
                   .table = table.name,
                   .details = std::move(details)};
    return Add(std::move(item), [&](Schema& schema, const Schema& other) {
      const Table* theirs = FindNamed(other.tables, table.name);
      const auto ours = std::ranges::find_if(
          schema.tables, [&](const Table& one) { return IsSameName(one.name, table.name); });
      if (theirs == nullptr || ours == schema.tables.end()) return;
      TakeOver(ours->indexes, theirs->indexes, index.name);
    });
  }

  // Views and triggers: what is missing, extra or different by name.
  template <typename Object>
  Status Others(const std::vector<Object>& meant, const std::vector<Object>& there,
                const std::function<DriftItem(const Object&)>& make,
                std::vector<Object> Schema::* list) {
    const auto add = [&](const Object& object, DriftItem::State state,
                         std::vector<std::string> details) {
      DriftItem item = make(object);
      item.state = state;
      item.details = std::move(details);
      return Add(std::move(item), [&](Schema& schema, const Schema& other) {
        TakeOver(schema.*list, other.*list, object.name);
      });
    };
    const ByName<Object> meant_names(meant);
    const ByName<Object> there_names(there);
    for (const Object& object : meant) {
      const Object* now = there_names.Find(object.name);
      if (now == nullptr) {
        if (!GoesWithTable(object)) GODWIT_TRY(add(object, DriftItem::State::kMissing, {}));
      } else if (now->sql != object.sql) {
        GODWIT_TRY(add(object, DriftItem::State::kDifferent,
                       {"it was meant to be: " + object.sql, "it is: " + now->sql}));
      }
    }
    for (const Object& object : there) {
      if (meant_names.Find(object.name) != nullptr || GoesWithTable(object)) continue;
      GODWIT_TRY(add(object, DriftItem::State::kExtra, {}));
    }
    return {};
  }

  bool GoesWithTable(const SchemaView& /*view*/) const { return false; }
  // Told with its table, which only one of the two has.
  bool GoesWithTable(const Trigger& trigger) const {
    const bool a = meant_tables_.Find(trigger.table) != nullptr;
    const bool b = there_tables_.Find(trigger.table) != nullptr;
    return a != b;
  }

  Status Views() {
    return Others<SchemaView>(
        meant_.views, there_.views,
        [](const SchemaView& view) {
          return DriftItem{.object = "view " + QuoteName(view.name), .name = view.name};
        },
        &Schema::views);
  }

  Status Triggers() {
    return Others<Trigger>(
        meant_.triggers, there_.triggers,
        [](const Trigger& trigger) {
          return DriftItem{
              .object = "trigger " + QuoteName(trigger.name) + " on " + QuoteName(trigger.table),
              .name = trigger.name,
              .table = trigger.table};
        },
        &Schema::triggers);
  }

  inline static const SchemaSides kSides = {"it was meant to be", "it is"};

  const Schema& meant_;
  const Schema& there_;
  std::optional<DiffOptions> options_;
  std::optional<Neighbours> neighbours_;
  const ByName<Table> meant_tables_;
  const ByName<Table> there_tables_;
  const std::vector<Lookalike> lookalikes_;
  std::vector<DriftItem> items_;
};

}  // namespace

Result<std::vector<DriftItem>> FindDrift(const Schema& meant, const Schema& there,
                                         const DiffOptions* options) {
  return Finder(meant, there, options).Run();
}

std::string_view DriftStateName(DriftItem::State state) {
  static constexpr std::array<std::string_view, 3> kNames = {"extra", "missing", "different"};
  return kNames[static_cast<std::size_t>(state)];
}

}  // namespace godwit

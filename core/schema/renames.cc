#include "core/schema/renames.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "core/schema/canonical.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/schema/table_text.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// `renamed from X`: X; `new`: "". Anything else is for somebody else.
std::optional<std::string> ReadHint(const std::string& words) {
  constexpr std::string_view kRenamed = "renamed from ";
  if (words == "new") return std::string();
  if (!words.starts_with(kRenamed)) return std::nullopt;
  return Unquote(std::string_view(words).substr(kRenamed.size()));
}

// A column's line as it would be under another name.
std::string LineAs(Column column, const std::string& name) {
  Table table;
  column.name = name;
  table.columns.push_back(std::move(column));
  return CanonicalTable(table);
}

// At least half of the columns of each are the other's, by name and type.
bool LookAlike(const Table& a, const Table& b) {
  std::size_t same = 0;
  for (const Column& column : a.columns) {
    const Column* other = FindColumn(b, column.name);
    if (other != nullptr && other->type == column.type) ++same;
  }
  return same * 2 >= std::max(a.columns.size(), b.columns.size());
}

// Names of one kind, of both schemas.
struct Names {
  std::vector<std::string> old;
  std::vector<std::string> fresh;
  std::function<std::optional<std::string>(const std::string& fresh)> hint;
  std::function<bool(const std::string& old, const std::string& fresh)> alike;
  std::string kind;   // "table", "column"
  std::string of;     // ` of table "t"`, or nothing
  std::string where;  // a hint is written
};

class Matcher {
 public:
  explicit Matcher(const Names& names) : names_(names) {
    for (const std::string& name : names.old) old_.emplace(LowerAscii(name), name);
  }

  Result<NameChanges> Run() {
    GODWIT_TRY(ReadHints());
    GODWIT_TRY(RefuseTwice());
    std::vector<std::string> unsaid;
    for (const std::string& name : names_.fresh) {
      const std::string lower = LowerAscii(name);
      const auto hint = hints_.find(lower);
      const auto same = old_.find(lower);
      if (hint != hints_.end()) {
        changes_.Add(old_.at(hint->second), name);
      } else if (same != old_.end() && !taken_.contains(lower)) {
        taken_.insert(lower);
        if (same->second != name) changes_.Add(same->second, name);
      } else if (!names_.hint(name)) {
        unsaid.push_back(name);
      }
    }
    GODWIT_TRY(Ask(unsaid));
    return std::move(changes_);
  }

 private:
  // Those that count. Where the new name is there already, the hint has been carried out and the
  // old name is another thing's since; unless what has the new name is renamed itself.
  Status ReadHints() {
    std::set<std::string> fresh;
    for (const std::string& name : names_.fresh) {
      fresh.insert(LowerAscii(name));
      const std::optional<std::string> hint = names_.hint(name);
      if (!hint || !old_.contains(LowerAscii(*hint))) continue;
      hints_[LowerAscii(name)] = LowerAscii(*hint);
    }
    for (bool again = true; again;) {
      std::set<std::string> claimed;
      for (const auto& [name, old] : hints_) claimed.insert(old);
      const auto done = std::ranges::find_if(hints_, [&](const auto& hint) {
        return old_.contains(hint.first) && !claimed.contains(hint.first);
      });
      again = done != hints_.end();
      if (!again) break;
      if (!fresh.contains(done->second)) return BothThere(done->first, done->second);
      hints_.erase(done);
    }
    return {};
  }

  // Either the hint has been carried out, and what has the old name goes; or the other way round.
  Error BothThere(const std::string& name, const std::string& old) const {
    return {.code = ErrorCode::kRefused,
            .what = names_.kind + " " + QuoteName(old_.at(name)) + names_.of,
            .why = "the new schema says that it is renamed from " + QuoteName(old_.at(old)) +
                   ", and the old one has both: which of them goes?",
            .next =
                "take the hint away to keep the one that is called so already, or drop that one "
                "in a migration of its own first"};
  }

  Status RefuseTwice() {
    for (const auto& [name, old] : hints_) {
      if (taken_.insert(old).second) continue;
      return Error{.code = ErrorCode::kRefused,
                   .what = names_.kind + " " + QuoteName(name) + names_.of,
                   .why = "it is renamed from " + QuoteName(old) + ", and so is another",
                   .next = "only one of them can be"};
    }
    return {};
  }

  Status Ask(const std::vector<std::string>& unsaid) const {
    for (const std::string& old : names_.old) {
      if (taken_.contains(LowerAscii(old))) continue;
      for (const std::string& name : unsaid) {
        if (!names_.alike(old, name)) continue;
        return Error{.code = ErrorCode::kRefused,
                     .what = names_.kind + " " + QuoteName(old) + names_.of,
                     .why = "it is gone, and " + QuoteName(name) +
                            " is new: the same under another name, or not?",
                     .next = "say it in the new schema, " + names_.where +
                             ": `-- godwit: renamed from " + old +
                             "` keeps the data, `-- godwit: new` drops it"};
      }
    }
    return {};
  }

  const Names& names_;
  std::map<std::string, std::string> old_;    // as written, by the name in lower case
  std::map<std::string, std::string> hints_;  // old by new, in lower case
  std::set<std::string> taken_;               // old ones that are something now
  NameChanges changes_;
};

using Hints = std::map<std::string, std::string>;

std::optional<std::string> HintIn(const Hints& directives, const std::string& name) {
  const auto found = directives.find(LowerAscii(name));
  return found == directives.end() ? std::nullopt : ReadHint(found->second);
}

std::vector<std::string> NamesOf(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

std::vector<std::string> NamesOf(const Schema& schema) {
  std::vector<std::string> names;
  for (const Table& table : schema.tables) {
    if (table.kind == TableKind::kTable) names.push_back(table.name);
  }
  return names;
}

Result<NameChanges> MatchColumns(const Table& from, const Table& to, const Hints& hints) {
  const Names names = {.old = NamesOf(from.columns),
                       .fresh = NamesOf(to.columns),
                       .hint = [&](const std::string& name) { return HintIn(hints, name); },
                       .alike =
                           [&](const std::string& old, const std::string& fresh) {
                             return LineAs(*FindColumn(from, old), fresh) ==
                                    LineAs(*FindColumn(to, fresh), fresh);
                           },
                       .kind = "column",
                       .of = " of table " + QuoteName(to.name),
                       .where = "behind its definition"};
  return Matcher(names).Run();
}

}  // namespace

void NameChanges::Add(const std::string& from, const std::string& to) {
  by_new_[LowerAscii(to)] = {from, to};
  by_old_[LowerAscii(from)] = to;
}

std::optional<std::string> NameChanges::OldOf(const std::string& name) const {
  const std::string lower = LowerAscii(name);
  const auto change = by_new_.find(lower);
  if (change != by_new_.end()) return change->second.from;
  if (by_old_.contains(lower)) return std::nullopt;
  return name;
}

NameChanges NameChanges::Reversed() const {
  NameChanges reversed;
  for (const auto& [key, change] : by_new_) reversed.Add(change.to, change.from);
  return reversed;
}

Result<Renames> FindRenames(const Schema& from, const Schema& to) {
  const ByName<Table> old_tables(from.tables);
  const ByName<Table> new_tables(to.tables);
  std::map<std::string, Hints> hints;
  for (const Table& table : to.tables) {
    if (table.kind != TableKind::kTable) continue;
    if (table.stored_sql.find("--") == std::string::npos) continue;
    hints[LowerAscii(table.name)] = ColumnDirectives(table.stored_sql);
  }
  const auto hint_of = [&](const std::string& table) {
    const auto found = hints.find(LowerAscii(table));
    return found == hints.end() ? Hints() : found->second;
  };
  const Names names = {.old = NamesOf(from),
                       .fresh = NamesOf(to),
                       .hint = [&](const std::string& name) { return HintIn(hint_of(name), ""); },
                       .alike =
                           [&](const std::string& old, const std::string& fresh) {
                             return LookAlike(*old_tables.Find(old), *new_tables.Find(fresh));
                           },
                       .kind = "table",
                       .of = {},
                       .where = "behind its opening parenthesis"};
  Renames renames;
  GODWIT_ASSIGN(renames.tables, Matcher(names).Run());
  for (const Table& table : to.tables) {
    const std::optional<std::string> old = renames.tables.OldOf(table.name);
    const Table* before = old ? old_tables.Find(*old) : nullptr;
    if (before == nullptr || table.kind != TableKind::kTable) continue;
    if (before->kind != TableKind::kTable || before->stored_sql == table.stored_sql) continue;
    GODWIT_ASSIGN(NameChanges columns, MatchColumns(*before, table, hint_of(table.name)));
    if (!columns.changes().empty()) renames.columns[LowerAscii(table.name)] = std::move(columns);
  }
  return renames;
}

Renames Reverse(const Renames& renames) {
  Renames reverse;
  reverse.tables = renames.tables.Reversed();
  for (const auto& [table, columns] : renames.columns) {
    const auto change = renames.tables.changes().find(table);
    const std::string old =
        change == renames.tables.changes().end() ? table : LowerAscii(change->second.from);
    reverse.columns[old] = columns.Reversed();
  }
  return reverse;
}

}  // namespace godwit

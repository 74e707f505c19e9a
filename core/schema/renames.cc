#include "core/schema/renames.h"

#include <utility>
#include <vector>

#include "core/schema/lookalikes.h"
#include "core/schema/lookup.h"
#include "core/schema/name_matcher.h"
#include "core/schema/normalize.h"
#include "core/schema/table_text.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

using Hints = std::map<std::string, std::string>;

std::optional<std::string> HintIn(const Hints& directives, const std::string& name) {
  const auto found = directives.find(LowerAscii(name));
  return found == directives.end() ? std::nullopt : ReadRenameHint(found->second);
}

std::vector<std::string> NamesOf(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

std::vector<std::string> NamesOf(const Schema& schema, TableKind kind) {
  std::vector<std::string> names;
  for (const Table& table : schema.tables) {
    if (table.kind == kind) names.push_back(table.name);
  }
  return names;
}

// How an answer can be given, `place` in the new schema.
std::string Where(const std::string& place, bool is_text) {
  if (is_text) return "say it in the new schema, " + place;
  return "the new schema is no text of yours: write it to a file (`godwit diff empty.sql NEW > "
         "new.sql`, with an empty file empty.sql), name that one instead, and say it there, " +
         place;
}

Result<NameChanges> MatchColumns(const Table& from, const Table& to, const Hints& hints,
                                 bool is_text) {
  return MatchNames(
      {.old = NamesOf(from.columns),
       .fresh = NamesOf(to.columns),
       .unfit = {},
       .hint = [&](const std::string& name) { return HintIn(hints, name); },
       .alike = [&](const std::string& old, const std::string& fresh,
                    bool lone) { return ColumnsLookAlike(from, old, to, fresh, lone); },
       .kind = "column",
       .of = " of table " + QuoteName(to.name),
       .where = Where("behind its definition", is_text)});
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

std::optional<std::string> ReadRenameHint(std::string_view words) {
  constexpr std::string_view kRenamed = "renamed from ";
  if (words == "new") return std::string();
  if (!words.starts_with(kRenamed)) return std::nullopt;
  return Unquote(words.substr(kRenamed.size()));
}

Result<Renames> FindRenames(const Schema& from, const Schema& to, bool to_is_text) {
  const ByName<Table> old_tables(from.tables);
  const ByName<Table> new_tables(to.tables);
  std::map<std::string, Hints> hints;
  for (const Table& table : to.tables) {
    if (table.kind != TableKind::kTable) continue;
    if (table.stored_sql.find("--") == std::string::npos) continue;
    // What the old schema says too is about how that one came to be.
    const Table* before = old_tables.Find(table.name);
    if (before != nullptr && before->stored_sql == table.stored_sql) continue;
    hints[LowerAscii(table.name)] = ColumnDirectives(table.stored_sql);
  }
  const auto hint_of = [&](const std::string& table) {
    const auto found = hints.find(LowerAscii(table));
    return found == hints.end() ? Hints() : found->second;
  };
  const TableEvidence evidence(from, to);
  Renames renames;
  GODWIT_ASSIGN(
      renames.tables,
      MatchNames({.old = NamesOf(from, TableKind::kTable),
                  .fresh = NamesOf(to, TableKind::kTable),
                  .unfit = NamesOf(from, TableKind::kVirtual),
                  .hint = [&](const std::string& name) { return HintIn(hint_of(name), ""); },
                  .alike =
                      [&](const std::string& old, const std::string& fresh, bool lone) {
                        return evidence.LookAlike(*old_tables.Find(old), *new_tables.Find(fresh),
                                                  lone);
                      },
                  .kind = "table",
                  .of = {},
                  .where = Where("behind its opening parenthesis", to_is_text)}));
  for (const Table& table : to.tables) {
    const std::optional<std::string> old = renames.tables.OldOf(table.name);
    const Table* before = old ? old_tables.Find(*old) : nullptr;
    if (before == nullptr || table.kind != TableKind::kTable) continue;
    if (before->kind != TableKind::kTable || before->stored_sql == table.stored_sql) continue;
    GODWIT_ASSIGN(NameChanges columns,
                  MatchColumns(*before, table, hint_of(table.name), to_is_text));
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

#include "core/schema/watch.h"

#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kStored =
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema";

}  // namespace

Result<std::map<std::string, ObjectChange>> SchemaWatch::Refresh(const Database& db) {
  Changes changes;
  GODWIT_ASSIGN(Value version, db.QueryValue("PRAGMA schema_version"));
  if (version_ == version) return changes;
  Stored stored;
  bool whole = false;
  GODWIT_ASSIGN(Statement row, db.Prepare(kStored));
  while (true) {
    GODWIT_ASSIGN(const bool more, row.Step());
    if (!more) break;
    const std::string_view type = row.Text(0);
    whole = whole || type == "view" || type == "trigger" ||
            row.Text(3).starts_with("CREATE VIRTUAL TABLE");
    std::string& text = stored[LowerAscii(row.Text(2))];
    // Lengths keep two rows from reading as one.
    for (const std::string_view part : {type, row.Text(1), row.Text(3)}) {
      text += std::to_string(part.size()) + ":";
      text += part;
    }
  }
  if (whole || whole_) {
    GODWIT_TRY(RefreshWhole(db, changes));
  } else {
    GODWIT_TRY(RefreshTables(db, stored, changes));
  }
  stored_ = std::move(stored);
  whole_ = whole;
  version_ = std::move(version);
  return changes;
}

Status SchemaWatch::RefreshWhole(const Database& db, Changes& changes) {
  GODWIT_ASSIGN(const Schema schema, Inspect(db));
  const std::map<std::string, std::string> now = CanonicalObjects(schema);
  for (const auto& [name, text] : std::map(objects_)) {
    if (!now.contains(name)) Put(name, std::nullopt, changes);
  }
  for (const auto& [name, text] : now) Put(name, text, changes);
  names_.clear();
  targets_.clear();
  children_.clear();
  for (const Table& table : schema.tables) Remember(table);
  return {};
}

Status SchemaWatch::RefreshTables(const Database& db, const Stored& stored, Changes& changes) {
  std::set<std::string> changed;
  for (const auto& [name, text] : stored) {
    const auto known = stored_.find(name);
    if (known == stored_.end() || known->second != text) changed.insert(name);
  }
  for (const auto& [name, text] : stored_) {
    if (!stored.contains(name)) changed.insert(name);
  }
  for (const std::string& name : std::set(changed)) changed.merge(std::set(children_[name]));
  GODWIT_ASSIGN(const Schema schema, InspectTables(db, changed));
  const std::map<std::string, std::string> now = CanonicalObjects(schema);
  for (const std::string& name : changed) {
    const auto known = names_.find(name);
    if (known != names_.end() && !now.contains(known->second)) {
      Put(known->second, std::nullopt, changes);
    }
    Forget(name);
  }
  for (const auto& [name, text] : now) Put(name, text, changes);
  for (const Table& table : schema.tables) Remember(table);
  return {};
}

void SchemaWatch::Put(const std::string& object, const std::optional<std::string>& text,
                      Changes& changes) {
  const auto known = objects_.find(object);
  std::optional<std::string> before;
  if (known != objects_.end()) before = known->second;
  if (before == text) return;
  const auto count = [&](const std::string& one) {
    const Sha256Digest part = Sha256Of(object + '\0' + one);
    for (std::size_t i = 0; i < part.size(); ++i) digest_[i] ^= part[i];
  };
  if (before) count(*before);
  if (text) count(*text);
  if (text) {
    objects_[object] = *text;
  } else {
    objects_.erase(object);
  }
  changes[object] = {std::move(before), text};
}

void SchemaWatch::Remember(const Table& table) {
  const std::string lower = LowerAscii(table.name);
  names_[lower] = ObjectName(table);
  for (const ForeignKey& key : table.foreign_keys) {
    const std::string target = LowerAscii(key.table);
    targets_[lower].insert(target);
    children_[target].insert(lower);
  }
}

void SchemaWatch::Forget(const std::string& lower) {
  names_.erase(lower);
  for (const std::string& target : targets_[lower]) children_[target].erase(lower);
  targets_.erase(lower);
}

}  // namespace godwit

#include "core/migrate/schema_record.h"

#include <optional>
#include <utility>

#include "core/migrate/ledger.h"
#include "core/schema/canonical.h"

namespace godwit {
namespace {

// The row without an object: the digests of the whole schema.
constexpr std::string_view kWhole;

constexpr std::string_view kInsert =
    "INSERT INTO godwit_schemas (migration, object, before, after) VALUES (?1, ?2, ?3, ?4)";

constexpr std::string_view kSelect =
    "SELECT object, before, after FROM godwit_schemas WHERE migration = ?1 ORDER BY object";

const std::string* Find(const std::map<std::string, std::string>& objects,
                        const std::string& name) {
  const auto found = objects.find(name);
  return found == objects.end() ? nullptr : &found->second;
}

bool Same(const std::string* a, const std::string* b) {
  return a == nullptr || b == nullptr ? a == b : *a == *b;
}

Value OrNull(const std::optional<std::string>& text) { return text ? Value(*text) : Value(Null{}); }

std::optional<std::string> TextOf(const ValueView& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  return std::nullopt;
}

// Every name of either, once, in order.
std::map<std::string, bool> NamesOf(const std::map<std::string, std::string>& a,
                                    const std::map<std::string, std::string>& b) {
  std::map<std::string, bool> names;
  for (const auto& [name, text] : a) names[name] = true;
  for (const auto& [name, text] : b) names[name] = true;
  return names;
}

}  // namespace

Status RecordSchema(Database& db, const std::string& migration, const std::string& before,
                    const SchemaWatch& after, const std::map<std::string, ObjectChange>& changes) {
  GODWIT_TRY(db.Execute(kInsert, Value(migration), ValueView(kWhole), Value(before),
                        Value(after.digest())));
  for (const auto& [name, change] : changes) {
    GODWIT_TRY(db.Execute(kInsert, Value(migration), Value(name), OrNull(change.before),
                          OrNull(change.after)));
  }
  return {};
}

Status RecordSchemaBefore(Database& db, const std::string& migration, const SchemaWatch& before) {
  GODWIT_TRY(db.Execute(kInsert, Value(migration), ValueView(kWhole), Value(before.digest()),
                        Value(Null{})));
  for (const auto& [name, text] : before.objects()) {
    GODWIT_TRY(db.Execute(kInsert, Value(migration), Value(name), Value(text), Value(Null{})));
  }
  return {};
}

Status ForgetSchema(Database& db, const std::string& migration) {
  return db.Execute("DELETE FROM godwit_schemas WHERE migration = ?1", Value(migration));
}

Status RecordSchemaAfter(Database& db, const std::string& migration, const SchemaWatch& after) {
  std::string digest;
  std::map<std::string, ObjectChange> changes;
  {
    GODWIT_ASSIGN(Statement select, db.Prepare(kSelect));
    GODWIT_TRY(select.Bind(1, Value(migration)));
    while (true) {
      GODWIT_ASSIGN(const bool row, select.Step());
      if (!row) break;
      const std::string name(select.Text(0));
      if (name == kWhole) {
        digest = select.Text(1);
      } else {
        changes[name].before = select.Text(1);
      }
    }
  }
  if (digest.empty()) return {};
  for (const auto& [name, text] : after.objects()) changes[name].after = text;
  std::erase_if(changes, [](const auto& one) { return one.second.before == one.second.after; });
  GODWIT_TRY(ForgetSchema(db, migration));
  return RecordSchema(db, migration, digest, after, changes);
}

Result<SchemaDigests> RecordedSchemaDigests(const Database& db, const std::string& migration) {
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_schemas"));
  if (!kept) return SchemaDigests();
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelect));
  GODWIT_TRY(select.Bind(1, Value(migration)));
  // The row of the whole comes first.
  GODWIT_ASSIGN(const bool row, select.Step());
  if (!row || select.Text(0) != kWhole) return SchemaDigests();
  return SchemaDigests{.before = std::string(select.Text(1)), .after = std::string(select.Text(2))};
}

Result<SchemaProof> SchemaProof::Start(const Database& db, const std::string& migration,
                                       std::vector<std::string>& warnings) {
  SchemaProof proof;
  const std::string of = "migration \"" + migration + "\"";
  const std::string unproved =
      of + " has no record of the schema before it, so its way back is not proved to lead there";
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_schemas"));
  if (!kept) {
    warnings.push_back(unproved);
    return proof;
  }
  SchemaWatch now;
  GODWIT_TRY(now.Refresh(db));
  proof.expected_ = now.objects();
  std::string drift;
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelect));
  GODWIT_TRY(select.Bind(1, Value(migration)));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    const std::string name(select.Text(0));
    const std::optional<std::string> before = TextOf(select.Column(1));
    const std::optional<std::string> after = TextOf(select.Column(2));
    if (name == kWhole) {
      proof.recorded_ = true;
      if (after != now.digest()) drift = "something that it did not change";
      continue;
    }
    const std::string* here = Find(now.objects(), name);
    if (!Same(here, after ? &*after : nullptr)) {
      if (proof.skipped_.empty()) drift = name;
      proof.skipped_[name] = {};
    }
    proof.expected_.erase(name);
    if (before) proof.expected_[name] = *before;
  }
  if (!proof.recorded_) {
    warnings.push_back(unproved);
  } else if (!drift.empty()) {
    warnings.push_back("the schema is not as " + of + " left it: " + drift +
                       " differs; the proof of its way back leaves out what was changed since");
  }
  return proof;
}

Status SchemaProof::Check(const Database& db, const std::string& subject) const {
  if (!recorded_) return {};
  SchemaWatch now;
  GODWIT_TRY(now.Refresh(db));
  for (const auto& [name, known] : NamesOf(expected_, now.objects())) {
    if (skipped_.contains(name)) continue;
    const std::string* wanted = Find(expected_, name);
    const std::string* here = Find(now.objects(), name);
    if (Same(wanted, here)) continue;
    std::string what =
        name + FirstDifferentColumn(here == nullptr ? "" : *here, wanted == nullptr ? "" : *wanted);
    if (here == nullptr) what = name + ", which is missing";
    if (wanted == nullptr) what = name + ", which was not there";
    return Error{.code = ErrorCode::kFailed,
                 .what = subject,
                 .why =
                     "it does not lead back to the schema before the migration; the first "
                     "difference is " +
                     what,
                 .next = "correct down.sql; nothing of this way back was kept"};
  }
  return {};
}

}  // namespace godwit

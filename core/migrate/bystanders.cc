#include "core/migrate/bystanders.h"

#include <map>
#include <utility>

#include "core/base/words.h"
#include "core/schema/internal.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kSelectTables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
constexpr std::string_view kSelectKind =
    "SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = ?1 COLLATE NOCASE";
constexpr std::string_view kSelectKey =
    "SELECT cid, name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk";

Result<std::string> KindOf(const Database& db, std::string_view table) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectKind));
  GODWIT_TRY(select.Bind(1, ValueView(table)));
  GODWIT_ASSIGN(const bool row, select.Step());
  return row ? std::string(select.Text(0)) : std::string();
}

struct Changes {
  Bystander counts;
  std::vector<std::vector<Value>> rows;  // the first ones, whole: their key is looked up later
};

// The virtual table whose rows a shadow table holds; empty for other shadow tables.
std::string OwnerOf(const std::string& shadow) {
  for (const std::string_view ending : {"_content", "_rowid"}) {
    if (shadow.ends_with(ending)) return shadow.substr(0, shadow.size() - ending.size());
  }
  return {};
}

Status NameRows(const Database& db, const Changes& changes, Bystander& bystander) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectKey));
  GODWIT_TRY(select.Bind(1, ValueView(std::string_view(bystander.table))));
  std::vector<std::size_t> columns;
  std::vector<std::string> names;
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    columns.push_back(static_cast<std::size_t>(select.Int(0)));
    names.emplace_back(select.Text(1));
  }
  for (const std::vector<Value>& row : changes.rows) {
    std::vector<Value> key;
    for (const std::size_t column : columns) {
      key.push_back(column < row.size() ? row[column] : Value(Null{}));
    }
    if (!key.empty()) bystander.keys.push_back(ShowKey(names, key));
  }
  return {};
}

std::string Count(std::int64_t rows, std::string_view what) {
  return Counted(rows, "row") + " " + std::string(what);
}

}  // namespace

struct BystanderGuard::Seen {
  TableNames named;
  TableNames before;                               // tables that were there at the start
  std::map<std::string, Changes, std::less<>> by;  // of bystanders, by table
  // The table that was written last: rows come in runs, and each costs one comparison.
  std::string last;
  Changes* counter = nullptr;  // nullptr = it is none

  void Note(const RowChange& change) {
    if (change.table() != last) {
      last = change.table();
      const std::string name = LowerAscii(last);
      const bool bystander = !named.contains(name) && before.contains(name) && !IsInternal(name);
      counter = bystander ? &by[last] : nullptr;
    }
    if (counter == nullptr) return;
    counter->counts.Count(change.operation());
    if (counter->rows.size() == kNamedBystanders) return;
    std::vector<Value> row;
    for (int i = 0; i < change.columns(); ++i) row.push_back(Own(change.Old(i)));
    counter->rows.push_back(std::move(row));
  }
};

struct BystanderGuard::Mark {
  std::map<std::string, Changes, std::less<>> by;
};

std::shared_ptr<const BystanderGuard::Mark> BystanderGuard::SetMark() const {
  return std::make_shared<const Mark>(Mark{seen_->by});
}

void BystanderGuard::Rewind(const Mark& mark) {
  seen_->by = mark.by;
  // It may point at what is gone.
  seen_->last.clear();
  seen_->counter = nullptr;
}

BystanderGuard::BystanderGuard(Database& db, std::unique_ptr<Seen> seen)
    : db_(&db),
      seen_(std::move(seen)),
      watch_(std::make_unique<RowWatch>(
          db, [seen = seen_.get()](const RowChange& change) { seen->Note(change); })) {}

BystanderGuard::BystanderGuard(BystanderGuard&&) noexcept = default;
BystanderGuard::~BystanderGuard() = default;

Result<BystanderGuard> BystanderGuard::Start(Database& db, TableNames named) {
  auto seen = std::make_unique<Seen>();
  seen->named = std::move(named);
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectTables));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    seen->before.insert(LowerAscii(select.Text(0)));
  }
  return BystanderGuard(db, std::move(seen));
}

Result<BystanderList> BystanderGuard::Finish() && {
  watch_.reset();
  BystanderList list;
  for (const auto& [name, changes] : seen_->by) {
    Bystander bystander = changes.counts;
    GODWIT_ASSIGN(bystander.table, JudgedTable(*db_, seen_->named, name));
    if (bystander.table.empty()) continue;
    if (bystander.table == name) GODWIT_TRY(NameRows(*db_, changes, bystander));
    list.push_back(std::move(bystander));
  }
  return list;
}

Status BystanderGuard::Settle(const std::string& subject, BystanderList* told) && {
  GODWIT_ASSIGN(BystanderList list, std::move(*this).Finish());
  return SettleBystanders(std::move(list), subject, told);
}

Status SettleBystanders(BystanderList list, const std::string& subject, BystanderList* told) {
  if (told != nullptr) {
    for (Bystander& bystander : list) told->push_back(std::move(bystander));
    return {};
  }
  std::optional<Error> error = BystanderError(subject, list);
  return error ? Status(std::move(*error)) : Status();
}

Result<std::string> JudgedTable(const Database& db, const TableNames& named,
                                const std::string& table) {
  GODWIT_ASSIGN(const std::string kind, KindOf(db, table));
  if (kind != "shadow") return table;
  std::string owner = OwnerOf(table);
  if (named.contains(LowerAscii(owner))) owner.clear();
  return owner;
}

void Bystander::Count(RowOperation operation) {
  switch (operation) {
    case RowOperation::kInsert:
      ++inserted;
      break;
    case RowOperation::kUpdate:
      ++updated;
      break;
    case RowOperation::kDelete:
      ++deleted;
      break;
  }
}

std::string Describe(const Bystander& bystander) {
  std::string text;
  for (const auto& [rows, what] :
       {std::pair(bystander.inserted, "inserted"), std::pair(bystander.updated, "changed"),
        std::pair(bystander.deleted, "deleted")}) {
    if (rows > 0) text += (text.empty() ? "" : ", ") + Count(rows, what);
  }
  text = "table " + QuoteName(bystander.table) + ": " + text;
  for (std::size_t i = 0; i < bystander.keys.size(); ++i) {
    text += (i == 0 ? ": " : "; ") + bystander.keys[i];
  }
  const bool more = bystander.Rows() > static_cast<std::int64_t>(bystander.keys.size());
  return text + (more && !bystander.keys.empty() ? " …" : "");
}

std::optional<Error> BystanderError(const std::string& subject, const BystanderList& bystanders) {
  if (bystanders.empty()) return std::nullopt;
  std::string tables;
  for (const Bystander& bystander : bystanders) {
    tables += (tables.empty() ? "" : "; ") + Describe(bystander);
  }
  return Error{.code = ErrorCode::kFailed,
               .what = subject,
               .why =
                   "it writes rows that no statement of it names, by a foreign key's action or "
                   "a trigger: " +
                   tables,
               .next = "if that is meant, say `-- godwit: touches " +
                       QuoteName(bystanders.front().table) +
                       "` at the top of migration.sql; if not, change the statement, the foreign "
                       "key or the trigger"};
}

}  // namespace godwit

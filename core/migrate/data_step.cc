#include "core/migrate/data_step.h"

#include <algorithm>

#include "core/migrate/directives.h"
#include "core/migrate/step_work.h"

namespace godwit {
namespace {

// hidden: 0 = ordinary, 1 = hidden column of a virtual table, 2 and 3 = generated.
constexpr std::string_view kSelectColumns =
    "SELECT name, pk, hidden FROM pragma_table_xinfo(?1) ORDER BY cid";

struct TableColumns {
  std::vector<std::string> ordinary;
  std::vector<std::pair<std::int64_t, std::string>> key;  // by position in the primary key
};

Result<TableColumns> ReadColumns(const Database& db, const std::string& table) {
  TableColumns columns;
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectColumns));
  GODWIT_TRY(select.Bind(1, ValueView(std::string_view(table))));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    const std::string name(select.Text(0));
    if (select.Int(2) == 0) columns.ordinary.push_back(name);
    if (select.Int(1) > 0) columns.key.emplace_back(select.Int(1), name);
  }
  std::sort(columns.key.begin(), columns.key.end());
  return columns;
}

bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto lower = [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return lower(x) == lower(y);
  });
}

std::string Join(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + QuoteName(name);
  return joined;
}

// "?3, ?4"
std::string Parameters(std::size_t first, std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    list += (i == 0 ? "?" : ", ?") + std::to_string(first + i);
  }
  return list;
}

class Binder {
 public:
  Binder(Database& db, const DataStep& step) : db_(db), step_(step) {}

  Result<BoundStep> Run() {
    GODWIT_TRY(ReadTable());
    GODWIT_TRY(ReadSelect());
    Write();
    if (step_.by_parts) GODWIT_TRY(CheckParts(db_, step_, bound_));
    if (!bound_.log_row.empty()) {
      const GuardScope guard(db_, ScriptGuard::kReadOnly);
      Result<Statement> log = db_.Prepare(bound_.log_row);
      if (!log.ok() && LiesOutsideSql(log.error())) return std::move(log).error();
      if (!log.ok()) return Wrong("directive \"log\": " + log.error().why);
    }
    return std::move(bound_);
  }

 private:
  Error Wrong(std::string why, std::string next = {}) const {
    return ProjectError(step_.place, "data step \"" + step_.name + "\"", std::move(why),
                        std::move(next));
  }

  Status ReadTable() {
    GODWIT_ASSIGN(table_, ReadColumns(db_, step_.table));
    if (table_.ordinary.empty()) return Wrong("table \"" + step_.table + "\" does not exist");
    for (const auto& [position, name] : table_.key) bound_.keys.push_back(name);
    if (bound_.keys.empty()) bound_.keys.emplace_back("rowid");
    return {};
  }

  Status ReadSelect() {
    const GuardScope guard(db_, ScriptGuard::kReadOnly);
    Result<Statement> select = db_.Prepare(step_.sql);
    if (!select.ok()) {
      Error error = std::move(select).error();
      if (LiesOutsideSql(error)) return error;
      return Wrong(error.why, "correct the SELECT; it must fit the schema after its migration");
    }
    if (!select->ReadOnly() || select->ColumnCount() == 0) return Wrong("it is not a SELECT");
    const auto keys = static_cast<int>(bound_.keys.size());
    for (int i = 0; i < select->ColumnCount(); ++i) {
      const std::string name = select->ColumnName(i);
      if (i < keys) {
        if (SameName(name, bound_.keys[static_cast<std::size_t>(i)])) continue;
        return Wrong("column " + std::to_string(i + 1) + " of its SELECT is \"" + name +
                         "\", but the primary key of table \"" + step_.table + "\" is (" +
                         Join(bound_.keys) + ")",
                     "select the key's columns first, in the key's order");
      }
      GODWIT_TRY(AddColumn(name));
    }
    if (bound_.columns.empty() && !step_.by_parts) {
      return Wrong("its SELECT has no column to write beside the key");
    }
    bound_.validators.resize(bound_.columns.size());
    for (const ColumnValidator& validate : step_.validate) GODWIT_TRY(AddValidator(validate));
    return {};
  }

  Status AddValidator(const ColumnValidator& validate) {
    for (std::size_t i = 0; i < bound_.columns.size(); ++i) {
      if (!SameName(bound_.columns[i], validate.column)) continue;
      if (!bound_.validators[i].empty()) {
        return Wrong("it names two validators for column \"" + validate.column + "\"");
      }
      bound_.validators[i] = validate.validator;
      return {};
    }
    return Wrong("it validates column \"" + validate.column + "\", which it does not write");
  }

  // By parts a column is only something that they may use.
  Status AddColumn(const std::string& name) {
    const auto same = [&](const std::string& other) { return SameName(other, name); };
    if (!step_.by_parts && std::none_of(table_.ordinary.begin(), table_.ordinary.end(), same)) {
      return Wrong("table \"" + step_.table + "\" has no column \"" + name + "\" to write",
                   "name each value after its column: expression AS \"column\"");
    }
    if (std::any_of(bound_.keys.begin(), bound_.keys.end(), same)) {
      return Wrong("its column \"" + name + "\" is part of the primary key, and is there already");
    }
    if (std::any_of(bound_.columns.begin(), bound_.columns.end(), same)) {
      return Wrong("its SELECT has column \"" + name + "\" twice");
    }
    bound_.columns.push_back(name);
    return {};
  }

  void Write() {
    const std::size_t keys = bound_.keys.size();
    const std::string key_list = Join(bound_.keys);
    const std::string from = " FROM (" + step_.sql + "\n) AS due";
    const std::string order = " ORDER BY " + key_list + " LIMIT ?";
    const std::string key = keys == 1 ? key_list : "(" + key_list + ")";
    const auto tuple = [&](std::size_t first) {
      const std::string list = Parameters(first, keys);
      return keys == 1 ? list : "(" + list + ")";
    };
    bound_.count = "SELECT count(*)" + from;
    bound_.first_batch = "SELECT *" + from + order + "1";
    bound_.next_batch =
        "SELECT *" + from + " WHERE " + key + " > " + tuple(1) + order + std::to_string(keys + 1);
    bound_.still_due_first = "SELECT count(*)" + from + " WHERE " + key + " <= " + tuple(1);
    bound_.still_due = "SELECT count(*)" + from + " WHERE " + key + " > " + tuple(1) + " AND " +
                       key + " <= " + tuple(keys + 1);
    bound_.any_due = "SELECT EXISTS (SELECT 1" + from + ")";
    bound_.row = "SELECT * FROM main." + QuoteName(step_.table) + WhereKey(1);
    if (!step_.log.empty()) {
      bound_.log_row = "SELECT " + step_.log + " FROM main." + QuoteName(step_.table) + WhereKey(1);
    }
    if (step_.by_parts) return;
    std::string set;
    for (std::size_t i = 0; i < bound_.columns.size(); ++i) {
      set += (i == 0 ? "" : ", ") + QuoteName(bound_.columns[i]) + " = ?" + std::to_string(i + 1);
    }
    // An explicit clause overrides a constraint's own ON CONFLICT, which might delete other rows.
    bound_.update = "UPDATE OR ABORT main." + QuoteName(step_.table) + " SET " + set +
                    WhereKey(bound_.columns.size() + 1);
  }

  std::string WhereKey(std::size_t first) const {
    std::string where;
    for (std::size_t i = 0; i < bound_.keys.size(); ++i) {
      where += (i == 0 ? " WHERE " : " AND ") + QuoteName(bound_.keys[i]) + " = ?" +
               std::to_string(first + i);
    }
    return where;
  }

  Database& db_;
  const DataStep& step_;
  TableColumns table_;
  BoundStep bound_;
};

}  // namespace

Result<BoundStep> BindStep(Database& db, const DataStep& step) { return Binder(db, step).Run(); }

Status CheckCursor(const DataStep& step, const BoundStep& bound, const std::vector<Value>& cursor) {
  if (cursor.empty() || cursor.size() == bound.keys.size()) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = "the ledger's position of data step \"" + step.name + "\"",
               .why = "it has " + std::to_string(cursor.size()) + " parts, the key of table \"" +
                      step.table + "\" has " + std::to_string(bound.keys.size()),
               .next = "take the step back with `godwit undo`, or restore a backup"};
}

Result<std::int64_t> CountDue(Database& db, const DataStep& step) {
  GODWIT_ASSIGN(const BoundStep bound, BindStep(db, step));
  const GuardScope guard(db, ScriptGuard::kReadOnly);
  GODWIT_ASSIGN(const Value count, db.QueryValue(bound.count));
  return std::get<std::int64_t>(count);
}

}  // namespace godwit

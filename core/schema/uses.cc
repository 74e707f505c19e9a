#include "core/schema/uses.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/schema/normalize.h"
#include "core/schema/replica.h"
#include "core/sqlite/access.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

using Kind = TableAccess::Kind;

constexpr std::string_view kHasSequences =
    "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'";
constexpr std::string_view kSequences =
    "SELECT name, seq FROM main.sqlite_sequence WHERE typeof(seq) = 'integer' ORDER BY name";

// Declared names by names in lower case.
using Declared = std::map<std::string, std::string>;

class Finder {
 public:
  Finder(const Database& db, const Schema& schema,
         const std::function<Result<Database>()>& open_scratch)
      : db_(db), schema_(schema), open_scratch_(open_scratch) {
    for (const Table& table : schema.tables) {
      names_[LowerAscii(table.name)] = table.name;
      std::vector<std::string>& columns = columns_[LowerAscii(table.name)];
      for (const Column& column : table.columns) {
        if (column.generated == Generated::kNo) columns.push_back(column.name);
      }
    }
    for (const SchemaView& view : schema.views) {
      names_[LowerAscii(view.name)] = view.name;
      columns_[LowerAscii(view.name)] = view.columns;
      users_.insert(LowerAscii(view.name));
    }
    for (const Trigger& trigger : schema.triggers) users_.insert(LowerAscii(trigger.name));
  }

  Result<SchemaUses> Run() {
    for (const SchemaView& view : schema_.views) GODWIT_TRY(AddView(view));
    for (const Trigger& trigger : schema_.triggers) {
      uses_.triggers.push_back(
          {.trigger = trigger.name, .head = ReadTriggerHead(trigger.stored_sql)});
    }
    GODWIT_TRY(AddTriggers());
    GODWIT_TRY(AddSequences());
    return std::move(uses_);
  }

 private:
  using Columns = std::map<std::string, std::set<std::string>>;

  // An error that says nothing about the SQL is one here, too.
  static Result<std::vector<ColumnAccess>> Compile(const Database& db, const std::string& sql,
                                                   std::string& error) {
    auto accesses = db.ColumnAccesses(sql);
    if (accesses.ok()) return accesses;
    if (LiesOutsideSql(accesses.error())) return std::move(accesses).error();
    error = accesses.error().why;
    return std::vector<ColumnAccess>();
  }

  // A view or trigger, in lower case.
  struct User {
    std::string name;
    std::string on;  // what the statement that was compiled touches by itself
    std::set<std::string> mentions;
  };

  static User UserOf(const std::string& name, const std::string& on, const std::string& sql) {
    User user{.name = LowerAscii(name), .on = LowerAscii(on), .mentions = {}};
    for (const Token& token : SignificantTokens(sql)) {
      user.mentions.insert(LowerAscii(Unquote(token.text)));
    }
    return user;
  }

  // SQLite gives the name of a common table expression for what is read in it, and for rows that
  // are counted in a subquery none: then it is the user's if its text mentions the table.
  bool IsOf(const ColumnAccess& access, const User& user) const {
    const std::string within = LowerAscii(access.within);
    if (within == user.name) return true;
    if (access.kind != Kind::kRead || users_.contains(within)) return false;
    const std::string table = LowerAscii(access.table);
    if (within.empty() && (table == user.on || !access.column.empty())) return false;
    return user.mentions.contains(table);
  }

  // Adds what `user` itself does, of this kind.
  void Collect(const std::vector<ColumnAccess>& accesses, const User& user, Kind kind,
               Columns& into) const {
    for (const ColumnAccess& access : accesses) {
      if (access.kind != kind || !IsOf(access, user)) continue;
      // A name that is nobody's is a common table expression's.
      const auto name = names_.find(LowerAscii(access.table));
      if (name == names_.end()) continue;
      std::set<std::string>& columns = into[name->second];
      if (access.column.empty()) continue;
      columns.insert(access.column == "ROWID" ? "rowid" : access.column);
    }
  }

  std::vector<TableUse> Uses(const std::vector<ColumnAccess>& accesses, const User& user,
                             Kind kind) const {
    Columns found;
    Collect(accesses, user, kind, found);
    std::vector<TableUse> uses;
    for (const auto& [table, columns] : found) {
      uses.push_back({.table = table, .columns = {columns.begin(), columns.end()}});
    }
    return uses;
  }

  std::vector<std::string> Tables(const std::vector<ColumnAccess>& accesses, const User& user,
                                  Kind kind) const {
    Columns found;
    Collect(accesses, user, kind, found);
    std::vector<std::string> tables;
    for (const auto& [table, columns] : found) tables.push_back(table);
    return tables;
  }

  Status AddView(const SchemaView& view) {
    ViewUses uses{.view = view.name};
    GODWIT_ASSIGN(const std::vector<ColumnAccess> accesses,
                  Compile(db_, "SELECT * FROM main." + QuoteName(view.name), uses.error));
    uses.reads = Uses(accesses, UserOf(view.name, view.name, view.stored_sql), Kind::kRead);
    uses_.views.push_back(std::move(uses));
    return {};
  }

  // A statement that fires the trigger. Triggers of the same table and event have the same.
  std::string Firing(const Trigger& trigger, const TriggerHead& head) const {
    const std::string table = "main." + QuoteName(trigger.table);
    switch (head.event) {
      case TriggerEvent::kInsert:
        return "INSERT INTO " + table + " DEFAULT VALUES";
      case TriggerEvent::kDelete:
        return "DELETE FROM " + table;
      case TriggerEvent::kUpdate:
        break;
    }
    std::string sql;
    const auto columns = columns_.find(LowerAscii(trigger.table));
    if (columns != columns_.end()) {
      for (const std::string& column : columns->second) {
        sql += (sql.empty() ? "" : ", ") + QuoteName(column) + " = " + QuoteName(column);
      }
    }
    // Of a view that cannot be resolved: SQLite says why.
    if (sql.empty()) sql = "x = x";
    return "UPDATE " + table + " SET " + sql;
  }

  void Take(const std::vector<ColumnAccess>& accesses, const Trigger& trigger,
            TriggerUses& uses) const {
    const User user = UserOf(trigger.name, trigger.table, trigger.stored_sql);
    uses.reads = Uses(accesses, user, Kind::kRead);
    uses.updates = Uses(accesses, user, Kind::kUpdate);
    uses.inserts = Tables(accesses, user, Kind::kInsert);
    uses.deletes = Tables(accesses, user, Kind::kDelete);
  }

  Status AddTriggers() {
    std::map<std::string, std::vector<std::size_t>> by_statement;
    for (std::size_t i = 0; i < uses_.triggers.size(); ++i) {
      by_statement[Firing(schema_.triggers[i], uses_.triggers[i].head)].push_back(i);
    }
    for (const auto& [sql, triggers] : by_statement) {
      std::string error;
      GODWIT_ASSIGN(const std::vector<ColumnAccess> accesses, Compile(db_, sql, error));
      for (const std::size_t i : triggers) {
        TriggerUses& uses = uses_.triggers[i];
        if (error.empty()) {
          Take(accesses, schema_.triggers[i], uses);
        } else if (triggers.size() == 1) {
          uses.error = error;
        } else {
          GODWIT_TRY(TryAlone(schema_.triggers[i], sql, uses));
        }
      }
    }
    return {};
  }

  Status TryAlone(const Trigger& trigger, const std::string& sql, TriggerUses& uses) {
    if (!scratch_) {
      GODWIT_ASSIGN(Database scratch, open_scratch_());
      Schema without = schema_;
      without.triggers.clear();
      GODWIT_TRY(MakeTables(scratch, without));
      GODWIT_TRY(MakeViewsAndTriggers(scratch, without));
      scratch_.emplace(std::move(scratch));
    }
    GODWIT_TRY(scratch_->Execute(trigger.stored_sql));
    GODWIT_ASSIGN(const std::vector<ColumnAccess> accesses, Compile(*scratch_, sql, uses.error));
    Take(accesses, trigger, uses);
    return scratch_->Execute("DROP TRIGGER " + QuoteName(trigger.name));
  }

  Status AddSequences() {
    GODWIT_ASSIGN(const Value there, db_.QueryValue(kHasSequences));
    if (there == Value(std::int64_t{0})) return {};
    GODWIT_ASSIGN(Statement row, db_.Prepare(kSequences));
    for (;;) {
      GODWIT_ASSIGN(const bool more, row.Step());
      if (!more) return {};
      // A table of ours is no part of the schema.
      const auto name = names_.find(LowerAscii(row.Text(0)));
      if (name != names_.end()) uses_.sequences.push_back({name->second, row.Int(1)});
    }
  }

  const Database& db_;
  const Schema& schema_;
  const std::function<Result<Database>()>& open_scratch_;
  Declared names_;
  std::set<std::string> users_;                              // views and triggers, in lower case
  std::map<std::string, std::vector<std::string>> columns_;  // that can be written
  std::optional<Database> scratch_;                          // the schema without its triggers
  SchemaUses uses_;
};

}  // namespace

std::string_view TriggerTimingName(TriggerTiming timing) {
  switch (timing) {
    case TriggerTiming::kBefore:
      return "before";
    case TriggerTiming::kAfter:
      return "after";
    case TriggerTiming::kInsteadOf:
      return "instead-of";
  }
  return "before";
}

std::string_view TriggerEventName(TriggerEvent event) {
  switch (event) {
    case TriggerEvent::kInsert:
      return "insert";
    case TriggerEvent::kUpdate:
      return "update";
    case TriggerEvent::kDelete:
      return "delete";
  }
  return "insert";
}

TriggerHead ReadTriggerHead(std::string_view stored_sql) {
  const std::vector<Token> tokens = SignificantTokens(stored_sql);
  std::size_t at = 0;
  const auto accept = [&](std::string_view word) {
    const bool is = at < tokens.size() && tokens[at].kind == TokenKind::kWord &&
                    LowerAscii(tokens[at].text) == word;
    if (is) ++at;
    return is;
  };
  accept("create");
  if (!accept("temp")) accept("temporary");
  accept("trigger");
  if (accept("if")) at += 2;                                  // NOT EXISTS
  ++at;                                                       // the name
  if (at < tokens.size() && tokens[at].text == ".") at += 2;  // it was the schema's
  TriggerHead head;
  if (accept("after")) {
    head.timing = TriggerTiming::kAfter;
  } else if (accept("instead")) {
    head.timing = TriggerTiming::kInsteadOf;
    accept("of");
  } else {
    accept("before");
  }
  if (accept("delete")) head.event = TriggerEvent::kDelete;
  if (!accept("update")) return head;
  head.event = TriggerEvent::kUpdate;
  if (!accept("of")) return head;
  for (; at < tokens.size(); ++at) {
    if (tokens[at].text == ",") continue;
    if (tokens[at].kind == TokenKind::kWord && LowerAscii(tokens[at].text) == "on") break;
    head.update_of.push_back(Unquote(tokens[at].text));
  }
  return head;
}

Result<SchemaUses> FindUses(const Database& db, const Schema& schema,
                            const std::function<Result<Database>()>& open_scratch) {
  return Finder(db, schema, open_scratch).Run();
}

}  // namespace godwit

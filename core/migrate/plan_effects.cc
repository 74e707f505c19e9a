#include "core/migrate/plan_effects.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/migrate/data_step.h"
#include "core/migrate/directives.h"
#include "core/migrate/scratch_schema.h"
#include "core/migrate/step_work.h"
#include "core/migrate/table_size.h"
#include "core/schema/internal.h"
#include "core/schema/normalize.h"
#include "core/schema/statement.h"
#include "core/sqlite/access.h"

namespace godwit {
namespace {

using Kind = TableAccess::Kind;
using Verb = StatementWords::Verb;

constexpr std::string_view kSelectTable =
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE";

constexpr std::string_view kSelectObject =
    "SELECT sql FROM main.sqlite_schema WHERE type = ?1 AND name = ?2 COLLATE NOCASE";

// In the order in which a step names them.
constexpr std::string_view kWays[] = {"create", "alter",  "rewrite", "insert",
                                      "update", "delete", "index",   "drop"};

void AddWay(PlanTable& table, std::string_view way) {
  const auto rank = [](std::string_view name) {
    return std::find(std::begin(kWays), std::end(kWays), name) - std::begin(kWays);
  };
  const auto at = std::ranges::find_if(
      table.how, [&](const std::string& there) { return rank(there) >= rank(way); });
  if (at == table.how.end() || *at != way) table.how.emplace(at, way);
}

PlanTable& Entry(std::vector<PlanTable>& tables, const std::string& name) {
  const auto found = std::ranges::find(tables, name, &PlanTable::name);
  if (found != tables.end()) return *found;
  tables.push_back({.name = name, .how = {}});
  return tables.back();
}

// The way in which an access writes its table; empty when it only reads, or touches no table.
std::string_view WayOf(Kind kind, Verb verb) {
  switch (kind) {
    case Kind::kInsert:
      return "insert";
    case Kind::kUpdate:
      return "update";
    case Kind::kDelete:
      return "delete";
    case Kind::kCreate:
      return "create";
    case Kind::kDrop:
      return "drop";
    case Kind::kAlter:
      return verb == Verb::kDropColumn ? "rewrite" : "alter";
    case Kind::kIndex:
      return "index";
    case Kind::kRead:
    case Kind::kScan:
    case Kind::kSchema:
      break;
  }
  return {};
}

bool ReadsAll(Kind kind, Verb verb) {
  return kind == Kind::kRead || kind == Kind::kScan || kind == Kind::kIndex ||
         (kind == Kind::kAlter && verb == Verb::kDropColumn);
}

bool ChangesSchema(const std::vector<TableAccess>& accesses) {
  return std::ranges::any_of(accesses, [](const TableAccess& access) {
    return access.kind == Kind::kCreate || access.kind == Kind::kDrop ||
           access.kind == Kind::kAlter || access.kind == Kind::kIndex ||
           access.kind == Kind::kSchema;
  });
}

class Effects {
 public:
  Effects(const Database* db, Database& scratch) : db_(db), scratch_(scratch) {}

  Status OfStatement(PlanStep& step, bool foreign_keys) {
    // What stands alone writes no row: VACUUM moves them.
    if (step.alone || ReadForeignKeysPragma(step.sql).is_one) {
      step.understood = true;
      return {};
    }
    const StatementWords words = ReadStatement(step.sql);
    GODWIT_TRY(scratch_.SetForeignKeys(foreign_keys));
    Result<std::vector<TableAccess>> accesses = Compile(step.sql);
    GODWIT_TRY(scratch_.SetForeignKeys(false));
    if (!accesses.ok()) return Unknown(accesses.error(), step);
    step.understood = true;
    GODWIT_TRY(Describe(*accesses, words, step));
    GODWIT_TRY(Follow(*accesses, words, step));
    return ChangesSchema(*accesses) ? Apply(words, step) : Status();
  }

  Status OfDataStep(PlanStep& step, const DataStep& data_step) {
    GODWIT_TRY(scratch_.SetForeignKeys(true));
    const Result<BoundStep> bound = BindStep(scratch_, data_step);
    if (!bound.ok()) return Unknown(bound.error(), step);
    std::vector<TableAccess> accesses;
    scratch_.RecordAccesses(&accesses);
    const Status compiled = CompileDataStep(data_step, *bound);
    scratch_.RecordAccesses(nullptr);
    if (!compiled.ok()) return Unknown(compiled.error(), step);
    // The rows at hand are temporary tables, made and dropped on the way.
    std::erase_if(accesses, [](const TableAccess& access) {
      return access.kind == Kind::kCreate || access.kind == Kind::kDrop;
    });
    GODWIT_TRY(Describe(accesses, {}, step));
    step.understood = true;
    return {};
  }

 private:
  // What the step would run, with its triggers and foreign keys.
  Status CompileDataStep(const DataStep& step, const BoundStep& bound) {
    GODWIT_TRY(scratch_.Prepare(step.sql));
    if (step.by_parts) return CheckParts(scratch_, step, bound);
    GODWIT_TRY(scratch_.Prepare(bound.update));
    return {};
  }

  Result<std::vector<TableAccess>> Compile(const std::string& sql) {
    const GuardScope guard(scratch_, ScriptGuard::kMigration);
    return scratch_.Accesses(sql);
  }

  // The step's own run will say what is wrong with it.
  static Status Unknown(const Error& error, PlanStep& step) {
    if (LiesOutsideSql(error)) return error;
    step.understood = false;
    step.reads.clear();
    step.writes.clear();
    return {};
  }

  // The table's name as the schema has it; empty when there is none.
  Result<std::string> TableNamed(const std::string& name) const {
    GODWIT_ASSIGN(Statement select, scratch_.Prepare(kSelectTable));
    GODWIT_TRY(select.Bind(1, Value(name)));
    GODWIT_ASSIGN(const bool row, select.Step());
    return row ? std::string(select.Text(0)) : std::string();
  }

  Result<TableSize> SizeOf(const std::string& table) {
    const std::string key = LowerAscii(table);
    if (const auto known = sizes_.find(key); known != sizes_.end()) return known->second;
    TableSize size;
    if (db_ != nullptr) {
      GODWIT_ASSIGN(size, EstimateSize(*db_, table));
    }
    sizes_[key] = size;
    return size;
  }

  Status Describe(const std::vector<TableAccess>& accesses, const StatementWords& words,
                  PlanStep& step) {
    for (const TableAccess& access : accesses) {
      const std::string& name = access.table.empty() ? words.name : access.table;
      if (IsInternal(name)) continue;
      const bool made = access.kind == Kind::kCreate;
      GODWIT_ASSIGN(std::string table, TableNamed(name));
      // CREATE TABLE IF NOT EXISTS does nothing where it does.
      if (table.empty() != made) continue;
      if (made) table = name;
      if (ReadsAll(access.kind, words.verb)) (void)Entry(step.reads, table);
      const std::string_view way = WayOf(access.kind, words.verb);
      if (!way.empty()) AddWay(Entry(step.writes, table), way);
    }
    for (PlanTable& table : step.writes) {
      if (table.how.back() != "drop") continue;
      // Dropping compiles as deleting every row, too.
      table.how = {"drop"};
      std::erase_if(step.reads, [&](const PlanTable& read) { return read.name == table.name; });
    }
    for (std::vector<PlanTable>* tables : {&step.reads, &step.writes}) {
      for (PlanTable& table : *tables) {
        GODWIT_ASSIGN(const TableSize size, SizeOf(table.name));
        table.rows = size.rows;
        table.bytes = size.bytes;
      }
    }
    return {};
  }

  // How large tables are after the step.
  Status Follow(const std::vector<TableAccess>& accesses, const StatementWords& words,
                const PlanStep& step) {
    if (words.verb == Verb::kRenameTable) {
      GODWIT_ASSIGN(const TableSize size, SizeOf(words.name));
      sizes_[LowerAscii(words.to)] = size;
      sizes_[LowerAscii(words.name)] = {};
    }
    TableSize source;
    const bool fills = std::ranges::any_of(accesses, [](const TableAccess& access) {
      return access.kind == Kind::kInsert || access.kind == Kind::kCreate;
    });
    if (fills) {
      // Without enforcement, so that a parent that is only looked up counts for nothing.
      GODWIT_ASSIGN(const std::vector<TableAccess> plain, Compile(step.sql));
      for (const TableAccess& access : plain) {
        if (access.kind != Kind::kRead) continue;
        GODWIT_ASSIGN(const std::string table, TableNamed(access.table));
        if (table.empty()) continue;
        GODWIT_ASSIGN(const TableSize size, SizeOf(table));
        if (size.rows > source.rows) source = size;
      }
    }
    for (const PlanTable& table : step.writes) {
      TableSize& size = sizes_[LowerAscii(table.name)];
      if (table.how.front() == "create" || table.how.front() == "drop") size = {};
      const bool filled = table.how.front() == "create" || table.how.front() == "insert";
      if (!filled || table.name != words.name) continue;
      size.rows += source.rows;
      size.bytes += source.bytes;
    }
    return {};
  }

  // The object's SQL, empty when it has none; nothing when there is no such object.
  Result<std::optional<std::string>> ObjectSql(const StatementWords& words) const {
    GODWIT_ASSIGN(Statement select, scratch_.Prepare(kSelectObject));
    GODWIT_TRY(select.BindAll(Value(words.object), Value(words.name)));
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return std::optional<std::string>();
    return std::optional<std::string>(std::string(select.Text(0)));
  }

  // Changes the scratch schema as the step does, and finds the way back.
  Status Apply(const StatementWords& words, PlanStep& step) {
    GODWIT_ASSIGN(const std::optional<std::string> before, ObjectSql(words));
    {
      const GuardScope guard(scratch_, ScriptGuard::kMigration);
      const Status done = scratch_.Execute(step.sql);
      if (!done.ok()) return Unknown(done.error(), step);
    }
    StatementWords known = words;
    if (words.verb == Verb::kCreate && !before) known.conditional = false;
    step.reverse = ReverseOf(known);
    if (words.verb == Verb::kDrop && words.object != "table" && before && !before->empty()) {
      step.reverse = before;
    }
    if (!step.reverse) return {};
    GODWIT_ASSIGN(Transaction attempt, Transaction::BeginImmediate(scratch_));
    const Status back = scratch_.Execute(*step.reverse);
    if (!back.ok() && LiesOutsideSql(back.error())) return back.error();
    GODWIT_TRY(attempt.Rollback());
    if (!back.ok()) step.reverse.reset();
    return {};
  }

  const Database* db_;
  Database& scratch_;
  std::map<std::string, TableSize> sizes_;  // by name in lower case
};

}  // namespace

Status AddEffects(std::vector<PlannedMigration>& plan, const Project& project, const Database* db,
                  Database& scratch) {
  Effects effects(db, scratch);
  GODWIT_TRY(CopySchema(db, scratch));
  for (PlannedMigration& planned : plan) {
    const Migration& migration = *project.Find(planned.name);
    for (PlanStep& step : planned.steps) {
      if (step.kind == PlanStep::Kind::kStatement) {
        GODWIT_TRY(effects.OfStatement(step, !migration.foreign_keys_off));
        continue;
      }
      const auto found = std::ranges::find(migration.data_steps, step.name, &DataStep::name);
      GODWIT_TRY(effects.OfDataStep(step, *found));
    }
  }
  return {};
}

std::vector<PlanTable> AllWrites(const std::vector<PlannedMigration>& plan) {
  std::vector<PlanTable> all;
  for (const PlannedMigration& migration : plan) {
    for (const PlanStep& step : migration.steps) {
      for (const PlanTable& table : step.writes) {
        PlanTable& entry = Entry(all, table.name);
        for (const std::string& way : table.how) AddWay(entry, way);
        entry.rows = std::max(entry.rows, table.rows);
        entry.bytes = std::max(entry.bytes, table.bytes);
      }
    }
  }
  return all;
}

}  // namespace godwit

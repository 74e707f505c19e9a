#include "core/samples/valuerank_definitions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/samples/declared.h"
#include "core/samples/valuerank_common.h"
#include "core/sqlite/typed_row.h"

namespace godwit {
namespace {

using nlohmann::json;

constexpr std::string_view kComponent = "valuerank.definitions";
constexpr std::string_view kDefinition = "Definition";
constexpr int kMostListed = 1000;

constexpr std::string_view kFiltered = R"(
FROM "definitions"
WHERE (?1 IS NULL OR instr(lower("name"), lower(?1)) > 0)
  AND (?2 IS NULL OR ("parent_id" IS NOT NULL) = ?2)
ORDER BY "name", "id"
LIMIT ?3 OFFSET ?4
)";
constexpr std::string_view kInsert = R"(
INSERT INTO "definitions" ("id", "parent_id", "name", "content", "created_at", "updated_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?5)
)";
constexpr std::string_view kUpdate = R"(
UPDATE "definitions" SET "parent_id" = ?2, "name" = ?3, "content" = ?4, "updated_at" = ?5
WHERE "id" = ?1
)";
constexpr std::string_view kDelete = R"(DELETE FROM "definitions" WHERE "id" = ?1)";

// From the parent that is to be up to its root: whether the child is among them. UNION: it ends
// even where somebody has made a circle with triggers off.
constexpr std::string_view kIsAbove = R"(
WITH RECURSIVE "line"("id") AS (
    SELECT ?2
    UNION
    SELECT "definitions"."parent_id"
    FROM "line"
    JOIN "definitions" ON "definitions"."id" = "line"."id"
    WHERE "definitions"."parent_id" IS NOT NULL
)
SELECT count(*) FROM "line" WHERE "id" = ?1
)";

constexpr std::string_view kTree = R"(
WITH RECURSIVE "line"("id", "parent_id") AS (
    SELECT "id", "parent_id" FROM "definitions" WHERE "id" = ?1
    UNION
    SELECT "definitions"."id", "definitions"."parent_id"
    FROM "line"
    JOIN "definitions" ON "definitions"."id" = "line"."parent_id"
),
"family"("id", "parent_id", "name", "depth") AS (
    SELECT "definitions"."id", "definitions"."parent_id", "definitions"."name", 0
    FROM "line"
    JOIN "definitions" ON "definitions"."id" = "line"."id"
    WHERE "line"."parent_id" IS NULL
    UNION ALL
    SELECT "definitions"."id", "definitions"."parent_id", "definitions"."name",
           "family"."depth" + 1
    FROM "family"
    JOIN "definitions" ON "definitions"."parent_id" = "family"."id"
)
SELECT "id", "parent_id", "name", "depth"
FROM "family"
ORDER BY "depth", "id"
)";

// What keeps a definition from being deleted.
struct Child {
  std::string_view what;
  std::string_view count;
};
constexpr Child kChildren[] = {
    {"forks", R"(SELECT count(*) FROM "definitions" WHERE "parent_id" = ?1)"},
    {"scenarios", R"(SELECT count(*) FROM "scenarios" WHERE "definition_id" = ?1)"},
    {"runs", R"(SELECT count(*) FROM "runs" WHERE "definition_id" = ?1)"},
};

// `depth`: the column that says it; negative = there is none.
Result<std::vector<Relative>> Relatives(const Database& db, std::string_view sql,
                                        std::string_view id, int depth) {
  GODWIT_ASSIGN(Statement rows, db.Prepare(sql));
  GODWIT_TRY(rows.BindAll(ValueView(id)));
  std::vector<Relative> all;
  for (;;) {
    GODWIT_ASSIGN(const bool more, rows.Step());
    if (!more) return all;
    constexpr std::array<std::string_view, 3> kNames = {"id", "parent_id", "name"};
    Relative& one = all.emplace_back();
    GODWIT_TRY(ReadRow(rows, 0, "definitions", kNames, one.id, one.parent_id, one.name));
    one.depth = depth < 0 ? std::ssize(all) - 1 : rows.Int(depth);
  }
}

Result<std::string> Stamped(std::string_view id, const json& content) {
  return StampedText(ValueRankKind::kDefinition, kDefinition, id, "content", content);
}

}  // namespace

Result<DefinitionRow> ValueRankDefinitions::Get(std::string_view id) const {
  return FindById<DefinitionRow>(db_, kDefinition, id);
}

Result<DefinitionWithContent> ValueRankDefinitions::WithContent(std::string_view id) const {
  GODWIT_ASSIGN(DefinitionRow row, Get(id));
  GODWIT_ASSIGN(VersionedDocument content,
                ValueRankDocuments(ValueRankKind::kDefinition).Read(id, row.content.text));
  return DefinitionWithContent{.row = std::move(row), .content = std::move(content)};
}

// REQUIRES: a transaction is open.
Result<DefinitionRow> ValueRankDefinitions::Insert(const NewDefinition& request) {
  const std::string& id = request.id;
  GODWIT_TRY(RequireText(kDefinition, id, "name", request.name));
  GODWIT_ASSIGN(const std::string content, Stamped(id, request.content));
  if (request.parent_id == id) {
    return Invalid(kDefinition, id, "parentId", "a definition is not its own parent");
  }
  GODWIT_TRY(CheckNewId<DefinitionRow>(db_, kDefinition, id));
  if (request.parent_id) GODWIT_TRY(Get(*request.parent_id));
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), OrNull(request.parent_id), ValueView(request.name),
                         ValueView(content), Value(FormatTime(clock_.NowMillis()))));
  return Get(id);
}

Result<DefinitionRow> ValueRankDefinitions::Create(const NewDefinition& request) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(DefinitionRow row, Insert(request));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "created",
             std::array{LogField{"definition", request.id}});
  return row;
}

Result<DefinitionRow> ValueRankDefinitions::Fork(const DefinitionFork& fork) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(const DefinitionRow parent, Get(fork.parent_id));
  NewDefinition request{.id = fork.id,
                        .parent_id = fork.parent_id,
                        .name = fork.name.value_or(parent.name + " (fork)")};
  if (fork.content) {
    request.content = *fork.content;
  } else {
    GODWIT_ASSIGN(
        const VersionedDocument content,
        ValueRankDocuments(ValueRankKind::kDefinition).Read(fork.parent_id, parent.content.text));
    request.content = content.json;
  }
  GODWIT_ASSIGN(DefinitionRow row, Insert(request));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "forked",
             std::array{LogField{"definition", fork.id}, LogField{"parent", fork.parent_id}});
  return row;
}

Result<std::vector<DefinitionRow>> ValueRankDefinitions::List(
    const DefinitionFilter& filter) const {
  const auto wrong = [](const char* field, std::string why) {
    return Error{.code = ErrorCode::kUsage,
                 .what = std::string("list of definitions, field \"") + field + "\"",
                 .why = std::move(why),
                 .kind = ErrorKind::kValidation};
  };
  if (filter.limit < 1 || filter.limit > kMostListed) {
    return wrong("limit",
                 std::to_string(filter.limit) + " is not within 1.." + std::to_string(kMostListed));
  }
  if (filter.offset < 0) return wrong("offset", "it is below 0");
  const Value has_parent = filter.has_parent ? Value(std::int64_t{*filter.has_parent}) : Value();
  return SelectRows<DefinitionRow>(
      db_, "SELECT " + std::string(DefinitionRow::kColumns) + std::string(kFiltered),
      OrNull(filter.name_contains), has_parent, ValueView(std::int64_t{filter.limit}),
      ValueView(filter.offset));
}

Result<DefinitionRow> ValueRankDefinitions::Update(std::string_view id,
                                                   const DefinitionChange& change) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(DefinitionRow row, Get(id));
  if (change.name) {
    GODWIT_TRY(RequireText(kDefinition, id, "name", *change.name));
    row.name = *change.name;
  }
  if (change.content) {
    GODWIT_ASSIGN(row.content.text, Stamped(id, *change.content));
  }
  if (change.parent_id) {
    row.parent_id = *change.parent_id;
    if (row.parent_id) {
      GODWIT_TRY(Get(*row.parent_id));
      GODWIT_ASSIGN(const std::int64_t above,
                    SelectNumber(db_, kIsAbove, ValueView(id), ValueView(*row.parent_id)));
      if (above > 0) {
        return Invalid(kDefinition, id, "parentId",
                       "'" + *row.parent_id + "' is the definition itself or descends from it");
      }
    }
  }
  row.updated_at = FormatTime(clock_.NowMillis());
  GODWIT_TRY(db_.Execute(kUpdate, ValueView(id), OrNull(row.parent_id), ValueView(row.name),
                         ValueView(row.content.text), ValueView(row.updated_at)));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "updated",
             std::array{LogField{"definition", std::string(id)}});
  return row;
}

Status ValueRankDefinitions::Delete(std::string_view id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(Get(id));
  for (const Child& child : kChildren) {
    GODWIT_ASSIGN(const std::int64_t count, SelectNumber(db_, child.count, ValueView(id)));
    if (count == 0) continue;
    return Invalid(kDefinition, id, "id",
                   "it has " + std::to_string(count) + " " + std::string(child.what));
  }
  GODWIT_TRY(db_.Execute(kDelete, ValueView(id)));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "deleted",
             std::array{LogField{"definition", std::string(id)}});
  return {};
}

Result<std::vector<Relative>> ValueRankDefinitions::Ancestors(std::string_view id) const {
  GODWIT_TRY(Get(id));
  return Relatives(db_, DeclaredSql(kValueRank, "ancestors"), id, -1);
}

Result<std::vector<Relative>> ValueRankDefinitions::Descendants(std::string_view id) const {
  GODWIT_TRY(Get(id));
  return Relatives(db_, DeclaredSql(kValueRank, "descendants"), id, 3);
}

Result<std::vector<Relative>> ValueRankDefinitions::Tree(std::string_view id) const {
  GODWIT_TRY(Get(id));
  return Relatives(db_, kTree, id, 3);
}

Result<std::vector<std::string>> ValueRankDefinitions::TreeIds(std::string_view id) const {
  GODWIT_TRY(Get(id));
  GODWIT_ASSIGN(Statement rows, db_.Prepare(DeclaredSql(kValueRank, "tree-ids")));
  GODWIT_TRY(rows.BindAll(ValueView(id)));
  std::vector<std::string> ids;
  for (;;) {
    GODWIT_ASSIGN(const bool more, rows.Step());
    if (!more) break;
    ids.emplace_back(rows.Text(0));
  }
  std::ranges::sort(ids);
  return ids;
}

}  // namespace godwit

// What a user is looking for, by context. See profiles.h.
#include <algorithm>
#include <array>
#include <utility>

#include "core/json/document.h"
#include "core/json/string.h"
#include "core/samples/profiles.h"
#include "core/samples/profiles_common.h"

namespace godwit {
namespace {

using nlohmann::json;
using enum RelationshipContext;

constexpr std::string_view kIntent = "Intent";

constexpr std::string_view kOfUser = R"(
FROM "ContextIntent" WHERE "userId" = ?1 ORDER BY "contextType"
)";
constexpr std::string_view kOfContext = R"(
FROM "ContextIntent" WHERE "userId" = ?1 AND "contextType" = ?2
)";
constexpr std::string_view kInsert = R"(
INSERT INTO "ContextIntent" ("id", "userId", "contextType", "createdAt", "updatedAt")
VALUES (?1, ?2, ?3, ?4, ?4)
)";
constexpr std::string_view kSetCount = R"(
UPDATE "ContextIntent" SET "completeness" = ?2, "missing" = ?3, "updatedAt" = ?4 WHERE "id" = ?1
)";
constexpr std::string_view kDelete = R"(
DELETE FROM "ContextIntent" WHERE "userId" = ?1 AND "contextType" = ?2
)";

// The columns that an intent of a context has, in the order in which missing ones are listed.
struct IntentColumn {
  RelationshipContext context;
  std::string_view name;
  std::optional<std::string> Intent::* member;
  bool json = false;
};
constexpr IntentColumn kColumns[] = {
    {kRomantic, "relationshipTimeline", &Intent::relationship_timeline},
    {kRomantic, "exclusivityExpectation", &Intent::exclusivity_expectation},
    {kRomantic, "familyIntentions", &Intent::family_intentions},
    {kRomantic, "attractionImportance", &Intent::attraction_importance},
    {kFriendship, "friendshipDepth", &Intent::friendship_depth},
    {kFriendship, "groupActivityPreference", &Intent::group_activity_preference},
    {kFriendship, "emotionalSupportExpectation", &Intent::emotional_support_expectation},
    {kProfessional, "partnershipType", &Intent::partnership_type},
    {kProfessional, "commitmentHorizon", &Intent::commitment_horizon},
    {kProfessional, "complementarySkills", &Intent::complementary_skills, true},
    {kProfessional, "equityOrRevShare", &Intent::equity_or_rev_share},
    {kCreative, "creativeType", &Intent::creative_type},
    {kCreative, "roleNeeded", &Intent::role_needed},
    {kCreative, "processStyle", &Intent::process_style},
    {kCreative, "egoBalance", &Intent::ego_balance},
    {kCreative, "compensationExpectation", &Intent::compensation_expectation},
    {kService, "serviceType", &Intent::service_type},
    {kService, "budgetRange", &Intent::budget_range},
    {kService, "timelineNeeded", &Intent::timeline_needed},
    {kService, "credentialsRequired", &Intent::credentials_required},
};

std::string Select(std::string_view rest) {
  return "SELECT " + std::string(Intent::kColumns) + std::string(rest);
}

// How errors call it.
std::string KeyOf(std::string_view user_id, RelationshipContext context) {
  return std::string(user_id) + "/" + std::string(WordOf(context));
}

const IntentColumn* FindColumn(RelationshipContext context, std::string_view name) {
  const auto* const found = std::ranges::find_if(kColumns, [&](const IntentColumn& column) {
    return column.context == context && column.name == name;
  });
  return found == std::end(kColumns) ? nullptr : found;
}

// A text or an array that is not empty. The data step stores an array as its JSON, in a column of
// texts too.
bool IsFilled(const IntentColumn& column, const std::optional<std::string>& value) {
  if (!value || value->empty()) return false;
  if (!column.json && !value->starts_with('[')) return true;
  const json document = ParseDocument(*value);
  if (document.is_array()) return !document.empty();
  return column.json ? document.is_string() && !document.get<std::string>().empty() : true;
}

Status CheckValue(const std::string& key, const IntentColumn& column, const std::string& value) {
  GODWIT_TRY(RequireText(kIntent, key, column.name, value));
  if (!column.json) return {};
  const json document = ParseDocument(value);
  if (document.is_array() || document.is_string()) return {};
  return Invalid(kIntent, key, column.name, "it is neither a JSON array nor a JSON text");
}

}  // namespace

Result<std::optional<Intent>> Profiles::FindIntent(std::string_view user_id,
                                                   RelationshipContext context) const {
  return SelectRow<Intent>(db_, Select(kOfContext), ValueView(user_id), ValueView(WordOf(context)));
}

// REQUIRES: a transaction is open, and the row is there.
Status Profiles::StoreIntent(const std::string& id, RelationshipContext context,
                             std::span<const IntentValue> values) {
  constexpr std::string_view kById = R"( FROM "ContextIntent" WHERE "id" = ?1)";
  GODWIT_ASSIGN(const std::optional<Intent> before,
                SelectRow<Intent>(db_, Select(kById), ValueView(id)));
  const std::string key = KeyOf(before->user_id, context);
  for (const IntentValue& value : values) {
    const IntentColumn* column = FindColumn(context, value.column);
    if (column == nullptr) {
      return Invalid(kIntent, key, value.column,
                     "an intent of context " + std::string(WordOf(context)) + " has none");
    }
    if (value.value) GODWIT_TRY(CheckValue(key, *column, *value.value));
    const std::string sql =
        R"(UPDATE "ContextIntent" SET ")" + std::string(column->name) + R"(" = ?2 WHERE "id" = ?1)";
    GODWIT_TRY(db_.Execute(sql, ValueView(id), value.value ? Value(*value.value) : Value()));
  }
  GODWIT_ASSIGN(const std::optional<Intent> intent,
                SelectRow<Intent>(db_, Select(kById), ValueView(id)));
  std::int64_t all = 0;
  std::int64_t filled = 0;
  std::string missing;
  for (const IntentColumn& column : kColumns) {
    if (column.context != context) continue;
    ++all;
    if (IsFilled(column, (*intent).*column.member)) {
      ++filled;
      continue;
    }
    if (!missing.empty()) missing += ',';
    AppendJsonString(column.name, missing);
  }
  // Half up.
  const std::int64_t completeness = (200 * filled + all) / (2 * all);
  return db_.Execute(kSetCount, ValueView(id), ValueView(completeness), Value("[" + missing + "]"),
                     Value(FormatTime(clock_.NowMillis())));
}

Result<Intent> Profiles::CreateIntent(std::string_view user_id, RelationshipContext context,
                                      std::span<const IntentValue> values) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(FindProfilesUser(db_, user_id));
  GODWIT_ASSIGN(const std::optional<Intent> there, FindIntent(user_id, context));
  if (there) {
    return Invalid(kIntent, KeyOf(user_id, context), "contextType",
                   "the user has an intent of this context already");
  }
  const std::string id = ProfilesId("ContextIntent/" + KeyOf(user_id, context));
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), ValueView(user_id), ValueView(WordOf(context)),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_TRY(StoreIntent(id, context, values));
  GODWIT_ASSIGN(Intent intent, GetIntent(user_id, context));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kProfilesComponent, "intent created",
             std::array{LogField{"user", std::string(user_id)},
                        LogField{"context", std::string(WordOf(context))}});
  return intent;
}

Result<Intent> Profiles::GetIntent(std::string_view user_id, RelationshipContext context) const {
  GODWIT_ASSIGN(std::optional<Intent> intent, FindIntent(user_id, context));
  if (!intent) return NotFound(kIntent, KeyOf(user_id, context));
  return std::move(*intent);
}

Result<std::vector<Intent>> Profiles::Intents(std::string_view user_id) const {
  return SelectRows<Intent>(db_, Select(kOfUser), ValueView(user_id));
}

Result<Intent> Profiles::UpdateIntent(std::string_view user_id, RelationshipContext context,
                                      std::span<const IntentValue> values) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(Intent intent, GetIntent(user_id, context));
  GODWIT_TRY(StoreIntent(intent.id, context, values));
  GODWIT_ASSIGN(intent, GetIntent(user_id, context));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kProfilesComponent, "intent updated",
             std::array{LogField{"user", std::string(user_id)},
                        LogField{"context", std::string(WordOf(context))}});
  return intent;
}

Status Profiles::DeleteIntent(std::string_view user_id, RelationshipContext context) {
  GODWIT_ASSIGN(const std::int64_t gone,
                Change(db_, kDelete, ValueView(user_id), ValueView(WordOf(context))));
  if (gone == 0) return NotFound(kIntent, KeyOf(user_id, context));
  log_.Write(LogLevel::kInfo, kProfilesComponent, "intent deleted",
             std::array{LogField{"user", std::string(user_id)},
                        LogField{"context", std::string(WordOf(context))}});
  return {};
}

}  // namespace godwit

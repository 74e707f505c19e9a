// Shared profiles, and a user in both models. See profiles.h.
#include "core/samples/profiles.h"

#include <array>
#include <utility>

#include "core/samples/profiles_common.h"

namespace godwit {
namespace {

using nlohmann::json;
using OldProfile = profile_rows::Profile;
using OldContextRow = profile_rows::ContextProfile;

constexpr std::string_view kProfile = "Profile";

constexpr std::string_view kOfUser = R"( FROM "ProfileNew" WHERE "userId" = ?1)";
constexpr std::string_view kInsert = R"(
INSERT INTO "ProfileNew" ("id", "userId", "createdAt", "updatedAt") VALUES (?1, ?2, ?3, ?3)
)";
constexpr std::string_view kDelete = R"(DELETE FROM "ProfileNew" WHERE "userId" = ?1)";

// ?2 is an array, whose values that are not there yet go to the end.
constexpr std::string_view kAddCoreValues = R"(
UPDATE "ProfileNew"
SET "coreValues" = (
    SELECT json_array_union("list" ORDER BY "place")
    FROM (SELECT 1 AS "place", "coreValues" AS "list" UNION ALL SELECT 2, ?2)
)
WHERE "userId" = ?1
)";
constexpr std::string_view kAddConstraints = R"(
UPDATE "ProfileNew"
SET "constraints" = (
    SELECT json_array_union("list" ORDER BY "place")
    FROM (SELECT 1 AS "place", "constraints" AS "list" UNION ALL SELECT 2, ?2)
)
WHERE "userId" = ?1
)";
// ?2 is an object.
constexpr std::string_view kMergeBeliefs = R"(
UPDATE "ProfileNew" SET "beliefs" = json_patch("beliefs", ?2) WHERE "userId" = ?1
)";
constexpr std::string_view kMergeStyle = R"(
UPDATE "ProfileNew" SET "interactionStyle" = json_patch("interactionStyle", ?2) WHERE "userId" = ?1
)";
constexpr std::string_view kMergeLifestyle = R"(
UPDATE "ProfileNew" SET "lifestyle" = json_patch("lifestyle", ?2) WHERE "userId" = ?1
)";
constexpr std::string_view kSetLocation = R"(
UPDATE "ProfileNew" SET "location" = ?2 WHERE "userId" = ?1
)";
constexpr std::string_view kSetAgeRange = R"(
UPDATE "ProfileNew" SET "ageRange" = ?2 WHERE "userId" = ?1
)";
constexpr std::string_view kSetName = R"(
UPDATE "ProfileNew" SET "name" = ?2 WHERE "userId" = ?1
)";

// In halves: three required fields make two each, an optional one makes one on both sides when it
// is there.
constexpr std::string_view kCount = R"(
WITH "counted" AS (
    SELECT "id",
           json_array_length("coreValues") > 0 AS "coreValues",
           coalesce("location", '') <> '' AS "location",
           coalesce("ageRange", '') <> '' AS "ageRange",
           (json("beliefs") <> '{}') + (json("interactionStyle") <> '{}')
               + (json("lifestyle") <> '{}') + (json_array_length("constraints") > 0) AS "optional"
    FROM "ProfileNew"
    WHERE "userId" = ?1
)
UPDATE "ProfileNew"
SET "completeness" = (200 * (2 * ("counted"."coreValues" + "counted"."location"
                                  + "counted"."ageRange") + "counted"."optional")
                      + 6 + "counted"."optional") / (2 * (6 + "counted"."optional")),
    "missing" = '[' || ltrim(iif("counted"."coreValues", '', ',"coreValues"')
                             || iif("counted"."location", '', ',"location"')
                             || iif("counted"."ageRange", '', ',"ageRange"'), ',') || ']',
    "updatedAt" = ?2
FROM "counted"
WHERE "ProfileNew"."id" = "counted"."id"
)";

constexpr std::string_view kOldContexts = R"(
FROM "ContextProfile" WHERE "userId" = ?1 ORDER BY "createdAt", "id"
)";
constexpr std::string_view kOldProfile = R"( FROM "Profile" WHERE "contextProfileId" = ?1)";

std::string Columns(std::string_view columns, std::string_view rest) {
  return "SELECT " + std::string(columns) + std::string(rest);
}

Result<std::optional<SharedProfile>> Find(const Database& db, std::string_view user_id) {
  return SelectRow<SharedProfile>(db, Columns(SharedProfile::kColumns, kOfUser),
                                  ValueView(user_id));
}

// A field that is JSON, and what stores it.
struct Document {
  std::string_view field;
  const std::optional<json>& value;
  bool array;
  std::string_view sql;
};
struct Plain {
  std::string_view field;
  const std::optional<std::optional<std::string>>& value;
  std::string_view sql;
};

Status StoreDocument(Database& db, std::string_view user_id, const Document& document) {
  if (!document.value) return {};
  if (document.array ? !document.value->is_array() : !document.value->is_object()) {
    return Invalid(kProfile, user_id, document.field,
                   document.array ? "it is no JSON array" : "it is no JSON object");
  }
  const std::string text = document.value->dump(-1, ' ', false, json::error_handler_t::replace);
  return db.Execute(document.sql, ValueView(user_id), ValueView(text));
}

Status StorePlain(Database& db, std::string_view user_id, const Plain& plain) {
  if (!plain.value) return {};
  if (*plain.value) GODWIT_TRY(RequireText(kProfile, user_id, plain.field, **plain.value));
  return db.Execute(plain.sql, ValueView(user_id), *plain.value ? Value(**plain.value) : Value());
}

}  // namespace

// REQUIRES: a transaction is open, and the row is there.
Status Profiles::StoreProfile(std::string_view user_id, const ProfileValues& values) {
  const Document documents[] = {
      {"coreValues", values.core_values, true, kAddCoreValues},
      {"constraints", values.constraints, true, kAddConstraints},
      {"beliefs", values.beliefs, false, kMergeBeliefs},
      {"interactionStyle", values.interaction_style, false, kMergeStyle},
      {"lifestyle", values.lifestyle, false, kMergeLifestyle},
  };
  for (const Document& document : documents) {
    GODWIT_TRY(StoreDocument(db_, user_id, document));
  }
  const Plain plains[] = {
      {"location", values.location, kSetLocation},
      {"ageRange", values.age_range, kSetAgeRange},
      {"name", values.name, kSetName},
  };
  for (const Plain& plain : plains) GODWIT_TRY(StorePlain(db_, user_id, plain));
  return db_.Execute(kCount, ValueView(user_id), Value(FormatTime(clock_.NowMillis())));
}

Result<SharedProfile> Profiles::CreateProfile(std::string_view user_id,
                                              const ProfileValues& values) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(FindProfilesUser(db_, user_id));
  GODWIT_ASSIGN(const std::optional<SharedProfile> there, Find(db_, user_id));
  if (there) return Invalid(kProfile, user_id, "userId", "the user has a profile already");
  GODWIT_TRY(db_.Execute(kInsert, Value(ProfilesId("ProfileNew/" + std::string(user_id))),
                         ValueView(user_id), Value(FormatTime(clock_.NowMillis()))));
  GODWIT_TRY(StoreProfile(user_id, values));
  GODWIT_ASSIGN(SharedProfile profile, GetProfile(user_id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kProfilesComponent, "profile created",
             std::array{LogField{"user", std::string(user_id)}});
  return profile;
}

Result<SharedProfile> Profiles::GetProfile(std::string_view user_id) const {
  GODWIT_ASSIGN(std::optional<SharedProfile> profile, Find(db_, user_id));
  if (!profile) return NotFound(kProfile, user_id);
  return std::move(*profile);
}

Result<SharedProfile> Profiles::UpdateProfile(std::string_view user_id,
                                              const ProfileValues& values) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(GetProfile(user_id));
  GODWIT_TRY(StoreProfile(user_id, values));
  GODWIT_ASSIGN(SharedProfile profile, GetProfile(user_id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kProfilesComponent, "profile updated",
             std::array{LogField{"user", std::string(user_id)}});
  return profile;
}

Status Profiles::DeleteProfile(std::string_view user_id) {
  GODWIT_ASSIGN(const std::int64_t gone, Change(db_, kDelete, ValueView(user_id)));
  if (gone == 0) return NotFound(kProfile, user_id);
  log_.Write(LogLevel::kInfo, kProfilesComponent, "profile deleted",
             std::array{LogField{"user", std::string(user_id)}});
  return {};
}

Result<UserInBothModels> Profiles::InBothModels(std::string_view user_id) const {
  GODWIT_ASSIGN(const Transaction moment, Transaction::BeginRead(db_));
  UserInBothModels both;
  GODWIT_ASSIGN(both.user, FindProfilesUser(db_, user_id));
  GODWIT_ASSIGN(std::vector<OldContextRow> contexts,
                SelectRows<OldContextRow>(db_, Columns(OldContextRow::kColumns, kOldContexts),
                                          ValueView(user_id)));
  for (OldContextRow& context : contexts) {
    GODWIT_ASSIGN(std::optional<OldProfile> profile,
                  SelectRow<OldProfile>(db_, Columns(OldProfile::kColumns, kOldProfile),
                                        ValueView(context.id)));
    both.old_contexts.push_back({.context = std::move(context), .profile = std::move(profile)});
  }
  GODWIT_ASSIGN(both.profile, Find(db_, user_id));
  GODWIT_ASSIGN(both.intents, Intents(user_id));
  return both;
}

}  // namespace godwit

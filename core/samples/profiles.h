// Typed queries over the profiles sample (migrations/profiles): one shared profile a user, one
// intent a user and context, beside the old model. They work from the migration that adds both to
// the optional one that retires the old tables.
//
// Errors: what is not there is ErrorKind::kNotFound; input that breaks a rule is
// ErrorKind::kValidation; both name resource and field, and nothing was changed. Operations that
// write are one transaction each; completeness and missing are counted anew in it, as the data step
// counts them. Ids follow from user and context, as the data step's do: who comes first makes the
// row. REQUIRES: no transaction is open.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/status.h"
#include "core/samples/rows/profiles.h"
#include "core/sqlite/database.h"

namespace godwit {

using SharedProfile = profile_rows::ProfileNew;
using Intent = profile_rows::ContextIntent;
using RelationshipContext = profile_rows::ContextIntentContextType;

// What a profile is made with, or changed by; what is not there stays as it is.
struct ProfileValues {
  // Arrays. A change adds what is not in them yet.
  std::optional<nlohmann::json> core_values = {};
  std::optional<nlohmann::json> constraints = {};
  // Objects. A change merges them as RFC 7396 says: a member that is null goes away.
  std::optional<nlohmann::json> beliefs = {};
  std::optional<nlohmann::json> interaction_style = {};
  std::optional<nlohmann::json> lifestyle = {};
  // An inner nullopt takes the value away.
  std::optional<std::optional<std::string>> location = {};
  std::optional<std::optional<std::string>> age_range = {};
  std::optional<std::optional<std::string>> name = {};
};

// Of a column that the intent's context has: "friendshipDepth". complementarySkills is a JSON array
// or text, the others are text. nullopt takes the value away.
struct IntentValue {
  std::string column = {};
  std::optional<std::string> value = {};
};

// A context as the old model has it.
struct OldContext {
  profile_rows::ContextProfile context;
  std::optional<profile_rows::Profile> profile;
};

struct UserInBothModels {
  profile_rows::User user;
  std::vector<OldContext> old_contexts;  // the oldest first
  std::optional<SharedProfile> profile;
  std::vector<Intent> intents;  // by context
};

class Profiles {
 public:
  // Borrows all three.
  Profiles(Database& db, Clock& clock, Log& log) : db_(db), clock_(clock), log_(log) {}

  // A user has one at most.
  Result<SharedProfile> CreateProfile(std::string_view user_id, const ProfileValues& values);
  Result<SharedProfile> GetProfile(std::string_view user_id) const;
  Result<SharedProfile> UpdateProfile(std::string_view user_id, const ProfileValues& values);
  Status DeleteProfile(std::string_view user_id);

  // A user has one at most of each context.
  Result<Intent> CreateIntent(std::string_view user_id, RelationshipContext context,
                              std::span<const IntentValue> values);
  Result<Intent> GetIntent(std::string_view user_id, RelationshipContext context) const;
  // By context.
  Result<std::vector<Intent>> Intents(std::string_view user_id) const;
  Result<Intent> UpdateIntent(std::string_view user_id, RelationshipContext context,
                              std::span<const IntentValue> values);
  Status DeleteIntent(std::string_view user_id, RelationshipContext context);

  // All of one moment.
  Result<UserInBothModels> InBothModels(std::string_view user_id) const;

 private:
  Status StoreProfile(std::string_view user_id, const ProfileValues& values);
  Status StoreIntent(const std::string& id, RelationshipContext context,
                     std::span<const IntentValue> values);
  Result<std::optional<Intent>> FindIntent(std::string_view user_id,
                                           RelationshipContext context) const;

  Database& db_;
  Clock& clock_;
  Log& log_;
};

}  // namespace godwit

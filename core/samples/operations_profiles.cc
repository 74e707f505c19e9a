// The operations of the profiles sample by name. See operations.h and profiles.h.
#include <algorithm>
#include <array>
#include <utility>

#include "core/samples/operations.h"
#include "core/samples/profiles.h"

namespace godwit {

template <typename Visitor>
void VisitMembers(const OldContext& old, Visitor& visitor) {
  visitor("context", old.context);
  visitor("profile", old.profile);
}

template <typename Visitor>
void VisitMembers(const UserInBothModels& both, Visitor& visitor) {
  visitor("user", both.user);
  visitor("oldContexts", both.old_contexts);
  visitor("profile", both.profile);
  visitor("intents", both.intents);
}

namespace {

using enum ArgumentType;
using nlohmann::json;

constexpr Parameter kUserId = {"userId"};
constexpr Parameter kContext = {
    .name = "contextType", .type = kWord, .words = profile_rows::kContextIntentContextTypeWords};

// Columns of texts that are JSON documents.
constexpr std::array<std::string_view, 8> kDocuments = {
    "coreValues",  "beliefs", "interactionStyle",    "lifestyle",
    "constraints", "missing", "complementarySkills", "data"};

void OpenDocuments(json& value) {
  if (!value.is_structured()) return;
  for (const auto& [name, inner] : value.items()) {
    if (inner.is_string() && std::ranges::find(kDocuments, name) != kDocuments.end()) {
      inner = DocumentOrText(inner.get<std::string>());
    } else {
      OpenDocuments(inner);
    }
  }
}

template <typename T>
Result<OperationResult> WithDocuments(const Result<T>& result) {
  GODWIT_ASSIGN(OperationResult shown, Shown(result));
  OpenDocuments(shown.value);
  return shown;
}

Profiles Layer(const OperationCall& call) { return {call.db, call.clock, call.log}; }

std::vector<Parameter> OfProfile() {
  return {kUserId,
          {"coreValues", kJson, true},
          {"beliefs", kJson, true},
          {"interactionStyle", kJson, true},
          {"lifestyle", kJson, true},
          {"constraints", kJson, true},
          {"location", kText, true},
          {"ageRange", kText, true},
          {"name", kText, true}};
}

ProfileValues ValuesOf(const Arguments& args) {
  return {.core_values = args.Optional<json>("coreValues"),
          .constraints = args.Optional<json>("constraints"),
          .beliefs = args.Optional<json>("beliefs"),
          .interaction_style = args.Optional<json>("interactionStyle"),
          .lifestyle = args.Optional<json>("lifestyle"),
          .location = args.Change<std::string>("location"),
          .age_range = args.Change<std::string>("ageRange"),
          .name = args.Change<std::string>("name")};
}

// Of an object whose members are texts, arrays or null.
Result<std::vector<IntentValue>> IntentValuesOf(const Arguments& args) {
  const auto wrong = [](const std::string& what) {
    return Error{.code = ErrorCode::kUsage,
                 .what = "argument \"values\"" + what,
                 .why = "it must be an object of texts and arrays, or of null for what goes away"};
  };
  std::vector<IntentValue> values;
  const json given = args.Optional<json>("values").value_or(json::object());
  if (!given.is_object()) return wrong("");
  for (const auto& [name, value] : given.items()) {
    IntentValue& one = values.emplace_back();
    one.column = name;
    if (value.is_null()) continue;
    if (!value.is_string() && !value.is_array()) return wrong(", member \"" + name + "\"");
    one.value = value.is_string() ? value.get<std::string>() : value.dump();
  }
  return values;
}

RelationshipContext ContextOf(const Arguments& args) {
  return args.Word<RelationshipContext>("contextType");
}

template <auto Write>
Result<OperationResult> WriteIntent(const OperationCall& call) {
  GODWIT_ASSIGN(const std::vector<IntentValue> values, IntentValuesOf(call.args));
  Profiles profiles = Layer(call);
  return WithDocuments((profiles.*Write)(call.args.Text("userId"), ContextOf(call.args), values));
}

std::vector<Operation> OfProfiles() {
  return {
      {"create-profile", "A user's shared profile", true, OfProfile(),
       [](const OperationCall& call) {
         return WithDocuments(
             Layer(call).CreateProfile(call.args.Text("userId"), ValuesOf(call.args)));
       }},
      {"profile",
       "A user's shared profile",
       false,
       {kUserId},
       [](const OperationCall& call) {
         return WithDocuments(Layer(call).GetProfile(call.args.Text("userId")));
       }},
      {"update-profile", "Add to arrays, merge objects; an empty text goes away", true, OfProfile(),
       [](const OperationCall& call) {
         return WithDocuments(
             Layer(call).UpdateProfile(call.args.Text("userId"), ValuesOf(call.args)));
       }},
      {"delete-profile",
       "Delete a user's shared profile",
       true,
       {kUserId},
       [](const OperationCall& call) {
         return Shown(Layer(call).DeleteProfile(call.args.Text("userId")));
       }},
      {"in-both-models",
       "All of a user: contexts with old profiles, the new one, intents",
       false,
       {kUserId},
       [](const OperationCall& call) {
         return WithDocuments(Layer(call).InBothModels(call.args.Text("userId")));
       }},
  };
}

std::vector<Operation> OfIntents() {
  return {
      {"create-intent",
       "What a user looks for in a context: {column: text}",
       true,
       {kUserId, kContext, {"values", kJson, true}},
       WriteIntent<&Profiles::CreateIntent>},
      {"intent",
       "What a user looks for in a context",
       false,
       {kUserId, kContext},
       [](const OperationCall& call) {
         return WithDocuments(
             Layer(call).GetIntent(call.args.Text("userId"), ContextOf(call.args)));
       }},
      {"intents",
       "What a user looks for, by context",
       false,
       {kUserId},
       [](const OperationCall& call) {
         return WithDocuments(Layer(call).Intents(call.args.Text("userId")));
       }},
      {"update-intent",
       "Change the values that are given; null goes away",
       true,
       {kUserId, kContext, {"values", kJson, true}},
       WriteIntent<&Profiles::UpdateIntent>},
      {"delete-intent",
       "Delete an intent",
       true,
       {kUserId, kContext},
       [](const OperationCall& call) {
         return Shown(Layer(call).DeleteIntent(call.args.Text("userId"), ContextOf(call.args)));
       }},
  };
}

}  // namespace

std::span<const Operation> ProfilesOperations() {
  static const std::vector<Operation> kAll = [] {
    std::vector<Operation> all = OfProfiles();
    for (Operation& operation : OfIntents()) all.push_back(std::move(operation));
    return all;
  }();
  return kAll;
}

}  // namespace godwit

// Users, keys and definitions of the valuerank sample by name. See operations.h.
#include "core/samples/operations_valuerank.h"

#include <utility>

#include "core/samples/valuerank_definitions.h"
#include "core/samples/valuerank_users.h"

namespace godwit {

template <typename Visitor>
void VisitMembers(const ApiKeyEntry& key, Visitor& visitor) {
  visitor("id", key.id);
  visitor("name", key.name);
  visitor("keyPrefix", key.key_prefix);
  visitor("lastUsed", key.last_used);
  visitor("expiresAt", key.expires_at);
  visitor("createdAt", key.created_at);
}

template <typename Visitor>
void VisitMembers(const UserWithKeys& user, Visitor& visitor) {
  visitor("user", user.user);
  visitor("keys", user.keys);
}

template <typename Visitor>
void VisitMembers(const DefinitionWithContent& definition, Visitor& visitor) {
  visitor("definition", definition.row);
  visitor("content", definition.content);
}

template <typename Visitor>
void VisitMembers(const Relative& relative, Visitor& visitor) {
  visitor("id", relative.id);
  visitor("parentId", relative.parent_id);
  visitor("name", relative.name);
  visitor("depth", relative.depth);
}

namespace {

using enum ArgumentType;
using nlohmann::json;

constexpr Parameter kId = {"id"};

ValueRankUsers Users(const OperationCall& call) { return {call.db, call.clock, call.log}; }
ValueRankDefinitions Definitions(const OperationCall& call) {
  return {call.db, call.clock, call.log};
}

void TakeHashes(json& value) {
  if (value.is_object()) {
    value.erase("passwordHash");
    value.erase("keyHash");
  }
  if (!value.is_structured()) return;
  for (json& inner : value) TakeHashes(inner);
}

// Hashes are there to be compared with, by the application; nobody is to read them.
template <typename T>
Result<OperationResult> WithoutHashes(const Result<T>& result) {
  GODWIT_ASSIGN(OperationResult shown, Shown(result));
  TakeHashes(shown.value);
  for (std::vector<std::string>& shape : shown.shapes) {
    std::erase(shape, "passwordHash");
    std::erase(shape, "keyHash");
  }
  return shown;
}

Result<OperationResult> CreateUser(const OperationCall& call) {
  return WithoutHashes(Users(call).Create({.id = call.args.Text("id"),
                                           .email = call.args.Text("email"),
                                           .password_hash = call.args.Text("passwordHash"),
                                           .name = call.args.Optional<std::string>("name")}));
}

Result<OperationResult> UpdateUser(const OperationCall& call) {
  return WithoutHashes(Users(call).Update(
      call.args.Text("id"), {.email = call.args.Optional<std::string>("email"),
                             .password_hash = call.args.Optional<std::string>("passwordHash"),
                             .name = call.args.Change<std::string>("name")}));
}

Result<OperationResult> CreateKey(const OperationCall& call) {
  return WithoutHashes(
      Users(call).CreateKey({.id = call.args.Text("id"),
                             .user_id = call.args.Text("userId"),
                             .name = call.args.Text("name"),
                             .key = call.args.Text("key"),
                             .expires_at = call.args.Optional<std::string>("expiresAt")}));
}

Result<OperationResult> CreateDefinition(const OperationCall& call) {
  return Shown(Definitions(call).Create({.id = call.args.Text("id"),
                                         .parent_id = call.args.Optional<std::string>("parentId"),
                                         .name = call.args.Text("name"),
                                         .content = call.args.Document("content")}));
}

Result<OperationResult> ForkDefinition(const OperationCall& call) {
  return Shown(Definitions(call).Fork({.id = call.args.Text("id"),
                                       .parent_id = call.args.Text("parentId"),
                                       .name = call.args.Optional<std::string>("name"),
                                       .content = call.args.Optional<json>("content")}));
}

Result<OperationResult> ListDefinitions(const OperationCall& call) {
  const DefinitionFilter usual;
  return Shown(Definitions(call).List(
      {.name_contains = call.args.Optional<std::string>("nameContains"),
       .has_parent = call.args.Optional<bool>("hasParent"),
       .limit = call.args.Limit("limit", usual.limit),
       .offset = call.args.Optional<std::int64_t>("offset").value_or(usual.offset)}));
}

Result<OperationResult> UpdateDefinition(const OperationCall& call) {
  return Shown(Definitions(call).Update(call.args.Text("id"),
                                        {.name = call.args.Optional<std::string>("name"),
                                         .content = call.args.Optional<json>("content"),
                                         .parent_id = call.args.Change<std::string>("parentId")}));
}

}  // namespace

std::vector<Operation> ValueRankUserOperations() {
  return {
      {"create-user",
       "A new user, with a hash of the password",
       true,
       {kId, {"email"}, {"passwordHash"}, {"name", kText, true}},
       CreateUser},
      {"user",
       "A user",
       false,
       {kId},
       [](const OperationCall& call) {
         return WithoutHashes(Users(call).Get(call.args.Text("id")));
       }},
      {"user-by-email",
       "A user, whatever the case of the address",
       false,
       {{"email"}},
       [](const OperationCall& call) {
         return WithoutHashes(Users(call).ByEmail(call.args.Text("email")));
       }},
      {"user-with-keys",
       "A user and the keys, without their hashes",
       false,
       {kId},
       [](const OperationCall& call) {
         return WithoutHashes(Users(call).WithKeys(call.args.Text("id")));
       }},
      {"update-user",
       "Change what is given; an empty name goes away",
       true,
       {kId, {"email", kText, true}, {"passwordHash", kText, true}, {"name", kText, true}},
       UpdateUser},
      {"delete-user",
       "Delete a user with the keys",
       true,
       {kId},
       [](const OperationCall& call) { return Shown(Users(call).Delete(call.args.Text("id"))); }},
      {"create-key",
       "A new API key; only its hash is stored",
       true,
       {kId, {"userId"}, {"name"}, {"key"}, {"expiresAt", kText, true}},
       CreateKey},
      {"keys-by-prefix",
       "Keys that have not expired, by their first characters",
       false,
       {{"prefix"}},
       [](const OperationCall& call) {
         return WithoutHashes(Users(call).KeysByPrefix(call.args.Text("prefix")));
       }},
      {"keys",
       "A user's keys",
       false,
       {{"userId"}},
       [](const OperationCall& call) { return Shown(Users(call).Keys(call.args.Text("userId"))); }},
      {"delete-key",
       "Delete a key",
       true,
       {kId},
       [](const OperationCall& call) {
         return Shown(Users(call).DeleteKey(call.args.Text("id")));
       }},
      {"delete-keys-of",
       "Delete all keys of a user; gives their number",
       true,
       {{"userId"}},
       [](const OperationCall& call) {
         return Shown(Users(call).DeleteKeysOf(call.args.Text("userId")));
       }},
      {"verify-key",
       "Whose key it is, and note that it was used; null when nobody's",
       true,
       {{"key"}},
       [](const OperationCall& call) {
         return WithoutHashes(Users(call).VerifyKey(call.args.Text("key")));
       }},
  };
}

std::vector<Operation> ValueRankDefinitionOperations() {
  return {
      {"create-definition",
       "A new definition: a root, or under a parent",
       true,
       {kId, {"name"}, {"content", kJson}, {"parentId", kText, true}},
       CreateDefinition},
      {"fork-definition",
       "A copy under its parent, with another name or content",
       true,
       {kId, {"parentId"}, {"name", kText, true}, {"content", kJson, true}},
       ForkDefinition},
      {"definition",
       "A definition, its content as it is stored",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Definitions(call).Get(call.args.Text("id")));
       }},
      {"definition-content",
       "A definition, its content upgraded",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Definitions(call).WithContent(call.args.Text("id")));
       }},
      {"definitions",
       "Definitions by name",
       false,
       {{"nameContains", kText, true},
        {"hasParent", kBoolean, true},
        {"limit", kInteger, true},
        {"offset", kInteger, true}},
       ListDefinitions},
      {"update-definition",
       "Change what is given; an empty parentId makes a root",
       true,
       {kId, {"name", kText, true}, {"content", kJson, true}, {"parentId", kText, true}},
       UpdateDefinition},
      {"delete-definition",
       "Delete a definition that has neither forks, scenarios nor runs",
       true,
       {kId},
       [](const OperationCall& call) {
         return Shown(Definitions(call).Delete(call.args.Text("id")));
       }},
      {"ancestors",
       "From the root down to the definition",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Definitions(call).Ancestors(call.args.Text("id")));
       }},
      {"descendants",
       "What was forked of it, and of those",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Definitions(call).Descendants(call.args.Text("id")));
       }},
      {"tree",
       "Its whole family, from the root on",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Definitions(call).Tree(call.args.Text("id")));
       }},
      {"tree-ids",
       "The ids of the same, sorted",
       false,
       {kId},
       [](const OperationCall& call) {
         return Shown(Definitions(call).TreeIds(call.args.Text("id")));
       }},
  };
}

std::span<const Operation> ValueRankOperations() {
  static const std::vector<Operation> kAll = [] {
    std::vector<Operation> all;
    for (const auto part :
         {ValueRankUserOperations, ValueRankDefinitionOperations, ValueRankRunOperations,
          ValueRankTranscriptOperations, ValueRankExperimentOperations}) {
      for (Operation& operation : part()) all.push_back(std::move(operation));
    }
    return all;
  }();
  return kAll;
}

}  // namespace godwit

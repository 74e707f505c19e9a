#include "core/samples/valuerank_users.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/sha256.h"
#include "core/samples/declared.h"
#include "core/samples/valuerank_common.h"
#include "core/sqlite/typed_row.h"

namespace godwit {
namespace {

constexpr std::string_view kComponent = "valuerank.users";
constexpr std::string_view kUser = "User";
constexpr std::string_view kKey = "ApiKey";
constexpr std::size_t kPrefix = 12;
constexpr std::size_t kShortestKey = 20;

// The column compares without case.
constexpr std::string_view kCountEmail = R"(
SELECT count(*) FROM "users" WHERE "email" = ?1 AND "id" <> ?2
)";
constexpr std::string_view kInsert = R"(
INSERT INTO "users" ("id", "email", "password_hash", "name", "created_at", "updated_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?5)
)";
constexpr std::string_view kUpdate = R"(
UPDATE "users" SET "email" = ?2, "password_hash" = ?3, "name" = ?4, "updated_at" = ?5
WHERE "id" = ?1
)";
constexpr std::string_view kDelete = R"(DELETE FROM "users" WHERE "id" = ?1)";
constexpr std::string_view kInsertKey = R"(
INSERT INTO "api_keys" ("id", "user_id", "name", "key_hash", "key_prefix", "expires_at",
                        "created_at")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
)";
constexpr std::string_view kDeleteKey = R"(DELETE FROM "api_keys" WHERE "id" = ?1)";
constexpr std::string_view kDeleteKeysOf = R"(DELETE FROM "api_keys" WHERE "user_id" = ?1)";
constexpr std::string_view kStampKey = R"(UPDATE "api_keys" SET "last_used" = ?2 WHERE "id" = ?1)";

bool IsVisible(char c) { return c > 0x20 && c < 0x7f; }

// One `@` with something on both sides of it, and no white space or controls.
bool IsEmail(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 == text.size()) return false;
  if (text.find('@', at + 1) != std::string_view::npos) return false;
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

Status CheckEmail(const Database& db, std::string_view id, std::string_view email) {
  GODWIT_TRY(RequireText(kUser, id, "email", email));
  if (!IsEmail(email)) {
    return Invalid(kUser, id, "email", "\"" + std::string(email) + "\" is no e-mail address");
  }
  GODWIT_ASSIGN(const std::int64_t taken,
                SelectNumber(db, kCountEmail, ValueView(email), ValueView(id)));
  if (taken > 0) return Invalid(kUser, id, "email", "another user has it");
  return {};
}

// Reads all of both, wherever they differ.
bool SameHash(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return difference == 0;
}

}  // namespace

Result<ApiKeyEntry> ApiKeyEntry::Read(const Statement& row) {
  constexpr std::array<std::string_view, 6> kNames = {"id",        "name",       "key_prefix",
                                                      "last_used", "expires_at", "created_at"};
  ApiKeyEntry entry;
  GODWIT_TRY(ReadRow(row, 0, "api_keys", kNames, entry.id, entry.name, entry.key_prefix,
                     entry.last_used, entry.expires_at, entry.created_at));
  return entry;
}

Result<ValueRankUser> ValueRankUsers::Get(std::string_view id) const {
  return FindById<ValueRankUser>(db_, kUser, id);
}

Result<ValueRankUser> ValueRankUsers::ByEmail(std::string_view email) const {
  const std::string& sql = DeclaredSql(kValueRank, "user-by-email");
  GODWIT_ASSIGN(Statement found, db_.Prepare(sql));
  GODWIT_TRY(found.BindAll(ValueView(email)));
  GODWIT_ASSIGN(const bool any, found.Step());
  if (!any) return NotFound(kUser, email);
  return Get(found.Text(0));
}

Result<UserWithKeys> ValueRankUsers::WithKeys(std::string_view id) const {
  GODWIT_ASSIGN(ValueRankUser user, Get(id));
  GODWIT_ASSIGN(std::vector<ApiKeyEntry> keys, Keys(id));
  return UserWithKeys{.user = std::move(user), .keys = std::move(keys)};
}

Result<ValueRankUser> ValueRankUsers::Create(const NewValueRankUser& request) {
  const std::string& id = request.id;
  GODWIT_TRY(RequireText(kUser, id, "passwordHash", request.password_hash));
  if (request.name) GODWIT_TRY(RequireText(kUser, id, "name", *request.name));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(CheckNewId<ValueRankUser>(db_, kUser, id));
  GODWIT_TRY(CheckEmail(db_, id, request.email));
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), ValueView(request.email),
                         ValueView(request.password_hash), OrNull(request.name),
                         Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(ValueRankUser user, Get(id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "user created", std::array{LogField{"user", id}});
  return user;
}

Result<ValueRankUser> ValueRankUsers::Create(NewValueRankUser request, std::string_view password,
                                             PasswordHasher& hasher) {
  GODWIT_TRY(RequireText(kUser, request.id, "password", password));
  GODWIT_ASSIGN(request.password_hash, hasher.Hash(password));
  if (request.password_hash.find(password) != std::string::npos) {
    return Invalid(kUser, request.id, "passwordHash", "the password can be read in it");
  }
  return Create(request);
}

Result<ValueRankUser> ValueRankUsers::Update(std::string_view id,
                                             const ValueRankUserChange& change) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(ValueRankUser user, Get(id));
  if (change.email) {
    GODWIT_TRY(CheckEmail(db_, id, *change.email));
    user.email = *change.email;
  }
  if (change.password_hash) {
    GODWIT_TRY(RequireText(kUser, id, "passwordHash", *change.password_hash));
    user.password_hash = *change.password_hash;
  }
  if (change.name) {
    if (*change.name) GODWIT_TRY(RequireText(kUser, id, "name", **change.name));
    user.name = *change.name;
  }
  user.updated_at = FormatTime(clock_.NowMillis());
  GODWIT_TRY(db_.Execute(kUpdate, ValueView(id), ValueView(user.email),
                         ValueView(user.password_hash), OrNull(user.name),
                         ValueView(user.updated_at)));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "user updated",
             std::array{LogField{"user", std::string(id)}});
  return user;
}

Status ValueRankUsers::Delete(std::string_view id) {
  GODWIT_ASSIGN(const std::int64_t gone, Change(db_, kDelete, ValueView(id)));
  if (gone == 0) return NotFound(kUser, id);
  log_.Write(LogLevel::kInfo, kComponent, "user deleted",
             std::array{LogField{"user", std::string(id)}});
  return {};
}

Result<ApiKey> ValueRankUsers::CreateKey(const NewApiKey& request) {
  const std::string& id = request.id;
  GODWIT_TRY(RequireText(kKey, id, "name", request.name));
  GODWIT_TRY(RequireText(kKey, id, "key", request.key));
  if (request.key.size() < kShortestKey || !std::ranges::all_of(request.key, IsVisible)) {
    return Invalid(kKey, id, "key",
                   "a key has at least " + std::to_string(kShortestKey) +
                       " characters, all of them visible and of ASCII");
  }
  std::optional<std::string> expires;
  if (request.expires_at) {
    const Result<std::int64_t> time = ParseTime(*request.expires_at);
    if (!time.ok()) return Invalid(kKey, id, "expiresAt", "it is no time as in ISO 8601");
    expires = FormatTime(*time);
  }
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(Get(request.user_id));
  GODWIT_TRY(CheckNewId<ApiKey>(db_, kKey, id));
  GODWIT_TRY(db_.Execute(kInsertKey, ValueView(id), ValueView(request.user_id),
                         ValueView(request.name), Value(Hex(Sha256Of(request.key))),
                         ValueView(std::string_view(request.key).substr(0, kPrefix)),
                         OrNull(expires), Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(ApiKey key, FindById<ApiKey>(db_, kKey, id));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "key created",
             std::array{LogField{"key", id}, LogField{"user", request.user_id}});
  return key;
}

Result<std::vector<ApiKey>> ValueRankUsers::KeysByPrefix(std::string_view prefix) const {
  const std::string now = FormatTime(clock_.NowMillis());
  // Its columns are those of the row, in the row's order.
  return SelectRows<ApiKey>(db_, DeclaredSql(kValueRank, "keys-by-prefix"), ValueView(prefix),
                            ValueView(now));
}

Result<std::vector<ApiKeyEntry>> ValueRankUsers::Keys(std::string_view user_id) const {
  return SelectRows<ApiKeyEntry>(db_, DeclaredSql(kValueRank, "keys-of-user"), ValueView(user_id));
}

Status ValueRankUsers::DeleteKey(std::string_view id) {
  GODWIT_ASSIGN(const std::int64_t gone, Change(db_, kDeleteKey, ValueView(id)));
  if (gone == 0) return NotFound(kKey, id);
  log_.Write(LogLevel::kInfo, kComponent, "key deleted",
             std::array{LogField{"key", std::string(id)}});
  return {};
}

Result<std::int64_t> ValueRankUsers::DeleteKeysOf(std::string_view user_id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(Get(user_id));
  GODWIT_ASSIGN(const std::int64_t gone, Change(db_, kDeleteKeysOf, ValueView(user_id)));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "keys deleted",
             std::array{LogField{"user", std::string(user_id)}, LogField{"keys", gone}});
  return gone;
}

Result<std::optional<ApiKey>> ValueRankUsers::VerifyKey(std::string_view key) {
  const std::string hash = Hex(Sha256Of(key));
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(std::vector<ApiKey> keys, KeysByPrefix(key.substr(0, kPrefix)));
  std::optional<ApiKey> whose;
  for (ApiKey& one : keys) {
    if (SameHash(one.key_hash, hash)) whose = std::move(one);
  }
  if (!whose) return whose;
  whose->last_used = FormatTime(clock_.NowMillis());
  GODWIT_TRY(db_.Execute(kStampKey, ValueView(whose->id), ValueView(*whose->last_used)));
  GODWIT_TRY(transaction.Commit());
  return whose;
}

}  // namespace godwit

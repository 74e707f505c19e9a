// Typed queries over the users and API keys of the valuerank sample (migrations/valuerank).
//
// Errors: what is not there is ErrorKind::kNotFound; input that breaks a rule is
// ErrorKind::kValidation; both name resource and field, and nothing was changed. Operations that
// write are one transaction each. Neither passwords nor keys are stored or logged.
// REQUIRES: no transaction is open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/status.h"
#include "core/samples/rows/valuerank.h"
#include "core/sqlite/database.h"

namespace godwit {

using ValueRankUser = valuerank_rows::Users;
using ApiKey = valuerank_rows::ApiKeys;

// A known library's function for passwords, injected: slow on purpose, with a salt in what it
// gives.
class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;
  virtual Result<std::string> Hash(std::string_view password) = 0;
};

struct NewValueRankUser {
  std::string id = {};
  std::string email = {};          // unique without regard to (ASCII) case
  std::string password_hash = {};  // ready
  std::optional<std::string> name = {};
};

struct ValueRankUserChange {
  std::optional<std::string> email = {};
  std::optional<std::string> password_hash = {};
  std::optional<std::optional<std::string>> name = {};
};

struct NewApiKey {
  std::string id = {};
  std::string user_id = {};
  std::string name = {};
  std::string key = {};                        // at least 20 characters; only its hash is stored
  std::optional<std::string> expires_at = {};  // ISO 8601
};

// For lists, which are for people: without the hash.
struct ApiKeyEntry {
  std::string id;
  std::string name;
  std::string key_prefix;
  std::optional<std::string> last_used;
  std::optional<std::string> expires_at;
  std::string created_at;

  static Result<ApiKeyEntry> Read(const Statement& row);
};

struct UserWithKeys {
  ValueRankUser user;
  std::vector<ApiKeyEntry> keys;
};

class ValueRankUsers {
 public:
  // Borrows all three.
  ValueRankUsers(Database& db, Clock& clock, Log& log) : db_(db), clock_(clock), log_(log) {}

  Result<ValueRankUser> Create(const NewValueRankUser& request);
  // The same, `request.password_hash` made of the password.
  Result<ValueRankUser> Create(NewValueRankUser request, std::string_view password,
                               PasswordHasher& hasher);
  Result<ValueRankUser> Get(std::string_view id) const;
  Result<ValueRankUser> ByEmail(std::string_view email) const;
  Result<UserWithKeys> WithKeys(std::string_view id) const;
  Result<ValueRankUser> Update(std::string_view id, const ValueRankUserChange& change);
  // With the user's keys.
  Status Delete(std::string_view id);

  Result<ApiKey> CreateKey(const NewApiKey& request);
  // Those that have not expired.
  Result<std::vector<ApiKey>> KeysByPrefix(std::string_view prefix) const;
  Result<std::vector<ApiKeyEntry>> Keys(std::string_view user_id) const;
  Status DeleteKey(std::string_view id);
  // How many there were.
  Result<std::int64_t> DeleteKeysOf(std::string_view user_id);
  // Whose key it is, and stamps last_used; nothing when it is nobody's or has expired. Hashes are
  // compared in a time that does not depend on where they differ.
  Result<std::optional<ApiKey>> VerifyKey(std::string_view key);

 private:
  Database& db_;
  Clock& clock_;
  Log& log_;
};

}  // namespace godwit

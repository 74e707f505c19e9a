// Users and API keys of the valuerank sample: every operation and rule.
#include "core/samples/valuerank_users.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/layer.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kKeyText = "vr_live_4f9d2c71a0b83e65";

// Not a password's hash at all, but it does not contain it: what a real library would be asked for.
class MarkingHasher final : public PasswordHasher {
 public:
  Result<std::string> Hash(std::string_view password) override {
    return "hash-of-" + std::to_string(password.size());
  }
};
class LeakingHasher final : public PasswordHasher {
 public:
  Result<std::string> Hash(std::string_view password) override {
    return "plain:" + std::string(password);
  }
};

class ValueRankUsersLayer : public LayerTest {
 protected:
  ValueRankUsersLayer() : LayerTest("valuerank") {}

  static NewValueRankUser Request() {
    return {.id = "u1", .email = "grace@example.com", .password_hash = "hash", .name = "Grace"};
  }
  static NewApiKey Key() {
    return {.id = "k1", .user_id = "seed-user-ada", .name = "CI", .key = std::string(kKeyText)};
  }

  ValueRankUsers users_{sample_.db(), clock_, log_};
};

TEST_F(ValueRankUsersLayer, AUserIsMadeReadChangedAndDeleted) {
  const auto user = users_.Create(Request());
  ASSERT_TRUE(user.ok()) << Describe(user.error());
  EXPECT_EQ(user->created_at, FormatTime(clock_.NowMillis()));
  EXPECT_EQ(*users_.Get("u1"), *user);
  EXPECT_EQ(*users_.ByEmail("GRACE@Example.com"), *user);
  clock_.Set(clock_.NowMillis() + 1000);
  const auto changed = users_.Update("u1", {.name = std::optional<std::string>()});
  ASSERT_TRUE(changed.ok()) << Describe(changed.error());
  ValueRankUser expected = *user;
  expected.name.reset();
  expected.updated_at = FormatTime(clock_.NowMillis());
  EXPECT_EQ(*changed, expected);
  EXPECT_EQ(*users_.Get("u1"), expected);
  EXPECT_TRUE(users_.Update("u1", {.email = "Grace@Example.com"}).ok());  // its own
  ASSERT_TRUE(users_.Delete("u1").ok());
  EXPECT_EQ(users_.Get("u1").error().kind, ErrorKind::kNotFound);
}

TEST_F(ValueRankUsersLayer, UsersHaveRules) {
  const auto create = [&](auto change) {
    return Refused([&] {
      NewValueRankUser request = Request();
      change(request);
      return users_.Create(request);
    });
  };
  EXPECT_EQ(create([](NewValueRankUser& one) { one.email.clear(); }),
            "User 'u1', field \"email\": it is empty");
  for (const char* email : {"ada", "@example.com", "ada@", "a@b@c", "a b@example.com"}) {
    EXPECT_EQ(create([&](NewValueRankUser& one) { one.email = email; }),
              "User 'u1', field \"email\": \"" + std::string(email) + "\" is no e-mail address");
  }
  for (const char* email : {"ada@example.com", "ADA@EXAMPLE.COM", "Ada@example.com"}) {
    EXPECT_EQ(create([&](NewValueRankUser& one) { one.email = email; }),
              "User 'u1', field \"email\": another user has it");
  }
  EXPECT_EQ(create([](NewValueRankUser& one) { one.password_hash.clear(); }),
            "User 'u1', field \"passwordHash\": it is empty");
  EXPECT_EQ(create([](NewValueRankUser& one) { one.id.clear(); }),
            "User '', field \"id\": it is empty");
  EXPECT_EQ(create([](NewValueRankUser& one) { one.id = "seed-user-ada"; }),
            "User 'seed-user-ada', field \"id\": another one has it");
  EXPECT_EQ(
      Refused([&] { return users_.Update("seed-user-minjun", {.email = "Ada@example.com"}); }),
      "User 'seed-user-minjun', field \"email\": another user has it");
  EXPECT_EQ(Refused([&] { return users_.Update("nobody", {}); }), "User 'nobody': not found");
  EXPECT_EQ(Refused([&] { return users_.Delete("nobody"); }), "User 'nobody': not found");
  EXPECT_EQ(users_.ByEmail("nobody@example.com").error().what, "User 'nobody@example.com'");
}

TEST_F(ValueRankUsersLayer, PasswordsAreNeitherStoredNorLogged) {
  MarkingHasher hasher;
  const auto user = users_.Create(Request(), "correct horse", hasher);
  ASSERT_TRUE(user.ok()) << Describe(user.error());
  EXPECT_EQ(user->password_hash, "hash-of-13");
  for (const std::string& line : log_.lines) EXPECT_THAT(line, Not(HasSubstr("horse")));
  NewValueRankUser other = Request();
  other.id = "u2";
  other.email = "other@example.com";
  LeakingHasher leaking;
  EXPECT_EQ(Refused([&] { return users_.Create(other, "correct horse", leaking); }),
            "User 'u2', field \"passwordHash\": the password can be read in it");
  EXPECT_EQ(Refused([&] { return users_.Create(other, "", hasher); }),
            "User 'u2', field \"password\": it is empty");
}

TEST_F(ValueRankUsersLayer, AKeyIsStoredAsItsHash) {
  const auto key = users_.CreateKey(Key());
  ASSERT_TRUE(key.ok()) << Describe(key.error());
  EXPECT_EQ(key->key_prefix, kKeyText.substr(0, 12));
  EXPECT_EQ(key->key_hash, Hex(Sha256Of(kKeyText)));
  EXPECT_EQ(
      sample_.Ask(
          "SELECT count(*) FROM api_keys WHERE instr(id || name || key_hash || key_prefix, '" +
          std::string(kKeyText) + "') > 0"),
      "0");
  for (const std::string& line : log_.lines) EXPECT_THAT(line, Not(HasSubstr(kKeyText.substr(12))));
  EXPECT_THAT(Ids(users_.KeysByPrefix(key->key_prefix)), ElementsAre("k1"));
  EXPECT_THAT(Ids(users_.Keys("seed-user-ada")), ElementsAre("seed-key-ada", "k1"));
  EXPECT_EQ(users_.WithKeys("seed-user-ada")->keys.size(), 2U);
}

TEST_F(ValueRankUsersLayer, AKeyIsVerifiedUntilItExpires) {
  NewApiKey request = Key();
  request.expires_at = FormatTime(clock_.NowMillis() + 5000);
  ASSERT_TRUE(users_.CreateKey(request).ok());
  const auto known = users_.VerifyKey(kKeyText);
  ASSERT_TRUE(known.ok() && known->has_value());
  EXPECT_EQ((*known)->user_id, "seed-user-ada");
  EXPECT_EQ(sample_.Ask("SELECT last_used FROM api_keys WHERE id = 'k1'"),
            "'" + FormatTime(clock_.NowMillis()) + "'");
  const Sha256Digest before = sample_.Digest().data;
  EXPECT_FALSE(users_.VerifyKey(std::string(kKeyText) + "x")->has_value());
  EXPECT_FALSE(users_.VerifyKey("vr_live_4f9dnothing_like_it")->has_value());
  EXPECT_FALSE(users_.VerifyKey("")->has_value());
  clock_.Set(clock_.NowMillis() + 5000);
  EXPECT_FALSE(users_.VerifyKey(kKeyText)->has_value());
  EXPECT_THAT(Ids(users_.KeysByPrefix(kKeyText.substr(0, 12))), IsEmpty());
  EXPECT_EQ(sample_.Digest().data, before);
}

TEST_F(ValueRankUsersLayer, KeysHaveRules) {
  const auto create = [&](auto change) {
    return Refused([&] {
      NewApiKey request = Key();
      change(request);
      return users_.CreateKey(request);
    });
  };
  constexpr std::string_view kRule =
      "ApiKey 'k1', field \"key\": a key has at least 20 characters, all of them visible and of "
      "ASCII";
  EXPECT_EQ(create([](NewApiKey& one) { one.key = "short"; }), kRule);
  EXPECT_EQ(create([](NewApiKey& one) { one.key = "열쇠열쇠열쇠열쇠열쇠열쇠열쇠"; }), kRule);
  EXPECT_EQ(create([](NewApiKey& one) { one.key[3] = '\n'; }), kRule);
  EXPECT_EQ(create([](NewApiKey& one) { one.name.clear(); }),
            "ApiKey 'k1', field \"name\": it is empty");
  EXPECT_EQ(create([](NewApiKey& one) { one.expires_at = "tomorrow"; }),
            "ApiKey 'k1', field \"expiresAt\": it is no time as in ISO 8601");
  EXPECT_EQ(create([](NewApiKey& one) { one.user_id = "nobody"; }), "User 'nobody': not found");
  EXPECT_EQ(create([](NewApiKey& one) { one.id = "seed-key-ada"; }),
            "ApiKey 'seed-key-ada', field \"id\": another one has it");
}

TEST_F(ValueRankUsersLayer, KeysGoWithTheirUserAndNoOneElses) {
  NewApiKey other = Key();
  other.user_id = "seed-user-minjun";
  ASSERT_TRUE(users_.CreateKey(other).ok());
  ASSERT_TRUE(users_.Delete("seed-user-ada").ok());
  EXPECT_THAT(sample_.Rows("SELECT id FROM api_keys"), ElementsAre("k1"));
  ASSERT_TRUE(users_.DeleteKey("k1").ok());
  EXPECT_EQ(users_.DeleteKey("k1").error().what, "ApiKey 'k1'");
  ASSERT_TRUE(users_.CreateKey(other).ok());
  EXPECT_EQ(*users_.DeleteKeysOf("seed-user-minjun"), 1);
  EXPECT_EQ(*users_.DeleteKeysOf("seed-user-minjun"), 0);
  EXPECT_EQ(users_.DeleteKeysOf("nobody").error().what, "User 'nobody'");
}

}  // namespace
}  // namespace godwit

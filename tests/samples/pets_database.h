// The pets sample's database for tests of its query layer: the bundled scripts, statement by
// statement, without the runner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/base/clock.h"
#include "core/samples/pets.h"
#include "core/sqlite/database.h"
#include "core/sqlite/script.h"
#include "generated/sample_files.h"

namespace godwit {

inline constexpr std::string_view kPetMigrations[] = {"20250901090000_users", "20250908090000_pets",
                                                      "20250922090000_trait_system",
                                                      "20251103090000_add_pet_traits"};

// Two of the 92.
inline constexpr std::string_view kBiscuit = "e293de7b-3077-4612-aa58-02f20d258448";
inline constexpr std::string_view kBori = "5308c92a-8491-4bb0-a95d-ae751aef79ca";
inline constexpr std::int64_t kPetsNow = 1'768'478'400'000;  // 2026-01-15T12:00:00Z

inline void Must(const Status& status) { ASSERT_TRUE(status.ok()) << Describe(status.error()); }

inline std::string_view PetsFile(std::string_view path) {
  for (const EmbeddedFile& file : SampleFiles()) {
    if (file.path == path) return file.bytes;
  }
  return {};
}

// Runs every statement of a file of a migration.
inline void RunPetsScript(Database& db, std::string_view migration, std::string_view file) {
  std::string path = "pets/migrations/";
  path += migration;
  path += '/';
  path += file;
  for (const ScriptStatement& statement : SplitScript(PetsFile(path))) {
    Must(db.Execute(statement.sql));
  }
}

// The first `migrations` of kPetMigrations applied; then what of the sample data they make
// possible.
inline Database PetsDatabase(int migrations = 4) {
  Database db = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  for (int i = 0; i < migrations; ++i) RunPetsScript(db, kPetMigrations[i], "migration.sql");
  for (int i = 0; i < migrations; ++i) RunPetsScript(db, kPetMigrations[i], "seed.sql");
  return db;
}

inline std::string Query(Database& db, std::string_view sql) {
  const Result<Value> value = db.QueryValue(sql);
  return value.ok() ? Show(View(*value), std::size_t{1} << 24) : Describe(value.error());
}

inline std::string AnyUser(Database& db) {
  return std::get<std::string>(*db.QueryValue(R"(SELECT min("id") FROM "User")"));
}

inline void StoreTraits(Database& db, std::string_view id, const Value& traits) {
  Must(db.Execute(R"(UPDATE "Pet" SET "traits" = ?2 WHERE "id" = ?1)", ValueView(id), traits));
}

// The query layer on the bundled schema and sample data, at 2026-01-15T12:00:00Z.
class PetsTest : public ::testing::Test {
 protected:
  NewPet Request(std::string id) {
    return {.id = std::move(id), .name = "몽이", .user_id = AnyUser(db_)};
  }
  // What every pet is and has; equal before and after means that nothing was changed.
  std::string Everything() {
    return Query(db_, R"(SELECT (SELECT group_concat("id" || "updatedAt" || coalesce("traits", '-'))
                                 FROM (SELECT * FROM "Pet" ORDER BY "id"))
                                || (SELECT count(*) FROM "PetTrait"))");
  }

  Database db_ = PetsDatabase();
  FixedClock clock_{kPetsNow};
  Pets pets_{db_, clock_};
};

}  // namespace godwit

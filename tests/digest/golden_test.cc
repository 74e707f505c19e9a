// Golden digests, which tests/digest/reimplementation.py computes from docs/digest.md: two programs
// and one text have to agree. A new case is a new .sql file here and its name below.
#include "tests/golden.h"

#include <string>

#include "core/digest/digest.h"
#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "tests/digest/databases.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

// As Python's json.dumps(indent=1) writes it.
std::string Json(const DatabaseDigest& digest) {
  std::string text = "{\n \"schema\": \"" + Hex(digest.schema) + "\",\n \"data\": \"" +
                     Hex(digest.data) + "\",\n \"tables\": [";
  std::string_view between = "\n";
  for (const TableDigest& table : digest.tables) {
    text += std::string(between) + "  {\n   \"name\": " + Quoted(table.name) +
            ",\n   \"rows\": " + std::to_string(table.rows) + ",\n   \"sha256\": \"" +
            Hex(table.sha256) + "\"\n  }";
    between = ",\n";
  }
  return text + "\n ]\n}\n";
}

TEST(DigestGolden, AgreesWithTheSecondImplementation) {
  const std::string folder = TestPath("digest/golden/");
  for (const std::string name : {"odd", "shop", "utf16", "virtual"}) {
    Database db = Make(ReadText(folder + name + ".sql"));
    const Result<DatabaseDigest> digest = DigestDatabase(db);
    ASSERT_TRUE(digest.ok()) << Describe(digest.error());
    EXPECT_EQ(Json(digest.value()), ReadText(folder + name + ".json"))
        << name << ":\n"
        << CanonicalSchema(*Inspect(db));
  }
}

}  // namespace
}  // namespace godwit

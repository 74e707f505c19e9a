// Typed rows. The golden files beside this test are generated code: the C++ is compiled here, with
// every build's warnings, and read with; tests/cli/types.test.mjs gives the TypeScript to its
// compiler.
#include "core/schema/row_types.h"

#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/checked_values.h"
#include "core/schema/identifiers.h"
#include "core/schema/inspect.h"
#include "core/schema/types_cpp.h"
#include "core/schema/types_ts.h"
#include "tests/digest/databases.h"
#include "tests/golden.h"
#include "tests/schema/golden/odd_rows.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

constexpr std::string_view kListSchema = R"({
  "type": "array",
  "items": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}})";
constexpr std::string_view kOpenSchema = R"({
  "type": "object",
  "properties": {"kind": {"enum": ["a", "b"]}},
  "additionalProperties": {"type": "string"}})";

// No object of its own: a map, whose C++ type has a comma.
constexpr std::string_view kMapSchema = R"({
  "type": "object", "additionalProperties": {"type": "string"}})";
// Comments that compilers would make something of.
constexpr std::string_view kUglySchema = R"({
  "type": "object", "description": "It ends in \\",
  "properties": {"a??/": {"type": "integer", "description": "really??/"},
                 "b": {"type": "string", "description": "\\"}}})";

std::string Path(const std::string& name) { return TestPath("schema/golden/" + name); }

std::vector<JsonColumns> OddDocuments() {
  return {{"odd", ReadText(Path("odd_rows.schema.json")), {"JSON text.Doc"}},
          {"odd-list", std::string(kListSchema), {"json text.list"}},
          {"odd-open", std::string(kOpenSchema), {"json text.open"}},
          {"from-json", std::string(kMapSchema), {"array.map"}},
          {"visit", std::string(kUglySchema), {"array.what"}},
          {"unused", "not JSON", {"json text.nowhere"}}};
}

RowTypes TypesOf(std::string_view sql, const std::vector<JsonColumns>& documents = {}) {
  Database db = Make(sql);
  Result<Schema> schema = Inspect(db);
  EXPECT_TRUE(schema.ok()) << Describe(schema.error());
  Result<RowTypes> types = FindRowTypes(*schema, documents);
  EXPECT_TRUE(types.ok()) << Describe(types.error());
  return types.ok() ? std::move(types).value() : RowTypes{};
}

void ExpectFile(const std::string& name, const std::string& text) {
  if (std::getenv("GODWIT_REBASE") != nullptr) {
    std::ofstream(Path(name), std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, ReadText(Path(name))) << name;
}

TEST(RowTypes, AreAsTheGoldenFiles) {
  const RowTypes types = TypesOf(ReadText(Path("odd_rows.sql")), OddDocuments());
  ExpectFile("odd_rows.h", CppTypes(types, {.name_space = "odd_rows"}));
  ExpectFile("odd_rows.ts", TsTypes(types, {}));
  ExpectFile("odd_rows_bigint.ts", TsTypes(types, {.bigint = true}));
}

// Layout, quotes and the order of statements are no difference.
TEST(RowTypes, EqualSchemasGiveEqualBytes) {
  const RowTypes one = TypesOf(
      "CREATE TABLE b (x TEXT CHECK (x IN ('p', 'q'))); CREATE TABLE a (y INTEGER NOT NULL);"
      "CREATE VIEW v AS SELECT x FROM b");
  const RowTypes other = TypesOf(
      "create table \"a\"(\"y\" integer not null) ; create table [b] (x text, check(x "
      "in('p','q')));"
      "create view \"v\" as select \"x\" from \"b\"");
  EXPECT_EQ(CppTypes(one, {}), CppTypes(other, {}));
  EXPECT_EQ(TsTypes(one, {}), TsTypes(other, {}));
}

struct NullRow {
  std::string_view sql;  // of a table t with a column x
  bool never_null;
};

class NeverNull : public testing::TestWithParam<NullRow> {};

// SQLite is asked, too.
TEST_P(NeverNull, IsWhatSqliteDoes) {
  const auto& [sql, never_null] = GetParam();
  Database db = Make(sql);
  const Result<Schema> schema = Inspect(db);
  ASSERT_TRUE(schema.ok());
  const Table& table = schema->tables.at(0);
  EXPECT_EQ(IsNeverNull(table, table.columns.at(0)), never_null);
  const Status stored = db.Execute("INSERT INTO t (x) VALUES (NULL)");
  const Result<Value> nulls = db.QueryValue("SELECT count(*) FROM t WHERE x IS NULL");
  ASSERT_TRUE(nulls.ok());
  EXPECT_EQ(*nulls == Value(std::int64_t{0}), never_null) << stored.ok();
}

INSTANTIATE_TEST_SUITE_P(
    Tables, NeverNull,
    testing::Values(NullRow{"CREATE TABLE t (x INT)", false},
                    NullRow{"CREATE TABLE t (x INT NOT NULL)", true},
                    NullRow{"CREATE TABLE t (x INTEGER PRIMARY KEY)", true},
                    NullRow{"CREATE TABLE t (x INTEGER PRIMARY KEY DESC)", false},
                    NullRow{"CREATE TABLE t (x INTEGER, PRIMARY KEY (x DESC))", true},
                    NullRow{"CREATE TABLE t (x INT PRIMARY KEY)", false},
                    NullRow{"CREATE TABLE t (x TEXT PRIMARY KEY)", false},
                    NullRow{"CREATE TABLE t (x INTEGER, y INTEGER DEFAULT 1, PRIMARY KEY (x, y))",
                            false},
                    NullRow{"CREATE TABLE t (x TEXT PRIMARY KEY) WITHOUT ROWID", true},
                    NullRow{"CREATE TABLE t (x INTEGER PRIMARY KEY) WITHOUT ROWID", true},
                    NullRow{"CREATE TABLE t (x TEXT PRIMARY KEY) STRICT", true},
                    NullRow{"CREATE TABLE t (x INTEGER PRIMARY KEY) STRICT", true},
                    NullRow{"CREATE TABLE t (x ANY) STRICT", false}));

struct CheckRow {
  std::string_view column;
  std::string_view values;  // joined by commas; "-" = none
};

class CheckedColumn : public testing::TestWithParam<CheckRow> {};

TEST_P(CheckedColumn, HasTheseValues) {
  Database db = Make("CREATE TABLE t (" + std::string(GetParam().column) + ", y TEXT)");
  const Result<Schema> schema = Inspect(db);
  ASSERT_TRUE(schema.ok());
  const Table& table = schema->tables.at(0);
  const auto checked = CheckedColumns(table).Find(table.columns.at(0));
  std::string values = checked ? "" : "-";
  for (std::size_t i = 0; checked && i < checked->values.size(); ++i) {
    values += (i > 0 ? "," : "") + checked->values[i];
  }
  EXPECT_EQ(values, GetParam().values);
}

INSTANTIATE_TEST_SUITE_P(
    Checks, CheckedColumn,
    testing::Values(CheckRow{"x TEXT CHECK (x IN ('a', 'b'))", "a,b"},
                    CheckRow{"x TEXT CHECK (((\"X\")) IN ('a'))",
                             "-"},  // more parentheses than anybody writes
                    CheckRow{"x TEXT CHECK ((([X]) IN ('a')))", "a"},
                    CheckRow{"x TEXT CHECK (x IN ('a', 'b', 'a'))", "a,b"},
                    CheckRow{"x TEXT CHECK (x IS NULL OR x IN ('a', 'b'))", "a,b"},
                    CheckRow{"x TEXT CHECK (x IN ('a') OR x ISNULL)", "a"},
                    CheckRow{"x TEXT CHECK (x IN ('a', NULL))", "a"},
                    CheckRow{"x TEXT CHECK (length(y) > 1 AND (x IN ('a')))", "a"},
                    CheckRow{"x TEXT CHECK (y = 'q' OR x IN ('a'))", "-"},
                    CheckRow{"x TEXT CHECK (x IN ('a') OR x IN ('b'))", "-"},
                    CheckRow{"x TEXT CHECK (NOT x IN ('a'))", "-"},
                    CheckRow{"x TEXT CHECK (x NOT IN ('a'))", "-"},
                    CheckRow{"x TEXT CHECK (x IN ())", "-"},
                    CheckRow{"x TEXT CHECK (x IN ('a', 1))", "-"},
                    CheckRow{"x TEXT CHECK (x IN ('a', upper('b')))", "-"},
                    CheckRow{"x TEXT CHECK (y IN ('a'))", "-"},
                    CheckRow{"x TEXT CHECK (y BETWEEN 1 AND x IN ('a'))", "-"},
                    CheckRow{"x TEXT COLLATE NOCASE CHECK (x IN ('a'))", "-"},
                    CheckRow{"x INT CHECK (x IN (1, -2, +3))", "1,-2,3"},
                    CheckRow{"x INT CHECK (x IN (1.5))", "-"},
                    CheckRow{"x INT CHECK (x IN (99999999999999999999))", "-"},
                    CheckRow{"x TEXT CHECK (x IN ('it''s', ''))", "it's,"}));

TEST(RowTypes, ABrokenSchemaOfADocumentIsNamed) {
  Database db = Make("CREATE TABLE t (x TEXT)");
  const Result<Schema> schema = Inspect(db);
  ASSERT_TRUE(schema.ok());
  for (const auto& [text, why] : std::vector<std::pair<std::string, std::string>>{
           {"{", "its schema is no JSON"},
           {R"({"$ref": "#/definitions/a"})",
            "its schema refers to \"#/definitions/a\", which is not in it"},
           {R"({"$ref": "http://a/b"})", "its schema refers to \"http://a/b\", which is not in it"},
           {R"({"$ref": "#a"})", "its schema refers to \"#a\", which is not in it"}}) {
    const auto types = FindRowTypes(*schema, {{"shape", text, {"t.x"}}});
    ASSERT_FALSE(types.ok()) << text;
    EXPECT_EQ(Describe(types.error()), "validator \"shape\": " + why);
  }
}

TEST(RowTypes, SchemasThatReferToThemselvesEnd) {
  for (const std::string_view schema :
       {R"({"$ref": "#"})", R"({"anyOf": [{"$ref": "#"}, {"type": "null"}]})",
        R"({"$ref": "#/definitions/a",
            "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}})"}) {
    const RowTypes types =
        TypesOf("CREATE TABLE t (x TEXT)", {{"loop", std::string(schema), {"t.x"}}});
    EXPECT_NE(TsTypes(types, {}).find("export type Loop = unknown;"), std::string::npos) << schema;
    EXPECT_NE(CppTypes(types, {}).find("godwit::typed_json::Json value"), std::string::npos);
  }
}

TEST(Identifiers, AreLegalWhateverTheNameIs) {
  EXPECT_EQ(PascalName("pet_trait"), "PetTrait");
  EXPECT_EQ(PascalName("Pet trait"), "PetTrait");
  EXPECT_EQ(PascalName("petTrait"), "PetTrait");
  EXPECT_EQ(PascalName("2fa"), "N2fa");
  EXPECT_EQ(PascalName(""), "Empty");
  EXPECT_EQ(PascalName("\xff\xfe"), "UffUfe");
  EXPECT_EQ(PascalName("\xf0\x9f\x98\x80"), "U1f600");
  EXPECT_EQ(SnakeName("maxHealthPenalty"), "max_health_penalty");
  EXPECT_EQ(SnakeName("parent1Id"), "parent1_id");
  EXPECT_EQ(SnakeName("HTTPServer"), "httpserver");
  EXPECT_EQ(SnakeName("+"), "u2b");
  IdentifierPool pool;
  EXPECT_EQ(pool.Fresh("a"), "a");
  EXPECT_EQ(pool.Fresh("a"), "a2");
  EXPECT_EQ(pool.Fresh("n1"), "n1");
  EXPECT_EQ(pool.Fresh("n1"), "n1_2");
  EXPECT_TRUE(IsCppNamespace("a::b_2"));
  for (const char* name : {"", "a::", "::a", "a b", "2a", "class", "a:b", "a$"}) {
    EXPECT_FALSE(IsCppNamespace(name)) << name;
  }
}

class GeneratedRows : public testing::Test {
 protected:
  Statement Select(std::string_view columns, std::string_view table) {
    return std::move(
        db_.Prepare("SELECT " + std::string(columns) + " FROM " + std::string(table)).value());
  }
  Database db_ = Make(ReadText(Path("odd_rows.sql")));
};

TEST_F(GeneratedRows, ReadEveryKindOfColumn) {
  godwit::Run(
      db_,
      "INSERT INTO plain (i, r, t, b, untyped, n, at, flag) VALUES (7, 2, 'T', x'00', 'any', 1.5, "
      "'now', 1)");
  Statement row = Select("1, " + std::string(odd_rows::Plain::kColumns), odd_rows::Plain::kTable);
  ASSERT_TRUE(row.Step().ok());
  const auto plain = odd_rows::Plain::Read(row, 1);
  ASSERT_TRUE(plain.ok()) << Describe(plain.error());
  EXPECT_EQ(plain->id, 1);
  EXPECT_EQ(plain->i, 7);
  EXPECT_EQ(plain->r, 2.0);
  EXPECT_EQ(plain->t, "T");
  EXPECT_EQ(plain->b, Blob{std::string(1, '\0')});
  EXPECT_EQ(plain->untyped, Value(std::string("any")));
  EXPECT_EQ(plain->n, NumericValue(1.5));
  EXPECT_FALSE(plain->yes);
  EXPECT_EQ(plain->at, "now");
  EXPECT_EQ(plain->label, "#1");
  EXPECT_EQ(plain->upper, "T");
  EXPECT_TRUE(plain->flag);
}

TEST_F(GeneratedRows, ReadNamesAndChoices) {
  using odd_rows::Choices;
  using odd_rows::ChoicesTwo;
  godwit::Run(db_, "INSERT INTO choices (one, two) VALUES ('B', 'it''s')");
  Statement row = Select(Choices::kColumns, Choices::kTable);
  ASSERT_TRUE(row.Step().ok());
  const auto choices = Choices::Read(row);
  ASSERT_TRUE(choices.ok()) << Describe(choices.error());
  EXPECT_EQ(choices->one, odd_rows::ChoicesOne::kB);
  EXPECT_EQ(choices->two, ChoicesTwo::kItS);
  EXPECT_EQ(choices->three, std::nullopt);
  EXPECT_EQ(WordOf(ChoicesTwo::kItS), "it's");
  Statement strange = Select(odd_rows::Class3::kColumns, odd_rows::Class3::kTable);
  EXPECT_EQ(strange.ColumnCount(), static_cast<int>(odd_rows::Class3::kNames.size()));
  for (int i = 0; i < strange.ColumnCount(); ++i) {
    EXPECT_EQ(strange.ColumnName(i), odd_rows::Class3::kNames[static_cast<std::size_t>(i)]);
  }
}

TEST_F(GeneratedRows, SayWhatIsNotAsTheTypeSays) {
  godwit::Run(db_, "INSERT INTO plain (i, r, b, n, flag) VALUES ('seven', 2, x'', 1, 1)");
  Statement row = Select(odd_rows::Plain::kColumns, odd_rows::Plain::kTable);
  ASSERT_TRUE(row.Step().ok());
  const auto plain = odd_rows::Plain::Read(row);
  ASSERT_FALSE(plain.ok());
  EXPECT_EQ(
      Describe(plain.error()),
      "table \"plain\", column \"i\": 'seven' is stored there, which is not what the column's "
      "type says");
}

TEST(GeneratedDocuments, KeepEveryMember) {
  constexpr std::string_view kText =
      R"({"id":1,"a b":null,"kind":"one-two","tags":["x"],"place":{"lat":1.5,"lon":-0.25},)"
      R"("places":[],"byName":{"n":2},"inner":{"x":1e+30,"deep":{"y":[1,null],"z":{}},"w":true},)"
      R"("either":"e","parent":{"id":2},"more":[true]})";
  const auto odd = odd_rows::Odd::FromJson(kText);
  ASSERT_TRUE(odd.ok()) << Describe(odd.error());
  EXPECT_EQ(odd->kind, odd_rows::OddKind::kOneTwo);
  EXPECT_EQ(odd->inner->more.at("w"), true);
  EXPECT_EQ(odd->maybe, std::nullopt);
  const auto text = odd->ToJson();
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(*text, kText);
  const auto list = odd_rows::OddList::FromJson(R"([{"a":1},{"a":2.0,"b":"x"}])");
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(list->ToJson().value(), R"([{"a":1},{"a":2,"b":"x"}])");
}

TEST(GeneratedDocuments, MayBeMaps) {
  const auto map = odd_rows::FromJson2::FromJson(R"({"b":"y","a":"x"})");
  ASSERT_TRUE(map.ok());
  EXPECT_EQ(map->value.at("b"), "y");
  EXPECT_EQ(map->ToJson().value(), R"({"a":"x","b":"y"})");
  EXPECT_FALSE(odd_rows::FromJson2::FromJson(R"({"b":1})").ok());
}

struct BrokenDocument {
  std::string_view text;
  std::string_view why;
};

TEST(GeneratedDocuments, SayWhereTheyAreBroken) {
  for (const auto& [text, why] : std::vector<BrokenDocument>{
           {"{", "document: it is no JSON"},
           {"[]", "document: an object is expected"},
           {R"({"id":1,"a b":1,"kind":"one","place":{"lat":1,"lon":2}})", "/more: it is missing"},
           {R"({"id":1.5,"a b":1,"kind":"one"})", "/id: an integer of 64 bits is expected"},
           {R"({"id":9223372036854775808})", "/id: an integer of 64 bits is expected"},
           {R"({"id":1,"a b":"x"})", "/a b: a number is expected"},
           {R"({"id":1,"a b":1,"kind":"three"})", "/kind: \"three\" is not a known word"},
           {R"({"id":1,"a b":1,"kind":"one","place":{"lat":1}})", "/place/lon: it is missing"},
           {R"({"id":1,"a b":1,"kind":"one","tags":[1]})", "/tags/0: a string is expected"},
           {R"({"id":1,"a b":1,"kind":"one","place":{"lat":1,"lon":2,"alt":3}})",
            "/place/alt: there is no such member"}}) {
    const auto odd = odd_rows::Odd::FromJson(text);
    ASSERT_FALSE(odd.ok()) << text;
    EXPECT_EQ(odd.error().why, why) << text;
  }
  odd_rows::OddPlace place;
  place.lat = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(place.ToJson().ok());
}

}  // namespace
}  // namespace godwit

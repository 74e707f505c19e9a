// Undo's codec against a second one: tables of many shapes, filled with values that chance chooses,
// written by data steps and triggers, edited afterwards. Both bring the same rows back, leave the
// same rows alone, and name the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/migrate/undo.h"
#include "tests/migrate/before_images.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

struct Shape {
  std::string name;
  std::string columns;  // of table t, behind a and b
  std::string keys;
  std::string key_values;  // SQL for the key of row ?1
  std::string options = {};
  std::string filled = "coalesce(a, 'none')";  // what the step writes to column d
  bool parts = true;                           // a second step writes by statements of its own
};
void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

const std::vector<Shape> kShapes = {
    {"Integer", "id INTEGER PRIMARY KEY, d", "id", "?1 * 3"},
    {"Text", "id TEXT PRIMARY KEY NOT NULL, d", "id", "'kéy ' || ?1", "WITHOUT ROWID"},
    {"Composite", "x INTEGER, y TEXT, d, PRIMARY KEY (y, x)", "y, x", "'y' || (?1 % 3), ?1",
     "WITHOUT ROWID"},
    {"CompositeWithRowid", "x BLOB NOT NULL, y REAL NOT NULL, d, PRIMARY KEY (x, y)", "x, y",
     "CAST('x' || (?1 % 2) AS BLOB), ?1 / 2.0"},
    {"Blob", "id BLOB PRIMARY KEY NOT NULL, d BLOB", "id", "x'00ff' || CAST(?1 AS BLOB)"},
    {"Generated",
     "id INTEGER PRIMARY KEY, kind AS (typeof(a)) VIRTUAL, d, twice AS (id * 2) STORED", "id",
     "?1"},
    {"Checked", "id INTEGER PRIMARY KEY, d CHECK (d IS NULL OR length(d) < 40)", "id", "?1"},
    {"Real", "id REAL PRIMARY KEY NOT NULL, d REAL", "id", "?1 + 0.5", "WITHOUT ROWID",
     "CASE WHEN typeof(a) = 'real' THEN a ELSE -0.0 END"},
    {"Collated", "id TEXT PRIMARY KEY NOT NULL COLLATE NOCASE, d TEXT COLLATE NOCASE", "id",
     "'Key ' || ?1", "", "'Word ' || typeof(a)"},
    {"SelfReference", "id INTEGER PRIMARY KEY, up INTEGER REFERENCES t (id), d REFERENCES t (id)",
     "id", "?1, CASE WHEN ?1 > 1 THEN ?1 / 2 END", "", "coalesce(up, id)"},
    {"NoKey", "d", "rowid", "?1", "", "coalesce(a, 'none')", false},
};

std::map<std::string, std::string> Project(const Shape& shape) {
  std::string steps =
      "-- godwit: data-step first\n-- godwit: table t\n-- godwit: touches log\n"
      "-- godwit: touches side\n-- godwit: batch 5\n"
      "SELECT " +
      shape.keys + ", " + shape.filled + " AS d FROM t WHERE d IS NULL;\n";
  if (shape.parts) {
    steps +=
        "-- godwit: data-step second\n-- godwit: each t\n-- godwit: touches log\n"
        "-- godwit: batch 4\n"
        "SELECT " +
        shape.keys +
        ", a FROM t WHERE b IS NULL;\n"
        "-- godwit: write b\nUPDATE t SET b = 'of ' || typeof(a) WHERE (" +
        shape.keys + ") IN (SELECT " + shape.keys +
        " FROM due);\n"
        "-- godwit: write made\nINSERT INTO made (what) SELECT a FROM due;\n"
        "-- godwit: write moved\nUPDATE side SET n = n + 1000 WHERE n = (SELECT max(n) FROM side "
        "WHERE n < 1000);\n"
        "-- godwit: write gone\nDELETE FROM side WHERE n = (SELECT min(n) FROM side);";
  }
  return {{"20260101000000_a/migration.sql",
           "CREATE TABLE t (a, b, " + shape.columns + ") " + shape.options + ";\n" +
               "CREATE TABLE log (id INTEGER PRIMARY KEY, what);\n"
               "CREATE TABLE side (n INTEGER PRIMARY KEY, v);\n"
               "CREATE TABLE made (id INTEGER PRIMARY KEY, what);\n"
               "CREATE TRIGGER g AFTER UPDATE OF d ON t BEGIN "
               "INSERT INTO log (what) VALUES (new.d); "
               "UPDATE side SET v = new.d WHERE n = 7; END;"},
          {"20260101000000_a/backfill.sql", steps}};
}

// A reproducible source of chance (splitmix64's constants, Steele, Lea and Flood 2014).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::size_t Below(std::size_t bound) {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = (state_ ^ (state_ >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return static_cast<std::size_t>((mixed ^ (mixed >> 31)) % bound);
  }
  const std::string& Of(const std::vector<std::string>& list) { return list[Below(list.size())]; }

 private:
  std::uint64_t state_;
};

const std::vector<std::string> kValues = {"NULL",
                                          "0",
                                          "1",
                                          "-1",
                                          "9223372036854775807",
                                          "-9223372036854775808",
                                          "0.0",
                                          "-0.0",
                                          "1.5",
                                          "1e300",
                                          "9e999",
                                          "-9e999",
                                          "''",
                                          "'a'",
                                          "'A'",
                                          "'ünï'",
                                          "'a' || char(0) || 'b'",
                                          "x''",
                                          "x'00'",
                                          "x'ff00ff'",
                                          "2.0"};

// Rows 1 to `rows`, the same wherever the seed is.
void Fill(Bench& bench, const Shape& shape, std::uint64_t seed, std::size_t rows) {
  Chance chance(seed);
  const bool named = shape.keys != "rowid";
  for (std::size_t i = 1; i <= rows; ++i) {
    std::string keys = shape.key_values;
    for (std::size_t at = 0; (at = keys.find("?1", at)) != std::string::npos;) {
      keys.replace(at, 2, std::to_string(i));
    }
    const std::string names =
        named ? shape.keys + (shape.name == "SelfReference" ? ", up" : "") : std::string("rowid");
    bench.Sql("INSERT INTO t (" + names + ", a) VALUES (" + keys + ", " + chance.Of(kValues) + ")");
  }
  bench.Sql(
      "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) "
      "INSERT INTO side SELECT i, 'side ' || i FROM n");
}

// What people do afterwards. One that a constraint forbids is not done.
std::vector<std::string> Edits(Chance& chance, std::size_t rows) {
  const auto row = [&] { return " WHERE rowid_of = " + std::to_string(chance.Below(rows) + 1); };
  std::vector<std::string> edits;
  for (std::size_t count = chance.Below(5); count > 0; --count) {
    const std::string id = std::to_string(chance.Below(12) + 1);
    switch (chance.Below(9)) {
      case 0:
        edits.push_back("UPDATE t SET d = " + chance.Of(kValues) + row());
        break;
      case 1:  // for SQL's = often the same, and yet another value
        edits.push_back(
            "UPDATE t SET d = CASE typeof(d) WHEN 'integer' THEN d * 1.0 "
            "WHEN 'real' THEN -d WHEN 'text' THEN upper(d) ELSE d || 'x' END" +
            row());
        break;
      case 2:
        edits.push_back("UPDATE t SET a = 'another column'" + row());
        break;
      case 3:
        edits.push_back("DELETE FROM t" + row());
        break;
      case 4:
        edits.push_back("UPDATE t SET b = 'mine'" + row());
        break;
      case 5:
        edits.push_back("DELETE FROM made WHERE id = " + id);
        break;
      case 6:
        edits.push_back("UPDATE log SET what = " + chance.Of(kValues) + " WHERE id = " + id);
        break;
      case 7:
        edits.push_back("INSERT INTO side VALUES (" + id + ", 'taken')");
        break;
      default:
        edits.push_back("UPDATE side SET v = 'edited' WHERE n = 7");
        break;
    }
  }
  return edits;
}

// The n-th row by key order stands for the n-th row of Fill, whatever its key.
std::string Fit(const Shape& shape, std::string edit) {
  const std::string mark = "WHERE rowid_of = ";
  const std::size_t at = edit.find(mark);
  if (at == std::string::npos) return edit;
  const std::string number = edit.substr(at + mark.size());
  return edit.substr(0, at) + "WHERE (" + shape.keys + ") IN (SELECT " + shape.keys +
         " FROM t ORDER BY " + shape.keys + " LIMIT 1 OFFSET " + number + " - 1)";
}

void Edit(Bench& bench, const Shape& shape, const std::vector<std::string>& edits) {
  for (const std::string& edit : edits) (void)bench.db().Execute(Fit(shape, edit)).ok();
}

// Every row, in type and value.
std::vector<std::string> Rows(Bench& bench, const Shape& shape) {
  std::vector<std::string> rows;
  for (const std::string& sql :
       {"SELECT " + shape.keys + ", * FROM t ORDER BY " + shape.keys,
        std::string("SELECT * FROM log ORDER BY 1"), std::string("SELECT * FROM side ORDER BY 1"),
        std::string("SELECT * FROM made ORDER BY 1")}) {
    Statement select = std::move(bench.db().Prepare(sql)).value();
    while (select.Step().value()) {
      std::string& row = rows.emplace_back();
      for (int i = 0; i < select.ColumnCount(); ++i) {
        const ValueView value = select.Column(i);
        // -0.0 is 0.0 to SQL, and to undo.
        const bool zero = std::holds_alternative<double>(value) && std::get<double>(value) == 0;
        row += zero ? "0.0|" : Show(value) + "|";
      }
    }
  }
  return rows;
}

Result<Report> Undo(Bench& bench, bool skip_edited) {
  return Bench::Drive(
      StartUndo(bench.context(), {.migration = "20260101000000_a", .skip_edited = skip_edited}));
}

class Codec : public testing::TestWithParam<Shape> {};

void Compare(const Shape& shape, std::uint64_t seed) {
  const std::string where = shape.name + ", seed " + std::to_string(seed);
  Chance chance(seed);
  const std::size_t rows = 3 + chance.Below(20);
  Bench session(Project(shape));
  Bench second(Project(shape));
  for (Bench* bench : {&session, &second}) {
    ASSERT_TRUE(bench->Up().ok()) << where;
    Fill(*bench, shape, seed, rows);
  }
  const auto before = Rows(session, shape);
  const Result<Report> filled = session.BackfillAll();
  ASSERT_TRUE(filled.ok()) << where << ": " << Describe(filled.error());
  BeforeImages images(second.db(), {"t", "log", "side", "made"});
  const std::unique_ptr<Run> run = std::move(StartBackfill(second.context(), 0, false)).value();
  while (run->Step().value()) images.EndBatch();
  images.Stop();
  ASSERT_EQ(Rows(session, shape), Rows(second, shape)) << where;

  const std::vector<std::string> edits = Edits(chance, rows);
  for (Bench* bench : {&session, &second}) Edit(*bench, shape, edits);
  const auto edited = Rows(session, shape);
  ASSERT_EQ(edited, Rows(second, shape)) << where;
  const std::set<std::string> conflicts = images.TakeBack();

  const Result<Report> plain = Undo(session, false);
  EXPECT_EQ(plain.ok(), conflicts.empty()) << where << ": " << testing::PrintToString(conflicts);
  if (!plain.ok()) {
    EXPECT_EQ(plain.error().code, ErrorCode::kRefused) << where << Describe(plain.error());
    EXPECT_TRUE(plain.error().why.starts_with(std::to_string(conflicts.size()) + " row"))
        << where << ": " << plain.error().why << testing::PrintToString(conflicts);
    EXPECT_EQ(Rows(session, shape), edited) << where;
    const Result<Report> skipped = Undo(session, true);
    EXPECT_TRUE(skipped.ok()) << where << Describe(skipped.error());
  }
  EXPECT_EQ(Rows(session, shape), Rows(second, shape))
      << where << ": " << testing::PrintToString(edits);
  if (edits.empty()) {
    EXPECT_EQ(Rows(session, shape), before) << where;
  }
}

TEST_P(Codec, AgreesWithBeforeImages) {
  const std::uint64_t rounds = std::getenv("GODWIT_LONG") != nullptr ? 500 : 12;
  for (std::uint64_t seed = 1; seed <= rounds && !HasFailure(); ++seed) Compare(GetParam(), seed);
}

INSTANTIATE_TEST_SUITE_P(Undo, Codec, testing::ValuesIn(kShapes),
                         [](const auto& shape) { return shape.param.name; });

}  // namespace
}  // namespace godwit

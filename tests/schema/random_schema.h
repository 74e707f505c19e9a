// Random schemas with rows, and random changes to them, for property tests. All follows from the
// seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace godwit::random_schema {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Next();
  // 0 … below - 1.
  int Below(int below) { return static_cast<int>(Next() % static_cast<std::uint64_t>(below)); }
  bool OneIn(int n) { return Below(n) == 0; }

 private:
  std::uint64_t state_;
};

struct ColumnSpec {
  std::string name;
  std::string type;
  std::string rest;            // NOT NULL, DEFAULT …, CHECK … and so on
  std::string renamed_from;    // empty = no
  std::string points_to = {};  // a table, by a foreign key; empty = none
};

enum class KeyKind : std::uint8_t { kNone, kRowid, kAutoincrement, kText };

struct TableSpec {
  std::string name;
  KeyKind key = KeyKind::kNone;
  bool strict = false;
  bool without_rowid = false;
  std::vector<ColumnSpec> columns;  // without the key, whose name is "id"
  std::string constraint;           // of the table; empty = none
  std::string renamed_from;
};

struct SchemaSpec {
  std::vector<TableSpec> tables;
  std::vector<std::string> more;  // indexes, views and triggers

  std::string Sql() const;
};

SchemaSpec RandomSchema(Random& random);
// INSERTs for its tables, parents first.
std::vector<std::string> RandomRows(const SchemaSpec& schema, Random& random);

// One change of a kind that a seed names; the indexes, views and triggers that it makes senseless
// go.
void Change(SchemaSpec& schema, std::uint64_t seed);

}  // namespace godwit::random_schema

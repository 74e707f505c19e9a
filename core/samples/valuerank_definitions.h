// Typed queries over the definitions of the valuerank sample and their family tree.
//
// Errors as in valuerank_users.h. Documents are validated against their kind's current version when
// they are written, and stamped with it; they are upgraded when they are read
// (valuerank_documents.h). That nobody is their own ancestor is kept by the database itself.
// REQUIRES: no transaction is open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/status.h"
#include "core/json/versioned.h"
#include "core/samples/rows/valuerank.h"
#include "core/sqlite/database.h"

namespace godwit {

using DefinitionRow = valuerank_rows::Definitions;

struct NewDefinition {
  std::string id = {};
  std::optional<std::string> parent_id = {};  // nothing = a root
  std::string name = {};
  nlohmann::json content = {};
};

struct DefinitionFork {
  std::string id = {};
  std::string parent_id = {};
  std::optional<std::string> name = {};        // nothing = "<parent> (fork)"
  std::optional<nlohmann::json> content = {};  // nothing = the parent's, upgraded
};

struct DefinitionChange {
  std::optional<std::string> name = {};
  std::optional<nlohmann::json> content = {};
  std::optional<std::optional<std::string>> parent_id = {};  // an inner nullopt makes a root
};

struct DefinitionFilter {
  std::optional<std::string> name_contains = {};  // case of ASCII letters aside
  std::optional<bool> has_parent = {};
  int limit = 100;  // 1..1000
  std::int64_t offset = 0;
};

struct DefinitionWithContent {
  DefinitionRow row;
  VersionedDocument content;
};

// A member of a family.
struct Relative {
  std::string id;
  std::optional<std::string> parent_id;
  std::string name;
  std::int64_t depth = 0;  // below the one that was asked about, or its root
  bool operator==(const Relative&) const = default;
};

class ValueRankDefinitions {
 public:
  // Borrows all three.
  ValueRankDefinitions(Database& db, Clock& clock, Log& log) : db_(db), clock_(clock), log_(log) {}

  Result<DefinitionRow> Create(const NewDefinition& request);
  // Reads the parent and writes the fork in one transaction.
  Result<DefinitionRow> Fork(const DefinitionFork& fork);
  Result<DefinitionRow> Get(std::string_view id) const;
  Result<DefinitionWithContent> WithContent(std::string_view id) const;
  // By name, then by id.
  Result<std::vector<DefinitionRow>> List(const DefinitionFilter& filter) const;
  Result<DefinitionRow> Update(std::string_view id, const DefinitionChange& change);
  // Refused while it has forks, scenarios or runs; the error says how many.
  Status Delete(std::string_view id);

  // The root first, by depth; the definition itself is the last. depth counts from the root.
  Result<std::vector<Relative>> Ancestors(std::string_view id) const;
  // By depth, then by id, without the definition itself.
  Result<std::vector<Relative>> Descendants(std::string_view id) const;
  // The whole family that it is of, the root first, by depth, then by id.
  Result<std::vector<Relative>> Tree(std::string_view id) const;
  // The ids of the same, sorted.
  Result<std::vector<std::string>> TreeIds(std::string_view id) const;

 private:
  Result<DefinitionRow> Insert(const NewDefinition& request);

  Database& db_;
  Clock& clock_;
  Log& log_;
};

}  // namespace godwit

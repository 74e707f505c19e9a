// Things by their names, which SQLite compares without regard to the case of ASCII letters.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/schema/model.h"
#include "core/schema/normalize.h"

namespace godwit {

// Of many objects, each found at once. Borrows them.
template <typename Object>
class ByName {
 public:
  explicit ByName(const std::vector<Object>& objects) {
    for (const Object& object : objects) objects_.emplace(LowerAscii(object.name), &object);
  }
  // nullptr when there is none.
  const Object* Find(const std::string& name) const {
    const auto found = objects_.find(LowerAscii(name));
    return found == objects_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string, const Object*> objects_;  // never iterated
};

// Of a few objects, or once: the one with the name; nullptr when there is none.
template <typename Object>
const Object* FindNamed(const std::vector<Object>& objects, std::string_view name) {
  const auto found = std::ranges::find_if(
      objects, [&](const Object& object) { return IsSameName(object.name, name); });
  return found == objects.end() ? nullptr : &*found;
}

inline const Column* FindColumn(const Table& table, std::string_view name) {
  return FindNamed(table.columns, name);
}

// Names that must not be used twice.
class NamePool {
 public:
  // `more`: taken as well, borrowed; nullptr = none.
  explicit NamePool(const NamePool* more = nullptr) : more_(more) {}

  // Of its tables, indexes, views and triggers.
  void Add(const Schema& schema);
  // Of its columns.
  void Add(const Table& table);
  // `stem`, or with a number behind it, such that nothing is called so; taken from then on.
  std::string Fresh(const std::string& stem);

 private:
  bool Has(const std::string& lower) const;

  const NamePool* more_;
  std::set<std::string> taken_;  // in lower case
};

}  // namespace godwit

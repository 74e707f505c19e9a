#include "core/schema/dependents.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/schema/compare.h"
#include "core/schema/lookup.h"
#include "core/schema/missing.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

using Names = std::set<std::string>;

// The first of the names that the statement mentions, or may mention; empty = none.
std::string Mentioned(const std::string& sql, const Names& names) {
  for (std::string& name : MentionedNames(sql)) {
    if (names.contains(name)) return std::move(name);
  }
  return {};
}

template <typename Object>
bool Stays(const Object& object, const ByName<Object>& wanted) {
  const Object* other = wanted.Find(object.name);
  return other != nullptr && IsSame(*other, object);
}

class Finder {
 public:
  Finder(const Schema& from, const Schema& to, const Names& affected, bool all)
      : from_(from),
        to_(to),
        wanted_views_(to.views),
        wanted_triggers_(to.triggers),
        affected_(affected),
        all_(all) {}

  Dependents Run() {
    FindViews();
    const Names there = RelationNames(from_);
    for (const Trigger& trigger : from_.triggers) {
      std::string reason = ReasonOf(trigger);
      if (affected_.contains(LowerAscii(trigger.table))) {
        reason = "table " + QuoteName(trigger.table) + " changes";
      }
      if (reason.empty() && !affected_.empty()) {
        const std::string missing = MissingRelation(trigger.stored_sql, there);
        if (!missing.empty()) {
          reason = "it names " + QuoteName(missing) +
                   ", which is not there, so that SQLite would not rename beside it";
        }
      }
      if (!reason.empty()) triggers_[LowerAscii(trigger.name)] = std::move(reason);
    }
    Dependents result;
    Emit(result);
    return result;
  }

 private:
  template <typename Object>
  std::string ReasonOf(const Object& object) const {
    constexpr bool kIsView = requires { object.columns; };
    bool stays = false;
    bool is_there = false;
    if constexpr (kIsView) {
      stays = Stays(object, wanted_views_);
      is_there = wanted_views_.Find(object.name) != nullptr;
    } else {
      stays = Stays(object, wanted_triggers_);
      is_there = wanted_triggers_.Find(object.name) != nullptr;
    }
    if (!stays) return is_there ? "it differs" : "it is gone from the new schema";
    const std::string name = Mentioned(object.stored_sql, affected_);
    if (!name.empty()) return "it mentions " + QuoteName(name) + ", which changes";
    return all_ ? "SQLite would not let it stand" : "";
  }

  // Until no view is found any more that mentions one that goes.
  void FindViews() {
    for (bool again = true; again;) {
      again = false;
      for (const SchemaView& view : from_.views) {
        const std::string name = LowerAscii(view.name);
        if (views_.contains(name)) continue;
        std::string reason = ReasonOf(view);
        // One that SQLite cannot resolve stops it from renaming anything.
        if (reason.empty() && view.columns.empty() && !affected_.empty()) {
          reason = "it cannot be resolved, so that SQLite would not rename beside it";
        }
        if (reason.empty()) continue;
        views_[name] = std::move(reason);
        affected_.insert(name);
        again = true;
      }
    }
  }

  template <typename Object>
  static void Drop(const std::vector<Object>& objects,
                   const std::map<std::string, std::string>& reasons, ChangeKind kind,
                   const std::string& word, const std::string& keyword,
                   std::vector<SchemaChange>& into) {
    for (const Object& object : objects) {
      const auto reason = reasons.find(LowerAscii(object.name));
      if (reason == reasons.end()) continue;
      into.push_back({.kind = kind,
                      .object = word + QuoteName(object.name),
                      .reasons = {reason->second},
                      .sql = {"DROP " + keyword + " " + QuoteName(object.name)}});
    }
  }

  template <typename Object>
  static void Create(const std::vector<Object>& objects, const std::vector<Object>& before,
                     const std::map<std::string, std::string>& reasons, ChangeKind kind,
                     const std::string& word, std::vector<SchemaChange>& into) {
    for (const Object& object : objects) {
      const auto reason = reasons.find(LowerAscii(object.name));
      const bool is_new = FindNamed(before, object.name) == nullptr;
      if (reason == reasons.end() && !is_new) continue;
      into.push_back({.kind = kind,
                      .object = word + QuoteName(object.name),
                      .reasons = {is_new ? "it is new" : reason->second},
                      .sql = {object.stored_sql}});
    }
  }

  void Emit(Dependents& result) const {
    Drop(from_.triggers, triggers_, ChangeKind::kDropTrigger, "trigger ", "TRIGGER", result.drops);
    Drop(from_.views, views_, ChangeKind::kDropView, "view ", "VIEW", result.drops);
    Create(to_.views, from_.views, views_, ChangeKind::kCreateView, "view ", result.creates);
    Create(to_.triggers, from_.triggers, triggers_, ChangeKind::kCreateTrigger, "trigger ",
           result.creates);
  }

  const Schema& from_;
  const Schema& to_;
  const ByName<SchemaView> wanted_views_;
  const ByName<Trigger> wanted_triggers_;
  Names affected_;
  bool all_;
  std::map<std::string, std::string> views_;  // that go, in lower case, and why
  std::map<std::string, std::string> triggers_;
};

}  // namespace

Dependents FindDependents(const Schema& from, const Schema& to, const Names& affected, bool all) {
  return Finder(from, to, affected, all).Run();
}

}  // namespace godwit

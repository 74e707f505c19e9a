#include "core/schema/name_matcher.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

std::string Listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + QuoteName(name);
  return list;
}

class Matcher {
 public:
  explicit Matcher(const NamesToMatch& names) : names_(names) {
    for (const std::string& name : names.old) old_.emplace(LowerAscii(name), name);
    for (const std::string& name : names.fresh) fresh_.emplace(LowerAscii(name), name);
  }

  Result<NameChanges> Run() {
    ReadHints();
    GODWIT_TRY(DropCarriedOut());
    GODWIT_TRY(RefuseRings());
    GODWIT_TRY(RefuseTwice());
    GODWIT_TRY(RefuseStaying());
    std::vector<std::string> unsaid;
    for (const std::string& name : names_.fresh) {
      const std::string lower = LowerAscii(name);
      const auto hint = hints_.find(lower);
      const auto same = old_.find(lower);
      if (hint != hints_.end()) {
        changes_.Add(old_.at(hint->second), name);
      } else if (same != old_.end() && !taken_.contains(lower)) {
        taken_.insert(lower);
        if (same->second != name) changes_.Add(same->second, name);
      } else if (!names_.hint(name)) {
        unsaid.push_back(name);
      }
    }
    GODWIT_TRY(RefuseUnknown());
    GODWIT_TRY(Ask(unsaid));
    return std::move(changes_);
  }

 private:
  void ReadHints() {
    for (const std::string& name : names_.fresh) {
      const std::optional<std::string> hint = names_.hint(name);
      if (!hint || hint->empty()) continue;
      const std::string lower = LowerAscii(name);
      const std::string old = LowerAscii(*hint);
      if (!old_.contains(old)) {
        // Where the new name is there, it has been carried out long ago.
        if (!old_.contains(lower)) unknown_.emplace_back(name, *hint);
      } else if (old != lower) {
        hints_[lower] = old;
      }
    }
  }

  // Where the new name is there already, the hint has been carried out and the old name is another
  // thing's since; unless what has the new name is renamed itself.
  Status DropCarriedOut() {
    while (true) {
      std::set<std::string> claimed;
      for (const auto& [name, old] : hints_) claimed.insert(old);
      const auto done = std::ranges::find_if(hints_, [&](const auto& hint) {
        return old_.contains(hint.first) && !claimed.contains(hint.first);
      });
      if (done == hints_.end()) return {};
      if (!fresh_.contains(done->second)) return BothThere(done->first, done->second);
      hints_.erase(done);
    }
  }

  // Either the hint has been carried out, and what has the old name goes; or the other way round.
  Error BothThere(const std::string& name, const std::string& old) const {
    return Refused(name,
                   "the new schema says that it is renamed from " + QuoteName(old_.at(old)) +
                       ", and the old one has both: which of them goes?",
                   "take the hint away to keep the one that is called so already, or drop that one "
                   "in a migration of its own first");
  }

  // Two that swap their names have the same ones before and afterwards.
  Status RefuseRings() const {
    for (const auto& [start, from] : hints_) {
      std::vector<std::string> ring = {fresh_.at(start)};
      for (auto next = hints_.find(from); next != hints_.end() && ring.size() <= hints_.size();
           next = hints_.find(next->second)) {
        if (next->first == start) {
          return Refused(start,
                         "the hints give " + Listed(ring) +
                             " each other's names: that looks the same before and afterwards, so "
                             "whether it is done already cannot be told",
                         "do it in two migrations: rename one of them to a name in between first, "
                         "and to its last one in the second; take these hints away");
        }
        ring.push_back(fresh_.at(next->first));
      }
    }
    return {};
  }

  Status RefuseTwice() {
    std::map<std::string, std::string> takers;
    for (const auto& [name, old] : hints_) {
      const auto [other, is_first] = takers.emplace(old, name);
      taken_.insert(old);
      if (is_first) continue;
      return Refused(name,
                     "it is renamed from " + QuoteName(old_.at(old)) + ", and so is " +
                         QuoteName(fresh_.at(other->second)),
                     "leave the hint at one of them, and write `-- godwit: new` at the other");
    }
    return {};
  }

  // An old name that the new schema has as well must be said to be another thing's.
  Status RefuseStaying() const {
    for (const auto& [name, old] : hints_) {
      const auto stays = fresh_.find(old);
      if (stays == fresh_.end() || hints_.contains(old)) continue;
      const std::optional<std::string> said = names_.hint(stays->second);
      if (said && said->empty()) continue;
      return Refused(name,
                     "the new schema says that it is renamed from " + QuoteName(stays->second) +
                         ", and has that one too: is that another one now?",
                     "write `-- godwit: new` at " + QuoteName(stays->second) +
                         " if it is, or take the hint at " + QuoteName(fresh_.at(name)) + " away");
    }
    return {};
  }

  // Old ones of which nothing is known.
  std::vector<std::string> Gone() const {
    std::vector<std::string> gone;
    for (const std::string& old : names_.old) {
      if (!taken_.contains(LowerAscii(old))) gone.push_back(old);
    }
    return gone;
  }

  Status RefuseUnknown() const {
    for (const auto& [name, hint] : unknown_) {
      const auto is_it = [&](const std::string& one) { return IsSameName(one, hint); };
      if (std::ranges::none_of(names_.unfit, is_it)) continue;
      return Refused(LowerAscii(name),
                     "the new schema says that it is renamed from " + QuoteName(hint) +
                         ", which is a virtual " + names_.kind + " in the old one",
                     "write `-- godwit: new`: its rows are dropped then; a migration written by "
                     "hand can carry them over");
    }
    const std::vector<std::string> gone = Gone();
    if (unknown_.empty() || gone.empty()) return {};
    const auto& [name, hint] = unknown_.front();
    return Refused(LowerAscii(name),
                   "the new schema says that it is renamed from " + QuoteName(hint) +
                       ", which the old one does not have; what is gone is " + Listed(gone),
                   "write the name that it has in the old schema, or `-- godwit: new` if it was "
                   "none of them: their data is dropped then");
  }

  Status Ask(const std::vector<std::string>& unsaid) const {
    const std::vector<std::string> gone = Gone();
    const bool lone = gone.size() == 1 && unsaid.size() == 1;
    for (const std::string& old : gone) {
      std::vector<std::string> alike;
      std::ranges::copy_if(unsaid, std::back_inserter(alike),
                           [&](const std::string& name) { return names_.alike(old, name, lone); });
      if (alike.empty()) continue;
      const bool one = alike.size() == 1;
      return Error{.code = ErrorCode::kRefused,
                   .what = names_.kind + " " + QuoteName(old) + names_.of,
                   .why = "it is gone, and " + Listed(alike) +
                          (one ? " is new: the same under another name, or not?"
                               : " are new: is one of them the same under another name?"),
                   .next = names_.where + ": `-- godwit: renamed from " + old +
                           "` keeps the data, `-- godwit: new`" + (one ? "" : " at each") +
                           " drops it"};
    }
    return {};
  }

  // `name`: a new one, in lower case.
  Error Refused(const std::string& name, std::string why, std::string next) const {
    return {.code = ErrorCode::kRefused,
            .what = names_.kind + " " + QuoteName(fresh_.at(name)) + names_.of,
            .why = std::move(why),
            .next = std::move(next)};
  }

  const NamesToMatch& names_;
  std::map<std::string, std::string> old_;    // as written, by the name in lower case
  std::map<std::string, std::string> fresh_;  // the same
  std::map<std::string, std::string> hints_;  // old by new, in lower case: those that are due
  std::vector<std::pair<std::string, std::string>> unknown_;  // new name and hint, as written
  std::set<std::string> taken_;                               // old ones that are something now
  NameChanges changes_;
};

}  // namespace

Result<NameChanges> MatchNames(const NamesToMatch& names) { return Matcher(names).Run(); }

}  // namespace godwit

#include "core/migrate/pieces.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/migrate/directives.h"
#include "core/migrate/execute.h"

namespace godwit {
namespace {

enum class Role : std::uint8_t {
  kOrdinary,
  kNeutral,  // belongs to no piece: the runner sees to it
  kBegin,
  kCommit,
  kJournal,  // stands alone
  kSetting,  // stands alone with the VACUUM behind it
  kVacuum,   // stands alone
};

// Journals in memory, or none, are not chosen here: they give up durability.
constexpr std::array<std::string_view, 4> kJournals = {"delete", "truncate", "persist", "wal"};

// `PRAGMA name = value` or `PRAGMA name(value)`, and nothing else.
bool SetsPragma(const std::vector<std::string>& words) {
  if (words.size() == 4) return words[2] == "=";
  return words.size() == 5 && words[2] == "(" && words[4] == ")";
}

Role RoleOf(const ScriptStatement& statement) {
  const std::vector<std::string> words = FirstWords(statement.sql);
  if (words.empty() || ReadForeignKeysPragma(words).is_one) return Role::kNeutral;
  if (words[0] == "begin") return Role::kBegin;
  if (words[0] == "commit" || words[0] == "end") return Role::kCommit;
  if (words[0] == "vacuum") {
    const bool whole = words.size() == 1 || (words.size() == 2 && words[1] == "main");
    return whole ? Role::kVacuum : Role::kOrdinary;
  }
  if (words[0] != "pragma" || !SetsPragma(words)) return Role::kOrdinary;
  if (words[1] == "auto_vacuum" || words[1] == "page_size") return Role::kSetting;
  const bool journal = words[1] == "journal_mode" &&
                       std::find(kJournals.begin(), kJournals.end(), words[3]) != kJournals.end();
  return journal ? Role::kJournal : Role::kOrdinary;
}

class Cutter {
 public:
  // `by_keys`: what PRAGMA foreign_keys parts is two pieces.
  explicit Cutter(bool by_keys) : by_keys_(by_keys) {}

  // false: the script is not to be cut.
  bool Add(ScriptStatement statement) {
    const Role role = RoleOf(statement);
    if (wants_vacuum_ && role != Role::kSetting && role != Role::kVacuum) return false;
    switch (role) {
      case Role::kBegin:
        // What is said before BEGIN is about the migration.
        carried_ = std::move(statement.directives);
        grows_ = false;
        return !std::exchange(inside_, true);
      case Role::kCommit:
        grows_ = false;
        return std::exchange(inside_, false) && statement.directives.empty();
      case Role::kOrdinary:
        Keep(std::move(statement));
        if (!std::exchange(grows_, true)) {
          pieces_.push_back({.first = kept_.size() - 1, .keys_off = keys_off_});
        }
        break;
      case Role::kNeutral:
        if (by_keys_ && !TurnKeys(statement)) return false;
        Keep(std::move(statement));
        if (!grows_) return true;
        break;
      case Role::kJournal:
      case Role::kSetting:
      case Role::kVacuum:
        if (inside_) return false;
        Keep(std::move(statement));
        if (!wants_vacuum_) pieces_.push_back({.first = kept_.size() - 1, .alone = true});
        wants_vacuum_ = role == Role::kSetting;
        grows_ = false;
        break;
    }
    pieces_.back().count = kept_.size() - pieces_.back().first;
    return true;
  }

  // false: it stands in a transaction, where SQLite ignores it.
  bool TurnKeys(const ScriptStatement& statement) {
    const ForeignKeysPragma pragma = ReadForeignKeysPragma(statement.sql);
    if (!pragma.is_one || pragma.off == keys_off_) return true;
    keys_off_ = pragma.off;
    grows_ = false;
    return !inside_;
  }

  // false: the script is not to be cut.
  bool Ended() const { return !inside_ && !wants_vacuum_ && !pieces_.empty(); }

  std::vector<ScriptStatement>& kept() { return kept_; }
  std::vector<ScriptPiece>& pieces() { return pieces_; }

 private:
  void Keep(ScriptStatement statement) {
    statement.directives.insert(statement.directives.begin(),
                                std::make_move_iterator(carried_.begin()),
                                std::make_move_iterator(carried_.end()));
    carried_.clear();
    kept_.push_back(std::move(statement));
  }

  std::vector<ScriptStatement> kept_;
  std::vector<ScriptPiece> pieces_;
  std::vector<ScriptDirective> carried_;  // directives of a BEGIN, for the statement behind it
  bool by_keys_;
  bool keys_off_ = false;
  bool inside_ = false;        // between BEGIN and COMMIT
  bool grows_ = false;         // the last piece takes what comes next
  bool wants_vacuum_ = false;  // the last piece waits for its VACUUM
};

struct Level {
  std::string_view name;
  std::int64_t value;
};

// What PRAGMA auto_vacuum reads as, and what it is set with.
constexpr std::array<Level, 3> kAutoVacuum = {{{"none", 0}, {"full", 1}, {"incremental", 2}}};

std::string Reads(const std::string& pragma, const std::string& value) {
  if (pragma != "auto_vacuum") return value;
  for (const Level& level : kAutoVacuum) {
    if (value == level.name) return std::to_string(level.value);
  }
  return value;
}

Status CheckSetting(const Database& db, const std::string& pragma, const std::string& value) {
  GODWIT_ASSIGN(const Value now, db.QueryValue("PRAGMA " + pragma));
  const auto* text = std::get_if<std::string>(&now);
  const std::string is = text == nullptr ? Show(View(now)) : *text;
  if (is == Reads(pragma, value)) return {};
  return Error{.code = ErrorCode::kFailed,
               .what = "PRAGMA " + pragma + " = " + value,
               .why = "SQLite does not do it here: it is still " + is,
               .next =
                   "sqlite.org/pragma.html tells when it can be changed (page_size: not with a "
                   "write-ahead log)"};
}

}  // namespace

std::vector<ScriptPiece> CutIntoPieces(Script& script) {
  // A script that can be one transaction is one, also where it switches foreign keys; where there
  // are several, each has them as the script wants them there.
  for (const bool by_keys : {false, true}) {
    Cutter cutter(by_keys);
    for (const ScriptStatement& statement : script.statements) {
      if (!cutter.Add(statement)) return {};
    }
    if (!cutter.Ended()) return {};
    std::vector<ScriptPiece>& pieces = cutter.pieces();
    const bool one = pieces.size() == 1 && !pieces.front().alone;
    if (!one && !by_keys) continue;
    script.statements = std::move(cutter.kept());
    return one ? std::vector<ScriptPiece>() : std::move(pieces);
  }
  return {};
}

bool Vacuums(const Script& script, const ScriptPiece& piece) {
  const auto first = script.statements.begin() + static_cast<std::ptrdiff_t>(piece.first);
  return std::any_of(
      first, first + static_cast<std::ptrdiff_t>(piece.count),
      [](const ScriptStatement& statement) { return RoleOf(statement) == Role::kVacuum; });
}

void UnwrapTransaction(Script& script) {
  Script one = script;
  if (CutIntoPieces(one).empty()) script = std::move(one);
}

Status RunAlone(Database& db, const Script& script, const ScriptPiece& piece,
                const std::string& subject) {
  for (std::size_t i = piece.first; i < piece.first + piece.count; ++i) {
    const GuardScope guard(db, ScriptGuard::kExamined);
    const Result<Value> done = db.QueryValue(script.statements[i].sql);
    if (!done.ok()) return StatementError(script, i, subject, done.error());
  }
  // A database in memory keeps no journal and no free pages.
  if (!db.OnDisk()) return {};
  for (std::size_t i = piece.first; i < piece.first + piece.count; ++i) {
    const std::vector<std::string> words = FirstWords(script.statements[i].sql);
    if (words[0] != "pragma") continue;
    Status status = CheckSetting(db, words[1], words[3]);
    if (!status.ok()) return StatementError(script, i, subject, std::move(status).error());
  }
  return {};
}

}  // namespace godwit

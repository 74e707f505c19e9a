#include "core/digest/changes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/schema/inspect.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

// Where a value stands in SQLite's order: NULL, numbers, text, blobs.
int RankOf(const Value& value) {
  static constexpr int kRanks[] = {0, 1, 1, 2, 3};
  return kRanks[value.index()];
}

template <typename T>
int Order(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

int CompareNumbers(const Value& a, const Value& b) {
  const auto* x = std::get_if<std::int64_t>(&a);
  const auto* y = std::get_if<std::int64_t>(&b);
  if (x != nullptr && y != nullptr) return Order(*x, *y);
  // A double cannot hold every integer beyond 2^53. A key that mixes such integers with reals may
  // then be counted as deleted and inserted.
  const auto number = [](const Value& value) {
    const auto* integer = std::get_if<std::int64_t>(&value);
    return integer != nullptr ? static_cast<double>(*integer) : std::get<double>(value);
  };
  return Order(number(a), number(b));
}

// The order in which RowReader gives rows: BINARY, text by its UTF-8 bytes.
int CompareKeys(const std::vector<Value>& a, const std::vector<Value>& b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    int order = Order(RankOf(a[i]), RankOf(b[i]));
    if (order == 0 && RankOf(a[i]) == 1) order = CompareNumbers(a[i], b[i]);
    if (order == 0 && RankOf(a[i]) == 2) {
      order = Order(std::get<std::string>(a[i]), std::get<std::string>(b[i]));
    }
    if (order == 0 && RankOf(a[i]) == 3) {
      order = Order(std::get<Blob>(a[i]).bytes, std::get<Blob>(b[i]).bytes);
    }
    if (order != 0) return order;
  }
  return 0;
}

bool Same(const std::string& a, const std::string& b) { return LowerAscii(a) == LowerAscii(b); }

const Column* FindColumn(const Table& table, const std::string& name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return Same(column.name, name); });
  return found == table.columns.end() ? nullptr : &*found;
}

bool IsStored(const Column* column) {
  return column != nullptr && column->generated == Generated::kNo && !column->hidden;
}

// The table as if it had only the columns that `other` has too, in `order`'s order.
Table OnlyCommon(const Table& table, const Table& other, const Table& order) {
  Table common = table;
  common.columns.clear();
  for (const Column& column : order.columns) {
    const Column* own = FindColumn(table, column.name);
    if (IsStored(own) && IsStored(FindColumn(other, column.name))) common.columns.push_back(*own);
  }
  return common;
}

bool SameKeys(const Table& a, const Table& b) {
  const std::vector<std::string> x = DigestKeyColumns(a);
  const std::vector<std::string> y = DigestKeyColumns(b);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), Same);
}

Result<std::int64_t> Count(const Database& db, const std::string& what, const std::string& table) {
  GODWIT_ASSIGN(const Value count,
                db.QueryValue("SELECT count(" + what + ") FROM main." + QuoteName(table)));
  return std::get<std::int64_t>(count);
}

}  // namespace

bool TableChange::Changed() const {
  return kind != Kind::kKept || inserted != 0 || deleted != 0 || updated != 0 ||
         !added_columns.empty() || !dropped_columns.empty();
}

// Both readers side by side.
class ChangesRun::Walk {
 public:
  static Result<std::unique_ptr<Walk>> Open(Database& before, Database& after, const Table& old,
                                            const Table& fresh) {
    auto walk = std::make_unique<Walk>();
    TableChange& change = walk->change_;
    change.name = fresh.name;
    change.key = DigestKeyColumns(fresh);
    for (const Column& column : fresh.columns) {
      if (IsStored(&column) && !IsStored(FindColumn(old, column.name))) {
        change.added_columns.push_back(column.name);
      }
    }
    for (const Column& column : old.columns) {
      if (!IsStored(&column) || IsStored(FindColumn(fresh, column.name))) continue;
      GODWIT_ASSIGN(const std::int64_t values, Count(before, QuoteName(column.name), old.name));
      change.dropped_columns.push_back({column.name, values, 0});
    }
    if (!SameKeys(old, fresh) || !HasDigestRows(old) || !HasDigestRows(fresh)) {
      // Nothing says which row became which.
      GODWIT_ASSIGN(change.rows_before, Count(before, "*", old.name));
      GODWIT_ASSIGN(change.rows_after, Count(after, "*", fresh.name));
      change.inserted = std::max<std::int64_t>(0, change.rows_after - change.rows_before);
      change.deleted = std::max<std::int64_t>(0, change.rows_before - change.rows_after);
      return walk;
    }
    const Table a = OnlyCommon(old, fresh, fresh);
    const Table b = OnlyCommon(fresh, old, fresh);
    for (const std::string& name : DigestValueColumns(b)) walk->columns_.push_back({name, 0, 0});
    GODWIT_ASSIGN(walk->before_, RowReader::Open(before, a));
    GODWIT_ASSIGN(walk->after_, RowReader::Open(after, b));
    GODWIT_TRY(walk->NextBefore());
    GODWIT_TRY(walk->NextAfter());
    return walk;
  }

  // true: more rows are left.
  Result<bool> Step() {
    for (std::int64_t budget = kRowsAStep; budget > 0; --budget) {
      if (!has_before_ && !has_after_) return false;
      const int order = Compare();
      if (order <= 0) ++change_.rows_before;
      if (order >= 0) ++change_.rows_after;
      if (order < 0) {
        ++change_.deleted;
        if (!before_key_.empty() && change_.deleted_keys.size() < kNamedRows) {
          change_.deleted_keys.push_back(before_key_);
        }
      } else if (order > 0) {
        ++change_.inserted;
      } else if (before_->hash() != after_->hash()) {
        ++change_.updated;
        CompareValues();
      }
      if (order <= 0) GODWIT_TRY(NextBefore());
      if (order >= 0) GODWIT_TRY(NextAfter());
    }
    return true;
  }

  TableChange Take() {
    for (ColumnChange& column : columns_) {
      if (column.emptied > 0 || column.retyped > 0) change_.columns.push_back(std::move(column));
    }
    return std::move(change_);
  }

 private:
  Status NextBefore() {
    GODWIT_ASSIGN(has_before_, before_->Next());
    if (has_before_) before_key_ = before_->Key();
    return {};
  }
  Status NextAfter() {
    GODWIT_ASSIGN(has_after_, after_->Next());
    if (has_after_) after_key_ = after_->Key();
    return {};
  }

  // < 0: the row is only in the database before.
  int Compare() const {
    if (!has_after_) return -1;
    if (!has_before_) return 1;
    const int order = CompareKeys(before_key_, after_key_);
    if (order != 0) return order;
    // Without a key, or with NULL in it, content decides; such rows come in the order of hashes.
    const bool unkeyed = before_->ValueCount() == 0 || after_->ValueCount() == 0;
    return unkeyed ? Order(before_->hash(), after_->hash()) : 0;
  }

  void CompareValues() {
    for (int i = 0; i < before_->ValueCount() && i < after_->ValueCount(); ++i) {
      const ValueView old = before_->At(i);
      const ValueView fresh = after_->At(i);
      if (old.index() == fresh.index() || std::holds_alternative<Null>(old)) continue;
      ColumnChange& column = columns_[static_cast<std::size_t>(i)];
      ++(std::holds_alternative<Null>(fresh) ? column.emptied : column.retyped);
    }
  }

  TableChange change_;
  std::vector<ColumnChange> columns_;
  std::optional<RowReader> before_;
  std::optional<RowReader> after_;
  bool has_before_ = false;
  bool has_after_ = false;
  std::vector<Value> before_key_;
  std::vector<Value> after_key_;
};

ChangesRun::ChangesRun(Database& before, Database& after) : before_(&before), after_(&after) {}
ChangesRun::ChangesRun(ChangesRun&&) noexcept = default;
ChangesRun& ChangesRun::operator=(ChangesRun&&) noexcept = default;
ChangesRun::~ChangesRun() = default;

Result<ChangesRun> ChangesRun::Start(Database& before, Database& after) {
  GODWIT_ASSIGN(Schema old, Inspect(before));
  GODWIT_ASSIGN(Schema fresh, Inspect(after));
  std::map<std::string, Pair> pairs;
  for (Table& table : old.tables) {
    if (table.kind != TableKind::kShadow) pairs[table.name].before = std::move(table);
  }
  for (Table& table : fresh.tables) {
    if (table.kind != TableKind::kShadow) pairs[table.name].after = std::move(table);
  }
  ChangesRun run(before, after);
  for (auto& [name, pair] : pairs) run.pairs_.push_back(std::move(pair));
  return run;
}

Status ChangesRun::Open(const Pair& pair) {
  if (pair.before && pair.after) {
    GODWIT_ASSIGN(walk_, Walk::Open(*before_, *after_, *pair.before, *pair.after));
    return {};
  }
  TableChange change;
  const Table& table = pair.before ? *pair.before : *pair.after;
  Database& db = pair.before ? *before_ : *after_;
  change.name = table.name;
  change.kind = pair.before ? TableChange::Kind::kDropped : TableChange::Kind::kAdded;
  GODWIT_ASSIGN(const std::int64_t rows, Count(db, "*", table.name));
  (pair.before ? change.rows_before : change.rows_after) = rows;
  (pair.before ? change.deleted : change.inserted) = rows;
  changes_.push_back(std::move(change));
  ++next_;
  return {};
}

Result<bool> ChangesRun::Step() {
  if (next_ == pairs_.size()) return false;
  if (walk_ == nullptr) {
    GODWIT_TRY(Open(pairs_[next_]));
    return next_ < pairs_.size();
  }
  GODWIT_ASSIGN(const bool more, walk_->Step());
  if (more) return true;
  changes_.push_back(walk_->Take());
  walk_.reset();
  return ++next_ < pairs_.size();
}

std::vector<TableChange> ChangesRun::Finish() && { return std::move(changes_); }

}  // namespace godwit

#include "core/migrate/table_size.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace godwit {
namespace {

constexpr std::int64_t kPages = 256;

// In the order of the tree: root, its leftmost child, that one's, and so on. A page's path has four
// characters a level, "/000/000/"; overflow pages have a "+" in theirs.
constexpr std::string_view kSelectPages =
    "SELECT path, pagetype, ncell, pgsize FROM dbstat WHERE name = ?1 LIMIT ?2";

constexpr std::string_view kSelectStatistics =
    "SELECT CAST(stat AS INTEGER) FROM sqlite_stat1 WHERE tbl = ?1 LIMIT 1";

struct Seen {
  std::int64_t pages = 0;
  std::int64_t bytes = 0;
  std::int64_t leaves = 0;
  std::int64_t leaf_cells = 0;
  std::int64_t inner_cells = 0;
  // By depth, how often the inner pages there branch.
  struct Level {
    std::int64_t pages = 0;
    std::int64_t children = 0;
  };
  std::map<std::size_t, Level> levels;

  void Add(std::string_view path, std::string_view kind, std::int64_t cells, std::int64_t size) {
    ++pages;
    bytes += size;
    if (kind == "leaf") {
      ++leaves;
      leaf_cells += cells;
    } else if (kind == "internal") {
      inner_cells += cells;
      Level& level = levels[path.size()];
      ++level.pages;
      level.children += cells + 1;
    }
  }

  // How many leaves the whole tree has, if every page branches as those seen.
  double AllLeaves() const {
    double all = 1;
    for (const auto& [depth, level] : levels) {
      all *= static_cast<double>(level.children) / static_cast<double>(level.pages);
    }
    return all;
  }
};

std::int64_t Whole(double number) { return std::llround(std::min(number, 9e15)); }

// The value, or -1 where the statement does not fit this table. An error of the disk or of memory
// says nothing about that.
Result<std::int64_t> Ask(const Database& db, std::string_view sql, const std::string* name) {
  const auto unfit = [](const Error& error) {
    return LiesOutsideSql(error) ? Result<std::int64_t>(error) : Result<std::int64_t>(-1);
  };
  Result<Statement> select = db.Prepare(sql);
  if (!select.ok()) return unfit(select.error());
  if (name != nullptr) GODWIT_TRY(select->Bind(1, Value(*name)));
  const Result<bool> row = select->Step();
  if (!row.ok()) return unfit(row.error());
  return *row && !std::holds_alternative<Null>(select->Column(0)) ? select->Int(0) : -1;
}

constexpr std::string_view kHasRowids =
    "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ?1 AND wr = 0";

// A column may be called rowid and then hides it.
constexpr std::string_view kHidesRowid =
    "SELECT 1 FROM pragma_table_xinfo(?1) WHERE name = 'rowid' COLLATE NOCASE";

}  // namespace

Result<TableSize> EstimateSize(const Database& db, const std::string& table) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectPages));
  GODWIT_TRY(select.BindAll(Value(table), Value(kPages + 1)));
  Seen seen;
  while (seen.pages <= kPages) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    seen.Add(select.Text(0), select.Text(1), select.Int(2), select.Int(3));
  }
  // A tree of a table WITHOUT ROWID has rows in its inner pages, too.
  GODWIT_ASSIGN(const std::int64_t has_rowids, Ask(db, kHasRowids, &table));
  const bool rowids = has_rowids == 1;
  if (seen.pages <= kPages) {
    return TableSize{.rows = seen.leaf_cells + (rowids ? 0 : seen.inner_cells),
                     .bytes = seen.bytes};
  }
  TableSize size{.exact = false};
  const double leaves = seen.AllLeaves();
  const double share = leaves / static_cast<double>(std::max<std::int64_t>(seen.leaves, 1));
  size.bytes = Whole(static_cast<double>(seen.bytes) * share);
  // Between two leaves stands a row where rows are in inner pages.
  size.rows = Whole(static_cast<double>(seen.leaf_cells) * share + (rowids ? 0 : leaves - 1));
  const std::string name = QuoteName(table);
  GODWIT_ASSIGN(const std::int64_t hides_rowid, Ask(db, kHidesRowid, &table));
  if (rowids && hides_rowid != 1) {
    GODWIT_ASSIGN(const std::int64_t span, Ask(db,
                                               "SELECT (SELECT max(rowid) FROM " + name +
                                                   ") - (SELECT min(rowid) FROM " + name + ") + 1",
                                               nullptr));
    if (span > 0) size.rows = std::min(size.rows, span);
  }
  GODWIT_ASSIGN(const std::int64_t counted, Ask(db, kSelectStatistics, &table));
  if (counted >= 0) size.rows = counted;
  return size;
}

}  // namespace godwit

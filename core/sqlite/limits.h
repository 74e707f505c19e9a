// How much the SQL of one connection may take: SQLite's run-time limits, a deadline for each
// statement of a script, a cap on SQLite's memory.
//
// A user's own project gets what SQLite itself allows. Files and SQL that come from strangers get
// values that real migrations stay below and that end an attack early; SQLite's page "Defense
// Against The Dark Arts" (security.html) advises lower ones, which break real migrations.
#pragma once

#include <cstdint>

namespace godwit {

struct Limits {
  // By SQLite's names (sqlite.org/c3ref/c_limit_attached.html); -1: SQLite's own maximum. ATTACHED
  // is not here, because VACUUM attaches; scripts may not, whatever the limits are.
  int length = -1;      // bytes of a text, a blob or a row; larger ones cannot be read either
  int sql_length = -1;  // bytes
  int expr_depth = -1;
  int compound_select = -1;
  int vdbe_op = -1;
  int like_pattern = -1;  // bytes
  int trigger_depth = -1;
  // The time that one statement of a script, a data step or a check may work; 0 = any. Only the
  // time inside of SQLite counts, so that a SELECT whose rows are worked on in between has as much
  // as any other. Looked at between SQLite's own steps, which `length` keeps short.
  std::int64_t deadline_millis = 0;
  // Of all connections of the process together (HeapCap); 0 = any.
  std::int64_t heap_bytes = 0;
  // Whether a file has to pass PRAGMA quick_check before anything else is done with it.
  bool check_file = false;
};

inline constexpr Limits kOwnLimits = {};
inline constexpr Limits kStrangersLimits = {.length = 64'000'000,
                                            .sql_length = 1'000'000,
                                            .expr_depth = 200,
                                            .compound_select = 100,
                                            .vdbe_op = 1'000'000,
                                            .like_pattern = 1000,
                                            .trigger_depth = 50,
                                            .deadline_millis = 2000,
                                            .heap_bytes = 256'000'000,
                                            .check_file = true};

inline constexpr Limits BaseLimits(bool strangers) {
  return strangers ? kStrangersLimits : kOwnLimits;
}

// What may be asked for at most.
inline constexpr std::int64_t kMegabyte = 1'000'000;
inline constexpr std::int64_t kLongestDeadlineMillis = std::int64_t{1'000'000} * 1000;
inline constexpr std::int64_t kLargestHeapBytes = 1'000'000 * kMegabyte;
inline constexpr std::int64_t kLargestLengthBytes = 1000 * kMegabyte;  // SQLite's own

// Lets SQLite take at most so much memory, or any (0), for as long as the object lives. What is
// beyond that fails with SQLITE_NOMEM, and whatever comes after it may succeed. Of the whole
// process, for SQLite knows no other cap.
class HeapCap {
 public:
  explicit HeapCap(std::int64_t bytes);
  ~HeapCap();
  HeapCap(const HeapCap&) = delete;
  HeapCap& operator=(const HeapCap&) = delete;

 private:
  std::int64_t hard_before_;
  std::int64_t soft_before_;
};

}  // namespace godwit

#include <cstdio>
#include <string>

#include <sqlite3.h>

#include "core/sqlite/connection.h"

namespace godwit {
namespace {

// Milliseconds from the Julian epoch (noon, 24 November 4714 BC) to 1970-01-01T00:00:00Z.
constexpr std::int64_t kJulianEpochMillis = 210'866'760'000'000;

}  // namespace

// SQLite hands the sqlite3_vfs to every method: being the first member, it leads back to the whole.
struct ClockVfs::Vfs {
  sqlite3_vfs base;
  Clock* clock;
  std::string name;

  static int CurrentTimeInt64(sqlite3_vfs* vfs, sqlite3_int64* now) {
    *now = kJulianEpochMillis + reinterpret_cast<Vfs*>(vfs)->clock->NowMillis();
    return SQLITE_OK;
  }
  static int CurrentTime(sqlite3_vfs* vfs, double* now) {
    sqlite3_int64 millis = 0;
    const int code = CurrentTimeInt64(vfs, &millis);
    *now = static_cast<double>(millis) / 86'400'000.0;
    return code;
  }
};

ClockVfs::ClockVfs(Clock& clock) : vfs_(std::make_unique<Vfs>()) {
  // The name must differ between connections and is never shown: the object's address will do.
  char name[40];
  std::snprintf(name, sizeof name, "godwit-clock-%p", static_cast<void*>(vfs_.get()));
  vfs_->base = *sqlite3_vfs_find(nullptr);
  vfs_->clock = &clock;
  vfs_->name = name;
  vfs_->base.zName = vfs_->name.c_str();
  vfs_->base.pNext = nullptr;
  vfs_->base.xCurrentTimeInt64 = &Vfs::CurrentTimeInt64;
  vfs_->base.xCurrentTime = &Vfs::CurrentTime;
  sqlite3_vfs_register(&vfs_->base, 0);
}

ClockVfs::~ClockVfs() { sqlite3_vfs_unregister(&vfs_->base); }

const char* ClockVfs::name() const { return vfs_->name.c_str(); }

}  // namespace godwit

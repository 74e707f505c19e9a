// What the playground knows: plain data, filled by the engine's messages and by the user's choices.
// Views are functions of it; nothing here draws or sends.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shell/picture.h"
#include "shell/rate_meter.h"

namespace godwit::shell {

struct SampleInfo {
  std::string name, title, summary;
};

struct DataStep {
  std::string name, table, sql;
};

struct Check {
  std::string name, sql;
  bool info = false;  // shown, never judged
};

struct Migration {
  std::string name, reason, checksum, sql;
  std::optional<std::string> down;
  bool optional = false;
  bool seed = false;
  std::vector<DataStep> data_steps;
  std::vector<Check> checks;
};

struct Project {
  std::string name, title, summary;
  std::vector<Migration> migrations;
};

enum class StepState : std::uint8_t {
  kApplied,
  kPending,
  kChanged,
  kCosmetic,
  kMissing,
  kFailed,
  kBegun,
  kOff,
};

struct MigrationStatus {
  std::string name, applied_at;
  StepState state = StepState::kPending;
};

struct DataStepStatus {
  std::string migration, name;
  enum class State : std::uint8_t { kDue, kRunning, kComplete } state = State::kDue;
  std::int64_t rows_left = 0;
};

struct Status {
  bool up_to_date = false;
  std::vector<MigrationStatus> migrations;
  std::vector<DataStepStatus> data_steps;
};

struct Column {
  std::string name, type;
  bool not_null = false;
  bool primary_key = false;
};

struct Table {
  std::string name, kind;
  std::int64_t rows = 0;
  std::vector<Column> columns;
};

struct Cell {
  enum class Kind : std::uint8_t { kNull, kNumber, kText, kBlob } kind = Kind::kNull;
  std::string text;        // a blob's beginning as hex
  std::int64_t bytes = 0;  // of a blob, or of a text that is longer than `text`
};
using Row = std::vector<Cell>;

inline constexpr std::int64_t kRowsPerPage = 200;

// The rows of one table, as far as they were looked at.
struct TableRows {
  std::vector<std::string> columns;
  std::int64_t total = -1;                         // unknown until the first page is there
  std::map<std::int64_t, std::vector<Row>> pages;  // by number; an empty page is on its way

  const Row* At(std::int64_t row) const;
};

struct Pictures {
  std::int64_t total = -1;
  // Over all of them, whether loaded or not; a state or caption that does not occur is left out.
  std::map<std::string, std::int64_t> states, captions;
  std::vector<Picture> items;

  std::int64_t InState(const std::string& state) const;
  std::int64_t Captioned(const std::string& caption) const;
};

struct CheckResult {
  std::string name, migration, expected, actual;
  enum class State : std::uint8_t { kPassed, kFailed, kInfo } state = State::kPassed;
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::int64_t violations = 0;
};

struct Verification {
  bool passed = false;
  std::vector<CheckResult> checks;
};

struct TableDigest {
  std::string name, sha256;
  std::int64_t rows = 0;
};

struct Digest {
  std::string schema, data;
  std::vector<TableDigest> tables;

  bool operator==(const Digest& other) const {
    return schema == other.schema && data == other.data;
  }
};

struct StepDigest {
  int step = 0;
  std::string migration, kind;
  Digest digest;
};

struct Problem {
  std::string during;  // "Migrate"
  std::string code, what, why, next, file;
  int line = 0;
  int column = 0;
};

// The one piece of work that the bottom bar tells of.
struct Activity {
  enum class State : std::uint8_t {
    kNone,
    kRunning,
    kDone,
    kFailed,
    kCancelled
  } state = State::kNone;
  int request = 0;
  std::string title;    // "Migrate"
  std::string phase;    // "data-step"
  std::string subject;  // what it is at right now
  std::string unit;
  std::int64_t done = 0;
  std::int64_t total = 0;
  double started = 0;
  RateMeter meter;
  bool cancelling = false;
  std::string outcome;  // once it has ended
};

enum class Tab : std::uint8_t { kTimeline, kSchema, kData, kGallery, kChecks, kDeterminism };
enum class Screen : std::uint8_t { kStart, kOpening, kChooseUse, kOpen };

// What the user has chosen, a view each.
struct Choice {
  Tab tab = Tab::kTimeline;
  int migration = 0;
  int table = 0;
  std::int64_t row = -1;
  int picture = -1;
  int check = 0;
  int step = -1;
  bool sample_menu = false;
  bool drawer = false;
};

struct ChosenFile {
  std::string name, bytes;
};

struct State {
  Screen screen = Screen::kStart;
  std::string version, sqlite_version;
  std::vector<SampleInfo> samples;

  bool has_database = false;
  std::string database_name;  // what the top bar says is open
  std::string file_name;      // for the download
  std::optional<Project> project;
  Status status;
  std::optional<std::vector<Table>> tables;
  std::map<std::string, TableRows> rows;
  Pictures pictures;
  std::optional<Verification> verification;
  std::optional<Digest> digest;
  std::optional<std::vector<StepDigest>> steps;
  std::map<std::string, std::vector<StepDigest>> native_steps;  // by project

  ChosenFile file;
  Activity activity;
  std::optional<Problem> problem;
  Choice choice;

  bool Running() const { return activity.state == Activity::State::kRunning; }
  const MigrationStatus* StatusOf(const std::string& migration) const;
  const DataStepStatus* StatusOf(const std::string& migration, const std::string& step) const;
  const Table* TableNamed(const std::string& name) const;

  // Positions in project->migrations; -1 when there is none.
  int NextPending() const;
  int LastApplied() const;
  int AppliedCount() const;
  int WantedCount() const;   // all but those that are off
  bool DataStepDue() const;  // a data step of an applied migration has rows left

  // "3 of 4 applied · 92 pets have no traits yet"
  std::string Sentence() const;

  // After the database changed: forgets what was read from it.
  void ForgetContents();
};

std::string WordOf(StepState state);

}  // namespace godwit::shell

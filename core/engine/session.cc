#include "core/engine/session.h"

#include <algorithm>
#include <utility>

#include "core/migrate/functions.h"
#include "core/traits/functions.h"

namespace godwit {
namespace {

// SQLite's words, without the quotes and line ends of a text.
std::string OneLine(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  std::string line = text == nullptr ? Show(View(value)) : *text;
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

// Nothing else is done with a damaged file.
Status CheckFile(const Database& db, const std::string& subject) {
  GODWIT_ASSIGN(const Value check, db.QueryValue("PRAGMA quick_check(1)"));
  if (check == Value(std::string("ok"))) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = subject,
               .why = "it is damaged: " + OneLine(check),
               .next = "run the sqlite3 shell's .recover on a copy, or restore a backup"};
}

}  // namespace

Status Session::OpenProject(ProjectFiles files, std::optional<std::int64_t> now) {
  Close();
  GODWIT_ASSIGN(Project project, CollectProject(files));
  GODWIT_ASSIGN(Validators validators, Validators::Compile(project));
  validators_ = std::move(validators);
  if (!now) now = project.now;
  if (now) fixed_.emplace(*now);
  files_ = std::move(files);
  project_ = std::move(project);
  return {};
}

Status Session::OpenDatabase(const std::string& path, OpenMode mode) {
  const bool file = mode != OpenMode::kMemory;
  path_ = file ? path : std::string();
  mode_ = mode;
  OpenOptions options = Opening(mode, clock());
  if (file) options.files = outside_.files;
  const bool check = file && limits_.check_file;
  return Accept(Database::Open(path, options), check ? "database \"" + path + "\"" : "");
}

Status Session::OpenBytes(std::string_view bytes) {
  path_.clear();
  // Bytes come from anywhere.
  return Accept(Database::FromBytes(bytes, Opening(OpenMode::kMemory, clock())), "the opened file");
}

OpenOptions Session::Opening(OpenMode mode, Clock& clock) const {
  return {.mode = mode, .clock = &clock, .limits = limits_, .stopwatch = outside_.clock};
}

Status Session::Accept(Result<Database> database, const std::string& checked) {
  database_.reset();
  if (!database.ok()) return std::move(database).error();
  GODWIT_TRY(Equip(*database));
  if (!checked.empty()) GODWIT_TRY(CheckFile(*database, checked));
  database_ = std::move(database).value();
  return {};
}

Status Session::Equip(Database& db) const {
  if (outside_.interrupted) db.SetInterrupt(outside_.interrupted);
  GODWIT_TRY(RegisterDataFunctions(db));
  for (const Function& function : PetFunctions()) GODWIT_TRY(db.Register(function));
  return db.Register(validators_.SqlFunction());
}

Result<Database> Session::OpenScratch(Clock& clock) const {
  GODWIT_ASSIGN(Database db, Database::Open({}, Opening(OpenMode::kMemory, clock)));
  GODWIT_TRY(Equip(db));
  return db;
}

Result<std::unique_ptr<PrivateCopy>> Session::OpenCopy(const Database* original, Clock& clock) {
  GODWIT_ASSIGN(std::unique_ptr<PrivateCopy> copy,
                PrivateCopy::Make(original, outside_.scratch, Opening({}, clock)));
  GODWIT_TRY(Equip(copy->database()));
  return copy;
}

void Session::WarnIfAbsent(std::vector<std::string>& warnings) const {
  if (absent_.empty()) return;
  warnings.insert(warnings.begin(), "database \"" + absent_ +
                                        "\" does not exist: it is treated as an empty database");
}

void Session::Close() {
  absent_.clear();
  database_.reset();
  path_.clear();
  project_.reset();
  validators_ = {};
  fixed_.reset();
}

Result<const Project*> Session::NeedProject() const {
  if (project_) return &*project_;
  return Error{.code = ErrorCode::kUsage,
               .what = "the request",
               .why = "no project is open",
               .next = "open one first"};
}

Status Session::NeedBoth() {
  GODWIT_TRY(NeedProject());
  GODWIT_TRY(NeedDatabase());
  return {};
}

Result<const ProjectFiles*> Session::NeedFiles() const {
  GODWIT_TRY(NeedProject());
  return &files_;
}

void Session::DropAfter(const Error& error) {
  const bool tried = error.code == ErrorCode::kFailed || error.code == ErrorCode::kDataStep ||
                     error.sqlite_code != 0;
  if (tried && !path_.empty()) database_.reset();
}

Result<Database*> Session::FindDatabase() {
  if (!database_ && !path_.empty()) GODWIT_TRY(OpenDatabase(path_, mode_));
  return database_ ? &*database_ : nullptr;
}

Result<Database*> Session::NeedDatabase() {
  GODWIT_ASSIGN(Database * db, FindDatabase());
  if (db != nullptr) return db;
  return Error{.code = ErrorCode::kUsage,
               .what = "the request",
               .why = "no database is open",
               .next = "open one first"};
}

RunContext Session::Context(Listener& listener) {
  RunContext context = ContextOf(*database_, clock(), listener);
  context.snapshots = outside_.snapshots;
  context.owner = outside_.owner;
  return context;
}

RunContext Session::ContextOf(Database& db, Clock& clock, Listener& listener) const {
  return {db, *project_, validators_, clock, listener};
}

}  // namespace godwit

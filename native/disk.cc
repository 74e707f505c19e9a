#include "native/disk.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "core/base/script_names.h"
#include "core/json/schema.h"
#include "native/host.h"
#include "native/owned_files.h"

namespace godwit {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

constexpr std::string_view kDraft = ".godwit-draft";

Error Refused(const std::string& path, std::string why, std::string next = {}) {
  return {.code = ErrorCode::kRefused,
          .what = "file \"" + path + "\" cannot be read",
          .why = std::move(why),
          .next = std::move(next),
          .place = {.file = path}};
}

// Inside the project: relative, and never up and out.
bool StaysInside(const std::string& path) {
  const fs::path relative = fs::path(path).lexically_normal();
  return !relative.empty() && relative.is_relative() && *relative.begin() != "..";
}

std::string Text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool HasNul(const std::string& text) { return text.find('\0') != std::string::npos; }

// The default database, relative to the current folder; empty when there is none.
std::string DatabaseOf(const Json& config, const fs::path& root) {
  const std::string database = Text(config, "database");
  return database.empty() ? std::string() : (root / database).lexically_normal().string();
}

// No file has a NUL in its name: the system would take the part before it.
Status CheckDatabaseName(const Json& config, const fs::path& root) {
  if (!HasNul(Text(config, "database"))) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = "godwit.json at /database",
               .why = "it contains a NUL character (\\u0000)",
               .next = "name the file as it is called, or take the key out",
               .place = {.file = (root / "godwit.json").string()}};
}

class FolderReader {
 public:
  explicit FolderReader(const std::string& folder) : root_(folder) {}

  Result<ProjectFolder> Read() {
    GODWIT_TRY(Add("godwit.json"));
    // What is wrong with it is the engine's to say, with line and column.
    const Json config = Json::parse(result_.files["godwit.json"], nullptr, false);
    if (!config.is_object()) return std::move(result_);
    result_.database = DatabaseOf(config, root_);
    GODWIT_TRY(CheckDatabaseName(config, root_));
    const std::string migrations = Text(config, "migrations");
    if (HasNul(migrations)) return std::move(result_);
    GODWIT_TRY(AddMigrations(migrations.empty() ? "migrations" : migrations));
    GODWIT_TRY(AddSchemas(config));
    for (const std::string_view file : {kSchemaFile, kQueriesFile}) {
      if (Exists((root_ / file).string())) GODWIT_TRY(Add(std::string(file)));
    }
    return std::move(result_);
  }

 private:
  Status Add(const std::string& name) {
    if (result_.files.contains(name)) return {};
    const std::string path = (root_ / name).string();
    GODWIT_ASSIGN(std::string text, ReadFile(path, kMaxProjectFile));
    total_ += text.size();
    if (total_ > kMaxProject) {
      return Refused(path, "the project is larger than " + std::to_string(kMaxProject >> 20) +
                               " MiB altogether");
    }
    result_.files.emplace(name, std::move(text));
    return {};
  }

  Status AddMigrations(const std::string& folder) {
    if (!StaysInside(folder)) return Outside(folder);
    // A project without migrations yet is a project.
    if (!Exists((root_ / folder).string())) return {};
    GODWIT_ASSIGN(std::vector<std::string> names, List(folder));
    for (const std::string& name : names) {
      const std::string path = (fs::path(folder).lexically_normal() / name).generic_string();
      const std::string full = (root_ / path).string();
      // node lists a name that is not UTF-8 with a mark in place of what it cannot read.
      if (name.find("\xef\xbf\xbd") != std::string::npos && !Exists(full)) {
        return Refused(full, "its name is not UTF-8", "rename it");
      }
      if (IsFolder(full)) GODWIT_TRY(AddMigration(path, name));
    }
    return {};
  }

  Status AddMigration(const std::string& folder, const std::string& name) {
    GODWIT_ASSIGN(std::vector<std::string> files, List(folder));
    const bool is_migration = IsMigrationName(name);
    bool has_change = false;
    for (const std::string& file : files) {
      const std::string path = folder + "/" + file;
      const Result<bool> wanted = IsMigrationScript((root_ / path).string(), file);
      if (!wanted.ok() && is_migration) return wanted.error();
      // Whatever else lies there is not even opened.
      if (!wanted.ok() || !*wanted) continue;
      GODWIT_TRY(Add(path));
      has_change = has_change || file == "migration.sql";
    }
    if (has_change || !is_migration) return {};
    return Error{
        .code = ErrorCode::kRefused,
        .what = "migration \"" + name + "\" is empty",
        .why = "its folder holds no migration.sql",
        .next = "write " + (root_ / folder / "migration.sql").string() + ", or remove the folder",
        .place = {.file = (root_ / folder).string()}};
  }

  Status AddSchemas(const Json& config) {
    const auto validators = config.find("validators");
    if (validators == config.end() || !validators->is_array()) return {};
    for (const Json& validator : *validators) {
      const std::string schema = validator.is_object() ? Text(validator, "schema") : "";
      if (schema.empty() || HasNul(schema)) continue;
      if (!StaysInside(schema)) return Outside(schema);
      GODWIT_TRY(Add(schema));
    }
    return {};
  }

  Result<std::vector<std::string>> List(const std::string& folder) {
    std::vector<std::string> names;
    const int code = host::ListFolder((root_ / folder).string(), names);
    if (code != 0) return Refused((root_ / folder).string(), ErrnoText(code));
    return names;
  }

  Error Outside(const std::string& path) const {
    return {.code = ErrorCode::kRefused,
            .what = "godwit.json names \"" + path + "\"",
            .why = "the path leads out of the project folder",
            .next = "move it into the folder, or put a symbolic link there",
            .place = {.file = (root_ / "godwit.json").string()}};
  }

  fs::path root_;
  ProjectFolder result_;
  std::size_t total_ = 0;
};

}  // namespace

Result<ProjectFolder> ReadProjectFolder(const std::string& folder) {
  return FolderReader(folder).Read();
}

Result<std::string> ReadDefaultDatabase(const std::string& folder) {
  const fs::path root = folder;
  const std::string path = (root / "godwit.json").string();
  GODWIT_ASSIGN(const std::string text, ReadFile(path, kMaxProjectFile));
  const Json config = Json::parse(text, nullptr, false);
  const std::string next = "mend it, or name a database with --db";
  if (!config.is_object()) return Refused(path, "it is not a JSON object", next);
  // A key that stands there twice might name another one to somebody else.
  const std::vector<Violation> violations = StrictJson().Violations(text, 1);
  if (!violations.empty()) return Refused(path, Describe(violations.front()), next);
  GODWIT_TRY(CheckDatabaseName(config, root));
  return DatabaseOf(config, root);
}

bool IsFolder(const std::string& path) {
  std::error_code failed;
  return fs::is_directory(path, failed);
}

bool Exists(const std::string& path) {
  std::error_code failed;
  return fs::status(path, failed).type() != fs::file_type::not_found;
}

std::string WhyNoFile(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status) || fs::is_regular_file(status)) return {};
  return fs::is_directory(status) ? "it is a folder" : "it is not a file";
}

Result<std::string> ReadFile(const std::string& path, std::size_t limit) {
  // A folder can be opened like a file; a pipe would wait for ever.
  if (const std::string why = WhyNoFile(path); !why.empty()) return Refused(path, why);
  const File file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return Refused(path, ErrnoText(errno));
  std::string text;
  std::array<char, std::size_t{16} << 10> block;  // not cleared: a project has many small files
  // Which are read at once, without a buffer between.
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  std::size_t got = block.size();
  while (got == block.size()) {
    got = std::fread(block.data(), 1, block.size(), file.get());
    text.append(block.data(), got);
    if (text.size() > limit) {
      return Refused(path, "it is larger than " + std::to_string(limit >> 20) + " MiB");
    }
  }
  if (std::ferror(file.get()) != 0) return Refused(path, ErrnoText(errno));
  return text;
}

Status WriteFile(const std::string& path, std::string_view bytes) {
  const auto failed = [&](int code) {
    return Error{.code = ErrorCode::kFailed,
                 .what = "\"" + path + "\" cannot be written",
                 .why = ErrnoText(code),
                 .next = "make room, or name another file"};
  };
  std::string folder = fs::path(path).parent_path().string();
  if (folder.empty()) folder = ".";
  // Of processes that were killed.
  RemoveAbandoned(folder, kDraft);
  // A name of this process's own, which is nobody's file.
  const std::string beside = OwnedName(folder + "/" + std::string(kDraft));
  File file(std::fopen(beside.c_str(), "wbx"));
  if (file == nullptr) return failed(errno);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
                       std::fflush(file.get()) == 0 && fsync(fileno(file.get())) == 0;
  const int code = written ? 0 : errno;
  file.reset();
  if (!written || std::rename(beside.c_str(), path.c_str()) != 0) {
    const Error error = failed(written ? errno : code);
    (void)std::remove(beside.c_str());
    return error;
  }
  // Whole under its name already; a file system that cannot sync a folder keeps it all the same.
  (void)host::SyncFolder(folder);
  return {};
}

std::string ReadSmallFile(const std::string& path) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return {};
  std::string text(std::size_t{4} << 10, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  return text;
}

std::string ErrnoText(int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
      return "there is no such file or folder";
    case EACCES:
    case EPERM:
      return "permission denied";
    case EISDIR:
      return "it is a folder";
    case EROFS:
      return "the file system is read-only";
    case ENOSPC:
    case EDQUOT:
      return "the disk is full";
    case EMFILE:
    case ENFILE:
      return "too many files are open";
    case EPIPE:
      return "the reader has gone";
    case ELOOP:
      return "its symbolic links go in a circle";
    case ENAMETOOLONG:
      return "the name is too long";
    default:
      return "input/output error " + std::to_string(code);
  }
}

std::string InMebibytes(std::int64_t bytes) {
  return std::to_string((bytes + (std::int64_t{1} << 20) - 1) >> 20) + " MiB";
}

}  // namespace godwit

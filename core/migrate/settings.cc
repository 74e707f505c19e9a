#include "core/migrate/settings.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/json/schema.h"
#include "core/migrate/directives.h"
#include "core/migrate/ledger_format.h"
#include "core/schema/changes.h"

namespace godwit {
namespace {

using nlohmann::json;

// Reads one JSON object of godwit.json; remembers which keys were asked for, so that the others can
// be called unknown.
class ObjectReader {
 public:
  ObjectReader(const json& object, std::string path, const std::string& file)
      : object_(object), path_(std::move(path)), file_(file) {}

  Error Wrong(std::string_view key, std::string why) const {
    const std::string where = key.empty() ? path_ : path_ + "/" + std::string(key);
    return ProjectError({.file = file_}, "godwit.json" + (where.empty() ? "" : " at " + where),
                        std::move(why), "docs/projects.md lists the keys");
  }

  Status Text(const char* key, std::string& target, bool required = false) {
    known_.emplace_back(key);
    if (!object_.contains(key)) {
      if (required) return Wrong(key, "it is missing");
      return {};
    }
    if (!object_[key].is_string()) return Wrong(key, "it must be a text");
    target = object_[key].get<std::string>();
    // No name has one, and whoever hands it on to the system would get the part before it.
    if (target.find('\0') != std::string::npos) {
      return Wrong(key, "it contains a NUL character (\\u0000)");
    }
    return {};
  }

  // nullptr when absent.
  const json* Member(const char* key) {
    known_.emplace_back(key);
    return object_.contains(key) ? &object_[key] : nullptr;
  }

  Status Finish() const {
    for (const auto& [key, value] : object_.items()) {
      if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
        return Wrong(key, "this key is not known");
      }
    }
    return {};
  }

 private:
  const json& object_;
  std::string path_;
  std::string file_;
  std::vector<std::string> known_;
};

class SettingsReader {
 public:
  SettingsReader(const ProjectFiles& files, Project& project) : files_(files), project_(project) {}

  Status Run() {
    const auto found = files_.files.find(std::string(kProjectFile));
    if (found == files_.files.end()) {
      return Error{.code = ErrorCode::kRefused,
                   .what = "project \"" + files_.origin + "\"",
                   .why = "it has no godwit.json",
                   .next =
                       "give a folder that has one with --project, or make one: "
                       "{\"name\": \"my-app\"} is enough"};
    }
    const json settings = json::parse(found->second, nullptr, false);
    if (settings.is_discarded()) return SyntaxError(found->second);
    ObjectReader reader(settings, "", SettingsPath());
    if (!settings.is_object()) return reader.Wrong("", "it must be an object");
    // A key that stands there twice: parsers keep one of the values, and not all the same one.
    const std::vector<Violation> violations = StrictJson().Violations(found->second, 1);
    if (!violations.empty()) {
      return ProjectError({.file = SettingsPath()}, "godwit.json at " + violations.front().pointer,
                          violations.front().message, "correct the file and try again");
    }
    GODWIT_TRY(reader.Text("name", project_.name, true));
    if (!IsProjectName(project_.name)) {
      return reader.Wrong("name", "it must be made of letters, digits, - and _");
    }
    project_.title = project_.name;
    GODWIT_TRY(reader.Text("title", project_.title));
    GODWIT_TRY(reader.Text("summary", project_.summary));
    GODWIT_TRY(reader.Text("database", project_.database));
    GODWIT_TRY(reader.Text("opensBefore", project_.opens_before));
    GODWIT_TRY(reader.Text("migrations", project_.folder));
    GODWIT_TRY(reader.Text("ledger", project_.ledger));
    if (FindLedgerFormat(project_.ledger) == nullptr) {
      return reader.Wrong("ledger", "it must be \"godwit\" or \"prisma\"");
    }
    GODWIT_TRY(ReadSqlite(reader));
    GODWIT_TRY(ReadNow(reader));
    if (const json* asked = reader.Member("thereAndBack")) {
      if (!asked->is_boolean()) return reader.Wrong("thereAndBack", "it must be true or false");
      project_.there_and_back = asked->get<bool>();
    }
    GODWIT_TRY(ReadValidators(reader));
    GODWIT_TRY(ReadPictures(reader));
    return reader.Finish();
  }

 private:
  std::string SettingsPath() const { return PathIn(files_, std::string(kProjectFile)); }

  // nlohmann tells where a text stops being JSON only by an exception; core has none, so the place
  // is found with its event interface.
  Error SyntaxError(const std::string& text) const {
    struct Locator : nlohmann::json_sax<json> {
      bool null() override { return true; }
      bool boolean(bool) override { return true; }
      bool number_integer(number_integer_t) override { return true; }
      bool number_unsigned(number_unsigned_t) override { return true; }
      bool number_float(number_float_t, const string_t&) override { return true; }
      bool string(string_t&) override { return true; }
      bool binary(binary_t&) override { return true; }
      bool start_object(std::size_t) override { return true; }
      bool key(string_t&) override { return true; }
      bool end_object() override { return true; }
      bool start_array(std::size_t) override { return true; }
      bool end_array() override { return true; }
      bool parse_error(std::size_t position, const std::string&,
                       const nlohmann::detail::exception&) override {
        offset = position > 0 ? position - 1 : 0;
        return false;
      }
      std::size_t offset = 0;
    } locator;
    (void)json::sax_parse(text, &locator, json::input_format_t::json, true);
    return ProjectError(PlaceAt(text, locator.offset, SettingsPath()), "godwit.json",
                        "it is not valid JSON from here on", "correct the file and try again");
  }

  Status ReadSqlite(ObjectReader& reader) {
    std::string release;
    GODWIT_TRY(reader.Text("sqlite", release));
    if (release.empty()) return {};
    const std::optional<SqliteRelease> read = ParseRelease(release);
    if (!read) return reader.Wrong("sqlite", "it must be a release of SQLite, such as \"3.35\"");
    project_.oldest_sqlite = *read;
    return {};
  }

  Status ReadNow(ObjectReader& reader) {
    std::string now;
    GODWIT_TRY(reader.Text("now", now));
    if (now.empty()) return {};
    const Result<std::int64_t> millis = ParseTime(now);
    if (!millis.ok()) return reader.Wrong("now", millis.error().why);
    project_.now = *millis;
    return {};
  }

  Status ReadValidators(ObjectReader& reader) {
    const json* list = reader.Member("validators");
    if (list == nullptr) return {};
    if (!list->is_array()) return reader.Wrong("validators", "it must be a list");
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string path = "/validators/" + std::to_string(i);
      ObjectReader entry((*list)[i], path, SettingsPath());
      if (!(*list)[i].is_object()) return entry.Wrong("", "it must be an object");
      ValidatorSource validator;
      GODWIT_TRY(entry.Text("name", validator.name, true));
      GODWIT_TRY(entry.Text("schema", validator.path, true));
      if (const json* columns = entry.Member("columns")) {
        for (const json& column : *columns) {
          if (!column.is_string() || column.get<std::string>().find('.') == std::string::npos) {
            return entry.Wrong("columns", "each must be a text like \"Table.column\"");
          }
          validator.columns.push_back(column.get<std::string>());
        }
      }
      GODWIT_TRY(entry.Finish());
      const auto file = files_.files.find(validator.path);
      if (file == files_.files.end()) {
        return entry.Wrong("schema", "the file \"" + validator.path + "\" is not there");
      }
      validator.schema = file->second;
      project_.validators.push_back(std::move(validator));
    }
    return {};
  }

  Status ReadPictures(ObjectReader& reader) {
    const json* object = reader.Member("pictures");
    if (object == nullptr) return {};
    if (!object->is_object()) return reader.Wrong("pictures", "it must be an object");
    ObjectReader entry(*object, "/pictures", SettingsPath());
    PictureSource pictures;
    GODWIT_TRY(entry.Text("table", pictures.table, true));
    GODWIT_TRY(entry.Text("key", pictures.key, true));
    GODWIT_TRY(entry.Text("label", pictures.label, true));
    GODWIT_TRY(entry.Text("document", pictures.document, true));
    GODWIT_TRY(entry.Text("kind", pictures.kind, true));
    if (pictures.kind != "pet") return entry.Wrong("kind", "the only painter is \"pet\"");
    GODWIT_TRY(entry.Finish());
    project_.pictures = std::move(pictures);
    return {};
  }

  const ProjectFiles& files_;
  Project& project_;
};

}  // namespace

std::string PathIn(const ProjectFiles& files, const std::string& file) {
  return files.origin.empty() ? file : files.origin + "/" + file;
}

bool IsProjectName(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  return !name.empty() && name.find_first_not_of(kAllowed) == std::string_view::npos;
}

Status ReadSettings(const ProjectFiles& files, Project& project) {
  return SettingsReader(files, project).Run();
}

}  // namespace godwit

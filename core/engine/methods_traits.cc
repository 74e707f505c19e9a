// Trait texts and the pictures made from them.
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/traits/pet_picture.h"
#include "core/traits/pet_traits.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr std::int64_t kMostPictures = 500;
constexpr std::int64_t kMostOffset = std::int64_t{1} << 53;

// What a stored document is to its picture.
struct Look {
  std::string_view state;
  std::string_view caption;
  std::optional<PetTraits> traits;  // nullopt: a silhouette
};

Look LookOf(const ValueView& document) {
  if (std::holds_alternative<Null>(document)) return {"none", "no traits yet", std::nullopt};
  const auto* text = std::get_if<std::string_view>(&document);
  const Result<PetTraits> stored = ParsePetTraits(text == nullptr ? std::string_view() : *text);
  if (!stored.ok()) return {"fallback", "traits are not valid", FallbackPetTraits()};
  return {"stored", PetWord(stored->rarity), *stored};
}

json DrawRow(const std::string& key, const std::string& label, const ValueView& document) {
  const Look look = LookOf(document);
  const Picture picture = look.traits ? DrawPet(*look.traits) : DrawPetSilhouette();
  return {{"key", key},           {"label", label},
          {"state", look.state},  {"caption", look.caption},
          {"alt", picture.label}, {"shapes", json::parse(PictureJson(picture), nullptr, false)}};
}

// How many rows of the whole table have each state and each caption. Rows without a document are
// counted by SQLite; the others are read as they are drawn, so that numbers and pictures agree.
Result<json> CountLooks(const Database& db, const PictureSource& source, std::int64_t total,
                        bool has_document) {
  std::map<std::string, std::int64_t, std::less<>> states;
  std::map<std::string, std::int64_t, std::less<>> captions;
  const auto add = [&](const Look& look, std::int64_t rows) {
    states[std::string(look.state)] += rows;
    captions[std::string(look.caption)] += rows;
  };
  std::int64_t known = 0;
  if (has_document) {
    const std::string document = QuoteName(source.document);
    GODWIT_ASSIGN(Statement select,
                  db.Prepare("SELECT " + document + " FROM " + QuoteName(source.table) + " WHERE " +
                             document + " IS NOT NULL"));
    for (;; ++known) {
      GODWIT_ASSIGN(const bool row, select.Step());
      if (!row) break;
      add(LookOf(select.Column(0)), 1);
    }
  }
  if (known < total) add(LookOf(Null{}), total - known);
  return json{{"states", states}, {"captions", captions}};
}

Result<bool> HasColumn(const Database& db, const std::string& table, const std::string& column) {
  GODWIT_ASSIGN(Statement select, db.Prepare("SELECT count(*) FROM pragma_table_info(?1) WHERE "
                                             "name = ?2 COLLATE NOCASE"));
  GODWIT_TRY(select.BindAll(Value(table), Value(column)));
  GODWIT_ASSIGN(const bool row, select.Step());
  return row && select.Int(0) > 0;
}

std::string PlainText(const ValueView& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  return Show(value);
}

}  // namespace

JobResult PicturesMethod(Call& call) {
  std::int64_t offset = 0;
  std::int64_t limit = kMostPictures;
  GODWIT_TRY(call.params.Number("offset", offset, 0, kMostOffset));
  GODWIT_TRY(call.params.Number("limit", limit, 1, kMostPictures));
  bool totals = false;
  GODWIT_TRY(call.params.Flag("totals", totals));
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  json result = {{"total", 0}, {"pictures", json::array()}};
  if (totals) result["totals"] = {{"states", json::object()}, {"captions", json::object()}};
  if (!project->pictures) return Done(std::move(result));
  const PictureSource& source = *project->pictures;
  // The table, and the column that holds the documents, come with migrations that may be pending.
  GODWIT_ASSIGN(const bool has_table, HasColumn(*db, source.table, source.key));
  if (!has_table) return Done(std::move(result));
  GODWIT_ASSIGN(const bool has_document, HasColumn(*db, source.table, source.document));
  const std::string from = " FROM " + QuoteName(source.table);
  GODWIT_ASSIGN(const Value total, db->QueryValue("SELECT count(*)" + from));
  result["total"] = std::get<std::int64_t>(total);
  if (totals) {
    GODWIT_ASSIGN(result["totals"], CountLooks(*db, source, result["total"], has_document));
  }
  GODWIT_ASSIGN(
      Statement select,
      db->Prepare("SELECT " + QuoteName(source.key) + ", " + QuoteName(source.label) + ", " +
                  (has_document ? QuoteName(source.document) : std::string("NULL")) + from +
                  " ORDER BY " + QuoteName(source.key) + " LIMIT ?1 OFFSET ?2"));
  GODWIT_TRY(select.BindAll(ValueView(limit), ValueView(offset)));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    result["pictures"].push_back(
        DrawRow(PlainText(select.Column(0)), PlainText(select.Column(1)), select.Column(2)));
  }
  return Done(std::move(result));
}

JobResult TraitsMethod(Call& call) {
  std::vector<std::string> ids;
  bool svg = false;
  GODWIT_TRY(call.params.Texts("ids", ids));
  GODWIT_TRY(call.params.Flag("svg", svg));
  GODWIT_TRY(call.params.Finish());
  json texts = json::array();
  if (svg) {
    for (const std::string& id : ids) texts.push_back(PetSvg(MakePetTraits(id)));
    return Done(std::move(texts));
  }
  const std::vector<std::string_view> views(ids.begin(), ids.end());
  PetTraitsTexts(views, [&](std::size_t, std::string_view text) { texts.push_back(text); });
  return Done(std::move(texts));
}

}  // namespace godwit

// Canned answers of the engine, small enough to be read: four migrations, a table of 500 pets whose
// cells are of every kind and who all have pictures.
#include <utility>

#include "tests/shell/stage.h"

namespace godwit {
namespace {

using nlohmann::json;

constexpr int kPets = 500;

const char* const kNames[] = {"20250901090000_users", "20250908090000_pets",
                              "20251103090000_add_pet_traits", "20251117090000_json_check"};

json Tables(int applied) {
  const json id = {{"name", "id"}, {"type", "TEXT"}, {"notNull", true}, {"primaryKey", true}};
  const json name = {{"name", "name"}, {"type", "TEXT"}, {"notNull", false}, {"primaryKey", false}};
  json tables = json::array();
  if (applied >= 2) {
    tables.push_back({{"name", "Pet"},
                      {"kind", "table"},
                      {"rows", kPets},
                      {"columns", json::array({id, name})}});
  }
  if (applied >= 1) {
    tables.push_back(
        {{"name", "User"}, {"kind", "table"}, {"rows", 0}, {"columns", json::array({id, name})}});
  }
  return tables;
}

json Rows(const json& params) {
  json rows = json::array();
  const int first = params["offset"];
  for (int i = first; i < first + params["limit"].get<int>() && i < kPets; ++i) {
    const json kinds[] = {nullptr, "", {{"blob", "00ff"}, {"bytes", 2}}, 7, "Biscuit"};
    rows.push_back({"pet-" + std::to_string(i), kinds[i % 5]});
  }
  return {{"columns", {"id", "name"}}, {"rows", rows}, {"total", kPets}};
}

json Pictures(int applied, const json& params) {
  const json body = {{"layer", "body"},     {"kind", "ellipse"}, {"center", {500, 550}},
                     {"radii", {220, 280}}, {"fill", "#112233"}, {"stroke", "#000000"},
                     {"width", 10}};
  const json shapes = json::array({body});
  if (applied < 2) return {{"total", 0}, {"pictures", json::array()}, {"totals", json::object()}};
  const bool known = applied >= 3;
  json pictures = json::array();
  const int first = params["offset"];
  for (int i = first; i < first + params["limit"].get<int>() && i < kPets; ++i) {
    const std::string name = i == 0 ? "Biscuit" : i == 1 ? "모찌" : "Pet " + std::to_string(i);
    pictures.push_back(
        {{"key", name},
         {"label", name},
         {"caption", known ? "rare" : ""},
         {"state", known ? "stored" : "none"},
         {"alt", known ? "A rare pet with happy expression" : "A pet without traits"},
         {"shapes", shapes}});
  }
  json result = {{"total", kPets}, {"pictures", pictures}};
  if (first > 0) return result;
  // More kinds than the pictures of a page show.
  result["totals"] = {{"states", {{"none", kPets}}}, {"captions", {{"no traits yet", kPets}}}};
  if (known) {
    result["totals"] = {{"states", {{"stored", 400}, {"fallback", 3}, {"none", 97}}},
                        {"captions", {{"common", 300}, {"rare", 100}}}};
  }
  return result;
}

json Digest(int applied) {
  return {{"schema", std::string(64, static_cast<char>('a' + applied))},
          {"data", std::string(64, static_cast<char>('0' + applied))},
          {"tables", json::array()}};
}

json Verify() {
  const json coverage = {{"name", "coverage"}, {"migration", kNames[2]},
                         {"state", "failed"},  {"expected", "92"},
                         {"actual", "61"},     {"columns", {"expected", "actual"}},
                         {"rows", {{92, 61}}}, {"violations", 1}};
  const json fine = {{"name", "foreign-keys"}, {"migration", nullptr}, {"state", "passed"},
                     {"expected", nullptr},    {"actual", nullptr},    {"columns", json::array()},
                     {"rows", json::array()},  {"violations", 0}};
  return {{"passed", false}, {"checks", {coverage, fine}}};
}

}  // namespace

json CannedProject() {
  json migrations = json::array();
  for (const char* name : kNames) {
    migrations.push_back({{"name", name},
                          {"optional", false},
                          {"reason", nullptr},
                          {"checksum", std::string(64, 'c')},
                          {"sql", "-- why\nCREATE TABLE \"T\" (\"a\" TEXT DEFAULT 'x');\n"},
                          {"down", "DROP TABLE \"T\";\n"},
                          {"seed", true},
                          {"dataSteps", json::array()},
                          {"checks", json::array()}});
  }
  migrations[2]["dataSteps"].push_back(
      {{"name", "pet-traits"}, {"table", "Pet"}, {"sql", "SELECT \"id\" FROM \"Pet\""}});
  migrations[2]["checks"].push_back({{"name", "coverage"}, {"info", false}, {"sql", "SELECT 1"}});
  migrations[3]["optional"] = true;
  migrations[3]["reason"] = "closes the change";
  return {{"name", "pets"},
          {"title", "Pets"},
          {"summary", "Pets get traits."},
          {"opensBefore", kNames[2]},
          {"migrations", migrations}};
}

json CannedStatus(int applied, int due) {
  json migrations = json::array();
  for (int i = 0; i < 4; ++i) {
    const char* state = i < applied ? "applied" : i == 3 ? "off" : "pending";
    migrations.push_back({{"name", kNames[i]},
                          {"state", state},
                          {"checksum", ""},
                          {"appliedAt", i < applied ? json("2026-01-15T12:00:00.000Z") : json()},
                          {"optional", i == 3}});
  }
  const json step = {{"migration", kNames[2]},
                     {"name", "pet-traits"},
                     {"state", applied >= 3 && due == 0 ? "complete" : "due"},
                     {"rowsLeft", due}};
  return {{"upToDate", applied >= 3 && due == 0},
          {"migrations", migrations},
          {"dataSteps", json::array({step})},
          {"drift", json::array()}};
}

json CannedSteps() {
  json steps = json::array();
  for (int i = 0; i < 3; ++i) {
    steps.push_back(
        {{"step", kNames[i]}, {"migration", kNames[i]}, {"kind", "up"}, {"digest", Digest(i + 1)}});
  }
  return steps;
}

json Stage::Canned(const json& request) {
  const std::string method = request["method"];
  if (method == "version") return {{"version", "1.2.3"}, {"sqlite", "3.54.1"}};
  if (method == "samples") {
    return {{{"name", "pets"}, {"title", "Pets"}, {"summary", "Pets get traits."}},
            {{"name", "profiles"}, {"title", "Profiles"}, {"summary", "Profiles are merged."}},
            {{"name", "reviews"}, {"title", "Reviews"}, {"summary", "Reviews are counted."}},
            {{"name", "valuerank"}, {"title", "ValueRank"}, {"summary", "Turns are counted."}}};
  }
  if (method == "open") {
    return {{"project", request["params"].contains("project") ? CannedProject() : json()},
            {"database", json::object()},
            {"status", CannedStatus(applied, due)}};
  }
  if (method == "status") return CannedStatus(applied, due);
  if (method == "tables") return Tables(applied);
  if (method == "rows") return Rows(request["params"]);
  if (method == "pictures") return Pictures(applied, request["params"]);
  if (method == "digest") return Digest(applied);
  if (method == "verify") return Verify();
  if (method == "steps") return CannedSteps();
  if (method == "backfill") {
    return {{"outcome", "done"},
            {"migrations", json::array()},
            {"dataSteps", {{{"rows", std::exchange(due, 0)}}}}};
  }
  if (method == "up" || method == "down") {
    return {{"outcome", "done"},
            {"migrations", {{{"direction", method}}}},
            {"dataSteps", json::array()}};
  }
  return json::object();
}

}  // namespace godwit

// Trait texts and their validation, beside the pieces they are made of and the alternatives.
//   build/native/godwit-bench --benchmark_filter='Traits|Validate|Seed|Number'
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "core/json/number.h"
#include "core/traits/functions.h"
#include "core/traits/pet_picture.h"
#include "core/traits/pet_traits.h"

namespace godwit {
namespace {

constexpr std::size_t kIds = 1024;

// Ids as long as UUIDs.
const std::vector<std::string>& Ids() {
  static const std::vector<std::string> kAll = [] {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < kIds; ++i) {
      ids.push_back("e293de7b-3077-4612-aa58-" + std::to_string(100000000000 + i * 7919));
    }
    return ids;
  }();
  return kAll;
}

std::vector<std::string> Texts() {
  std::vector<std::string> texts;
  for (const std::string& id : Ids()) texts.push_back(PetTraitsText(id));
  return texts;
}

// Runs `work` on one document after the other; items a second are documents a second.
template <typename Documents, typename Work>
void Each(benchmark::State& state, const Documents& documents, const Work& work) {
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(work(documents[i]));
    i = (i + 1) % documents.size();
  }
  state.SetItemsProcessed(state.iterations());
}

void SeedOne(benchmark::State& state) {
  Each(state, Ids(), [](const std::string& id) { return SeedRandom(id).NextBits(); });
}
BENCHMARK(SeedOne);

void SeedMany(benchmark::State& state) {
  std::vector<SeedKey> keys(kIds);
  std::vector<SeedRandom> generators(kIds);
  for (auto _ : state) {
    for (std::size_t i = 0; i < kIds; ++i) MakeSeedKey(Ids()[i], keys[i]);
    SeedRandom::SeedMany(keys, generators);
    benchmark::DoNotOptimize(generators.front().NextBits());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kIds));
}
BENCHMARK(SeedMany);

void TraitsOne(benchmark::State& state) {
  std::string buffer(kMaxPetTraitsText, '\0');
  Each(state, Ids(),
       [&buffer](const std::string& id) { return WritePetTraitsText(id, buffer.data()); });
}
BENCHMARK(TraitsOne);

void TraitsMany(benchmark::State& state) {
  const std::vector<std::string_view> ids(Ids().begin(), Ids().end());
  std::size_t bytes = 0;
  for (auto _ : state) {
    PetTraitsTexts(ids, [&bytes](std::size_t, std::string_view text) { bytes += text.size(); });
  }
  benchmark::DoNotOptimize(bytes);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kIds));
}
BENCHMARK(TraitsMany);

// As SQLite calls it: arguments in, an owned value out.
void TraitsFunction(benchmark::State& state) {
  const Function function = PetFunctions().front();
  Each(state, Ids(), [&function](const std::string& id) {
    const ValueView argument = std::string_view(id);
    return function.call({&argument, 1}).ok();
  });
}
BENCHMARK(TraitsFunction);

void NumberWrite(benchmark::State& state) {
  std::vector<double> hues;
  for (const std::string& id : Ids()) hues.push_back(MakePetTraits(id).body_color.h);
  std::string buffer(kMaxNumberText, '\0');
  Each(state, hues, [&buffer](double hue) { return WriteNumber(hue, buffer.data()); });
}
BENCHMARK(NumberWrite);

void NumberParse(benchmark::State& state) {
  std::vector<std::string> texts;
  for (const std::string& id : Ids()) {
    AppendNumber(MakePetTraits(id).body_color.h, texts.emplace_back());
  }
  Each(state, texts, [](const std::string& text) { return ParseNumber(text); });
}
BENCHMARK(NumberParse);

void ValidateCompiled(benchmark::State& state) {
  const Validator& validator = PetTraitsValidator();
  Each(state, Texts(), [&validator](const std::string& text) { return validator.Accepts(text); });
}
BENCHMARK(ValidateCompiled);

void ValidateReporting(benchmark::State& state) {
  const Validator& validator = PetTraitsValidator();
  Each(state, Texts(),
       [&validator](const std::string& text) { return validator.Violations(text).size(); });
}
BENCHMARK(ValidateReporting);

void ValidateStrictJsonOnly(benchmark::State& state) {
  Each(state, Texts(), [](const std::string& text) { return StrictJson().Accepts(text); });
}
BENCHMARK(ValidateStrictJsonOnly);

void ParseByNlohmann(benchmark::State& state) {
  Each(state, Texts(),
       [](const std::string& text) { return nlohmann::json::parse(text, nullptr, false).size(); });
}
BENCHMARK(ParseByNlohmann);

// The document tree is made outside the measurement.
void ValidateByValijson(benchmark::State& state) {
  const nlohmann::json json = nlohmann::json::parse(PetTraitsSchema(), nullptr, false);
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(json), schema);
  std::vector<nlohmann::json> documents;
  for (const std::string& text : Texts()) {
    documents.push_back(nlohmann::json::parse(text, nullptr, false));
  }
  valijson::Validator validator;
  Each(state, documents, [&](const nlohmann::json& document) {
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
  });
}
BENCHMARK(ValidateByValijson);

void TraitsClassifyExact(benchmark::State& state) {
  std::vector<std::pair<std::string, std::string>> pets;
  for (const std::string& id : Ids()) pets.emplace_back(id, PetTraitsText(id));
  Each(state, pets, [](const auto& pet) { return ClassifyPetTraits(pet.first, pet.second); });
}
BENCHMARK(TraitsClassifyExact);

void PictureAsSvg(benchmark::State& state) {
  Each(state, Ids(), [](const std::string& id) { return PetSvg(MakePetTraits(id)).size(); });
}
BENCHMARK(PictureAsSvg);

}  // namespace
}  // namespace godwit

#include <string>
#include <string_view>
#include <vector>

#include "bench/measure/jobs.h"
#include "core/base/sha256.h"
#include "core/traits/pet_traits.h"

namespace godwit::measure {
namespace {

enum class Way : std::uint8_t { kBulk, kSingle };

Result<Way> ParseWay(const std::string& text) {
  if (text == "bulk") return Way::kBulk;
  if (text == "single") return Way::kSingle;
  return Error{.code = ErrorCode::kUsage,
               .what = "option --way",
               .why = "\"" + text + "\" is neither bulk nor single",
               .next = "see `godwit-measure help`"};
}

template <typename Sink>
void WriteAll(Way way, const std::vector<std::string_view>& ids, const Sink& sink) {
  if (way == Way::kBulk) {
    PetTraitsTexts(ids, [&sink](std::size_t, std::string_view text) { sink(text); });
    return;
  }
  std::string buffer(kMaxPetTraitsText, '\0');
  for (const std::string_view id : ids) {
    sink(std::string_view(buffer.data(), WritePetTraitsText(id, buffer.data())));
  }
}

}  // namespace

Result<nlohmann::json> MeasureTraits(Options& options) {
  GODWIT_ASSIGN(const std::int64_t count, options.Number("ids"));
  GODWIT_ASSIGN(const std::int64_t passes, options.Number("passes"));
  GODWIT_ASSIGN(const std::string way_text, options.Text("way"));
  GODWIT_ASSIGN(const Way way, ParseWay(way_text));
  GODWIT_TRY(options.CheckAllUsed());
  std::vector<std::string> ids;
  for (std::int64_t i = 0; i < count; ++i) ids.push_back("pet-" + std::to_string(i));
  const std::vector<std::string_view> views(ids.begin(), ids.end());

  // The proof comes first: it is what warms WASM up, too.
  Sha256 hash;
  std::size_t expected = 0;
  WriteAll(way, views, [&](std::string_view text) {
    hash.Update(text);
    hash.Update("\n");
    expected += text.size();
  });
  nlohmann::json result = {{"texts", count * passes}, {"sha256", Hex(hash.Finish())}};
  std::size_t bytes = 0;
  const Stopwatch watch;
  for (std::int64_t pass = 0; pass < passes; ++pass) {
    WriteAll(way, views, [&bytes](std::string_view text) { bytes += text.size(); });
  }
  watch.AddTo(result);
  if (bytes != expected * static_cast<std::size_t>(passes)) {
    return Error{.what = "trait texts", .why = "the passes gave different texts"};
  }
  return result;
}

}  // namespace godwit::measure

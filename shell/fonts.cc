#include "shell/fonts.h"

#include <cstdio>
#include <span>
#include <string_view>

#include "generated/font_files.h"
#include "imgui.h"
#include "imgui_internal.h"

namespace godwit::shell {
namespace {

// Weights in CSS's numbers.
constexpr unsigned int kRegular = 400;
constexpr unsigned int kSemiBold = 600;

Backend& BackendOf(const ImFontAtlas* atlas) { return *static_cast<Backend*>(atlas->UserData); }

// The platform is asked only when a glyph is needed: an early "yes" costs nothing, and a failed
// drawing falls back to the replacement character.
bool ContainsGlyph(ImFontAtlas*, ImFontConfig*, ImWchar codepoint) { return codepoint >= 0xA0; }

// Joiners and variation selectors: they shape what stands beside them, and have no picture.
bool IsInvisible(ImWchar codepoint) {
  return codepoint == 0x200C || codepoint == 0x200D || (codepoint >= 0xFE00 && codepoint <= 0xFE0F);
}

bool PlaceBitmap(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked,
                 const GlyphBitmap& bitmap, float density, ImFontGlyph* glyph) {
  const ImFontAtlasRectId pack = ImFontAtlasPackAddRect(atlas, bitmap.width, bitmap.height);
  if (pack == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, pack);
  glyph->X0 = bitmap.left / density;
  glyph->Y0 = bitmap.top / density + IM_ROUND(baked->Ascent);
  glyph->X1 = glyph->X0 + static_cast<float>(bitmap.width) / density;
  glyph->Y1 = glyph->Y0 + static_cast<float>(bitmap.height) / density;
  glyph->Visible = 1;
  glyph->Colored = bitmap.colored ? 1 : 0;
  glyph->PackId = pack;
  if (bitmap.colored) {
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, bitmap.rgba.data(),
                                       ImTextureFormat_RGBA32, bitmap.width * 4);
    return true;
  }
  std::vector<unsigned char> alpha(bitmap.rgba.size() / 4);
  for (std::size_t i = 0; i < alpha.size(); ++i) alpha[i] = bitmap.rgba[i * 4 + 3];
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, alpha.data(),
                                     ImTextureFormat_Alpha8, bitmap.width);
  return true;
}

bool LoadGlyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*,
               ImWchar codepoint, ImFontGlyph* glyph, float* advance_only) {
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  GlyphBitmap bitmap;
  const auto weight = static_cast<int>(source->FontLoaderFlags);
  if (!IsInvisible(codepoint) &&
      !BackendOf(atlas).DrawGlyph(static_cast<char32_t>(codepoint), baked->Size * density, weight,
                                  bitmap)) {
    return false;
  }
  const float advance = bitmap.advance / density;
  if (advance_only != nullptr) {
    *advance_only = advance;
    return true;
  }
  glyph->Codepoint = codepoint;
  glyph->AdvanceX = advance;
  const auto pixels =
      static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height);
  if (pixels == 0 || bitmap.rgba.size() != pixels * 4) return true;
  return PlaceBitmap(atlas, source, baked, bitmap, density, glyph);
}

const ImFontLoader& PlatformLoader() {
  static const ImFontLoader kLoader = [] {
    ImFontLoader made;
    made.Name = "platform";
    made.FontSrcContainsGlyph = ContainsGlyph;
    made.FontBakedLoadGlyph = LoadGlyph;
    return made;
  }();
  return kLoader;
}

std::string_view FontBytes(std::string_view path) {
  for (const EmbeddedFile& file : FontFiles()) {
    if (file.path == path) return file.bytes;
  }
  return {};
}

ImFont* AddFont(std::string_view path, unsigned int weight) {
  const std::string_view bytes = FontBytes(path);
  ImFontConfig config;
  // Negative: sizes count the em, as in every other design tool, not the height from ascent to
  // descent.
  config.SizePixels = -14;
  config.GlyphMaxAdvanceX = -FLT_MAX;  // measured in units of SizePixels: without limit
  config.FontData = const_cast<char*>(bytes.data());  // the atlas takes a copy
  config.FontDataSize = static_cast<int>(bytes.size());
  config.FontDataOwnedByAtlas = false;
  std::snprintf(config.Name, sizeof(config.Name), "%.*s", static_cast<int>(path.size()),
                path.data());
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFont* font = atlas->AddFont(&config);

  ImFontConfig platform;
  platform.SizePixels = config.SizePixels;
  platform.GlyphMaxAdvanceX = config.GlyphMaxAdvanceX;
  platform.MergeMode = true;
  platform.FontLoader = &PlatformLoader();
  platform.FontLoaderFlags = weight;  // the loader's own to give a meaning
  std::snprintf(platform.Name, sizeof(platform.Name), "platform");
  atlas->AddFont(&platform);
  return font;
}

}  // namespace

FontSet LoadFonts(Backend& backend) {
  FontSet set;
  ImGui::GetIO().Fonts->UserData = &backend;
  set.regular = AddFont("inter-regular.otf", kRegular);
  set.semibold = AddFont("inter-semibold.otf", kSemiBold);
  set.mono = AddFont("mono-regular.ttf", kRegular);
  ImGui::GetIO().FontDefault = set.regular;
  return set;
}

}  // namespace godwit::shell

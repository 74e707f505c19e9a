#include "shell/text.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "imgui_internal.h"

namespace godwit::shell {
namespace {

constexpr std::string_view kEllipsis = "…";

// Where the pen's top must be so that the letters sit in the middle of the line box.
float TopInBox(const TypeFace& face) {
  const ImFontBaked* baked = face.font->GetFontBaked(face.size);
  return std::round((face.line_height - (baked->Ascent - baked->Descent)) / 2);
}

float DigitWidth(const TypeFace& face) {
  ImFontBaked* baked = face.font->GetFontBaked(face.size);
  return baked->GetCharAdvance('0');
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Walks `text` in pieces: single digits, and everything between them.
template <typename Visit>
void EachPiece(std::string_view text, Visit visit) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at + 1;
    if (!IsDigit(text[at])) {
      while (end < text.size() && !IsDigit(text[end])) ++end;
    }
    visit(text.substr(at, end - at));
    at = end;
  }
}

}  // namespace

float TextWidth(const Theme& theme, TextStyle style, std::string_view text) {
  if (text.empty()) return 0;
  const TypeFace& face = theme.Face(style);
  return face.font
      ->CalcTextSizeA(face.size, FLT_MAX, 0, text.data(), text.data() + text.size(), nullptr)
      .x;
}

void DrawText(ImDrawList* list, const Theme& theme, TextStyle style, ImVec2 top_left, ImU32 color,
              std::string_view text) {
  if (text.empty()) return;
  const TypeFace& face = theme.Face(style);
  const ImVec2 pen(std::round(top_left.x), std::round(top_left.y) + TopInBox(face));
  list->AddText(face.font, face.size, pen, color, text.data(), text.data() + text.size());
}

float NumberWidth(const Theme& theme, TextStyle style, std::string_view text) {
  const float digit = DigitWidth(theme.Face(style));
  float width = 0;
  EachPiece(text, [&](std::string_view piece) {
    width += IsDigit(piece[0]) ? digit : TextWidth(theme, style, piece);
  });
  return width;
}

void DrawNumber(ImDrawList* list, const Theme& theme, TextStyle style, ImVec2 top_left, ImU32 color,
                std::string_view text) {
  const TypeFace& face = theme.Face(style);
  const float digit = DigitWidth(face);
  ImVec2 pen(std::round(top_left.x), std::round(top_left.y) + TopInBox(face));
  EachPiece(text, [&](std::string_view piece) {
    const float width = TextWidth(theme, style, piece);
    const float slot = IsDigit(piece[0]) ? digit : width;
    list->AddText(face.font, face.size, ImVec2(pen.x + (slot - width) / 2, pen.y), color,
                  piece.data(), piece.data() + piece.size());
    pen.x += slot;
  });
}

std::string Ellipsize(const Theme& theme, TextStyle style, std::string_view text, float width) {
  if (text.empty()) return {};
  if (TextWidth(theme, style, text) <= width + 0.5F) return std::string(text);
  const TypeFace& face = theme.Face(style);
  const char* begin = text.data();
  const char* end = begin + text.size();
  const char* rest = nullptr;
  const float room = std::max(0.0F, width - TextWidth(theme, style, kEllipsis));
  face.font->CalcTextSizeA(face.size, room, 0, begin, end, &rest);
  std::string cut(begin, rest);
  while (!cut.empty() && cut.back() == ' ') cut.pop_back();
  return cut.append(kEllipsis);
}

std::vector<std::string_view> WrapText(const Theme& theme, TextStyle style, std::string_view text,
                                       float width) {
  const TypeFace& face = theme.Face(style);
  std::vector<std::string_view> lines;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    const char* paragraph_end = std::find(at, end, '\n');
    while (at < paragraph_end) {
      const char* stop = face.font->CalcWordWrapPosition(face.size, at, paragraph_end, width);
      if (stop == at) ++stop;
      lines.emplace_back(at, static_cast<std::size_t>(stop - at));
      at = stop;
      while (at < paragraph_end && *at == ' ') ++at;
    }
    if (paragraph_end < end) at = paragraph_end + 1;
    if (at == paragraph_end + 1 && at < end && *at == '\n') lines.emplace_back();
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace godwit::shell

// What the page's C++ asks of its JavaScript (web/page/page.mjs): one function each. Text is UTF-8
// given by pointer and length, and is copied during the call.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

// A request to the engine's worker, and the wish to end one.
void PageSend(const char* body, std::size_t body_size, const char* blob, std::size_t blob_size);
void PageCancel(int request_id);

// A download, and the browser's own dialog to choose a file.
void PageSave(const char* name, std::size_t name_size, const char* type, std::size_t type_size,
              const char* bytes, std::size_t size);
void PageChooseFile();
// The site's licences.txt, beside the playground.
void PageShowLicences();

// Another frame after so many milliseconds; 0 = as soon as the screen takes one.
void PageRequestFrame(double delay);
double PageMilliseconds();

// What changed in the accessibility tree (web/page/mirror.h).
void PageMirror(const char* changes, std::size_t size);
// An ImGuiMouseCursor.
void PageCursor(int cursor);
// Text for the clipboard.
void PageCopy(const char* text, std::size_t size);

// Draws a character into JavaScript's memory and fills `measures`: width, height, left, top,
// advance, coloured (0 or 1). False when the browser has no glyph. PageTakeGlyph then copies the
// pixels.
bool PageDrawGlyph(std::uint32_t codepoint, float em_pixels, int weight, float* measures);
void PageTakeGlyph(std::uint8_t* rgba);
}

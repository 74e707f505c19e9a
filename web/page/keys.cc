#include "web/page/keys.h"

namespace godwit {
namespace {

struct NamedKey {
  std::string_view name;
  ImGuiKey key;
};

// KeyboardEvent.code of keys that are no letters, digits or function keys.
constexpr NamedKey kNamedKeys[] = {
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"Escape", ImGuiKey_Escape},
    {"Comma", ImGuiKey_Comma},
    {"Minus", ImGuiKey_Minus},
    {"Period", ImGuiKey_Period},
    {"Slash", ImGuiKey_Slash},
    {"Semicolon", ImGuiKey_Semicolon},
    {"Equal", ImGuiKey_Equal},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"BracketRight", ImGuiKey_RightBracket},
    {"Backslash", ImGuiKey_Backslash},
    {"Quote", ImGuiKey_Apostrophe},
    {"Backquote", ImGuiKey_GraveAccent},
    {"ShiftLeft", ImGuiKey_LeftShift},
    {"ShiftRight", ImGuiKey_RightShift},
    {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ControlRight", ImGuiKey_RightCtrl},
    {"AltLeft", ImGuiKey_LeftAlt},
    {"AltRight", ImGuiKey_RightAlt},
    {"MetaLeft", ImGuiKey_LeftSuper},
    {"MetaRight", ImGuiKey_RightSuper},
};

ImGuiKey Offset(ImGuiKey first, int steps) { return static_cast<ImGuiKey>(first + steps); }

}  // namespace

ImGuiKey KeyFromBrowser(std::string_view code, std::string_view key) {
  if (key.size() == 1) {
    const char letter = key[0];
    if (letter >= 'a' && letter <= 'z') return Offset(ImGuiKey_A, letter - 'a');
    if (letter >= 'A' && letter <= 'Z') return Offset(ImGuiKey_A, letter - 'A');
  }
  if (code.size() == 6 && code.starts_with("Digit")) return Offset(ImGuiKey_0, code[5] - '0');
  if (code.size() == 4 && code.starts_with("Key")) return Offset(ImGuiKey_A, code[3] - 'A');
  for (const NamedKey& named : kNamedKeys) {
    // Virtual keyboards leave the code empty; the names of these keys are mostly the same in `key`.
    if (named.name == code || (code.empty() && named.name == key)) return named.key;
  }
  return ImGuiKey_None;
}

}  // namespace godwit

#include "core/base/words.h"

#include <cstddef>
#include <iterator>

namespace godwit {

std::string Grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::ptrdiff_t at = std::ssize(text) - 3; at > (number < 0 ? 1 : 0); at -= 3) {
    text.insert(text.begin() + at, ',');
  }
  return text;
}

std::string Counted(std::int64_t number, std::string_view one, std::string_view many) {
  std::string text = Grouped(number) + " ";
  if (number == 1) return text.append(one);
  return many.empty() ? text.append(one) + "s" : text.append(many);
}

std::string Duration(std::int64_t micros) {
  const std::int64_t millis = (micros + 500) / 1000;
  if (millis < 1000) return std::to_string(millis) + " ms";
  if (millis < 59'950) {
    const std::int64_t tenths = (millis + 50) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
  }
  const std::int64_t seconds = (millis + 500) / 1000;
  if (seconds < 3600) {
    return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
  }
  return std::to_string(seconds / 3600) + " h " + std::to_string(seconds % 3600 / 60) + " min";
}

std::string ByteSize(std::int64_t bytes) {
  static constexpr std::string_view kUnits[] = {" KiB", " MiB", " GiB", " TiB"};
  if (bytes < 1024) return Counted(bytes, "byte");
  std::int64_t tenths = (bytes * 10 + 512) / 1024;
  std::size_t unit = 0;
  while (tenths >= 10'240 && unit + 1 < std::size(kUnits)) {
    tenths = (tenths + 512) / 1024;
    ++unit;
  }
  std::string text = Grouped(tenths / 10);
  if (tenths < 100 && tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text.append(kUnits[unit]);
}

}  // namespace godwit

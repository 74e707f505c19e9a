#include "shell/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace godwit::shell {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool AllDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::string Date(std::string_view year, std::string_view month, std::string_view day) {
  const int index = Number(month);
  if (index < 1 || index > 12) return {};
  return std::to_string(Number(day)) + " " +
         std::string(kMonths[static_cast<std::size_t>(index - 1)]) + " " + std::string(year);
}

std::string OneDecimal(double value) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  std::string out = text.data();
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out;
}

std::string_view AfterStamp(std::string_view name) {
  if (name.size() > 15 && name[14] == '_' && AllDigits(name.substr(0, 14))) return name.substr(15);
  return name;
}

}  // namespace

std::string Grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string Counted(std::int64_t number, std::string_view one, std::string_view many) {
  return Grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::string Bytes(std::int64_t bytes) {
  if (bytes < 10'000) return Grouped(bytes) + " B";
  if (bytes < 1'000'000) return OneDecimal(static_cast<double>(bytes) / 1e3) + " kB";
  if (bytes < 1'000'000'000) return OneDecimal(static_cast<double>(bytes) / 1e6) + " MB";
  return OneDecimal(static_cast<double>(bytes) / 1e9) + " GB";
}

std::string Duration(double seconds) {
  if (seconds < 1) return std::to_string(std::max(1L, std::lround(seconds * 1e3))) + " ms";
  if (seconds < 10) return OneDecimal(seconds) + " s";
  const long whole = std::lround(seconds);
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

std::string Percent(double share) { return OneDecimal(share * 100) + " %"; }

std::string HumanName(std::string_view name) {
  std::string out(AfterStamp(name));
  std::replace(out.begin(), out.end(), '_', ' ');
  std::replace(out.begin(), out.end(), '-', ' ');
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string DateOfName(std::string_view name) {
  if (AfterStamp(name) == name) return {};
  return Date(name.substr(0, 4), name.substr(4, 2), name.substr(6, 2));
}

std::string Moment(std::string_view iso) {
  if (iso.size() < 19 || iso[10] != 'T' || !AllDigits(iso.substr(0, 4)) ||
      !AllDigits(iso.substr(5, 2)) || !AllDigits(iso.substr(8, 2))) {
    return std::string(iso);
  }
  return Date(iso.substr(0, 4), iso.substr(5, 2), iso.substr(8, 2)) + ", " +
         std::string(iso.substr(11, 8)) + (iso.ends_with('Z') ? " UTC" : "");
}

std::string Noun(std::string_view table, std::int64_t count) {
  std::string noun(table);
  const bool plain = std::all_of(noun.begin() + (noun.empty() ? 0 : 1), noun.end(),
                                 [](char c) { return c >= 'a' && c <= 'z'; });
  if (!plain || noun.empty()) return std::string(count == 1 ? "row of " : "rows of ") + noun;
  if (noun[0] >= 'A' && noun[0] <= 'Z') noun[0] = static_cast<char>(noun[0] - 'A' + 'a');
  if (count == 1) return noun;
  if (noun.ends_with('y')) return noun.substr(0, noun.size() - 1) + "ies";
  return noun + (noun.ends_with('s') ? "" : "s");
}

std::string ShortDigest(std::string_view hex) { return GroupedDigest(hex.substr(0, 12)); }

std::string GroupedDigest(std::string_view hex) {
  std::string out;
  for (std::size_t at = 0; at < hex.size(); at += 4) {
    if (at > 0) out += ' ';
    out += hex.substr(at, 4);
  }
  return out;
}

}  // namespace godwit::shell

#include "core/schema/compare.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// Longer texts, of views and triggers mostly, are shown from where they begin to differ.
constexpr std::size_t kShown = 120;
constexpr std::size_t kLead = 30;

// A line of an object's canonical text (docs/digest.md), for people.
struct Part {
  std::string subject;  // `column "x" of table "a"`
  std::string words;    // how it is made
  bool named = true;    // an object has at most one part with this subject
  std::string_view line;
};

// Up to the next tab, which is taken away too.
std::string TakeField(std::string_view& line) {
  const std::size_t end = std::min(line.find('\t'), line.size());
  std::string field(line.substr(0, end));
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

std::string Spaced(std::string_view fields) {
  std::string words(fields);
  std::replace(words.begin(), words.end(), '\t', ' ');
  while (words.ends_with(' ')) words.pop_back();
  return words;
}

Part ReadPart(std::string_view line, const std::string& object) {
  Part part;
  part.line = line;
  std::string kind = TakeField(line);
  const std::string_view rest = line;
  if (kind == "column" || kind == "index") {
    const std::string name = TakeField(line);
    part.subject = kind + " " + QuoteName(name) + (kind == "index" ? " on " : " of ") + object;
    part.words = Spaced(rest);
  } else if (kind == "table" || kind == "virtual-table" || kind == "view" || kind == "trigger") {
    TakeField(line);
    part.subject = object;
    part.words = (kind == "virtual-table" ? "virtual " : "") + Spaced(line);
    if (kind == "trigger") part.words = "on " + part.words;
  } else if (kind == "primary-key") {
    part.subject = "primary key of " + object;
    part.words = Spaced(rest);
  } else {
    std::replace(kind.begin(), kind.end(), '-', ' ');
    part.subject = kind + " " + Spaced(rest) + " of " + object;
    part.named = false;
  }
  return part;
}

std::vector<Part> ReadParts(std::string_view text, const std::string& object) {
  std::vector<Part> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    parts.push_back(ReadPart(text.substr(0, end), object));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// What is shown of a text that equals another one up to `same`.
std::string Excerpt(const std::string& words, std::size_t same) {
  if (words.empty()) return "nothing of the kind";
  if (words.size() <= kShown) return words;
  std::size_t begin = same > kLead ? same - kLead : 0;
  while (begin > 0 && ContinuesCharacter(words[begin])) --begin;
  std::size_t end = std::min(begin + kShown, words.size());
  while (end < words.size() && ContinuesCharacter(words[end])) ++end;
  return (begin > 0 ? "…" : "") + words.substr(begin, end - begin) +
         (end < words.size() ? "…" : "");
}

std::string Different(const Part& first, const Part& second, const SchemaSides& sides) {
  const auto [a, b] = std::mismatch(first.words.begin(), first.words.end(), second.words.begin(),
                                    second.words.end());
  const auto same = static_cast<std::size_t>(a - first.words.begin());
  return first.subject + " is different: " + sides.first + " " + Excerpt(first.words, same) + ", " +
         sides.second + " " + Excerpt(second.words, same);
}

void CompareObject(const std::string& object, const std::string& first, const std::string& second,
                   const SchemaSides& sides, std::vector<std::string>& differences) {
  if (first == second) return;
  const std::size_t before = differences.size();
  const std::vector<Part> a = ReadParts(first, object);
  const std::vector<Part> b = ReadParts(second, object);
  const auto has = [](const std::vector<Part>& parts, const Part& part) {
    return std::ranges::find(parts, part.line, &Part::line) != parts.end();
  };
  const auto counterpart = [](const std::vector<Part>& parts, const Part& part) {
    return part.named ? std::ranges::find(parts, part.subject, &Part::subject) : parts.end();
  };
  for (const Part& part : a) {
    if (has(b, part)) continue;
    const auto other = counterpart(b, part);
    differences.push_back(other == b.end() ? part.subject + " is missing"
                                           : Different(part, *other, sides));
  }
  for (const Part& part : b) {
    if (has(a, part) || counterpart(a, part) != a.end()) continue;
    differences.push_back(part.subject + " is extra");
  }
  if (differences.size() == before) {
    differences.push_back(object + " is different: the order of its columns");
  }
}

// `trigger "g" on "t"`; of all else, the object's own name.
std::string WholeObject(const std::string& object, std::string_view text) {
  if (TakeField(text) != "trigger") return object;
  TakeField(text);
  return object + " on " + QuoteName(TakeField(text));
}

}  // namespace

std::vector<std::string> SchemaDifferences(const SchemaObjects& first, const SchemaObjects& second,
                                           const SchemaSides& sides) {
  std::vector<std::string> differences;
  auto a = first.begin();
  auto b = second.begin();
  while (a != first.end() || b != second.end()) {
    if (b == second.end() || (a != first.end() && a->first < b->first)) {
      differences.push_back(WholeObject(a->first, a->second) + " is missing");
      ++a;
    } else if (a == first.end() || b->first < a->first) {
      differences.push_back(WholeObject(b->first, b->second) + " is extra");
      ++b;
    } else {
      CompareObject(a->first, a->second, b->second, sides, differences);
      ++a;
      ++b;
    }
  }
  return differences;
}

bool IsSame(const SchemaView& a, const SchemaView& b) {
  if (a.name != b.name || a.sql != b.sql) return false;
  const bool in_case =
      a.columns != b.columns && std::ranges::equal(a.columns, b.columns, IsSameName);
  return !in_case;
}

bool IsSame(const Trigger& a, const Trigger& b) { return a.name == b.name && a.sql == b.sql; }

std::string FirstOfDifferences(const std::vector<std::string>& differences) {
  const std::size_t more = differences.size() - 1;
  return differences.front() + (more == 0 ? "" : " (and " + std::to_string(more) + " more)");
}

}  // namespace godwit

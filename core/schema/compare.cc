#include "core/schema/compare.h"

#include <algorithm>
#include <vector>

#include "core/schema/canonical.h"

namespace godwit {
namespace {

// The lines of a canonical text, whose form says what is compared (docs/digest.md).
std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// A line for people, or that there is none.
std::string Words(const std::string* line) {
  if (line == nullptr) return "nothing of it";
  std::string words = *line;
  std::replace(words.begin(), words.end(), '\t', ' ');
  return words;
}

std::string Sentence(const std::string& what, const std::string* a, const std::string* b,
                     const SchemaSides& sides) {
  return what + ": " + sides.first + " " + Words(a) + ", " + sides.second + " " + Words(b);
}

// "column x" of "column\tx\tTEXT"; of a line without a name of its own, its kind.
std::string Subject(const std::string& line) {
  const std::size_t kind = line.find('\t');
  std::string word = line.substr(0, kind);
  if (kind == std::string::npos || (word != "column" && word != "index")) return word;
  return word + " \"" + line.substr(kind + 1, line.find('\t', kind + 1) - kind - 1) + "\"";
}

const std::string* FindSame(const std::vector<std::string>& lines, const std::string& subject) {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const std::string& line) {
    return Subject(line) == subject;
  });
  return found == lines.end() ? nullptr : &*found;
}

// The first line of either that the other does not have; else they differ in order.
std::optional<std::string> DifferenceOf(const std::string& what, const std::string& first,
                                        const std::string& second, const SchemaSides& sides) {
  if (first == second) return std::nullopt;
  const std::vector<std::string> a = Lines(first);
  const std::vector<std::string> b = Lines(second);
  const auto has = [](const std::vector<std::string>& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  for (const std::string& line : a) {
    if (has(b, line)) continue;
    const std::string* other = FindSame(b, Subject(line));
    if (other != nullptr && has(a, *other)) other = nullptr;
    return Sentence(what + ", " + Subject(line), &line, other, sides);
  }
  for (const std::string& line : b) {
    if (!has(a, line)) return Sentence(what + ", " + Subject(line), nullptr, &line, sides);
  }
  return what + ": the order of its columns differs";
}

std::string TextOf(const Table& table) { return CanonicalTable(table); }
std::string TextOf(const SchemaView& view) {
  Schema schema;
  schema.views = {view};
  return CanonicalSchema(schema);
}
std::string TextOf(const Trigger& trigger) {
  Schema schema;
  schema.triggers = {trigger};
  return CanonicalSchema(schema);
}

bool Counts(const Table& table) { return table.kind != TableKind::kShadow; }
bool Counts(const SchemaView&) { return true; }
bool Counts(const Trigger&) { return true; }

// Of two lists that are sorted by name.
template <typename Part>
std::optional<std::string> FirstOf(const std::string& kind, const std::vector<Part>& first,
                                   const std::vector<Part>& second, const SchemaSides& sides) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < first.size() || j < second.size()) {
    if (i < first.size() && !Counts(first[i])) {
      ++i;
    } else if (j < second.size() && !Counts(second[j])) {
      ++j;
    } else if (j == second.size() || (i < first.size() && first[i].name < second[j].name)) {
      return kind + " \"" + first[i].name + "\": " + sides.first + " it, " + sides.second +
             " none of that name";
    } else if (i == first.size() || second[j].name < first[i].name) {
      return kind + " \"" + second[j].name + "\": " + sides.second + " it, " + sides.first +
             " none of that name";
    } else {
      const std::string what = kind + " \"" + first[i].name + "\"";
      auto found = DifferenceOf(what, TextOf(first[i]), TextOf(second[j]), sides);
      if (found) return found;
      ++i;
      ++j;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> FirstDifference(const Schema& first, const Schema& second,
                                           const SchemaSides& sides) {
  if (auto table = FirstOf("table", first.tables, second.tables, sides)) return table;
  if (auto view = FirstOf("view", first.views, second.views, sides)) return view;
  return FirstOf("trigger", first.triggers, second.triggers, sides);
}

}  // namespace godwit

// What `godwit query` gives, as text: lists as tables, rows as names and values.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "native/cli/query.h"
#include "native/cli/render.h"

namespace godwit::cli {
namespace {

using Cell = Table::Cell;
using Align = Table::Align;

constexpr int kWidestCell = 40;

std::string CleanAt(const Json& object, std::string_view key) { return Clean(TextAt(object, key)); }

// Documents and lists stand as JSON.
std::string ValueText(const Json& value) {
  if (!value.is_structured()) return CellText(value);
  return Clean(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

class ResultText {
 public:
  ResultText(const Json& shapes, const View& view) : shapes_(shapes), view_(view) {}

  std::string Print(const Json& value, int indent) const {
    if (value.is_array()) return List(value, indent);
    if (!ShapeOf(value).empty()) return Row(value, indent);
    return std::string(static_cast<std::size_t>(indent), ' ') + ValueText(value) + "\n";
  }

 private:
  // The members of a row in their order; empty where it is none, but a document say.
  std::vector<std::string> ShapeOf(const Json& value) const {
    if (!value.is_object()) return {};
    for (const Json& shape : shapes_) {
      const bool same = shape.size() == value.size() &&
                        std::all_of(shape.begin(), shape.end(), [&](const Json& name) {
                          return value.contains(name.get<std::string>());
                        });
      if (same) return shape.get<std::vector<std::string>>();
    }
    return {};
  }
  bool IsRows(const Json& value) const {
    return value.is_array() && !value.empty() &&
           std::all_of(value.begin(), value.end(),
                       [&](const Json& item) { return !ShapeOf(item).empty(); });
  }

  std::string List(const Json& list, int indent) const {
    if (list.empty()) return std::string(static_cast<std::size_t>(indent), ' ') + "none\n";
    if (!IsRows(list)) {
      std::string text;
      for (const Json& item : list) text += Print(item, indent);
      return text;
    }
    const std::vector<std::string> names = ShapeOf(list.front());
    std::vector<Align> aligns;
    std::vector<Cell> head;
    for (const std::string& name : names) {
      const bool numbers = std::all_of(list.begin(), list.end(), [&](const Json& row) {
        const Json& value = row.value(name, Json());
        return value.is_number() || value.is_null();
      });
      aligns.push_back(numbers ? Align::kRight : Align::kLeft);
      head.push_back({Clean(name), Tone::kFaint});
    }
    Table table(std::move(aligns));
    table.Add(std::move(head));
    for (const Json& row : list) {
      std::vector<Cell> cells;
      for (const std::string& name : names) {
        cells.push_back({Fit(ValueText(row.value(name, Json())), kWidestCell)});
      }
      table.Add(std::move(cells));
    }
    return table.Print(view_.paint, indent);
  }

  std::string Row(const Json& row, int indent) const {
    Table values({Align::kLeft, Align::kLeft});
    std::string inner;
    for (const std::string& name : ShapeOf(row)) {
      const Json& value = row[name];
      if (ShapeOf(value).empty() && !IsRows(value)) {
        values.Add({{Clean(name), Tone::kFaint}, {ValueText(value)}});
        continue;
      }
      inner += std::string(static_cast<std::size_t>(indent), ' ') +
               view_.paint(Tone::kStrong, Clean(name)) + "\n" + Print(value, indent + 2);
    }
    return (values.empty() ? "" : values.Print(view_.paint, indent)) + inner;
  }

  const Json& shapes_;
  const View& view_;
};

// "userId=text [rating=integer]"
std::string Signature(const Json& operation) {
  std::string text;
  for (const Json& parameter : ArrayAt(operation, "parameters")) {
    const std::string one = CleanAt(parameter, "name") + "=" + CleanAt(parameter, "type");
    const bool optional = parameter.value("optional", false);
    text += (text.empty() ? "" : " ") + (optional ? "[" + one + "]" : one);
  }
  return text;
}

std::string RenderOperations(const Json& answer, const View& view) {
  const Json& operations = ArrayAt(answer, "operations");
  std::string out = view.paint(Tone::kStrong, CleanAt(answer, "sample") + ": " +
                                                  Counted(std::ssize(operations), "operation")) +
                    "\n";
  for (const Json& operation : operations) {
    out += "  " + view.paint(Tone::kStrong, CleanAt(operation, "name")) + "  " +
           CleanAt(operation, "about") + "\n";
    const std::string signature = Signature(operation);
    if (!signature.empty()) out += "      " + view.paint(Tone::kFaint, signature) + "\n";
  }
  return out;
}

// The lines of a statement, without the empty ones around it.
std::string SqlLines(std::string_view sql) {
  std::string text;
  while (!sql.empty()) {
    const std::size_t end = sql.find('\n');
    const std::string line = Clean(std::string(sql.substr(0, end)));
    if (line.find_first_not_of(' ') != std::string::npos) text += "  " + line + "\n";
    sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 1);
  }
  return text;
}

std::string RenderPlans(const Json& answer, const View& view) {
  std::string out;
  for (const Json& plan : ArrayAt(answer, "plans")) {
    out += SqlLines(TextAt(plan, "sql"));
    const Json& steps = ArrayAt(plan, "steps");
    if (steps.empty()) out += "      " + view.paint(Tone::kFaint, "reads nothing") + "\n";
    for (const Json& step : steps) {
      const auto depth = static_cast<std::size_t>(NumberAt(step, "depth"));
      out +=
          std::string(6 + 2 * depth, ' ') + view.paint(Tone::kGood, CleanAt(step, "detail")) + "\n";
    }
  }
  return out;
}

}  // namespace

std::string RenderQuery(const Json& answer, const View& view) {
  if (answer.contains("operations")) return RenderOperations(answer, view);
  if (answer.contains("plans")) return RenderPlans(answer, view);
  const Json result = answer.value("result", Json());
  if (result.is_null()) return "none\n";
  if (result.is_object() && result.empty()) return "done\n";
  return ResultText(ArrayAt(answer, "shapes"), view).Print(result, 0);
}

}  // namespace godwit::cli
